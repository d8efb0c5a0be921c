"""Erasing a person: what goes now, what has to stay and until when, and that it stays erased.

Where nothing has to stay, the account and every row that goes with it are deleted. Where a decision says that
a kind has to stay, the account is emptied (no name, no card, no way in) and the rest goes on its day.
Who has been erased is noted outside the database: see `erased_list`.
"""

from __future__ import annotations

import datetime
import logging
from collections.abc import Callable
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from core.about_people import About, Words, abouts
from core.personal_data import models_about_people
from core.retention.decisions import decisions_in_force
from core.retention.kinds import kinds
from users import erased_list
from users.models import User
from users.models.user import new_username
from users.signed_in import end_all

logger = logging.getLogger(__name__)

_before: list[Callable[[User], object]] = []
_replayed: list[bool] = []


@dataclass(frozen=True)
class Part:
    """Rows of one model: how many, and for those that have to stay why and until when."""

    title: Words
    count: int
    why: str = ""
    until: datetime.date | None = None


@dataclass(frozen=True)
class Preview:
    """What an erasure would do now."""

    goes_now: list[Part]
    stays: list[Part]
    #: Rows about something else, such as a loan of a thing that is still away.
    without_name: list[Part]


def register_before_erasing(work: Callable[[User], object]) -> None:
    """Have `work(person)` called before a person is erased: others are told that a meeting is off."""
    if work not in _before:
        _before.append(work)


def preview(person: User) -> Preview:
    """What would go and what would stay. Changes nothing."""
    staying, found = _staying(), Preview([], [], [])
    for about in abouts().values():
        count = about.rows(person).count()
        if not count:
            continue
        decision = staying.get(about.kind)
        if about.model_class not in models_about_people():
            found.without_name.append(Part(about.title, count))
        elif decision is None:
            found.goes_now.append(Part(about.title, count))
        else:
            until = timezone.localdate() + datetime.timedelta(days=decision.days)
            found.stays.append(Part(about.title, count, decision.why_it_stays, until))
    return found


def has_to_stay(person: User) -> bool:
    """Whether rows about `person` have to stay for now."""
    return any(about.rows(person).exists() for about in _abouts_that_stay())


def erase(person: User) -> None:
    """Erase `person` now, for good. Raises `PermissionDenied` for those who work here.

    A second time finds nothing to do. The note outside the database is written last before the rows are
    gone for good, so that no backup brings anybody back.
    """
    if person.is_staff or person.is_superuser:
        raise PermissionDenied("Accounts of those who work here are closed by an administrator.")
    for work in _before:
        work(person)
    with transaction.atomic():
        end_all(person)
        public_id = person.public_id
        if has_to_stay(person):
            _empty(person)
        else:
            person.delete()
        erased_list.note(public_id)


def replay() -> int:
    """Erase again whoever a restored backup has brought back. Returns how many."""
    noted = erased_list.hashes()
    if not noted:
        return 0
    back = [
        person
        for person in User.objects.filter(is_staff=False, is_superuser=False, erased_on=None)
        if erased_list.hash_of(person.public_id) in noted
    ]
    for person in back:
        erase(person)
    if back:
        logger.warning(
            "%d people who had been erased were in this database; they are erased again.", len(back)
        )
    return len(back)


def replay_at_start() -> None:
    """Replay once for a process: the worker calls it with its periodic work, the web server as it starts."""
    if not _replayed:
        replay()
        _replayed.append(True)


def _staying() -> dict:
    return {kind: one for kind, one in decisions_in_force().items() if one.must_stay and kind != "account"}


def _abouts_that_stay() -> list[About]:
    staying = _staying()
    return [about for about in abouts().values() if about.kind in staying and about.kind in kinds()]


def _empty(person: User) -> None:
    """Everything but what has to stay, and of the account only that something once hung on it."""
    staying, going = _abouts_that_stay(), models_about_people()
    for about in abouts().values():
        if about in staying or about.model_class is User:
            continue
        if about.model_class in going:
            about.rows(person).delete()
            continue
        for way in about.mine:  # the row is about something else: it loses the name
            about.model_class._base_manager.filter(**{way: person}).update(**{way: None})
    person.alias, person.name, person.email = "–", "", ""
    person.language, person.username, person.last_login = "sv", new_username(), None
    person.is_active, person.erased_on = False, timezone.localdate()
    person.set_unusable_password()
    person.groups.clear()
    person.user_permissions.clear()
    person.save()
