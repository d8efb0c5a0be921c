"""Who is suggested, why, with which times; open doors; the line."""

from __future__ import annotations

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from mentors.booking.opening import open_meeting
from mentors.cards.models import AnswerWay
from mentors.cards.talking import language_name, shared_languages
from mentors.matching.models import Pairing, Suggestion
from mentors.matching.suggest import (
    Offer,
    leave_line,
    open_doors,
    place_in_line,
    put_in_line,
    suggestions_for,
)
from mentors.meetings.models import Meeting
from mentors.meetings.quarters import quarter_of, quarter_start
from tests.factories import (
    CoordinatorFactory,
    NeedsCardFactory,
    PersonFactory,
    PlaceFactory,
    WeeklyHoursFactory,
)
from tests.mentors.scenes import NOW, STOCKHOLM, choose_first, learner_with_card, mentor_with_time, suggest
from users.models import User

pytestmark = pytest.mark.django_db


def suggested(learner: User) -> list[User]:
    return [offer.mentor for offer in suggestions_for(learner.needs_card, now=NOW)]


def only(learner: User) -> Offer:
    (offer,) = suggestions_for(learner.needs_card, now=NOW)
    return offer


def test_reasons_are_plain_words() -> None:
    learner, mentor = learner_with_card(), mentor_with_time()
    with translation.override("en"):
        offer = only(learner)
    assert offer.mentor == mentor
    assert offer.reasons == [
        "Speaks Somali, as you do",
        "Has done this guide",
        "Can meet in Söder",
        "Has a time on Tuesday afternoon",
    ]
    assert (offer.languages, offer.can_show) == (["so", "sv"], ["bankid"])
    assert offer.cost == sum(offer.parts.values())


def test_reasons_say_only_what_is_true() -> None:
    learner, mentor = (
        learner_with_card(wishes=["1177", "email"]),
        mentor_with_time(card={"can_show": ["bankid"]}),
    )
    Pairing.objects.create(learner=learner, mentor=mentor, state=Pairing.State.ACTIVE)
    with translation.override("en"):
        reasons = only(learner).reasons
    assert "You know each other already" in reasons
    assert not any("guide" in reason for reason in reasons)


def test_reasons_never_say_where_exactly() -> None:
    learner = learner_with_card()
    mentor_with_time(place=PlaceFactory(name="Stadsbiblioteket", part_of_town="Norr"))
    with translation.override("en"):
        said = " ".join(only(learner).reasons)
    assert "Norr" in said
    assert "Stadsbiblioteket" not in said


@pytest.mark.parametrize(
    "card",
    [
        {"is_active": False},
        {"trained_on": None},
        {"promised_on": None},
        {"languages": ["ar"]},
        {"capacity": 0},
    ],
)
def test_hard_rules(card: dict[str, object]) -> None:
    mentor_with_time(card=card)
    assert suggested(learner_with_card()) == []


def test_nobody_is_suggested_to_themselves() -> None:
    mentor = mentor_with_time()
    learner_with_card(learner=mentor)
    assert suggested(mentor) == []


def test_full_mentor_is_left_out_but_not_for_their_own_learner() -> None:
    mentor, theirs = mentor_with_time(card={"capacity": 1}), learner_with_card()
    Pairing.objects.create(learner=theirs, mentor=mentor, state=Pairing.State.ACTIVE)
    assert suggested(learner_with_card()) == []
    assert suggested(theirs) == [mentor]


@pytest.mark.parametrize(
    ("state", "days_ago", "is_suggested"),
    [
        (Pairing.State.DECLINED, 1, False),
        (Pairing.State.DECLINED, 15, True),
        (Pairing.State.UNANSWERED, 1, False),
        (Pairing.State.WITHDRAWN, 1, True),
        (Pairing.State.ENDED, 1, True),
        (Pairing.State.PAUSED, 1, False),
        (Pairing.State.CHOSEN, 1, False),
    ],
)
def test_history_of_the_two(state: Pairing.State, days_ago: int, is_suggested: bool) -> None:
    learner, mentor = learner_with_card(), mentor_with_time()
    pairing = Pairing.objects.create(learner=learner, mentor=mentor, state=state)
    Pairing.objects.filter(pk=pairing.pk).update(changed_at=NOW - datetime.timedelta(days=days_ago))
    assert suggested(learner) == ([mentor] if is_suggested else [])


def test_mentor_who_was_never_asked_did_not_say_no() -> None:
    learner, mentor = learner_with_card(), mentor_with_time()
    Pairing.objects.create(learner=learner, mentor=mentor, state=Pairing.State.UNANSWERED, needs_release=True)
    assert suggested(learner) == [mentor]


def test_only_places_that_can_be_reached() -> None:
    near, far = PlaceFactory(), PlaceFactory()
    mentor_with_time(place=far)
    both = mentor_with_time(place=far)
    WeeklyHoursFactory(card=both.mentor_card, weekday=3, place=near)
    learner = learner_with_card(places=[near])
    offer = only(learner)
    assert offer.mentor == both
    assert {time.place_id for time in offer.times} == {near.pk}


def test_who_cannot_be_reached_sees_only_direct_times() -> None:
    mentor_with_time()
    direct = mentor_with_time(book_directly=True)
    WeeklyHoursFactory(card=direct.mentor_card, weekday=3)
    offer = only(learner_with_card(answer_way=AnswerWay.NONE))
    assert offer.mentor == direct
    assert all(time.is_direct for time in offer.times)


def test_times_at_which_the_learner_is_elsewhere_are_left_out() -> None:
    learner, mentor, other = learner_with_card(), mentor_with_time(book_directly=True), mentor_with_time()
    suggest(learner, mentor)
    meeting = choose_first(learner, mentor)
    times = {offer.mentor: offer.times for offer in suggestions_for(learner.needs_card, now=NOW)}[other]
    assert all(time.start_quarter >= meeting.end_quarter for time in times)


def test_at_most_three_mentors_with_three_times_each_on_different_days() -> None:
    for _ in range(4):
        mentor_with_time(ends=datetime.time(17))
    offers = suggestions_for(learner_with_card().needs_card, now=NOW)
    assert len(offers) == 3
    assert [[f"{time.starts_at:%d %H:%M}" for time in offer.times] for offer in offers] == [
        ["01 14:00", "08 14:00", "15 14:00"]
    ] * 3


def test_times_that_suit_come_before_others() -> None:
    mentor = mentor_with_time(starts=datetime.time(9), ends=datetime.time(10))
    WeeklyHoursFactory(card=mentor.mentor_card, weekday=3)
    offer = only(learner_with_card(day_parts=["afternoon"]))
    assert [f"{time.starts_at:%a %H:%M}" for time in offer.times] == ["Thu 14:00"] * 3
    assert offer.parts["part_of_day"] == 0


def test_mentor_without_a_time_that_suits_is_shown_last_and_not_hidden() -> None:
    morning = mentor_with_time(starts=datetime.time(9), ends=datetime.time(10))
    afternoon = mentor_with_time(weekday=4)
    learner = learner_with_card(day_parts=["afternoon"])
    assert suggested(learner) == [afternoon, morning]


@pytest.mark.parametrize(
    ("part", "worse", "better"),
    [
        ("language", {"card": {"languages": ["sv"]}}, {"card": {"languages": ["so"]}}),
        ("guide", {"card": {"can_show": []}}, {"card": {"can_show": ["bankid"]}}),
        ("wait", {"weekday": 4}, {"weekday": 2}),
    ],
)
def test_each_part_counts(part: str, worse: dict, better: dict) -> None:
    second, first = mentor_with_time(**worse), mentor_with_time(**better)
    offers = suggestions_for(learner_with_card().needs_card, now=NOW)
    assert [offer.mentor for offer in offers] == [first, second]
    assert offers[0].parts[part] < offers[1].parts[part]
    assert {name for name in offers[0].parts if offers[0].parts[name] != offers[1].parts[name]} == {part}


def test_each_further_learner_of_a_mentor_costs_more() -> None:
    mentor = mentor_with_time(card={"capacity": 8})
    seen = []
    for _ in range(4):
        seen.append(only(learner_with_card()).parts["load"])
        Pairing.objects.create(learner=PersonFactory(), mentor=mentor, state=Pairing.State.ACTIVE)
    assert seen == [0, 4, 12, 24]


def test_parts_are_whole_and_never_negative() -> None:
    mentor_with_time()
    offer = only(learner_with_card())
    assert all(isinstance(value, int) and value >= 0 for value in offer.parts.values())


def test_same_data_same_answer() -> None:
    for _ in range(5):
        mentor_with_time()
    learner = learner_with_card()
    assert suggestions_for(learner.needs_card, now=NOW) == suggestions_for(learner.needs_card, now=NOW)


def test_suggestions_are_written_down_by_rank_and_a_reload_writes_nothing() -> None:
    for _ in range(4):
        mentor_with_time()
    learner = learner_with_card()
    shown = suggested(learner)
    rows = Suggestion.objects.filter(card=learner.needs_card)
    assert [row.mentor for row in rows] == shown
    with CaptureQueriesContext(connection) as asked:
        suggested(learner)
    assert not [query for query in asked if not query["sql"].lstrip(" (").upper().startswith("SELECT")]


def test_recomputing_replaces_the_unasked_and_keeps_the_asked() -> None:
    learner, gone, asked, new = learner_with_card(), PersonFactory(), PersonFactory(), mentor_with_time()
    card = suggest(learner, gone, asked)
    Suggestion.objects.filter(mentor=asked).update(asked_at=NOW)
    suggestions_for(card, now=NOW)
    assert set(card.suggestions.values_list("mentor", "rank", "asked_at")) == {
        (asked.pk, 2, NOW.astimezone(datetime.UTC)),
        (new.pk, 1, None),
    }


@pytest.mark.parametrize("mentors", [1, 3])
def test_queries_do_not_grow_with_mentors(mentors: int) -> None:
    for _ in range(mentors):
        mentor = mentor_with_time()
        Pairing.objects.create(learner=PersonFactory(), mentor=mentor, state=Pairing.State.ACTIVE)
    card = learner_with_card().needs_card
    suggestions_for(card, now=NOW)
    with CaptureQueriesContext(connection) as asked:
        offers = suggestions_for(card, now=NOW)
    assert len(offers) == mentors
    assert len(asked) == 19


def test_open_doors() -> None:
    mentor, place, far = mentor_with_time(), PlaceFactory(), PlaceFactory()
    start = quarter_of(datetime.datetime(2026, 12, 3, 14, tzinfo=STOCKHOLM))

    def opened(after: int, at: object = place, **more: object) -> Meeting:
        return open_meeting(
            mentor,
            at,  # type: ignore[arg-type]
            start + after,
            start + after + 4,
            by=CoordinatorFactory(),
            now=NOW,
            **more,  # type: ignore[arg-type]
        )

    drop_in, group = opened(8, format=Meeting.Format.DROP_IN), opened(0)
    full, elsewhere, over = opened(16, seats=1), opened(24, at=far), opened(32)
    full.bookings.create(person=PersonFactory(), role="learner", seat=1)
    Meeting.objects.filter(pk=over.pk).update(start_quarter=quarter_of(NOW) - 4, end_quarter=quarter_of(NOW))
    learner = learner_with_card(places=[place])
    assert open_doors(learner.needs_card, now=NOW) == [group, drop_in]
    assert elsewhere in open_doors(learner_with_card().needs_card, now=NOW)
    # One comes to a drop-in while it is open too; nobody comes late to a group.
    under_way = start + 9
    assert open_doors(learner.needs_card, now=quarter_start(under_way)) == [drop_in]
    assert open_doors(learner.needs_card, now=quarter_start(start + 12)) == []


def test_line_is_by_waiting_time_and_a_place_is_kept() -> None:
    first, second, third = (NeedsCardFactory() for _ in range(3))
    assert place_in_line(first) == 0
    put_in_line(second, now=NOW)
    put_in_line(first, now=NOW + datetime.timedelta(minutes=1))
    put_in_line(third, now=NOW + datetime.timedelta(minutes=2))
    put_in_line(second, now=NOW + datetime.timedelta(hours=1))
    assert [place_in_line(card) for card in (second, first, third)] == [1, 2, 3]
    leave_line(second)
    assert [place_in_line(card) for card in (second, first, third)] == [0, 1, 2]


def test_shared_languages_are_in_the_first_ones_order() -> None:
    assert shared_languages(["so", "sv", "en"], ["en", "SO"]) == ["so", "en"]
    assert shared_languages(["so"], ["ar"]) == []


def test_language_names() -> None:
    with translation.override("en"):
        assert language_name("kmr") == "Kurmanji"
        assert language_name("SO") == "Somali"
        assert language_name("xx") == "xx"
