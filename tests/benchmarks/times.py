"""How long it takes to find all free times of a municipality, with the database.

Run as a program of its own, on an empty database that `DATABASE_URL` names; prints JSON.
"""

from __future__ import annotations

import datetime
import json
import time

MENTORS = 300
WEEKS = 8
RUNS = 5


def fill() -> None:
    """300 mentors who each have three stretches a week, and some meetings and days off."""
    from django.utils import timezone

    from mentors.models import (
        Meeting,
        MentorCard,
        OccupiedQuarter,
        PairingSettings,
        Place,
        TimeOff,
        WeeklyHours,
    )
    from users.models import User
    from users.models.user import new_username

    PairingSettings.objects.update_or_create(pk=1, defaults={"furthest_days": WEEKS * 7})
    places = [
        Place.objects.create(
            name=f"Place {n}", part_of_town="Söder", address="Storgatan 1", is_staffed=n % 2 == 0
        )
        for n in range(20)
    ]
    today = timezone.localdate()
    people = User.objects.bulk_create(
        User(alias=f"Mentor {n}", username=new_username()) for n in range(MENTORS)
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
        )
        for number, card in enumerate(cards)
        for day in range(3)
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
    for number, person in enumerate(people):
        start = now_quarter + 96 * (1 + number % 50) + 40
        meeting = Meeting.objects.create(
            mentor=person, place=places[0], state="stands", start_quarter=start, end_quarter=start + 4
        )
        OccupiedQuarter.objects.bulk_create(
            OccupiedQuarter(person=person, quarter=start + quarter, meeting=meeting) for quarter in range(5)
        )


def main() -> None:
    """Fill, measure the best of some runs, print."""
    import django

    django.setup()
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from mentors.hours.free_times import free_times

    fill()
    seconds = []
    for _run in range(RUNS):
        began = time.perf_counter()
        found = free_times()
        seconds.append(time.perf_counter() - began)
    with CaptureQueriesContext(connection) as queries:
        free_times()
    count = sum(len(times) for times in found.values())
    print(json.dumps({"seconds": min(seconds), "times": count, "queries": len(queries)}))


if __name__ == "__main__":
    main()
