"""How long suggestions for one newcomer take in a place with 5,000 learners and 1,500 mentors, with the database.

Run as a program of its own, on an empty database that `DATABASE_URL` names; prints JSON. Each newcomer is new to the
database: everything is read, and the suggestions are written down.
"""

from __future__ import annotations

import datetime
import json
import random
import time

LEARNERS, MENTORS = 5000, 1500
NEWCOMERS = 24
LANGUAGES = ("so", "ar", "uk", "fa", "ti", "fa-af", "ru", "en", "ps", "am", "ckb", "kmr")
GUIDES = tuple(f"guide-{number}" for number in range(24))
DAY_PARTS = ("morning", "afternoon", "evening")


def fill(pick: random.Random) -> None:
    """Mentors with hours, guides, meetings and limits; learners in line, one mentor in three has four people."""
    from django.utils import timezone

    from mentors.models import (
        CanShow,
        Meeting,
        MentorCard,
        MentorPrice,
        NeedsCard,
        OccupiedQuarter,
        Pairing,
        Place,
        WeeklyHours,
        Wish,
    )
    from users.models import User
    from users.models.user import new_username

    now = timezone.now()
    places = [
        Place.objects.create(
            name=f"Place {n}", part_of_town=f"Part {n % 6}", address="Storgatan 1", is_staffed=n % 2 == 0
        )
        for n in range(20)
    ]
    people = User.objects.bulk_create(
        User(alias=f"Person {n}", username=new_username()) for n in range(MENTORS + LEARNERS)
    )
    mentors, learners = people[:MENTORS], people[MENTORS:]
    cards = MentorCard.objects.bulk_create(
        MentorCard(
            mentor=person,
            languages=["sv", *_some_languages(pick)],
            capacity=4,
            devices=pick.sample(["android", "iphone", "computer"], 2),
            rest_days=number % 5 == 0,
            meetings_a_week=3 if number % 3 == 0 else None,
            trained_on=now.date(),
            promised_on=now.date(),
        )
        for number, person in enumerate(mentors)
    )
    CanShow.objects.bulk_create(
        CanShow(card=card, guide_key=key) for card in cards for key in pick.sample(GUIDES, 5)
    )
    WeeklyHours.objects.bulk_create(
        WeeklyHours(
            card=card,
            weekday=(number + day) % 7,
            starts=datetime.time(9 + (number + day) % 6),
            ends=datetime.time(13 + (number + day) % 6),
            place=pick.choice(places),
            book_directly=day == 0,
        )
        for number, card in enumerate(cards)
        for day in range(3)
    )
    MentorPrice.objects.bulk_create(
        MentorPrice(mentor=person, price=pick.randint(0, 40), counted_at=now) for person in mentors
    )
    needs = NeedsCard.objects.bulk_create(
        needs_card(pick, person, waiting_since=now - datetime.timedelta(days=pick.randint(0, 60)))
        for person in learners
    )
    Wish.objects.bulk_create(
        Wish(card=card, guide_key=key, place_in_order=nth)
        for card in needs
        for nth, key in enumerate(pick.sample(GUIDES, 3))
    )
    taken = pick.sample(mentors, MENTORS // 3) * 4
    pairs = Pairing.objects.bulk_create(
        Pairing(learner=learner, mentor=mentor, state="active")
        for learner, mentor in zip(learners, taken, strict=False)
    )
    first = int(now.timestamp()) // 900
    meetings = Meeting.objects.bulk_create(
        Meeting(
            mentor=pair.mentor,
            holder=pair.learner,
            pairing=pair,
            place=places[0],
            state="stands",
            start_quarter=first + 96 * (1 + number % 27) + 40 + 6 * (number // len(mentors)),
            end_quarter=first + 96 * (1 + number % 27) + 44 + 6 * (number // len(mentors)),
        )
        for number, pair in enumerate(pairs)
    )
    OccupiedQuarter.objects.bulk_create(
        [
            OccupiedQuarter(person_id=one, quarter=meeting.start_quarter + nth, meeting=meeting)
            for meeting in meetings
            for one in (meeting.mentor_id, meeting.holder_id)
            for nth in range(4)
        ],
        ignore_conflicts=True,
    )


def needs_card(pick: random.Random, person: object, **more: object) -> object:
    """A learner's card: one to three languages, most of them with Swedish last, as it is in real life."""
    from mentors.models import NeedsCard

    languages = [*_some_languages(pick), *(["sv"] if pick.random() < 0.7 else [])]
    return NeedsCard(
        learner=person,
        languages=languages,
        devices=[pick.choice(["android", "iphone", "computer"])],
        day_parts=pick.sample(DAY_PARTS, pick.randint(0, 2)),
        **more,
    )


def _some_languages(pick: random.Random) -> list[str]:
    return list(dict.fromkeys(pick.choices(LANGUAGES, [1 / (nth + 1) for nth in range(12)], k=2)))


def newcomers(pick: random.Random) -> list:
    """People who have just answered the three screens, half of them with two places that they can reach."""
    from mentors.models import Place, Wish
    from users.models import User
    from users.models.user import new_username

    places = list(Place.objects.all())
    cards = []
    for number in range(NEWCOMERS):
        person = User.objects.create(alias=f"Newcomer {number}", username=new_username())
        card = needs_card(pick, person)
        card.save()  # type: ignore[attr-defined]
        for nth, key in enumerate(pick.sample(GUIDES, 1 + number % 3)):
            Wish.objects.create(card=card, guide_key=key, place_in_order=nth)
        if number % 2:
            card.places.set(pick.sample(places, 2))  # type: ignore[attr-defined]
        cards.append(card)
    return cards


def main() -> None:
    """Fill, ask once for everybody, print the median and the slowest."""
    import django

    django.setup()
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from mentors.matching.suggest import suggestions_for
    from mentors.models import NeedsCard

    pick = random.Random(1)
    fill(pick)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    cards = newcomers(pick)
    suggestions_for(cards.pop())  # What is kept in memory is there.
    seconds, processor, found, queries = [], [], 0, 0
    for card in cards:
        fresh = NeedsCard.objects.select_related("learner").get(pk=card.pk)
        began, busy = time.perf_counter(), time.process_time()
        found += len(suggestions_for(fresh))
        seconds.append(time.perf_counter() - began)
        processor.append(time.process_time() - busy)
        with CaptureQueriesContext(connection) as asked:
            suggestions_for(NeedsCard.objects.get(pk=card.pk))
        queries = max(queries, len(asked))
    print(
        json.dumps(
            {
                "median": sorted(seconds)[len(seconds) // 2],
                "slowest": max(seconds),
                "processor_median": sorted(processor)[len(processor) // 2],
                "processor_slowest": max(processor),
                "found": found,
                "newcomers": len(cards),
                "queries": queries,
            }
        )
    )


if __name__ == "__main__":
    main()
