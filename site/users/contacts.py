"""Whose phone number or e-mail address it is. Found by keyed hash: the numbers themselves are sealed."""

from __future__ import annotations

from django.db.models import QuerySet

from users.models import ContactPoint, User


def people_reached_by(kind: str, value: str) -> QuerySet[User]:
    """Everybody who gave this number or address, oldest account first. People share phones.

    `value` as it is kept: a number in E.164 (`+46701740605`), an address in small letters.
    """
    return User.objects.filter(contact_points__in=points(kind, value)).order_by("pk")


def person_reached_by(kind: str, value: str) -> User | None:
    """The one who gave this number or address; None where nobody did, or where several share it."""
    found = list(people_reached_by(kind, value)[:2])
    return found[0] if len(found) == 1 else None


def points(kind: str, value: str) -> QuerySet[ContactPoint]:
    """The contact points of this kind with this value."""
    return ContactPoint.objects.filter(kind=kind, found_by=found_by(kind, value))


def found_by(kind: str, value: str) -> str:
    """The keyed hash that stands in `ContactPoint.found_by`. Raises `WrongKey` with somebody else's keys."""
    return ContactPoint.hash_of(kind, value)
