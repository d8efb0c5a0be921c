"""The kinds of data that a municipality decides about. Every app names its own in `retention_kinds.py`."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from importlib import import_module

from django.apps import apps
from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.module_loading import module_has_submodule

Words = str | Promise


def _nothing(before: datetime.datetime) -> list[QuerySet]:
    return []


def _delete(rows: QuerySet) -> int:
    """Delete a batch at a time: each is short, and what has been done stays done."""
    deleted = 0
    while ids := list(rows.order_by("pk").values_list("pk", flat=True)[:500]):
        gone, _by_model = rows.model._base_manager.filter(pk__in=ids).delete()
        if not gone:
            break
        deleted += len(ids)
    return deleted


@dataclass(frozen=True)
class Kind:
    """One kind of data, the unit of a decision in the municipality's document plan."""

    key: str
    name: Words
    #: From when the time is counted, in words for the decision.
    counted_from: Words
    #: What we propose, in days; the municipality decides.
    proposed_days: int
    #: The rows whose time ran out before a moment; of several models, those that point at others first.
    passed: Callable[[datetime.datetime], Iterable[QuerySet]] = _nothing
    #: How they are removed; returns how many.
    remove: Callable[[QuerySet], int] = _delete
    #: What has to be collected whatever is decided: who may do what here, and who looked at whom.
    is_always_collected: bool = False


@cache
def kinds() -> dict[str, Kind]:
    """Every kind by its key, from all apps, from the ground up. Raises `ValueError` where two have one key."""
    found: dict[str, Kind] = {}
    for app in reversed(list(apps.get_app_configs())):
        if app.module is None or not module_has_submodule(app.module, "retention_kinds"):
            continue
        for kind in import_module(f"{app.name}.retention_kinds").KINDS:
            if kind.key in found:
                raise ValueError(f"two kinds of data are called {kind.key!r}")
            found[kind.key] = kind
    return found
