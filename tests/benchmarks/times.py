"""How long it takes to find all free times of a municipality, with the database.

Run as a program of its own, on an empty database that `DATABASE_URL` names; prints JSON.
"""

from __future__ import annotations

import datetime
import json
import time
from collections.abc import Callable

MENTORS = 300
MEETINGS = 6000
WEEKS = 8
RUNS = 5
PLACES = 20


def fill(begin: int, mentors: int, meetings: int) -> None:
    """Mentors with three stretches a week, every fifth every other week, with days off, meetings and rooms taken.

    Half of the meetings lie in the weeks that are looked at, the others before: as in a house that has run a while.
    """
    from django.utils import timezone

    from mentors.models import (
        HoursOnDate,
        Meeting,
        MentorCard,
        OccupiedQuarter,
        OccupiedRoom,
        Place,
        Room,
        TimeOff,
        WeeklyHours,
    )
    from users.models import User
    from users.models.user import new_username

    places = list(Place.objects.all())
    rooms = {place.pk: list(Room.objects.filter(place=place)) for place in places}
    today = timezone.localdate()
    people = User.objects.bulk_create(
        User(alias=f"Mentor {n}", username=new_username()) for n in range(begin, begin + mentors)
    )
    cards = MentorCard.objects.bulk_create(
        MentorCard(mentor=person, languages=["sv"], trained_on=today, promised_on=today) for person in people
    )
    WeeklyHours.objects.bulk_create(
        WeeklyHours(
            card=card,
            weekday=(number + day) % 7,
            starts=datetime.time(9 + (number + day) % 6),
            ends=datetime.time(13 + (number + day) % 6),
            place=places[(number + day) % len(places)],
            book_directly=day == 0,
            every=2 if number % 5 == 0 else 1,
            first_day=today if number % 5 == 0 else None,
        )
        for number, card in enumerate(cards)
        for day in range(3)
    )
    HoursOnDate.objects.bulk_create(
        HoursOnDate(
            card=card,
            day=today + datetime.timedelta(days=5),
            starts=datetime.time(10),
            ends=datetime.time(14),
            place=places[0],
        )
        for card in cards[::10]
    )
    TimeOff.objects.bulk_create(
        TimeOff(
            card=card,
            first_day=today + datetime.timedelta(days=7),
            last_day=today + datetime.timedelta(days=9),
        )
        for card in cards[::3]
    )
    now_quarter = int(time.time()) // 900
    made = []
    for number in range(meetings):
        person, nth = people[number % mentors], number // mentors
        place = places[(number + nth) % len(places)]
        # Each mentor's meetings lie on days of their own, at hours of their own.
        start = now_quarter + 96 * (1 + nth * 4 - 2 * meetings // mentors) + 36 + number % 24
        made.append(
            Meeting(
                mentor=person,
                place=place,
                room=rooms[place.pk][number % len(rooms[place.pk])],
                state="stands",
                start_quarter=start,
                end_quarter=start + 4,
            )
        )
    Meeting.objects.bulk_create(made, batch_size=2000)
    OccupiedQuarter.objects.bulk_create(
        (
            OccupiedQuarter(person_id=one.mentor_id, quarter=one.start_quarter + number, meeting=one)
            for one in made
            for number in range(5)
        ),
        batch_size=5000,
    )
    OccupiedRoom.objects.bulk_create(
        (
            OccupiedRoom(room_id=one.room_id, quarter=one.start_quarter + number, meeting=one)
            for one in made
            for number in range(4)
        ),
        batch_size=5000,
        ignore_conflicts=True,
    )


def fill_places() -> None:
    """Twenty places with opening hours and four rooms each."""
    from mentors.models import PairingSettings, Place, PlaceHours, Room

    PairingSettings.objects.update_or_create(pk=1, defaults={"furthest_days": WEEKS * 7, "meetings_a_day": 4})
    for number in range(PLACES):
        place = Place.objects.create(
            name=f"Place {number}", part_of_town="Söder", address="Storgatan 1", is_staffed=number % 2 == 0
        )
        PlaceHours.objects.bulk_create(
            PlaceHours(place=place, weekday=day, starts=datetime.time(8), ends=datetime.time(19))
            for day in range(7)
        )
        Room.objects.bulk_create(Room(place=place, name=f"Room {room}", seats=4) for room in range(4))


def best_of(runs: int, work: Callable[[], object]) -> float:
    """The shortest of some runs, in seconds."""
    seconds = []
    for _run in range(runs):
        began = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - began)
    return min(seconds)


def main() -> None:
    """Fill, measure the best of some runs, fill as much again, measure again, print."""
    import django

    django.setup()
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from mentors.hours.free_times import free_times, next_free_time

    fill_places()
    fill(0, MENTORS, MEETINGS)
    found = free_times()
    seconds = best_of(RUNS, free_times)
    next_seconds = best_of(RUNS, next_free_time)
    with CaptureQueriesContext(connection) as queries:
        free_times()
    fill(MENTORS, MENTORS, MEETINGS)
    twice = best_of(RUNS, free_times)
    print(
        json.dumps(
            {
                "seconds": seconds,
                "next_seconds": next_seconds,
                "growth": twice / seconds,
                "times": sum(len(times) for times in found.values()),
                "queries": len(queries),
            }
        )
    )


if __name__ == "__main__":
    main()
