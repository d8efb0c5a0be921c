"""Writing down who looked at whom and why, and asking whether a reason has been given."""

from __future__ import annotations

import datetime

from django.db.models import QuerySet
from django.utils import timezone

from users.models import Look, User

#: A page that is opened again within this time is the same look.
ONE_LOOK = datetime.timedelta(minutes=30)


class NotALook(ValueError):
    """Looks are by those who work here; and nobody looks at themselves."""


def record_look(viewer: User, person: User, reason: str, what: str) -> Look:
    """Write down that `viewer` saw `what` of `person` for `reason` (`Look.What`, `Look.Reason`).

    The same again within half an hour is the same look, and its row is returned. Raises `NotALook` for a
    viewer who does not work here, and for one's own page; `ValueError` for a reason or a thing that is not
    in the list.
    """
    if not viewer.is_staff or viewer.pk == person.pk:
        raise NotALook(f"person {viewer.pk} looks at {person.pk}")
    given = {"reason": Look.Reason(reason).value, "what": Look.What(what).value}
    earlier = looks_since(ONE_LOOK).filter(viewer=viewer, person=person, **given).first()
    return earlier or Look.objects.create(viewer=viewer, person=person, **given)


def open_reason(viewer: User, person: User) -> str | None:
    """The reason that `viewer` gave for `person` within the last half hour; None: it has to be given."""
    latest = looks_since(ONE_LOOK).filter(viewer=viewer, person=person).first()
    return latest.reason if latest else None


def people_seen(viewer: User, within: datetime.timedelta) -> int:
    """How many different people `viewer` has looked at. Lists are not counted."""
    looks = looks_since(within).filter(viewer=viewer).exclude(what=Look.What.LIST)
    return looks.order_by().values("person").distinct().count()


def looks_since(age: datetime.timedelta) -> QuerySet[Look]:
    """Looks that are no older than `age`, the latest first."""
    return Look.objects.filter(at__gte=timezone.now() - age)
