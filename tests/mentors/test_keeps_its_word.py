"""Hours, days off, bookings, series, groups, answers, moves, hand-overs, cancellations in any order keep their word.

A few short walks in each run, many long ones in `make soak`.
"""

from __future__ import annotations

import datetime
import uuid
from collections import Counter
from dataclasses import dataclass
from typing import Any

import pytest
import time_machine
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from core.models import Municipality
from mentors.booking.answering import accept, decline
from mentors.booking.asking_to_move import ask_to_move
from mentors.booking.cancelling import cancel
from mentors.booking.choosing import choose
from mentors.booking.coming_along import come_along, who_could_come
from mentors.booking.errors import BookingProblem, TimeTaken
from mentors.booking.moving import move, times_to_move_to
from mentors.booking.offering import pass_on_seats
from mentors.booking.passing_time import free_expired_holds
from mentors.booking.reassigning import reassign, who_could_take
from mentors.booking.series import book_series, cancel_rest, five_weeks
from mentors.booking.together import begin_after_first_meeting
from mentors.calendars.feeds import gone_for_calendar, meetings_for_calendar
from mentors.hours.changing import Change, carry_out, touched_by
from mentors.hours.days import date_of, monday_of
from mentors.hours.free_times import free_times, is_free
from mentors.hours.house_rules import before_quarters, buffer_quarters, house_rules
from mentors.hours.models import DeskHours, PairingSettings, TimeOff, WeeklyHours
from mentors.matching.who_can import wishes_of
from mentors.meetings.earlier import sequence_of
from mentors.meetings.models import Meeting, MeetingQuerySet, OccupiedQuarter, OccupiedRoom
from mentors.places.models import Room
from messaging.models import Message
from tests.factories import (
    CoordinatorFactory,
    MentorCardFactory,
    PersonFactory,
    PlaceFactory,
    WeeklyHoursFactory,
)
from tests.mentors.house_groups import Groups
from tests.mentors.scenes import NOW, learner_with_card
from users.contacts import keep
from users.models import User

LIVE = [Meeting.State.HELD, Meeting.State.STANDS]
A_WEEK = 2
NUMBER = st.integers(0, 20)
#: Kinds of messages that tell of a meeting that one does not have any more.
LOST = ["cancelled", "series_cancelled", "handed_over"]


@dataclass(frozen=True)
class Part:
    """What somebody has in a meeting that stands: its series, its version in calendars, the names of its messages."""

    series: uuid.UUID | None
    sequence: int
    subjects: frozenset[str]


class House(Groups):
    """Two mentors at two places, one of them with a single room; three learners; a coordinator who books for them.

    Two groups, and somebody at the desk who comes along where the house wants that.
    """

    def __init__(self) -> None:
        super().__init__()
        self.atomic = transaction.atomic()
        self.atomic.__enter__()
        self.travel = time_machine.travel(NOW, tick=False)
        self.clock = self.travel.start()
        self.rules = PairingSettings.objects.create(
            release_first_pairing=False,
            furthest_days=14,
            buffer_before_minutes=15,
            meetings_a_day=2,
            remote_first_meetings=True,
        )
        Municipality.objects.create(help_phone="031-390 06 00")
        self.coordinator, self.third = CoordinatorFactory(), CoordinatorFactory()
        keep(self.third, {"phone": "+46700000030"})
        DeskHours.objects.bulk_create(
            DeskHours(person=self.third, weekday=weekday, starts=datetime.time(8), ends=datetime.time(21))
            for weekday in range(7)
        )
        self.places = [PlaceFactory(), PlaceFactory()]
        Room.objects.create(place=self.places[0], name="Ljuset", seats=2)
        self.cards = [
            MentorCardFactory(mentor=PersonFactory(phone=f"+4670000020{number}"), capacity=8, **as_they_like)
            for number, as_they_like in enumerate(
                ({"meeting_ways": ["place", "phone"]}, {"meetings_a_week": A_WEEK})
            )
        ]
        for card in self.cards:
            for weekday, place in ((1, self.places[0]), (3, self.places[1])):
                WeeklyHoursFactory(card=card, weekday=weekday, place=place)
        self.learners = [learner_with_card() for _ in range(3)]
        self.stood: set[uuid.UUID] = set()
        #: Who has a part in which meeting that stands: its series.
        self.had: dict[tuple[uuid.UUID, int], Part] = {}
        self.read: set[uuid.UUID] = set()
        #: The version with which a meeting was taken out of somebody's calendar.
        self.taken_out: dict[tuple[uuid.UUID, int], int] = {}

    def teardown(self) -> None:
        """As if it had never been."""
        self.travel.stop()
        transaction.set_rollback(True)
        self.atomic.__exit__(None, None, None)

    @initialize(three_way=st.booleans())
    def two_are_a_pair(self, three_way: bool) -> None:
        """The one who can be met by phone, and the first of those who learn. There is a group for one, and for two."""
        self.rules.three_way_first_meetings = three_way
        self.rules.save()
        self.book(who=0, mentor=0, nth=0)
        first = accept(Meeting.objects.get(), self.coordinator)
        assert (first.coordinator == self.third) is three_way
        self.open_groups()

    # What people do --------------------------------------------------------------------------------------

    @rule(who=st.integers(0, 2), mentor=st.integers(0, 1), nth=NUMBER)
    def book(self, who: int, mentor: int, nth: int) -> None:
        """What is shown can be had: a time of the one function is never refused as taken."""
        learner, person = self.learners[who], self.cards[mentor].mentor
        wishes = wishes_of(learner.needs_card)
        shown = free_times([person.pk], wishes=wishes, ways=("place", "phone"))[person.pk]
        if not shown:
            return
        time = shown[nth % len(shown)]
        try:
            choose(
                learner,
                person,
                time.start_quarter,
                time.place_id,
                way=time.way,
                key=uuid.uuid4(),
                by=self.coordinator,
            )
        except TimeTaken:
            raise
        except BookingProblem:
            # An open request, another meeting coming, a pair that is paused: rules that are not about time.
            return

    @rule(nth=NUMBER, how=st.sampled_from([accept, decline, cancel, ask_to_move]))
    def answer(self, nth: int, how: Any) -> None:
        """Somebody answers, cancels, or asks for another time."""
        live = list(self.of_two().filter(state__in=LIVE).order_by("start_quarter", "holder"))
        if not live:
            return
        meeting = live[nth % len(live)]
        try:
            how(meeting, self.coordinator)
        except BookingProblem:
            return
        if how is cancel:
            self.stood.discard(meeting.pk)

    @rule(nth=NUMBER, to=NUMBER)
    def move_one(self, nth: int, to: int) -> None:
        """To a time that is shown: it is never refused."""
        meeting = self.one_ahead(nth)
        if meeting is None:
            return
        shown = times_to_move_to(meeting, by=self.coordinator)
        if not shown:
            return
        time = shown[to % len(shown)]
        moved = move(
            meeting,
            time.start_quarter,
            time.place_id,
            way=time.way,
            version=meeting.version,
            by=self.coordinator,
        )
        assert (moved.start_quarter, moved.version) == (time.start_quarter, meeting.version + 1)

    @rule(nth=NUMBER, by_learner=st.booleans())
    def five_weeks_more(self, nth: int, by_learner: bool) -> None:
        """Each time that is shown can be had, and all of them together."""
        meeting = self.one_ahead(nth)
        if meeting is None:
            return
        free = [week.same for week in five_weeks(meeting, by=self.coordinator) if week.same]
        by = meeting.holder if by_learner else self.coordinator
        assert by is not None
        try:
            book_series(meeting, [(one.start_quarter, one.place_id) for one in free], key=uuid.uuid4(), by=by)
        except TimeTaken:
            raise
        except BookingProblem:
            return

    @rule(nth=NUMBER)
    def cancel_those_after(self, nth: int) -> None:
        """The rest of a series goes by one press."""
        meeting = self.one_ahead(nth)
        if meeting is not None and meeting.series is not None:
            self.stood -= {one.pk for one in cancel_rest(meeting, self.coordinator)}

    @rule(nth=NUMBER)
    def hand_on(self, nth: int) -> None:
        """Whoever is shown as able takes it; the coordinator asks nobody for more than they said."""
        meeting = self.one_ahead(nth)
        if meeting is None:
            return
        for mentor in who_could_take(meeting):
            theirs = Meeting.objects.filter(state__in=LIVE, mentor=mentor)
            days = [date_of(one.start_quarter) for one in theirs]
            day = date_of(meeting.start_quarter)
            in_week = sum(monday_of(one) == monday_of(day) for one in days)
            if days.count(day) < 2 and in_week < A_WEEK:
                try:
                    after = reassign(meeting, mentor, version=meeting.version, by=self.coordinator)
                except TimeTaken:
                    # Nobody can come along to what would be their first.
                    assert self.rules.three_way_first_meetings
                    continue
                assert (after.mentor, after.version) == (mentor, meeting.version + 1)

    @rule(nth=NUMBER)
    def stand_in(self, nth: int) -> None:
        """Whoever is shown as able comes along, whether or not somebody did."""
        meeting = self.one_ahead(nth)
        able = who_could_come(meeting) if meeting else []
        if meeting is not None and able:
            assert come_along(meeting, able[nth % len(able)], by=self.coordinator).coordinator in able

    @rule(
        mentor=st.integers(0, 1), weekday=st.integers(0, 6), hour=st.integers(8, 18), every=st.integers(1, 2)
    )
    def more_hours(self, mentor: int, weekday: int, hour: int, every: int) -> None:
        """New hours, unless there are some that day."""
        card = self.cards[mentor]
        if card.weekly_hours.filter(weekday=weekday).exists():
            return
        row = WeeklyHours(
            weekday=weekday,
            starts=datetime.time(hour),
            ends=datetime.time(hour + 3),
            # In the evening the mentor is at home: by phone.
            place=None if hour > 16 else self.places[weekday % 2],
            every=every,
            first_day=timezone.localdate(),
        )
        assert carry_out(card, Change(weekly=(row,)), seen=()).is_saved

    @rule(mentor=st.integers(0, 1), nth=NUMBER, off=st.booleans())
    def fewer_hours(self, mentor: int, nth: int, off: bool) -> None:
        """Hours go, or days are taken off; first without having seen what that touches, then with."""
        card = self.cards[mentor]
        if off:
            first = timezone.localdate() + datetime.timedelta(days=nth)
            change = Change(off=(TimeOff(first_day=first, last_day=first + datetime.timedelta(days=2)),))
        else:
            rows = list(card.weekly_hours.all())
            if not rows:
                return
            change = Change(without_weekly=frozenset({rows[nth % len(rows)].pk}))
        touched = {one.pk for one in touched_by(card, change)}
        assert carry_out(card, change, seen=()).is_saved is not bool(touched)
        assert carry_out(card, change, seen=touched).is_saved

    @rule(mentor=st.integers(0, 1))
    def back_again(self, mentor: int) -> None:
        """Days off are undone."""
        gone = frozenset(self.cards[mentor].time_off.values_list("pk", flat=True))
        assert carry_out(self.cards[mentor], Change(without_off=gone), seen=()).is_saved

    @rule(hours=st.integers(1, 40))
    def time_passes(self, hours: int) -> None:
        """Holds and offers run out, those who have met are a pair under way, and the worker comes by."""
        self.clock.shift(datetime.timedelta(hours=hours))
        free_expired_holds()
        pass_on_seats()
        begin_after_first_meeting()

    def of_two(self) -> MeetingQuerySet:
        """Without the groups."""
        return Meeting.objects.filter(format=Meeting.Format.ONE_TO_ONE)

    def one_ahead(self, nth: int) -> Meeting | None:
        """One of two people that stands and has not begun."""
        ahead = [one for one in self.of_two().standing() if one.starts_at > timezone.now()]
        return (
            sorted(ahead, key=lambda one: (one.start_quarter, one.holder_id))[nth % len(ahead)]
            if ahead
            else None
        )

    # What is promised ------------------------------------------------------------------------------------

    @invariant()
    def every_meeting_occupies_what_it_should_and_nothing_else(self) -> None:
        rules, expected, rooms = house_rules(), set(), set()
        for one in Meeting.objects.filter(state__in=LIVE).prefetch_related("bookings"):
            people = {one.holder_id, one.coordinator_id} | self.seated(one)
            span = range(one.start_quarter, one.end_quarter)
            around = range(span.start - before_quarters(rules), span.stop + buffer_quarters(rules))
            expected |= {(person, quarter, one.pk) for person in people - {None} for quarter in span}
            expected |= {(one.mentor_id, quarter, one.pk) for quarter in around}
            if one.place_id == self.places[0].pk:
                rooms |= {(one.room_id, quarter, one.pk) for quarter in span}
        assert set(OccupiedQuarter.objects.values_list("person", "quarter", "meeting")) == expected
        assert set(OccupiedRoom.objects.values_list("room", "quarter", "meeting")) == rooms

    @invariant()
    def what_stands_is_lost_by_nothing_but_a_cancellation(self) -> None:
        standing = set(Meeting.objects.standing().values_list("pk", flat=True))
        assert self.stood <= standing
        self.stood = standing

    @invariant()
    def who_loses_a_meeting_is_told(self) -> None:
        """Of each by itself, or of a series by its first. The coordinator did it all, so all others are told.

        Their calendars are told too, with a version that is newer than what they had, older than what they get back.
        """
        has = {
            (one.pk, person): Part(one.series, sequence_of(one), self.subjects(one, person))
            for one in Meeting.objects.standing().prefetch_related("events", "bookings")
            for person in {one.mentor_id, one.holder_id, one.coordinator_id} | self.seated(one)
            if person is not None
        }
        for key, part in has.items():
            assert part.sequence >= (self.had[key].sequence if key in self.had else 0)
            assert part.sequence > self.taken_out.get(key, -1)
        news = list(Message.objects.filter(kind__in=LOST).exclude(pk__in=self.read))
        for (meeting, person), part in self.had.items():
            if (meeting, person) in has:
                continue
            self.taken_out[meeting, person] = self.version_taken_out(meeting, person)
            assert self.taken_out[meeting, person] > part.sequence
            if (meeting, person) in self.gave_back or person == self.coordinator.pk:
                continue
            series = Meeting.objects.filter(series=part.series) if part.series else Meeting.objects.none()
            together = {f"meeting:{one.pk}" for one in series}
            about = {"cancelled": part.subjects, "handed_over": part.subjects, "series_cancelled": together}
            assert [one for one in news if one.person_id == person and one.subject in about[one.kind]], (
                f"person {person} lost {meeting} and was not told"
            )
        self.gave_back.clear()
        self.had, self.read = has, self.read | {one.pk for one in news}

    def version_taken_out(self, meeting: uuid.UUID, person: int) -> int:
        """With which version the calendar of `person` hears that a meeting is theirs no more."""
        whose = User.objects.get(pk=person)
        (version,) = [
            *[one.sequence for one in gone_for_calendar(whose) if one.meeting_id == meeting],
            *[sequence_of(one) for one in meetings_for_calendar(whose) if one.pk == meeting],
        ]
        return version

    @invariant()
    def nobody_has_more_than_they_said(self) -> None:
        live = Meeting.objects.filter(state__in=LIVE).values_list("mentor", "start_quarter")
        a_day = Counter((mentor, date_of(start)) for mentor, start in live)
        assert max(a_day.values(), default=0) <= 2
        limited = self.cards[1].mentor_id
        a_week = Counter(monday_of(date_of(start)) for mentor, start in live if mentor == limited)
        assert max(a_week.values(), default=0) <= A_WEEK

    @invariant()
    def what_is_shown_is_what_can_be_booked(self) -> None:
        mentors, ways = [card.mentor_id for card in self.cards], ("place", "phone")
        for mentor_id, times in free_times(mentors, ways=ways).items():
            for time in times[:1]:
                assert is_free(mentor_id, time.start_quarter, time.place_id, way=time.way) == time


UNHURRIED = {"deadline": None, "suppress_health_check": list(HealthCheck)}


@pytest.mark.django_db
def test_any_order_keeps_what_is_promised() -> None:
    run_state_machine_as_test(House, settings=settings(max_examples=4, stateful_step_count=10, **UNHURRIED))


@pytest.mark.soak
@pytest.mark.django_db
def test_any_long_order_keeps_what_is_promised() -> None:
    run_state_machine_as_test(House, settings=settings(max_examples=300, stateful_step_count=40, **UNHURRIED))
