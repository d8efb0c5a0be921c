"""Whoever opens the pages of a person says why, once a day for each person; and unusually many are noticed."""

from __future__ import annotations

import datetime
import logging
from collections import defaultdict
from dataclasses import dataclass
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from core.models import Municipality
from core.retention.decisions import NotDecided
from messaging import outbox
from users.looks import people_seen, record_look
from users.models import Look, User

logger = logging.getLogger(__name__)

#: So many different people in an hour are work; more is something that an administrator asks about.
MANY_PEOPLE = 25
WITHIN = datetime.timedelta(hours=1)
#: For how long an unusual hour stands on the administrators' first page.
SHOWN_FOR = datetime.timedelta(days=7)


@dataclass(frozen=True)
class ManyLooks:
    """An hour in which one colleague opened the pages of unusually many people. `hour` is its beginning."""

    viewer: str
    people: int
    hour: datetime.datetime


def reason_of_today(viewer: User, public_id: UUID) -> str | None:
    """The reason that `viewer` has given today for this person; None: it has to be given."""
    midnight = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    looks = Look.objects.filter(viewer=viewer, person__public_id=public_id, at__gte=midnight)
    return looks.exclude(what=Look.What.LIST).values_list("reason", flat=True).first()


def look_at(viewer: User, person: User, reason: str, what: str = Look.What.PERSON) -> None:
    """Write down that `viewer` sees `what` of `person`, and notice when it is of unusually many people."""
    record_look(viewer, person, reason, what)
    people = people_seen(viewer, WITHIN)
    if people > MANY_PEOPLE:
        _tell_administrators(viewer, people)


def many_looks() -> list[ManyLooks]:
    """The unusual hours of the last days, the latest first. One query."""
    looks = Look.objects.filter(at__gte=timezone.now() - SHOWN_FOR, viewer__isnull=False)
    people: defaultdict[tuple[int, datetime.datetime], set[int]] = defaultdict(set)
    names: dict[int, str] = {}
    rows = looks.exclude(what=Look.What.LIST).values_list("viewer", "viewer__name", "person", "at")
    for viewer_id, name, person_id, at in rows:
        names[viewer_id] = name or ""
        people[viewer_id, timezone.localtime(at).replace(minute=0, second=0, microsecond=0)].add(person_id)
    found = [
        ManyLooks(names[viewer_id], len(seen), hour)
        for (viewer_id, hour), seen in people.items()
        if len(seen) > MANY_PEOPLE
    ]
    return sorted(found, key=lambda one: (one.hour, one.people), reverse=True)


def _tell_administrators(viewer: User, people: int) -> None:
    """In the log without names, and to every administrator who can be reached, once an hour."""
    logger.warning("account %d has opened the pages of %d people within an hour", viewer.pk, people)
    now = timezone.now()
    site = Municipality.objects.values_list("site_name", flat=True).first() or "Medlots"
    for administrator in User.objects.filter(is_superuser=True, is_active=True).exclude(pk=viewer.pk):
        with override(administrator.language):
            text = _("%(site)s: somebody has opened unusually many pages at the desk. Sign in to see it.") % {
                "site": site
            }
        try:
            outbox.write(
                subject=f"looks:{viewer.pk}:{now:%Y-%m-%d-%H}",
                version=1,
                kind="many_looks",
                person=administrator,
                language=administrator.language,
                text=text,
                useful_until=now + datetime.timedelta(days=1),
            )
        except NotDecided:
            logger.warning("nobody is told: it is not decided how long messages are kept")
