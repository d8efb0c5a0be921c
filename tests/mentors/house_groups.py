"""What people do with groups, and what is promised of seats: a part of the house of `test_keeps_its_word.py`."""

from __future__ import annotations

import datetime
import uuid

from django.utils import timezone
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from mentors.booking.cancelling import cancel
from mentors.booking.errors import BookingProblem, TimeTaken, TooLate
from mentors.booking.moving_groups import move_group
from mentors.booking.offering import free_seats
from mentors.booking.opening import open_meeting
from mentors.booking.seats import give_back_seat, take_seat
from mentors.booking.waiting_list import join, leave, take_offer
from mentors.meetings.models import Booking, Meeting, OccupiedQuarter, SeatWait
from mentors.meetings.quarters import quarter_of
from mentors.places.models import Place
from tests.factories import PersonFactory
from tests.mentors.scenes import NOW
from users.models import User

HOUR, DAY = 4, 96
#: A group takes two hours; the first begins on a Tuesday at two, as the hours of mentors do.
LENGTH, TUESDAY_AT_TWO = 2 * HOUR, quarter_of(NOW + datetime.timedelta(days=1, hours=4))


class Groups(RuleBasedStateMachine):
    """A group for one in the only room of the first place, full and waited for, and one for two at the second."""

    coordinator: User
    learners: list[User]
    places: list[Place]

    def open_groups(self) -> None:
        """Somebody without hours leads both."""
        leader = PersonFactory(phone="+46700000031")
        self.groups = [
            open_meeting(leader, place, start, start + LENGTH, by=self.coordinator, seats=seats)
            for place, start, seats in (
                (self.places[0], TUESDAY_AT_TWO + 7 * DAY, 1),
                (self.places[1], TUESDAY_AT_TWO + 2 * DAY, 2),
            )
        ]
        #: Who gave back which seat: nobody tells them.
        self.gave_back: set[tuple[uuid.UUID, int]] = set()
        self.in_a_group(who=1, nth=0, what="sit")
        self.in_a_group(who=2, nth=0, what="wait")

    # What people do --------------------------------------------------------------------------------------

    @rule(
        who=st.integers(0, 2),
        nth=st.integers(0, 1),
        what=st.sampled_from(["sit", "leave", "wait", "say yes", "say no"]),
    )
    def in_a_group(self, who: int, nth: int, what: str) -> None:
        """A seat that is free, or offered to oneself, can be had by whoever is not elsewhere; and no other."""
        group, learner = Meeting.objects.get(pk=self.groups[nth].pk), self.learners[who]
        seat, wait = self.seat_of(learner, group), self.wait_of(learner, group)
        can_sit = seat is not None or self.could_sit(learner, group, wait)
        offered = wait is not None and wait.state == SeatWait.State.OFFERED
        try:
            if what == "sit":
                take_seat(group, learner, key=uuid.uuid4(), by=self.coordinator)
            elif what == "leave" and seat:
                give_back_seat(seat, self.coordinator)
                self.gave_back.add((group.pk, learner.pk))
            elif what == "wait":
                join(group, learner, by=self.coordinator)
            elif what == "say yes" and wait:
                take_offer(wait, by=self.coordinator)
            elif what == "say no" and wait:
                leave(wait, by=self.coordinator)
        except BookingProblem:
            assert what != "sit" or not can_sit
        has_seat = self.seat_of(learner, group) is not None
        if what == "sit":
            assert has_seat is can_sit
        elif what == "say yes" and wait:
            assert has_seat is (can_sit and (offered or seat is not None))

    @rule(nth=st.integers(0, 1), hours=st.integers(1, 200))
    def move_a_group(self, nth: int, hours: int) -> None:
        """To any time; whoever is elsewhere then loses their seat."""
        group = Meeting.objects.select_related("place").get(pk=self.groups[nth].pk)
        start = quarter_of(timezone.now()) + hours * HOUR
        everybody = [one.pk for one in self.learners]
        moved = {"version": group.version, "by": self.coordinator, "seen": everybody}
        assert group.place is not None
        try:
            after = move_group(group, group.place, start, start + LENGTH, **moved)  # type: ignore[arg-type]
        except (TimeTaken, TooLate):
            # The room or the leader is taken then; it has begun.
            return
        assert after.start_quarter == start

    @rule(nth=st.integers(0, 1))
    def cancel_a_group(self, nth: int) -> None:
        """For everybody."""
        try:
            self.stood.discard(cancel(self.groups[nth], self.coordinator).pk)
        except TooLate:
            return

    # What is promised ------------------------------------------------------------------------------------

    @invariant()
    def no_seat_is_given_or_offered_twice(self) -> None:
        """Nor to anybody who has one; and none to nobody while somebody waits who could take it."""
        for group in Meeting.objects.filter(format=Meeting.Format.GROUP, state=Meeting.State.STANDS):
            sat_on = dict(group.bookings.exclude(seat=None).values_list("person", "seat"))
            waits = group.waits.filter(state__in=SeatWait.OPEN)
            offered = dict(waits.exclude(offered_seat=None).values_list("person", "offered_seat"))
            assert not set(sat_on) & set(offered)
            seats = [*sat_on.values(), *offered.values()]
            assert len(set(seats)) == len(seats)
            assert set(seats) <= set(range(1, group.seats + 1))

    # What is asked -----------------------------------------------------------------------------------------

    stood: set[uuid.UUID]

    def seated(self, meeting: Meeting) -> set[int | None]:
        """Who has a seat in a group; of two people they are known without."""
        if meeting.format != Meeting.Format.GROUP:
            return set()
        return {one.person_id for one in meeting.bookings.all() if one.role == Booking.Role.LEARNER}

    def subjects(self, meeting: Meeting, person: int) -> frozenset[str]:
        """What messages about somebody's part in a meeting are called."""
        seats = {f"seat:{one.pk}" for one in meeting.bookings.all() if one.person_id == person}
        return frozenset({f"meeting:{meeting.pk}"} | seats)

    def seat_of(self, learner: User, group: Meeting) -> Booking | None:
        """The seat that somebody has."""
        return Booking.objects.filter(meeting=group, person=learner).first()

    def wait_of(self, learner: User, group: Meeting) -> SeatWait | None:
        """Their place in the waiting list."""
        return group.waits.filter(person=learner, state__in=SeatWait.OPEN).first()

    def could_sit(self, learner: User, group: Meeting, wait: SeatWait | None) -> bool:
        """Whether a seat is theirs to take, as far as anybody can see."""
        span = {"quarter__gte": group.start_quarter, "quarter__lt": group.end_quarter}
        elsewhere = OccupiedQuarter.objects.filter(person=learner, **span).exists()
        stands = group.state == Meeting.State.STANDS and group.starts_at > timezone.now()
        is_kept = wait is not None and wait.offered_until is not None and wait.offered_until > timezone.now()
        return stands and not elsewhere and (is_kept or bool(free_seats(group)))
