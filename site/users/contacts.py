"""Whose phone number or e-mail address it is. Found by keyed hash: the numbers themselves are sealed."""

from __future__ import annotations

from django.db.models import QuerySet

from users.models import ContactPoint, User
from users.open_accounts import may_sign_in


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


def point_that_signs_in(kind: str, value: str) -> ContactPoint | None:
    """The contact point whose owner comes back with codes sent to it; None where nobody does, or several.

    Giving a number for messages is not enough: phones are shared, and a code opens everything.
    """
    found = [
        point
        for point in points(kind, value).filter(signs_in=True).select_related("user")[:2]
        if may_sign_in(point.user)
    ]
    return found[0] if len(found) == 1 else None


def somebody_else_signs_in_with(point: ContactPoint) -> bool:
    """Whether another person already comes back with codes to the same number or address."""
    others = ContactPoint.objects.filter(kind=point.kind, found_by=point.found_by, signs_in=True)
    return others.exclude(user_id=point.user_id).exists()
