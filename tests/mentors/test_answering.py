"""Release, yes and no; a hold that nobody answers; the next choice; the line."""

from __future__ import annotations

import datetime

import pytest
import time_machine
from django.utils import translation

from insight.models import Count
from mentors.booking.answering import accept, decline, release
from mentors.booking.errors import NotAllowed, TooLate
from mentors.booking.leaving import leave_everything
from mentors.booking.next_choice import ask_next
from mentors.booking.passing_time import free_expired_holds, free_if_held
from mentors.cards.channels import EntryChannel
from mentors.cards.models import AnswerWay
from mentors.hours.models import PairingSettings
from mentors.matching.models import Pairing, Suggestion
from mentors.meetings.models import Booking, Meeting, OccupiedQuarter
from messaging.models import Message
from tests.factories import CoordinatorFactory, PersonFactory
from tests.mentors.scenes import (
    NOW,
    STOCKHOLM,
    choose_first,
    history,
    learner_with_card,
    mentor_with_time,
    notices_to,
    pairing_of,
    suggest,
    times_of,
)
from users.models import User

pytestmark = pytest.mark.django_db

SOON = NOW + datetime.timedelta(hours=1)
A_DAY_ON = NOW + datetime.timedelta(hours=24)


@pytest.fixture
def _no_release() -> None:
    PairingSettings.objects.create(release_first_pairing=False)


def held(*others: User) -> tuple[User, User, Meeting]:
    """A learner who waits for a mentor's answer, with `others` as next choices."""
    learner, mentor = learner_with_card(), mentor_with_time()
    suggest(learner, mentor, *others)
    return learner, mentor, choose_first(learner, mentor)


def test_release_asks_the_mentor_once() -> None:
    _learner, mentor, meeting = held()
    coordinator = CoordinatorFactory()
    assert meeting.pairing is not None
    release(meeting.pairing, coordinator, now=SOON)
    release(meeting.pairing, coordinator, now=SOON)
    meeting.pairing.refresh_from_db()
    assert (meeting.pairing.released_by, meeting.pairing.released_at) == (coordinator, SOON)
    assert history(meeting) == ["chosen", "released"]
    assert notices_to(mentor) == [("request", "queued")]


def test_release_is_the_coordinators() -> None:
    learner, mentor, meeting = held()
    for who in (learner, mentor, CoordinatorFactory(desk=False)):
        with pytest.raises(NotAllowed):
            release(pairing_of(meeting), who, now=SOON)


def test_release_after_the_hold_ran_out_is_too_late() -> None:
    *_, meeting = held()
    with pytest.raises(TooLate):
        release(pairing_of(meeting), CoordinatorFactory(), now=A_DAY_ON)


def test_mentor_cannot_answer_before_the_release() -> None:
    _learner, mentor, meeting = held()
    with pytest.raises(NotAllowed):
        accept(meeting, mentor, now=SOON)


@pytest.mark.usefixtures("_no_release")
def test_yes_makes_the_meeting_stand_and_writes_reminders() -> None:
    learner, mentor, meeting = held()
    accept(meeting, mentor, now=SOON)
    meeting.refresh_from_db()
    assert meeting.state == Meeting.State.STANDS
    assert meeting.pairing is not None
    assert meeting.pairing.state == Pairing.State.ACCEPTED
    assert set(meeting.bookings.values_list("person", "role")) == {
        (learner.pk, "learner"),
        (mentor.pk, "mentor"),
    }
    assert meeting.occupied_quarters.count() == 9
    assert history(meeting) == ["chosen", "accepted"]
    assert notices_to(learner) == [("booked", "queued"), ("reminder", "queued")]
    # The request is not sent any more: it has been answered.
    assert notices_to(mentor) == [("reminder", "queued"), ("request", "cancelled")]
    assert Count.objects.get(measure="meeting.booked").times == 1


@pytest.mark.usefixtures("_no_release")
def test_reminder_goes_out_at_the_same_time_the_day_before_and_is_useless_after_the_start() -> None:
    _learner, mentor, meeting = held()
    accept(meeting, mentor, now=SOON)
    reminder = Message.objects.filter(kind="reminder", person=mentor).get()
    assert reminder.send_after == datetime.datetime(2026, 11, 30, 14, tzinfo=STOCKHOLM)
    assert reminder.useful_until == meeting.starts_at


@pytest.mark.usefixtures("_no_release")
def test_no_reminder_when_the_meeting_is_within_a_day() -> None:
    learner, mentor, meeting = held()
    accept(meeting, mentor, now=NOW + datetime.timedelta(hours=5))
    assert notices_to(learner) == [("booked", "queued")]


@pytest.mark.usefixtures("_no_release")
def test_second_yes_changes_nothing() -> None:
    learner, mentor, meeting = held()
    accept(meeting, mentor, now=SOON)
    accept(meeting, mentor, now=A_DAY_ON)
    assert history(meeting) == ["chosen", "accepted"]
    assert len(notices_to(learner)) == 2
    assert Booking.objects.count() == 2


@pytest.mark.usefixtures("_no_release")
def test_answer_is_the_mentors_or_the_coordinators_on_request() -> None:
    learner, _mentor, meeting = held()
    for who in (learner, PersonFactory(), CoordinatorFactory(desk=False)):
        with pytest.raises(NotAllowed):
            accept(meeting, who, now=SOON)
        with pytest.raises(NotAllowed):
            decline(meeting, who, now=SOON)
    coordinator = CoordinatorFactory()
    accept(meeting, coordinator, EntryChannel.PHONE, now=SOON)
    event = meeting.events.last()
    assert event is not None
    assert (event.what, event.by, event.entered_by) == ("accepted", coordinator, EntryChannel.PHONE)


@pytest.mark.usefixtures("_no_release")
def test_answer_after_the_time_is_too_late() -> None:
    _learner, mentor, meeting = held()
    for answer in (accept, decline):
        with pytest.raises(TooLate):
            answer(meeting, mentor, now=A_DAY_ON)
    free_expired_holds(A_DAY_ON)
    for answer in (accept, decline):
        with pytest.raises(TooLate):
            answer(meeting, mentor, now=A_DAY_ON)


@pytest.mark.usefixtures("_no_release")
def test_yes_takes_the_learner_out_of_the_line() -> None:
    learner, mentor, meeting = held()
    learner.needs_card.waiting_since = NOW
    learner.needs_card.save()
    accept(meeting, mentor, now=SOON)
    learner.needs_card.refresh_from_db()
    assert learner.needs_card.waiting_since is None


@pytest.mark.usefixtures("_no_release")
def test_no_frees_the_time_and_asks_the_next_choice() -> None:
    second, third = mentor_with_time(weekday=3), mentor_with_time(weekday=4)
    learner, mentor, meeting = held(second, third)
    free_before = times_of(second)
    decline(meeting, mentor, now=SOON)
    meeting.refresh_from_db()
    assert meeting.state == Meeting.State.DECLINED
    assert meeting.pairing is not None
    assert meeting.pairing.state == Pairing.State.DECLINED
    assert not meeting.occupied_quarters.exists()
    asked = Meeting.objects.held().get()
    assert (asked.mentor, asked.holder) == (second, learner)
    assert asked.start_quarter == free_before[0].start_quarter
    assert (asked.guide_key, asked.entered_by) == ("bankid", learner.needs_card.entered_by)
    assert asked.held_until == SOON + datetime.timedelta(hours=24)
    assert notices_to(learner) == [("next_asked", "queued")]
    assert notices_to(second) == [("request", "queued")]
    assert Suggestion.objects.get(mentor=third).asked_at is None
    assert {count.measure: count.times for count in Count.objects.all()} == {
        "meeting.chosen": 2,
        "meeting.declined": 1,
        "time.declined": 1,
    }


@pytest.mark.usefixtures("_no_release")
def test_second_no_changes_nothing() -> None:
    _learner, mentor, meeting = held(mentor_with_time(weekday=3))
    decline(meeting, mentor, now=SOON)
    decline(meeting, mentor, now=SOON)
    assert Meeting.objects.count() == 2
    assert history(meeting) == ["chosen", "declined"]


@pytest.mark.usefixtures("_no_release")
def test_no_after_a_yes_is_a_cancellation_and_refused_here() -> None:
    _learner, mentor, meeting = held()
    accept(meeting, mentor, now=SOON)
    with pytest.raises(NotAllowed):
        decline(meeting, mentor, now=SOON)


@pytest.mark.usefixtures("_no_release")
def test_nobody_left_means_a_place_in_the_line() -> None:
    learner, mentor, meeting = held()
    decline(meeting, mentor, now=SOON)
    learner.needs_card.refresh_from_db()
    assert learner.needs_card.waiting_since == SOON
    assert notices_to(learner) == [("in_line", "queued")]
    assert Count.objects.get(measure="line.joined").dimensions == "guide=bankid language=sv"


@pytest.mark.usefixtures("_no_release")
def test_no_to_somebody_one_is_paired_with_asks_nobody_else() -> None:
    learner, mentor = learner_with_card(), mentor_with_time()
    pairing = Pairing.objects.create(learner=learner, mentor=mentor, state=Pairing.State.ACCEPTED)
    suggest(learner, mentor, mentor_with_time(weekday=3))
    decline(choose_first(learner, mentor), mentor, now=SOON)
    pairing.refresh_from_db()
    assert pairing.state == Pairing.State.ACCEPTED
    assert not Meeting.objects.held().exists()
    assert notices_to(learner) == [("choose_again", "queued")]


def test_hold_without_an_answer_is_freed_when_its_time_is_up() -> None:
    learner, mentor, meeting = held()
    assert free_expired_holds(A_DAY_ON - datetime.timedelta(seconds=1)) == 0
    assert free_expired_holds(A_DAY_ON) == 1
    assert free_expired_holds(A_DAY_ON) == 0
    meeting.refresh_from_db()
    assert meeting.state == Meeting.State.FREED
    assert meeting.pairing is not None
    assert meeting.pairing.state == Pairing.State.UNANSWERED
    assert not OccupiedQuarter.objects.exists()
    event = meeting.events.last()
    assert event is not None
    assert (event.what, event.by) == ("freed", None)
    assert Count.objects.get(measure="hold.freed").times == 1
    assert notices_to(learner) == [("in_line", "queued")]
    assert notices_to(mentor) == []


@pytest.mark.usefixtures("_no_release")
def test_hold_without_an_answer_goes_on_to_the_next_choice() -> None:
    second = mentor_with_time(weekday=3)
    learner, mentor, _meeting = held(second)
    free_expired_holds(A_DAY_ON)
    assert Meeting.objects.held().get().mentor == second
    # Nobody asks the mentor any more.
    assert notices_to(mentor) == [("request", "cancelled")]
    assert notices_to(learner) == [("next_asked", "queued")]


@pytest.mark.usefixtures("_no_release")
def test_one_hold_that_fails_does_not_keep_the_others(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    *_, broken = held()
    *_, sound = held()
    from mentors.booking import passing_time

    really = passing_time.free_hold

    def fail_for_one(meeting: Meeting, **kwargs: object) -> None:
        if meeting == broken:
            raise RuntimeError("planted")
        really(meeting, **kwargs)  # type: ignore[arg-type]

    monkeypatch.setattr(passing_time, "free_hold", fail_for_one)
    assert free_expired_holds(A_DAY_ON) == 1
    broken.refresh_from_db()
    sound.refresh_from_db()
    assert (broken.state, sound.state) == (Meeting.State.HELD, Meeting.State.FREED)
    assert "could not be freed" in caplog.text


@pytest.mark.usefixtures("_no_release")
def test_of_a_mentor_who_leaves_only_what_still_waits_is_freed() -> None:
    *_, seen = held()
    accept(Meeting.objects.get(pk=seen.pk), seen.mentor, now=SOON)
    assert not free_if_held(seen, now=SOON)
    seen.refresh_from_db()
    assert seen.state == Meeting.State.STANDS
    assert OccupiedQuarter.objects.filter(meeting=seen, person=seen.holder).exists()
    with time_machine.travel(SOON, tick=False):
        leave_everything(seen.mentor)
    assert Meeting.objects.get().state == Meeting.State.CANCELLED


def test_next_choice_skips_those_who_cannot_any_more() -> None:
    left, full, able = mentor_with_time(), mentor_with_time(card={"capacity": 1}), mentor_with_time(weekday=3)
    learner = learner_with_card()
    card = suggest(learner, left, full, able)
    left.mentor_card.is_active = False
    left.mentor_card.save()
    Pairing.objects.create(learner=PersonFactory(), mentor=full, state=Pairing.State.ACCEPTED)
    meeting = ask_next(card, NOW)
    assert meeting is not None
    assert meeting.mentor == able


def test_next_choice_keeps_to_the_parts_of_the_day_that_suit() -> None:
    mentor = mentor_with_time(starts=datetime.time(9), ends=datetime.time(13))
    learner = learner_with_card(day_parts=["afternoon"])
    card = suggest(learner, mentor)
    meeting = ask_next(card, NOW)
    assert meeting is not None
    assert f"{meeting.starts_at:%H:%M}" == "12:00"


def test_next_choice_holds_a_direct_time_and_does_not_book_it() -> None:
    mentor = mentor_with_time(book_directly=True)
    card = suggest(learner_with_card(), mentor)
    # At half past eleven the direct time at two is still free to book, but too near to be held.
    meeting = ask_next(card, datetime.datetime(2026, 12, 1, 11, 30, tzinfo=STOCKHOLM))
    assert meeting is not None
    assert (meeting.state, meeting.was_booked_directly) == (Meeting.State.HELD, False)
    assert f"{meeting.starts_at:%H:%M}" == "15:00"


def test_nothing_is_held_for_somebody_who_cannot_hear_of_it() -> None:
    mentor = mentor_with_time()
    card = suggest(learner_with_card(answer_way=AnswerWay.NONE), mentor)
    assert ask_next(card, NOW) is None
    card.refresh_from_db()
    assert card.waiting_since == NOW


def test_next_choice_tries_the_next_time_when_one_is_taken_in_the_same_moment(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    first, mentor = learner_with_card(), mentor_with_time()
    suggest(first, mentor)
    card = suggest(learner_with_card(), mentor)
    seen = times_of(mentor)
    choose_first(first, mentor)
    monkeypatch.setattr(
        "mentors.booking.next_choice.suiting_times", lambda *args, **kwargs: {mentor.pk: seen}
    )
    meeting = ask_next(card, NOW)
    # 14:00 is taken, 14:30 and 15:00 lie in that meeting or its pause; nothing after three tries.
    assert meeting is None
    monkeypatch.setattr("mentors.booking.next_choice._TRIES_PER_MENTOR", 4)
    card.refresh_from_db()
    meeting = ask_next(card, NOW)
    assert meeting is not None
    assert meeting.start_quarter == seen[3].start_quarter


@pytest.mark.usefixtures("_no_release")
def test_notices_name_no_topic_no_place_and_nobody() -> None:
    learner, mentor, meeting = held()
    accept(meeting, mentor, now=SOON)
    for message in Message.objects.all():
        for word in (
            learner.alias,
            mentor.alias,
            meeting.place.name,
            meeting.place.part_of_town,
            "BankID",
            "bankid",
        ):
            assert word not in message.text


@pytest.mark.usefixtures("_no_release")
def test_notices_are_in_the_persons_language_whatever_language_is_on() -> None:
    learner, mentor, meeting = held()
    mentor.language = "en"
    mentor.save()
    with translation.override("sv"):
        accept(Meeting.objects.get(pk=meeting.pk), mentor, now=SOON)
    reminder = Message.objects.get(person=mentor, kind="reminder")
    assert reminder.text == (
        "Medlots: Your meeting is Tuesday 1 December at 14:00. "
        "The place is on the site: sign in with your card. "
        "Answer, move or cancel without signing in: [[link]]"
    )
    assert reminder.language == "en"
    assert "tisdag" in Message.objects.get(person=learner, kind="reminder").text
