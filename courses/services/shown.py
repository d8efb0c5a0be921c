"""Facts as a reader sees them: in their language, for their region, else the national way."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import F, FilteredRelation, Q
from django.utils import timezone

from core.languages import SOURCE, base_code
from core.latin import OTHER_SCRIPTS
from core.models import Municipality
from core.regions import region_name
from courses.services.models import Fact, words_hash

Row = dict[str, Any]


@dataclass(frozen=True)
class ShownFact:
    """One fact in the reader's language.

    `language` and `value_language` are the languages of `label` and of `value` where they are not the reader's,
    else empty. `region` is the region's name where the value is that region's own. A local fact that the
    municipality has not filled in, and that nothing stands in for, has no `value`: the reader is told whom to
    ask. `check_by` is the day to check it again.
    """

    key: str
    kind: str
    label: str
    value: str
    language: str
    is_example: bool
    is_overdue: bool
    region: str = ""
    check_by: datetime.date | None = None
    value_language: str = ""

    @property
    def must_be_asked_for(self) -> bool:
        """Whether only the municipality knows, and has not said yet."""
        return not self.value


def facts_for_reader(
    ids: Iterable[int], language: str, today: datetime.date | None = None, region: str = ""
) -> dict[int, ShownFact]:
    """The facts with `ids` that may be shown where the region is `region`, by id. One query, however many.

    What says nothing for the region or the municipality is replaced by the fact that stands in for it.
    Left out: what is not settled, and what holds for the whole country or for a region but says nothing.
    """
    wanted = set(ids)
    if not wanted:
        return {}
    fetched = _fetched(Q(pk__in=wanted), base_code(language), today, region)
    return {pk: fact for pk, _name, fact in fetched if pk in wanted}


def facts_named(
    names: Iterable[str], language: str, today: datetime.date | None = None, region: str = ""
) -> dict[str, ShownFact]:
    """The facts called `service.key`, such as `polisen.report`, that may be shown, by name. One query."""
    wanted = set(names)
    which = Q()
    for name in wanted:
        service_key, key = name.split(".", 1)
        which |= Q(service__key=service_key, key=key)
    if not which:
        return {}
    fetched = _fetched(which, base_code(language), today, region)
    return {name: fact for _pk, name, fact in fetched if name in wanted}


def values_named(names: Iterable[str], language: str) -> dict[str, str]:
    """What the facts called `service.key` say to a reader here, by name; for messages. Two queries."""
    region = Municipality.objects.values_list("region", flat=True).first() or ""
    shown = facts_named(names, language, region=region)
    return {name: fact.value for name, fact in shown.items() if fact.value}


def _fetched(
    which: Q, language: str, today: datetime.date | None, region: str
) -> Iterator[tuple[int, str, ShownFact]]:
    """Id and name of each fact asked for, with what is shown of it; and of those that stand in for others."""
    standing_in = Q(pk__in=Fact.objects.filter(which).values("otherwise"))
    rows: dict[int, list[Row]] = {}
    for row in _rows(Fact.objects.filter(which | standing_in), region):
        rows.setdefault(row["pk"], []).append(row)
    today = today or timezone.localdate()
    shown = {pk: _shown(of_fact, language, region, today) for pk, of_fact in rows.items()}
    for pk, of_fact in rows.items():
        fact, instead = shown[pk], of_fact[0]["otherwise"]
        if of_fact[0]["is_settled"] and (fact is None or fact.must_be_asked_for):
            fact = shown.get(instead) or fact
        if fact is not None:
            yield pk, _name(of_fact), fact


def _rows(facts: Any, region: str) -> Any:
    """One row for each wording of each fact; with a region, for each wording of its variant there as well."""
    variant = {
        name: F(f"variant__{path}")
        for name, path in (
            ("variant_pk", "pk"),
            ("variant_value", "value"),
            ("variant_is_example", "is_example"),
            ("variant_check_by", "source__check_by"),
            ("variant_language", "wordings__language"),
            ("variant_text", "wordings__text"),
            ("variant_text_after", "wordings__text_after"),
        )
    }
    if region:
        facts = facts.annotate(variant=FilteredRelation("variants", condition=Q(variants__region=region)))
    return (
        facts.values("pk", "key", "kind", "value", "scope", "is_example", "is_settled", "otherwise")
        .annotate(
            service_key=F("service__key"),
            own_check_by=F("check_by"),
            source_check_by=F("source__check_by"),
            language=F("wordings__language"),
            label=F("wordings__label"),
            text=F("wordings__text"),
            label_after=F("wordings__label_after"),
            text_after=F("wordings__text_after"),
            **(variant if region else {}),
        )
        .order_by("pk", "wordings__sort_order")
    )


def _shown(rows: list[Row], language: str, region: str, today: datetime.date) -> ShownFact | None:
    """The fact of `rows`; None where it is not settled, or says nothing and nobody near can be asked."""
    if not rows[0]["is_settled"]:
        return None
    in_region = rows[0].get("variant_pk") is not None
    row = _in(language, rows, "language", "label")
    if in_region:
        said = _in(language, rows, "variant_language", "variant_text")
        text, text_language, value = said["variant_text"], said["variant_language"], row["variant_value"]
        check_by = row["own_check_by"] or row["variant_check_by"] or row["source_check_by"]
    else:
        said = _in(language, rows, "language", "text")
        text, text_language, value = said["text"], said["language"], row["value"]
        check_by = row["own_check_by"] or row["source_check_by"]
    if text:
        value = text
    else:  # The same in every language: a name, a number.
        text_language = SOURCE if language in OTHER_SCRIPTS else language
    if not value and row["scope"] != Fact.Scope.LOCAL:
        return None
    region_shown = region_name(region) if in_region else ""
    return ShownFact(
        key=_name(rows),
        kind=row["kind"],
        label=row["label"] or "",
        value=value,
        language="" if row["language"] in {language, None} else row["language"],
        # Where nothing is said, nothing is an example.
        is_example=bool(value) and (row["variant_is_example"] if in_region else row["is_example"]),
        is_overdue=check_by is not None and check_by < today,
        # Of the region's own name it goes without saying where it holds.
        region=region_shown if value != region_shown else "",
        check_by=check_by,
        value_language="" if text_language == language else text_language,
    )


def _name(rows: list[Row]) -> str:
    """What the fact of `rows` is called in content files."""
    return f"{rows[0]['service_key']}.{rows[0]['key']}"


def _in(language: str, rows: list[Row], field: str, words: str) -> Row:
    """The row whose `words` a reader of `language` gets: in it, else in Swedish, else the first.

    A row without words is passed over, and so is one whose Swedish says something else since it was written.
    """
    by_language = {row[field]: row for row in rows}
    own, swedish = by_language.get(language), by_language.get(SOURCE)
    if own and swedish and own[words] and own is not swedish:
        is_behind = own[f"{words}_after"] not in {"", words_hash(swedish[words])}
        return swedish if is_behind else own
    return next((row for row in (own, swedish) if row and row[words]), rows[0])
