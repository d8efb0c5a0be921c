"""Facts as a reader sees them."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import F, Q
from django.utils import timezone

from courses.services.models import Fact

#: Whose words a fact has when the reader's own language has none.
FALLBACK_LANGUAGE = "sv"


@dataclass(frozen=True)
class ShownFact:
    """One fact in the reader's language.

    `language` is the language of `label` and `value` where it is not the reader's, else empty. A local fact
    that the municipality has not filled in has no `value`: the reader is told whom to ask.
    """

    key: str
    kind: str
    label: str
    value: str
    language: str
    is_example: bool
    is_overdue: bool

    @property
    def must_be_asked_for(self) -> bool:
        """Whether only the municipality knows, and has not said yet."""
        return not self.value


def facts_for_reader(
    ids: Iterable[int], language: str, today: datetime.date | None = None
) -> dict[int, ShownFact]:
    """The facts with `ids` that may be shown, by id. One query, however many.

    Left out: what is not settled, and what holds for the whole country but says nothing.
    """
    wanted = set(ids)
    if not wanted:
        return {}
    return _fetched(Q(pk__in=wanted), language, today)


def facts_named(
    names: Iterable[str], language: str, today: datetime.date | None = None
) -> dict[str, ShownFact]:
    """The facts called `service.key`, such as `polisen.report`, that may be shown, by name. One query."""
    which = Q()
    for name in names:
        service_key, key = name.split(".", 1)
        which |= Q(service__key=service_key, key=key)
    if not which:
        return {}
    return {fact.key: fact for fact in _fetched(which, language, today).values()}


def _fetched(which: Q, language: str, today: datetime.date | None) -> dict[int, ShownFact]:
    rows = (
        Fact.objects.filter(which, is_settled=True)
        .values("pk", "key", "kind", "value", "scope", "is_example")
        .annotate(
            service_key=F("service__key"),
            check_by=F("source__check_by"),
            language=F("wordings__language"),
            label=F("wordings__label"),
            text=F("wordings__text"),
        )
        .order_by("pk", "wordings__sort_order")
    )
    wordings: dict[int, list[dict[str, Any]]] = {}
    for row in rows:
        wordings.setdefault(row["pk"], []).append(row)
    today = today or timezone.localdate()
    shown = {pk: _shown(of_fact, language, today) for pk, of_fact in wordings.items()}
    return {pk: fact for pk, fact in shown.items() if fact is not None}


def _shown(wordings: list[dict[str, Any]], language: str, today: datetime.date) -> ShownFact | None:
    by_language = {row["language"]: row for row in wordings}
    row = by_language.get(language) or by_language.get(FALLBACK_LANGUAGE) or wordings[0]
    value = row["text"] or row["value"]
    if not value and row["scope"] == Fact.Scope.NATIONAL:
        return None
    return ShownFact(
        key=f"{row['service_key']}.{row['key']}",
        kind=row["kind"],
        label=row["label"] or "",
        value=value,
        language="" if row["language"] in {language, None} else row["language"],
        is_example=row["is_example"],
        is_overdue=row["check_by"] is not None and row["check_by"] < today,
    )
