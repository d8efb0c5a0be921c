"""A mentor's "meetings a week, at most", as rows: a meeting takes a number in its week, and the limit is the highest.

Free times leave full weeks out (`mentors.hours.rest`); this holds when two book in the same moment.
"""

from __future__ import annotations

import datetime

from django.db import IntegrityError, transaction
from django.utils import timezone

from mentors.booking.collisions import Rule, broken_rule
from mentors.booking.errors import TimeTaken
from mentors.cards.models import MentorCard
from mentors.meetings.models import Meeting, WeekPlace

#: Each try in vain means that somebody else has just booked a meeting in the same week.
TRIES = 15


def week_of(day: datetime.date) -> int:
    """The number of the week of `day`, Monday to Sunday: 1 January of the year 1 was a Monday."""
    return (day.toordinal() - 1) // 7


def take_week_place(meeting: Meeting, *, beyond: bool = False) -> None:
    """Take the next number in the meeting's week for its mentor. Inside a transaction.

    Raises `TimeTaken` where the week is full, unless `beyond`: what a coordinator has agreed on with the mentor
    counts, and is not stopped.
    """
    card = MentorCard.objects.filter(mentor=meeting.mentor_id).only("meetings_a_week").first()
    limit = card.meetings_a_week if card is not None and not beyond else None
    week = week_of(meeting.starts_at.astimezone(timezone.get_default_timezone()).date())
    in_week = WeekPlace.objects.filter(mentor=meeting.mentor_id, week=week)
    for _try in range(TRIES):
        taken = set(in_week.values_list("number", flat=True))
        if limit is not None and len(taken) >= limit:
            break
        number = next(one for one in range(1, len(taken) + 2) if one not in taken)
        try:
            with transaction.atomic():
                WeekPlace.objects.create(
                    mentor_id=meeting.mentor_id, week=week, number=number, meeting=meeting
                )
                return
        except IntegrityError as error:
            if broken_rule(error) is not Rule.ONE_PLACE_IN_A_WEEK:
                raise
    raise TimeTaken
