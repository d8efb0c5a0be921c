"""What has been decided, and whether a kind of data may be collected at all."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models

from core.about_people import abouts
from core.models import RetentionDecision
from core.retention.kinds import Kind, kinds


class NotDecided(Exception):
    """The municipality has not decided how long this kind of data is kept, so it is not collected."""

    def __init__(self, kind: str) -> None:
        super().__init__(f"no decision in force on how long {kind!r} is kept")
        self.kind = kind


def decisions_in_force() -> dict[str, RetentionDecision]:
    """The decision for each kind that has one. In production a make-believe one is none."""
    rows = RetentionDecision.objects.filter(kind__in=kinds())
    if settings.RETENTION_DECISIONS_REQUIRED:
        rows = rows.filter(is_example=False)
    return {row.kind: row for row in rows}


def may_collect(kind: str) -> bool:
    """Whether data of this kind may be written down. Raises `KeyError` for a kind that nobody declared."""
    if kinds()[kind].is_always_collected or not settings.RETENTION_DECISIONS_REQUIRED:
        return True
    return RetentionDecision.objects.filter(kind=kind, is_example=False).exists()


def insist(kind: str) -> None:
    """Raise `NotDecided` unless data of this kind may be written down."""
    if not may_collect(kind):
        raise NotDecided(kind)


def undecided() -> list[Kind]:
    """The kinds that wait for a decision."""
    decided = set(RetentionDecision.objects.filter(is_example=False).values_list("kind", flat=True))
    return [kind for kind in kinds().values() if kind.key not in decided and not kind.is_always_collected]


def refuse_what_is_not_decided(sender: type[models.Model], instance: Any, **kwargs: Any) -> None:
    """Before any new row about a person is saved (a signal, so that no way in can forget to ask)."""
    if not settings.RETENTION_DECISIONS_REQUIRED or not instance._state.adding or kwargs.get("raw"):
        return
    about = abouts().get(sender._meta.label)
    if about and not getattr(instance, "is_staff", False):
        insist(about.kind)
