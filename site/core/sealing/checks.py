"""System checks: keys that are missing or wrong stop a deployment, with the key's name."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.checks import CheckMessage, Error, Tags, register
from django.core.exceptions import ImproperlyConfigured
from django.db import connections

from core.models import SealingCanary
from core.sealing import canary, keys


@register(Tags.security)
def keys_can_be_read(**kwargs: Any) -> list[CheckMessage]:
    """Refuse keys that are missing or of a wrong shape."""
    try:
        keys.keyring()
    except ImproperlyConfigured as problem:
        return [Error(str(problem), hint="See docs/personal-data.md, “Keys”.", id="core.E010")]
    return []


@register(Tags.database)
def keys_are_this_databases_own(
    *, databases: Sequence[str] | None = None, **kwargs: Any
) -> list[CheckMessage]:
    """Open the canary of each key; runs with `migrate` and with `check --database default`."""
    if "default" not in (databases or []) or keys_can_be_read():
        return []
    if SealingCanary._meta.db_table not in connections["default"].introspection.table_names():
        return []
    hint = "Put the right key back. Nothing is lost: the values open again with it."
    return [Error(problem, hint=hint, id="core.E011") for problem in canary.wrong_keys()]
