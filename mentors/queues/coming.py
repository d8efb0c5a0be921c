"""Drop-ins to come and those under way, for anybody: one needs no card, no account and no phone to come."""

from __future__ import annotations

import datetime

from django.db.models import QuerySet
from django.utils import timezone

from mentors.hours.closed_places import closed_then
from mentors.hours.house_rules import house_rules
from mentors.meetings.models import Meeting
from mentors.meetings.quarters import quarter_of

#: So many stand on the page.
SHOWN = 30


def drop_ins_to_come(now: datetime.datetime | None = None) -> list[Meeting]:
    """Those that are not over, as far ahead as times are shown, at places that are open then. Earliest first."""
    now = now or timezone.now()
    furthest = now + datetime.timedelta(days=house_rules().furthest_days)
    found = list(_not_over(now).filter(start_quarter__lte=quarter_of(furthest))[:SHOWN])
    closed = closed_then(found)
    return [one for one in found if one.pk not in closed]


def has_drop_ins(now: datetime.datetime | None = None) -> bool:
    """Whether there are any that are not over. One query."""
    return _not_over(now or timezone.now()).exists()


def _not_over(now: datetime.datetime) -> QuerySet[Meeting]:
    standing = Meeting.objects.standing().ending_after(now)
    here = standing.filter(format=Meeting.Format.DROP_IN, place__is_open=True)
    return here.select_related("place").order_by("start_quarter", "pk")
