"""A guide's contents as a reader sees them: plain values, with their facts and pictures in place.

The blocks are read as stored, so that all facts and all pictures of a guide are fetched together: the number
of queries is the same for three steps and for nine.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString, mark_safe
from wagtail.blocks import StreamValue
from wagtail.rich_text import expand_db_html

from core.rich_text import without_block_keys
from courses.guides.pictures import ShownPicture, pictures_for_reader
from courses.guides.variants import Changes, StepLink
from courses.services.demands import Lack, Lacks
from courses.services.models import Source
from courses.services.shown import ShownFact, facts_for_reader

#: Between the address of a page and a combination of what somebody lacks, and before it in an anchor.
WITHOUT = "utan"


@dataclass(frozen=True)
class Need:
    """Something to have before the start, and what to do without it."""

    kind: str
    what: str
    without: str
    needs: tuple[str, ...] = ()


@dataclass(frozen=True)
class Step:
    """One action. `number` counts from 1 and may change; `key` never does.

    `changed`: the Swedish steps that have changed since this one was written. `language`: the `lang` of the texts
    where it is not the reader's. `beside`: the Swedish steps, where they are shown side by side.
    """

    number: int
    key: str
    title: str
    warning: str
    text: SafeString
    button: str
    see: str
    if_not: str
    facts: list[ShownFact]
    picture: ShownPicture | None
    picture_alt: str
    minutes: int | None = None
    needs: tuple[str, ...] = ()
    changed: tuple[StepLink, ...] = ()
    language: str = ""
    beside: tuple[Any, ...] = ()


@dataclass(frozen=True)
class Way:
    """A way through for somebody who lacks something. `anchor` is its place in the whole guide."""

    title: str
    text: SafeString
    facts: list[ShownFact]
    lacks: Lacks = frozenset()
    anchor: str = ""


@dataclass(frozen=True)
class Trap:
    """Something that goes wrong for many."""

    title: str
    text: SafeString


@dataclass(frozen=True)
class Help:
    """Somebody to turn to."""

    text: str
    facts: list[ShownFact]


@dataclass(frozen=True)
class Contents:
    """Everything that a guide says under its summary, in reading order."""

    what: SafeString
    before: list[Need]
    steps: list[Step]
    ways: list[Way]
    traps: list[Trap]
    boundary: list[str]
    help: list[Help]


@dataclass(frozen=True)
class SourceList:
    """Where a guide's facts come from, and when they must be looked at again."""

    sources: list[Source]
    check_by: datetime.date | None
    is_overdue: bool


def contents(
    guide: Any,
    language: str,
    only_step: int | None = None,
    region: str = "",
    changes: Changes | None = None,
) -> Contents:
    """The guide's contents in `language` where the region is `region`.

    `changes`: what its own variant of a language lags behind in (see courses/guides/variants.py).
    With `only_step` the facts and the picture of that step alone. Two queries, or none where there are
    neither facts nor pictures.
    """
    steps = _raw(guide.steps)
    ways = _raw(guide.ways)
    helps = _raw(guide.help)
    shown_steps = steps if only_step is None else steps[only_step - 1 : only_step]
    with_facts = [*shown_steps, *ways, *helps] if only_step is None else shown_steps
    facts = facts_for_reader(
        {pk for value in with_facts for pk in listed_facts(value)}, language, region=region
    )
    pictures = pictures_for_reader({value["picture"] for value in shown_steps if value.get("picture")})

    def facts_of(value: dict[str, Any]) -> list[ShownFact]:
        # One fact can stand in for another that is in the same list.
        return list({facts[pk].key: facts[pk] for pk in listed_facts(value) if pk in facts}.values())

    return Contents(
        what=rich_text(guide.what),
        before=[
            Need(value["kind"], value["what"], value.get("without") or "", tuple(value.get("needs") or ()))
            for value in _raw(guide.before)
        ],
        steps=[
            Step(
                number=number,
                key=value["key"],
                title=value["title"],
                warning=value.get("warning") or "",
                text=rich_text(value["text"]),
                button=value.get("button") or "",
                see=value.get("see") or "",
                if_not=value.get("if_not") or "",
                facts=facts_of(value),
                picture=pictures.get(value.get("picture") or 0),
                picture_alt=value.get("picture_alt") or "",
                minutes=value.get("minutes"),
                needs=tuple(value.get("needs") or ()),
                changed=changes.by_step.get(value["key"], ()) if changes else (),
            )
            for number, value in enumerate(steps, start=1)
        ],
        ways=[
            Way(value["title"], rich_text(value["text"]), facts_of(value), frozenset(value["lacks"]), anchor)
            for value, anchor in zip(ways, way_anchors(ways), strict=True)
        ],
        traps=[Trap(value["title"], rich_text(value["text"])) for value in _raw(guide.traps)],
        boundary=list(_raw(guide.boundary)),
        help=[Help(value["text"], facts_of(value)) for value in helps],
    )


def way_anchors(ways: list[dict[str, Any]]) -> list[str]:
    """An anchor for each way: the first lack that no way above is named after, such as `utan-smartphone`."""
    taken: set[str] = set()
    anchors: list[str] = []
    for place, way in enumerate(ways, start=1):
        free = [lack for lack in Lack.values if lack in way["lacks"] and lack not in taken]
        taken.update(free[:1])
        anchors.append(f"{WITHOUT}-{free[0]}" if free else f"{WITHOUT}-{place}")
    return anchors


def way_lacks(ways: StreamValue) -> list[tuple[str, Lacks]]:
    """Heading and lacks of each way, for lists of guides."""
    return [(value["title"], frozenset(value["lacks"])) for value in _raw(ways)]


def step_needs(steps: StreamValue) -> set[str]:
    """What any of the steps cannot be done without."""
    return {each for value in _raw(steps) for each in value.get("needs") or ()}


def all_needs(guide: Any) -> set[str]:
    """What the guide says one needs before the start, and what its steps cannot be done without."""
    before = {each for value in _raw(guide.before) for each in value.get("needs") or ()}
    return before | step_needs(guide.steps)


def sources_of(guide: Any, today: datetime.date, shown: Contents | None = None) -> SourceList:
    """The guide's sources, and the first day on which one of them, or a fact in `shown`, is to be checked.

    One query.
    """
    sources = list(guide.sources.all())
    days = [source.check_by for source in sources]
    if shown is not None:
        lists = [part.facts for parts in (shown.steps, shown.ways, shown.help) for part in parts]
        days += [fact.check_by for facts in lists for fact in facts if fact.check_by]
    first = min(days, default=None)
    return SourceList(sources=sources, check_by=first, is_overdue=first is not None and first < today)


def rich_text(source: str) -> SafeString:
    """An editor's text as HTML."""
    return mark_safe(expand_db_html(without_block_keys(source)))  # noqa: S308 - filtered when it was saved


def step_keys(steps: StreamValue) -> list[str]:
    """The permanent keys of the steps, in order."""
    return [value["key"] for value in _raw(steps)]


def first_picture(steps: StreamValue) -> int | None:
    """The id of the first picture among the steps: what a guide is known by in a list."""
    return next((value["picture"] for value in _raw(steps) if value.get("picture")), None)


def _raw(stream: StreamValue) -> list[Any]:
    """The stored values of a stream's blocks: no objects, so no queries."""
    return [block["value"] for block in stream.raw_data]


def listed_facts(value: dict[str, Any]) -> Iterator[int]:
    """The ids in the list of facts of a stored step, way or help."""
    items: Iterable[Any] = value.get("facts") or []
    for item in items:
        pk = item["value"] if isinstance(item, dict) else item
        if pk is not None:
            yield pk
