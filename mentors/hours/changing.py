"""Change a mentor's hours without losing a meeting in silence: which ones a change touches is known before it is saved.

A change never moves or cancels a meeting. What it touches is shown, and whoever changes the hours says what is to
become of it.
"""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Callable, Collection
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from mentors.cards.models import MentorCard
from mentors.hours.days import Timetable, closed_days, date_of
from mentors.hours.house_rules import house_rules
from mentors.hours.models import HoursOnDate, TimeOff, WeeklyHours
from mentors.hours.timetables import timetable_of
from mentors.meetings.models import Meeting


@dataclass(frozen=True)
class Change:
    """Rows to be taken away, by key, and rows to be saved: new ones, or changed ones with their key."""

    without_weekly: frozenset[int] = frozenset()
    without_dates: frozenset[int] = frozenset()
    without_off: frozenset[int] = frozenset()
    weekly: tuple[WeeklyHours, ...] = ()
    dates: tuple[HoursOnDate, ...] = ()
    off: tuple[TimeOff, ...] = ()


@dataclass(frozen=True)
class Outcome:
    """Whether the change is saved, and which meetings to come it takes the hours from."""

    is_saved: bool
    touched: list[Meeting]


def touched_by(card: MentorCard, change: Change, *, now: datetime.datetime | None = None) -> list[Meeting]:
    """Meetings to come that lie in hours now and would not after `change`, or on a day that becomes a day off.

    Earliest first. A meeting that was agreed on outside of the hours is touched by a day off only.
    """
    now = now or timezone.now()
    coming = list(
        Meeting.objects.filter(mentor_id=card.mentor_id, state__in=[Meeting.State.HELD, Meeting.State.STANDS])
        .ending_after(now)
        .select_related("place", "holder", "pairing")
        .order_by("start_quarter", "pk")
    )
    if not coming:
        return []
    before, after = _before_and_after(card, change)
    is_closed = closed_days(house_rules())
    return [one for one in coming if _loses(one, before, after, is_closed)]


def carry_out(
    card: MentorCard, change: Change, *, seen: Collection[uuid.UUID], now: datetime.datetime | None = None
) -> Outcome:
    """Save `change`, unless it touches a meeting that is not among those `seen`: then nothing is saved.

    Nobody books with this mentor meanwhile: bookings wait for the card as well. Raises `IntegrityError` for two rows
    that start at the same time.
    """
    with transaction.atomic():
        MentorCard.objects.select_for_update(of=("self",), no_key=True).get(pk=card.pk)
        touched = touched_by(card, change, now=now)
        if any(one.pk not in seen for one in touched):
            return Outcome(False, touched)
        card.weekly_hours.filter(pk__in=change.without_weekly).delete()
        card.hours_on_dates.filter(pk__in=change.without_dates).delete()
        card.time_off.filter(pk__in=change.without_off).delete()
        for weekly in change.weekly:
            weekly.card = card
            weekly.save()
        for on_date in change.dates:
            on_date.card = card
            on_date.save()
        for off in change.off:
            card.time_off.get_or_create(first_day=off.first_day, last_day=off.last_day)
        return Outcome(True, touched)


def _before_and_after(card: MentorCard, change: Change) -> tuple[Timetable, Timetable]:
    weekly = list(card.weekly_hours.select_related("place"))
    dates = list(card.hours_on_dates.select_related("place"))
    off = list(card.time_off.all())
    weekly_gone = change.without_weekly | {row.pk for row in change.weekly}
    dates_gone = change.without_dates | {row.pk for row in change.dates}
    return timetable_of(weekly, dates, off), timetable_of(
        [one for one in weekly if one.pk not in weekly_gone] + list(change.weekly),
        [one for one in dates if one.pk not in dates_gone] + list(change.dates),
        [one for one in off if one.pk not in change.without_off] + list(change.off),
    )


def _loses(
    meeting: Meeting, before: Timetable, after: Timetable, is_closed: Callable[[datetime.date], bool]
) -> bool:
    day = date_of(meeting.start_quarter)
    if after.is_off(day) and not before.is_off(day):
        return True
    what = (meeting.start_quarter, meeting.end_quarter, meeting.place_id, is_closed)
    return before.covers(*what) and not after.covers(*what)
