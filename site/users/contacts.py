"""Whose phone number or e-mail address it is. Found by keyed hash: the numbers themselves are sealed.

`keep` is the one way to give, change and take away a number or address.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from users.models import ContactPoint, SignInCode, User
from users.models.contact import RESTS_FOR
from users.open_accounts import may_sign_in

#: Tells whoever is reached by a contact point that it is used no more. The messaging app puts itself here.
Tell = Callable[[ContactPoint], object]
_tell: list[Tell] = []


def tell_the_old_one_with(tell: Tell) -> None:
    """Let `tell` write to a number or address that was changed or taken away, in the same transaction."""
    _tell[:] = [tell]


@transaction.atomic
def keep(person: User, wanted: Mapping[str, str]) -> None:
    """Have `person` reached by the numbers and addresses of `wanted`, by kind. An empty one is taken away.

    Kinds that `wanted` does not name stay. Whoever holds the phone or the session of somebody else could
    make a way in of their own like this. So the old number is told, the new one brings nobody back for
    `RESTS_FOR`, and codes on their way stop working. It makes no difference whether a number is changed, or
    first taken away and another one given afterwards.
    """
    before = {point.kind: point for point in person.contact_points.all()}
    gone = [point for kind, point in before.items() if kind in wanted and wanted[kind] != point.value]
    now = timezone.now()
    if gone:
        SignInCode.objects.filter(person=person).delete()
        User.objects.filter(pk=person.pk).update(contact_gone_at=now)
        for old in gone:
            for tell in _tell:
                tell(old)
    lately = User.objects.filter(pk=person.pk, contact_gone_at__gt=now - RESTS_FOR).exists()
    for kind, value in wanted.items():
        point = before.get(kind)
        if not value:
            person.contact_points.filter(kind=kind).delete()
        elif point is None:
            rests_until = now + RESTS_FOR if before or lately else None
            ContactPoint.objects.create(user=person, kind=kind, value=value, rests_until=rests_until)
        elif point in gone:
            point.value = value
            point.save()


@transaction.atomic
def write_anew(person: User) -> None:
    """The same numbers and addresses in new rows, none of which signs in.

    Links in messages are bound to the old rows: what was sent to a phone that may be gone stays without force.
    """
    points = list(person.contact_points.all())
    kept = [{"kind": old.kind, "value": old.value, "rests_until": old.rests_until} for old in points]
    person.contact_points.all().delete()
    for again in kept:
        ContactPoint.objects.create(user=person, **again)


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

    Giving a number for messages is not enough: phones are shared, and a code opens everything. One that
    rests, because it took another's place, brings nobody back yet.
    """
    found = [
        point
        for point in points(kind, value).filter(signs_in=True).select_related("user")[:2]
        if may_sign_in(point.user)
    ]
    return found[0] if len(found) == 1 and not found[0].rests else None


def somebody_else_signs_in_with(point: ContactPoint) -> bool:
    """Whether another person already comes back with codes to the same number or address."""
    others = ContactPoint.objects.filter(kind=point.kind, found_by=point.found_by, signs_in=True)
    return others.exclude(user_id=point.user_id).exists()


@transaction.atomic
def stop_signing_in_with(point: ContactPoint) -> None:
    """Send no codes to come back with there any more, and let none that was sent open anything."""
    ContactPoint.objects.filter(pk=point.pk).update(signs_in=False)
    SignInCode.objects.filter(person=point.user_id, kind=point.kind).delete()
