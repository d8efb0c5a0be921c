"""A warning for each kind of data that is not collected, because nobody has decided how long it is kept."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Tags, Warning, register
from django.db import connections

from core.models import ClockReading, RetentionDecision
from core.retention.decisions import undecided


@register(Tags.database)
def every_kind_is_decided(*, databases: Sequence[str] | None = None, **kwargs: Any) -> list[CheckMessage]:
    """Name the kinds that wait for a decision, and a clock that is not believed."""
    if "default" not in (databases or []) or not settings.RETENTION_DECISIONS_REQUIRED:
        return []
    tables = connections["default"].introspection.table_names()
    if not {RetentionDecision._meta.db_table, ClockReading._meta.db_table} <= set(tables):
        return []
    found: list[CheckMessage] = [
        Warning(
            f"Nobody has decided how long {kind.key!r} is kept, so it is not collected.",
            hint="Enter the decision's number, date and time in the admin, under “How long data is kept”.",
            id="core.W020",
        )
        for kind in undecided()
    ]
    refused = ClockReading.objects.exclude(refused="").first()
    if refused:
        hint = "Set the clock, or run `manage.py retention --clock-is-right`."
        found.append(Warning(f"Nothing is erased by age. {refused.refused}", hint=hint, id="core.W021"))
    return found
