"""Choosing: what stands at once, what is held and until when, and everything that is refused."""

from __future__ import annotations

import datetime
import uuid

import pytest
from django.utils import translation

from insight.models import Count
from mentors.booking import turns
from mentors.booking.choosing import COMING_MEETINGS_AT_MOST, choose
from mentors.booking.errors import HoldOpen, NotAllowed, TimeTaken, TooLate, TooManyRequests
from mentors.booking.turns import Turn
from mentors.cards.channels import EntryChannel
from mentors.cards.models import AnswerWay, Wish
from mentors.hours.models import PairingSettings
from mentors.matching.models import Pairing, Suggestion
from mentors.meetings.models import Booking, Meeting, OccupiedQuarter
from tests.factories import CoordinatorFactory, PersonFactory
from tests.mentors.scenes import (
    NOW,
    choose_first,
    history,
    learner_with_card,
    mentor_with_time,
    notices_to,
    suggest,
    times_of,
)
from users.models import User

pytestmark = pytest.mark.django_db


def test_time_that_needs_a_yes_is_held() -> None:
    learner, mentor = learner_with_card(), mentor_with_time()
    card = suggest(learner, mentor)
    meeting = choose_first(learner, mentor, guide_key="bankid", step_key="install-app")
    assert (meeting.state, meeting.format, meeting.holder, meeting.mentor) == (
        Meeting.State.HELD,
        Meeting.Format.ONE_TO_ONE,
        learner,
        mentor,
    )
    assert (meeting.guide_key, meeting.step_key, meeting.was_booked_directly) == (
        "bankid",
        "install-app",
        False,
    )
    assert meeting.pairing is not None
    assert meeting.pairing.state == Pairing.State.CHOSEN
    assert history(meeting) == ["chosen"]
    assert list(meeting.bookings.values_list("person", "role", "seat")) == [
        (learner.pk, Booking.Role.LEARNER, 1)
    ]
    assert Suggestion.objects.get(card=card).asked_at == NOW
    assert Count.objects.get(measure="meeting.chosen").dimensions == "guide=bankid language=sv"


def test_held_time_is_taken_for_both_and_the_mentors_pause_with_it() -> None:
    learner, mentor = learner_with_card(), mentor_with_time()
    suggest(learner, mentor)
    meeting = choose_first(learner, mentor)
    of_learner = (
        OccupiedQuarter.objects.filter(person=learner).order_by("quarter").values_list("quarter", flat=True)
    )
    of_mentor = (
        OccupiedQuarter.objects.filter(person=mentor).order_by("quarter").values_list("quarter", flat=True)
    )
    assert list(of_learner) == list(range(meeting.start_quarter, meeting.end_quarter))
    assert list(of_mentor) == list(range(meeting.start_quarter, meeting.end_quarter + 1))


@pytest.mark.parametrize(
    ("now", "held_for_hours"),
    [
        (NOW, 24.0),
        (NOW + datetime.timedelta(hours=1), 24.0),
        (NOW + datetime.timedelta(hours=10), 15.0),
        (NOW + datetime.timedelta(hours=24), 1.0),
    ],
)
def test_hold_lasts_a_day_and_never_into_the_last_three_hours(
    now: datetime.datetime, held_for_hours: float
) -> None:
    learner, mentor = learner_with_card(), mentor_with_time()
    suggest(learner, mentor)
    meeting = choose_first(learner, mentor, now=now)
    assert meeting.held_until is not None
    assert meeting.held_until - now == datetime.timedelta(hours=held_for_hours)


def test_direct_time_stands_at_once_and_the_two_are_a_pair() -> None:
    learner, mentor = learner_with_card(), mentor_with_time(book_directly=True)
    suggest(learner, mentor)
    meeting = choose_first(learner, mentor)
    assert (meeting.state, meeting.was_booked_directly, meeting.held_until) == (
        Meeting.State.STANDS,
        True,
        None,
    )
    assert meeting.pairing is not None
    assert (meeting.pairing.state, meeting.pairing.needs_release) == (Pairing.State.ACCEPTED, False)
    assert set(meeting.bookings.values_list("person", "role")) == {
        (learner.pk, "learner"),
        (mentor.pk, "mentor"),
    }
    assert history(meeting) == ["booked_directly"]
    assert notices_to(learner) == [("booked", "queued"), ("reminder", "queued")]
    assert notices_to(mentor) == [("reminder", "queued"), ("time_booked", "queued")]
    assert Count.objects.get(measure="meeting.booked").times == 1


def test_first_wish_is_the_agenda_when_none_is_named() -> None:
    learner, mentor = learner_with_card(wishes=["1177", "email"]), mentor_with_time()
    card = suggest(learner, mentor)
    Wish.objects.filter(card=card, guide_key="1177").update(step_key="find-clinic")
    meeting = choose_first(learner, mentor)
    assert (meeting.guide_key, meeting.step_key) == ("1177", "find-clinic")


def test_newcomers_first_pairing_needs_a_release_and_the_mentor_hears_nothing() -> None:
    learner, mentor = learner_with_card(), mentor_with_time()
    suggest(learner, mentor)
    meeting = choose_first(learner, mentor)
    assert meeting.pairing is not None
    assert (meeting.pairing.needs_release, meeting.pairing.is_released) == (True, False)
    assert notices_to(mentor) == []


def test_municipality_can_opt_out_of_releasing() -> None:
    PairingSettings.objects.create(release_first_pairing=False)
    learner, mentor = learner_with_card(), mentor_with_time()
    suggest(learner, mentor)
    meeting = choose_first(learner, mentor)
    assert meeting.pairing is not None
    assert meeting.pairing.is_released
    assert notices_to(mentor) == [("request", "queued")]


def test_second_pairing_of_a_learner_needs_no_release() -> None:
    learner, mentor = learner_with_card(), mentor_with_time()
    Pairing.objects.create(learner=learner, mentor=PersonFactory(), state=Pairing.State.ENDED)
    suggest(learner, mentor)
    meeting = choose_first(learner, mentor)
    assert meeting.pairing is not None
    assert meeting.pairing.is_released


def test_same_key_gives_the_same_meeting_whatever_became_of_it() -> None:
    learner, mentor = learner_with_card(), mentor_with_time()
    suggest(learner, mentor)
    key = uuid.uuid4()
    meeting = choose_first(learner, mentor, key=key)
    again = choose(learner, mentor, meeting.start_quarter, meeting.place_id, key=key, by=learner, now=NOW)
    much_later = choose(
        learner, mentor, 1, meeting.place_id, key=key, by=learner, now=NOW + datetime.timedelta(days=30)
    )
    assert again == much_later == meeting
    assert Meeting.objects.count() == 1
    assert history(meeting) == ["chosen"]


def test_only_what_the_database_said_is_told_to_those_who_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    learner, other, mentor = learner_with_card(), learner_with_card(), mentor_with_time()
    suggest(learner, mentor)
    suggest(other, mentor)
    key = uuid.uuid4()
    meeting = choose_first(learner, mentor, key=key)
    turn = Turn(number=1)
    monkeypatch.setitem(turns._turns, (mentor.pk, meeting.start_quarter), turn)

    def want(who: User, its_key: uuid.UUID) -> Meeting:
        return choose(who, mentor, meeting.start_quarter, meeting.place_id, key=its_key, by=who, now=NOW)

    with pytest.raises(TimeTaken):
        want(other, uuid.uuid4())
    first_said = turn.seen_gone
    with pytest.raises(TimeTaken):
        want(other, uuid.uuid4())
    assert first_said is not None
    assert turn.seen_gone == first_said, "what is heard would never grow old"
    # As when it was moved: the form that made it still leads to it, and the time itself is free.
    OccupiedQuarter.objects.all().delete()
    turn.seen_gone = None
    assert want(learner, key) == meeting
    assert turn.seen_gone is None


def test_somebody_elses_key_is_refused() -> None:
    learner, other, mentor = learner_with_card(), learner_with_card(), mentor_with_time()
    suggest(learner, mentor)
    suggest(other, mentor)
    key = uuid.uuid4()
    choose_first(learner, mentor, key=key)
    with pytest.raises(NotAllowed):
        choose_first(other, mentor, key=key)


def test_second_open_hold_is_refused() -> None:
    learner, mentor, other = learner_with_card(), mentor_with_time(), mentor_with_time(weekday=3)
    suggest(learner, mentor, other)
    choose_first(learner, mentor)
    with pytest.raises(HoldOpen) as refused:
        choose_first(learner, other)
    with translation.override("en"):
        assert "already waiting for an answer" in refused.value.message


def test_hold_that_ran_out_does_not_stand_in_the_way() -> None:
    learner, mentor, other = learner_with_card(), mentor_with_time(), mentor_with_time(weekday=4)
    suggest(learner, mentor, other)
    first = choose_first(learner, mentor)
    second = choose_first(learner, other, now=NOW + datetime.timedelta(hours=25))
    first.refresh_from_db()
    assert (first.state, second.state) == (Meeting.State.FREED, Meeting.State.HELD)
    assert not first.occupied_quarters.exists()


def test_taken_time_is_refused_and_nothing_is_left_behind() -> None:
    PairingSettings.objects.create(release_first_pairing=False)
    learner, other, mentor = learner_with_card(), learner_with_card(), mentor_with_time()
    suggest(learner, mentor)
    suggest(other, mentor)
    time = times_of(mentor)[0]
    choose_first(learner, mentor)
    with pytest.raises(TimeTaken):
        choose(other, mentor, time.start_quarter + 2, time.place_id, key=uuid.uuid4(), by=other, now=NOW)
    assert Meeting.objects.count() == Pairing.objects.count() == 1
    assert notices_to(mentor) == [("request", "queued")]


def test_constraint_alone_refuses_when_the_look_came_too_early(monkeypatch: pytest.MonkeyPatch) -> None:
    """The second looked before the first had booked: only the rows keep them apart."""
    learner, other, mentor = learner_with_card(), learner_with_card(), mentor_with_time()
    suggest(learner, mentor)
    suggest(other, mentor)
    seen_as_free = times_of(mentor)[0]
    choose_first(learner, mentor)
    monkeypatch.setattr("mentors.booking.choosing.is_free", lambda *args, **kwargs: seen_as_free)
    with pytest.raises(TimeTaken):
        choose(
            other,
            mentor,
            seen_as_free.start_quarter,
            seen_as_free.place_id,
            key=uuid.uuid4(),
            by=other,
            now=NOW,
        )
    assert Meeting.objects.count() == Pairing.objects.count() == 1


def test_learner_cannot_be_in_two_meetings_at_once() -> None:
    learner = learner_with_card()
    mentor, other = mentor_with_time(book_directly=True), mentor_with_time(book_directly=True)
    suggest(learner, mentor, other)
    choose_first(learner, mentor)
    with pytest.raises(TimeTaken) as refused:
        choose_first(learner, other)
    with translation.override("en"):
        assert "already have something booked" in refused.value.message


def test_mentor_who_learns_elsewhere_is_not_free_meanwhile() -> None:
    mentor, their_mentor = mentor_with_time(book_directly=True), mentor_with_time(book_directly=True)
    learner_with_card(learner=mentor)
    suggest(mentor, their_mentor)
    meeting = choose_first(mentor, their_mentor)
    assert meeting.start_quarter not in {time.start_quarter for time in times_of(mentor)}


def test_time_within_an_hour_or_past_is_too_late() -> None:
    learner, mentor = learner_with_card(), mentor_with_time(book_directly=True)
    suggest(learner, mentor)
    time = times_of(mentor)[0]
    for minutes_before in (59, 0, -60 * 24 * 365):
        now = time.starts_at - datetime.timedelta(minutes=minutes_before)
        with pytest.raises(TooLate):
            choose(learner, mentor, time.start_quarter, time.place_id, key=uuid.uuid4(), by=learner, now=now)


@pytest.mark.parametrize("start_quarter", [2**31 - 1, 10**15])
def test_nonsense_time_is_taken_and_no_error(start_quarter: int) -> None:
    learner, mentor = learner_with_card(), mentor_with_time()
    suggest(learner, mentor)
    with pytest.raises(TimeTaken):
        choose(
            learner,
            mentor,
            start_quarter,
            times_of(mentor)[0].place_id,
            key=uuid.uuid4(),
            by=learner,
            now=NOW,
        )


def test_only_a_mentor_who_was_suggested_can_be_chosen() -> None:
    learner, mentor = learner_with_card(), mentor_with_time()
    with pytest.raises(NotAllowed):
        choose_first(learner, mentor)


def test_mentor_one_is_paired_with_can_be_chosen_again_without_a_release() -> None:
    learner, mentor = learner_with_card(), mentor_with_time(card={"is_active": False})
    pairing = Pairing.objects.create(learner=learner, mentor=mentor, state=Pairing.State.ACTIVE)
    meeting = choose_first(learner, mentor)
    assert meeting.pairing == pairing
    assert notices_to(mentor) == [("request", "queued")]


@pytest.mark.parametrize("by", ["stranger", "mentor", "editor"])
def test_nobody_chooses_for_somebody_else(by: str) -> None:
    learner, mentor = learner_with_card(), mentor_with_time()
    suggest(learner, mentor)
    who = {
        "stranger": PersonFactory,
        "mentor": lambda: mentor,
        "editor": lambda: CoordinatorFactory(desk=False),
    }[by]()
    with pytest.raises(NotAllowed):
        choose_first(learner, mentor, by=who)


def test_coordinator_chooses_by_phone_and_the_record_says_so() -> None:
    learner, mentor, coordinator = learner_with_card(), mentor_with_time(), CoordinatorFactory()
    meeting = choose_first(learner, mentor, by=coordinator, entered_by=EntryChannel.PHONE)
    assert (meeting.entered_by, meeting.bookings.get().entered_by) == (EntryChannel.PHONE, EntryChannel.PHONE)
    event = meeting.events.get()
    assert (event.by, event.entered_by) == (coordinator, EntryChannel.PHONE)


@pytest.mark.parametrize(
    "card", [{"is_active": False}, {"trained_on": None}, {"promised_on": None}, {"capacity": 0}]
)
def test_mentor_who_cannot_is_not_paired_anew(card: dict[str, object]) -> None:
    learner, mentor = learner_with_card(), mentor_with_time(card=card)
    suggest(learner, mentor)
    with pytest.raises(NotAllowed):
        choose_first(learner, mentor)


def test_full_mentor_is_refused_with_the_reason() -> None:
    learner, mentor = learner_with_card(), mentor_with_time(card={"capacity": 1})
    Pairing.objects.create(learner=PersonFactory(), mentor=mentor, state=Pairing.State.PAUSED)
    suggest(learner, mentor)
    with pytest.raises(NotAllowed) as refused, translation.override("en"):
        choose_first(learner, mentor)
    with translation.override("en"):
        assert "no room for one more" in refused.value.message


def test_nobody_is_their_own_mentor() -> None:
    mentor = mentor_with_time()
    learner_with_card(learner=mentor)
    suggest(mentor, mentor)
    with pytest.raises(NotAllowed):
        choose_first(mentor, mentor)


def test_learner_who_cannot_be_reached_gets_only_what_is_certain() -> None:
    learner = learner_with_card(answer_way=AnswerWay.NONE)
    mentor, direct = mentor_with_time(), mentor_with_time(book_directly=True)
    suggest(learner, mentor, direct)
    with pytest.raises(NotAllowed):
        choose_first(learner, mentor)
    assert choose_first(learner, direct).state == Meeting.State.STANDS


def test_installation_has_a_cap_on_open_requests() -> None:
    PairingSettings.objects.create(open_holds_at_most=1)
    learner, other = learner_with_card(), learner_with_card()
    mentor, another = mentor_with_time(), mentor_with_time()
    suggest(learner, mentor)
    suggest(other, another)
    choose_first(learner, mentor)
    with pytest.raises(TooManyRequests):
        choose_first(other, another)


def test_one_learner_cannot_fill_a_calendar() -> None:
    learner = learner_with_card()
    mentor = mentor_with_time(book_directly=True)
    suggest(learner, mentor)
    for _ in range(COMING_MEETINGS_AT_MOST):
        choose_first(learner, mentor)
    with pytest.raises(TooManyRequests):
        choose_first(learner, mentor)
    # A coordinator can book more for somebody.
    assert choose_first(learner, mentor, by=CoordinatorFactory()).state == Meeting.State.STANDS


def test_direct_time_with_the_mentor_one_waits_for_ends_the_wait_for_release() -> None:
    learner, mentor = learner_with_card(), mentor_with_time()
    suggest(learner, mentor)
    held = choose_first(learner, mentor)
    mentor.mentor_card.weekly_hours.update(book_directly=True)
    direct = choose_first(learner, mentor)
    assert direct.pairing == held.pairing
    assert direct.pairing is not None
    direct.pairing.refresh_from_db()
    assert (direct.pairing.state, direct.pairing.is_released) == (Pairing.State.ACCEPTED, True)
    assert ("request", "queued") in notices_to(mentor)
