"""What is seen of a meeting before and after the yes."""

from __future__ import annotations

import dataclasses

import pytest

from mentors.booking.answering import accept, release
from mentors.booking.cancelling import cancel
from mentors.booking.passing_time import free_expired_holds
from mentors.meetings.models import Meeting
from mentors.meetings.views_for import NotYours, WhatYouSee, what_learner_sees, what_mentor_sees
from tests.factories import CoordinatorFactory
from tests.mentors.scenes import NOW, choose_first, learner_with_card, mentor_with_time, pairing_of, suggest

pytestmark = pytest.mark.django_db


@pytest.fixture
def held() -> Meeting:
    learner, mentor = learner_with_card(), mentor_with_time()
    suggest(learner, mentor)
    return choose_first(learner, mentor, guide_key="bankid", step_key="install-app")


def let_go(meeting: Meeting) -> None:
    release(pairing_of(meeting), CoordinatorFactory(), now=NOW)


def everything(seen: WhatYouSee) -> str:
    return " ".join(str(value) for value in dataclasses.asdict(seen).values())


def test_learner_sees_alias_language_time_and_part_of_town_before_the_yes(held: Meeting) -> None:
    seen = what_learner_sees(held)
    assert (seen.other_alias, seen.languages, seen.part_of_town) == (held.mentor.alias, ["so", "sv"], "Söder")
    assert (seen.starts_at, seen.minutes, seen.held_until) == (held.starts_at, 60, held.held_until)
    assert (seen.guide_key, seen.step_key) == ("bankid", "install-app")
    assert (seen.stands, seen.waits_for_release) == (False, True)
    for exact in (held.place.name, held.place.address, held.place.way_there):
        assert exact not in everything(seen)


def test_mentor_sees_nothing_before_the_release(held: Meeting) -> None:
    with pytest.raises(NotYours):
        what_mentor_sees(held)


@pytest.mark.parametrize("end", ["freed", "taken back"])
def test_mentor_never_sees_what_was_never_released(held: Meeting, end: str) -> None:
    if end == "freed":
        free_expired_holds(held.starts_at)
    else:
        cancel(held, held.holder, now=NOW)  # type: ignore[arg-type]
    with pytest.raises(NotYours):
        what_mentor_sees(Meeting.objects.get(pk=held.pk))


def test_mentor_sees_the_request_after_the_release(held: Meeting) -> None:
    let_go(held)
    meeting = Meeting.objects.get(pk=held.pk)
    seen = what_mentor_sees(meeting)
    assert meeting.holder is not None
    assert (seen.other_alias, seen.languages, seen.guide_key) == (
        meeting.holder.alias,
        ["so", "sv"],
        "bankid",
    )
    assert meeting.place.name not in everything(seen)


def test_both_see_the_exact_place_when_the_meeting_stands(held: Meeting) -> None:
    let_go(held)
    accept(held, held.mentor, now=NOW)
    meeting = Meeting.objects.get(pk=held.pk)
    for seen in (what_learner_sees(meeting), what_mentor_sees(meeting)):
        assert (seen.stands, seen.place_name, seen.address, seen.way_there) == (
            True,
            meeting.place.name,
            meeting.place.address,
            "Buss 1 till Torget",
        )
        assert seen.held_until is None


def test_exact_place_is_gone_again_when_it_is_cancelled(held: Meeting) -> None:
    let_go(held)
    accept(held, held.mentor, now=NOW)
    cancel(held, held.mentor, now=NOW)
    meeting = Meeting.objects.get(pk=held.pk)
    assert meeting.place.address not in everything(what_learner_sees(meeting))
