"""One meeting that several move and hand on at once, while learners choose those times: it changes once at most."""

from __future__ import annotations

import uuid
from collections import Counter

import pytest

from mentors.booking.choosing import choose
from mentors.hours.models import PairingSettings
from mentors.meetings.models import Booking, Meeting
from tests.factories import CoordinatorFactory
from tests.races.running import (
    Racers,
    doubles,
    learners_who_may_choose,
    mentor_at_all_hours,
    reasons,
    start_anew,
    times_from_the_day_after_tomorrow,
)

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_meeting_is_moved_or_handed_on_once(racers: Racers) -> None:
    """Some move it and some hand it on; others want the time it moves to, or the new mentor's at its time."""
    PairingSettings.objects.create(release_first_pairing=False)
    desk = CoordinatorFactory()
    first, second = (mentor_at_all_hours(book_directly=True) for _ in range(2))
    # Of eight: three, three, one and one.
    pressing = racers.number * 3 // 8
    learner, *others = learners_who_may_choose(first, second, number=1 + racers.number - 2 * pressing)
    there, here = others[::2], others[1::2]
    now_at, moved_to = times_from_the_day_after_tomorrow(first)[::12][:2]
    place = times_from_the_day_after_tomorrow(second)[0].place_id
    came_of_it: Counter[str] = Counter()
    for number in range(racers.rounds):
        meeting = choose(learner, first, now_at.start_quarter, now_at.place_id, key=uuid.uuid4(), by=learner)
        same = {"meeting": str(meeting.pk), "by": desk.pk, "version": 1}
        to_then = {"start": moved_to.start_quarter, "place": moved_to.place_id}
        said = racers.race(
            [{"how": "move", **same, **to_then}] * pressing
            + [{"how": "reassign", **same, "mentor": second.pk}] * pressing
            + [{"how": "choose", "learner": one.pk, "mentor": first.pk, **to_then} for one in there]
            + [
                {
                    "how": "choose",
                    "learner": one.pk,
                    "mentor": second.pk,
                    "start": now_at.start_quarter,
                    "place": place,
                }
                for one in here
            ]
        )
        assert not [one["error"] for one in said if one["outcome"] == "error"], number
        meeting.refresh_from_db()
        is_moved = meeting.start_quarter == moved_to.start_quarter
        is_handed_on = meeting.mentor_id == second.pk
        assert (doubles(), is_moved and is_handed_on) == (0, False)
        assert meeting.version == 1 + is_moved + is_handed_on
        won = [one["outcome"] == "won" for one in said]
        moving, handing, choosing = won[:pressing], won[pressing : 2 * pressing], won[2 * pressing :]
        # Whoever pressed the same finds it done; whoever wanted the other, and all who wanted these times, are told.
        assert (set(moving), set(handing)) == ({is_moved}, {is_handed_on}), number
        assert sum(choosing[: len(there)]) <= 1 - is_moved
        assert sum(choosing[len(there) :]) <= 1 - is_handed_on
        assert reasons(said[2 * pressing :]) <= {"TimeTaken"}
        for one in Meeting.objects.standing():
            leads = Booking.objects.get(meeting=one, role=Booking.Role.MENTOR)
            # Four quarters of the learner, four and the pause of the one who leads it, and of nobody else.
            taken = Counter(one.occupied_quarters.values_list("person", flat=True))
            assert (leads.person_id, taken) == (one.mentor_id, {one.holder_id: 4, one.mentor_id: 5})
        came_of_it["moved" if is_moved else "handed on" if is_handed_on else "neither"] += 1
        start_anew()
    print(dict(came_of_it))
