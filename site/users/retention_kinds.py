"""The kinds of data about accounts, and which rows have had their time."""

from __future__ import annotations

import datetime
from collections.abc import Callable

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.models import ModelLogEntry, PageLogEntry

from core.retention.kinds import Kind
from users import erasure
from users.models import CardTries, Look, Session, SignInCode, User

#: Higher floors say who is in use though they have not signed in: `narrow(people, before)` leaves them out.
_still_in_use: list[Callable[[QuerySet[User], datetime.datetime], QuerySet[User]]] = []


def register_in_use(narrow: Callable[[QuerySet[User], datetime.datetime], QuerySet[User]]) -> None:
    """Have `narrow` take those out who are in use since a moment by what a higher floor knows."""
    if narrow not in _still_in_use:
        _still_in_use.append(narrow)


def unused_accounts(before: datetime.datetime) -> list[QuerySet]:
    """Learners and mentors who have neither signed in nor been helped since; and what was left of an erasure."""
    people = User.objects.filter(is_staff=False, is_superuser=False)
    unused = people.filter(
        Q(last_login__lt=before) | Q(last_login=None, joined_on__lt=before.date()), erased_on=None
    )
    for narrow in _still_in_use:
        unused = narrow(unused, before)
    emptied = [person.pk for person in people.exclude(erased_on=None) if not erasure.has_to_stay(person)]
    return [people.filter(Q(pk__in=unused.values("pk")) | Q(pk__in=emptied))]


def erase_accounts(people: QuerySet) -> int:
    """Erase each as if they had asked for it, the others in their meetings told."""
    count = 0
    for person in list(people):
        erasure.erase(person)
        count += 1
    return count


def _over(before: datetime.datetime) -> list[QuerySet]:
    now = datetime.datetime.now(datetime.UTC)
    return [
        Session.objects.filter(expire_date__lt=now),
        SignInCode.objects.filter(expires_at__lt=now),
        CardTries.objects.filter(last_failure_at__lt=before),
    ]


KINDS = [
    Kind(
        "staff",
        _("Accounts of those who work here"),
        counted_from=_("the end of the employment; an administrator closes the account"),
        proposed_days=30,
        is_always_collected=True,
    ),
    Kind(
        "logs",
        _("What those who work here did in the admin"),
        counted_from=_("what was done"),
        proposed_days=730,
        passed=lambda before: [
            model.objects.filter(timestamp__lt=before) for model in (PageLogEntry, ModelLogEntry)
        ],
        is_always_collected=True,
    ),
    Kind(
        "looks",
        _("Who among those who work here has looked at a person"),
        counted_from=_("the look"),
        proposed_days=730,
        passed=lambda before: [Look.objects.filter(at__lt=before)],
        is_always_collected=True,
    ),
    Kind(
        "account",
        _("Accounts of learners and mentors"),
        counted_from=_("the latest sign-in or meeting"),
        proposed_days=730,
        passed=unused_accounts,
        remove=erase_accounts,
    ),
    Kind(
        "contact",
        _("Phone numbers and e-mail addresses"),
        counted_from=_("goes with the account, or when the person takes it away"),
        proposed_days=730,
    ),
    Kind(
        "sign_in",
        _("Login cards, wrong tries and who is signed in"),
        counted_from=_("the latest try; the card goes with the account"),
        proposed_days=1,
        passed=_over,
    ),
]
