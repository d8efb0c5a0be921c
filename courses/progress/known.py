"""The guides behind short codes: their keys, titles and steps."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from core.addresses import page_address
from courses.guides.models import Guide
from courses.guides.runs import for_readers_of
from courses.progress.marks import Able, Mark, Marks, guide_code, step_code

#: What a line about a guide needs of it.
NEEDED = ("key", "title", "need", "minutes", "url_path", "path", "depth", "steps")


@dataclass(frozen=True)
class KnownStep:
    """One step of a guide. `number` counts from 1."""

    number: int
    key: str
    code: str
    title: str


@dataclass(frozen=True)
class KnownGuide:
    """A published guide in one language, as far as progress is concerned."""

    key: str
    code: str
    title: str
    need: str
    minutes: int
    address: str
    steps: tuple[KnownStep, ...]

    def step(self, mark: Mark | None) -> KnownStep | None:
        """The step that the mark stands at; none where it has none, or one that the guide no longer has."""
        return next((step for step in self.steps if mark and step.code == mark.step), None)

    def is_done(self, mark: Mark | None) -> bool:
        """Whether the last step was done, or the person can do it all by themselves anyway."""
        if mark is None:
            return False
        at = self.step(mark)
        is_at_end = at is not None and at.number == len(self.steps)
        return is_at_end or Able.BY_MYSELF in (mark.after, mark.later)


def guides_by_key(keys: Iterable[str], language: str) -> dict[str, KnownGuide]:
    """The published guides with these keys in `language`. One query."""
    guides = Guide.objects.for_readers(language).filter(key__in=set(keys)).only(*NEEDED)
    return {guide.key: _known(guide, language) for guide in guides}


def guides_of(marks: Marks, language: str) -> dict[str, KnownGuide]:
    """The published guides that the marks are about, by short code. Two queries, none for no marks."""
    keys = keys_of(marks)
    guides = guides_by_key(keys.values(), language) if keys else {}
    return {guide.code: guide for guide in guides.values()}


def keys_of(marks: Marks) -> dict[str, str]:
    """The permanent keys of the marks' guides, by short code; those published in any language. One query."""
    wanted = {mark.guide for mark in marks}
    if not wanted:
        return {}
    keys = Guide.objects.shown().order_by("key").values_list("key", flat=True).distinct()
    return {code: key for key in keys if (code := guide_code(key)) in wanted}


def step_keys_of(guide_keys: Iterable[str]) -> dict[str, dict[str, str]]:
    """The permanent keys of the guides' steps by short code, by guide, from every language. One query."""
    found: dict[str, dict[str, str]] = {}
    for guide in Guide.objects.shown().filter(key__in=set(guide_keys)).only("key", "steps"):
        steps = found.setdefault(guide.key, {})
        for block in guide.steps.raw_data:
            steps[step_code(block["value"]["key"])] = block["value"]["key"]
    return found


def _known(guide: Guide, language: str) -> KnownGuide:
    values = [block["value"] for block in guide.steps.raw_data]

    def shown(text: str) -> str:
        return for_readers_of(text, guide.written_in_code(), language)

    return KnownGuide(
        key=guide.key,
        code=guide_code(guide.key),
        title=shown(guide.title),
        need=shown(guide.need),
        minutes=guide.minutes,
        address=page_address(guide, language),
        steps=tuple(
            KnownStep(number, value["key"], step_code(value["key"]), shown(value["title"]))
            for number, value in enumerate(values, start=1)
        ),
    )
