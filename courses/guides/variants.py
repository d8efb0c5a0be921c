"""Guides in other languages than Swedish: what has changed in Swedish since a step was written.

An own variant is a text of its own. Its steps have keys of their own and name the Swedish steps that each
renders; no sync ever touches it. When a step is loaded or published with a new text, the hash of the Swedish
steps that it renders is kept. Where they have another hash today, Swedish has changed since: the reader is
told, with the Swedish step one press away. Days are not compared: saving without a change makes nothing stale.

A translation is kept in step in the same way: in it each step renders the Swedish step with the same key. So is each of
the other parts of a guide (`PARTS`), as a whole: what one needs before, the ways, the traps.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from core.addresses import page_address
from core.languages import SOURCE
from core.rich_text import without_block_keys

if TYPE_CHECKING:
    from courses.guides.models import Guide

#: What a reader reads of a step. Its picture and its facts say the same in every language.
READ = ("title", "warning", "text", "button", "see", "if_not")
#: The parts of a guide beside its steps: its fields, which are the anchors of its page too.
PARTS = ("what", "before", "ways", "traps", "boundary", "help")
READ_OF_PART = ("title", "what", "without", "text")


@dataclass(frozen=True)
class StepLink:
    """The way to a step in Swedish."""

    title: str
    address: str


@dataclass(frozen=True)
class Changes:
    """What has changed in Swedish: by step key of the other language; and steps that nothing renders.

    `by_part`: where each of `PARTS` that has changed is in Swedish.
    """

    by_step: dict[str, tuple[StepLink, ...]]
    not_rendered: tuple[StepLink, ...]
    by_part: dict[str, str]


def rendered_keys(step: dict[str, Any]) -> list[str]:
    """The keys of the Swedish steps that a stored `step` renders: in most guides, its own."""
    return [item["value"] if isinstance(item, dict) else item for item in step.get("renders") or ()] or [
        step["key"]
    ]


def step_like(step: dict[str, Any], steps: Sequence[dict[str, Any]]) -> int | None:
    """The number of the one of `steps` that says what `step` says in another language; None without one."""
    keys = set(rendered_keys(step))
    same = (number for number, each in enumerate(steps, start=1) if keys & set(rendered_keys(each)))
    return next(same, None)


def text_hash(steps: Iterable[dict[str, Any]]) -> str:
    """A hash of what readers read of stored `steps` (SHA-256)."""
    read = [[without_block_keys(step.get(field) or "") for field in READ] for step in steps]
    return hashlib.sha256(json.dumps(read).encode()).hexdigest()


def part_hash(guide: Guide, part: str) -> str:
    """A hash of what readers read of one of the `PARTS` of `guide` (SHA-256)."""
    value = getattr(guide, part)
    blocks = [value] if isinstance(value, str) else [block["value"] for block in value.raw_data]
    read = [
        without_block_keys(each)
        if isinstance(each, str)
        else [without_block_keys(each.get(field) or "") for field in READ_OF_PART]
        for each in blocks
    ]
    return hashlib.sha256(json.dumps(read).encode()).hexdigest()


def key_of_part(part: str) -> str:
    """What a part is called where it is kept beside the steps: no step has such a key."""
    return f"#{part}"


def remember_base(guide: Guide, *, is_compared: bool = False) -> None:
    """Keep which Swedish each step and part of a guide in another language was written after, where its text is new.

    Called whenever the published guide is saved. A step whose text is as it was keeps what it had,
    unless somebody has compared it with the Swedish of today.
    """
    if guide.locale.language_code == SOURCE:
        return
    base = base_of(guide)
    if base is None:
        return
    in_base = {step["key"]: step for step in raw_steps(base)}
    known = {row.step_key: row for row in guide.rendered_steps.all()}
    new = []
    hashes = [(step["key"], text_hash([step]), base_hash(step, in_base)) for step in raw_steps(guide)]
    hashes += [(key_of_part(part), part_hash(guide, part), part_hash(base, part)) for part in PARTS]
    for key, own_hash, of_base in hashes:
        row = known.pop(key, None)
        if is_compared or row is None or row.own_hash != own_hash:
            new.append(
                guide.rendered_steps.model(guide=guide, step_key=key, own_hash=own_hash, base_hash=of_base)
            )
    if new:
        guide.rendered_steps.bulk_create(
            new,
            update_conflicts=True,
            unique_fields=["guide", "step_key"],
            update_fields=["own_hash", "base_hash"],
        )
    if known:
        guide.rendered_steps.filter(step_key__in=known).delete()


def written_after(guide: Guide, base: Guide, but: Mapping[str, str | None]) -> None:
    """Keep that all of `guide` was written after `base`, a Swedish guide that may be older than today's.

    `but`: by key of step or part, the hash of the Swedish that one was written after which is as it was; None: unknown.
    """
    in_base = {step["key"]: step for step in raw_steps(base)}
    hashes = [(step["key"], text_hash([step]), base_hash(step, in_base)) for step in raw_steps(guide)]
    hashes += [(key_of_part(part), part_hash(guide, part), part_hash(base, part)) for part in PARTS]
    for key, own_hash, of_base in hashes:
        then = but.get(key, of_base)
        if then is None:
            guide.rendered_steps.filter(step_key=key).delete()
        else:
            defaults = {"own_hash": own_hash, "base_hash": then}
            guide.rendered_steps.update_or_create(step_key=key, defaults=defaults)


def changes(guide: Guide, base: Guide | None, language: str, *, with_parts: bool = True) -> Changes | None:
    """What has changed in `base` since `guide`, in `language`, was written. One query.

    None in Swedish itself, or where there is nothing to compare with.
    """
    if base is None or language == SOURCE:
        return None
    address = page_address(base, SOURCE)
    in_base = {step["key"]: step for step in raw_steps(base)}
    links = {
        key: StepLink(step["title"], f"{address}{number}/")
        for number, (key, step) in enumerate(in_base.items(), start=1)
    }
    known = guide.base_hashes
    whole_guide = StepLink(base.title, address)
    steps = raw_steps(guide)
    by_step = {
        step["key"]: tuple(links[key] for key in rendered_keys(step) if key in links) or (whole_guide,)
        for step in steps
        # A guide from before this was kept is not called stale; its next publishing keeps it.
        if known and known.get(step["key"]) != base_hash(step, in_base)
    }
    rendered = {key for step in steps for key in rendered_keys(step)}
    not_rendered = tuple(link for key, link in links.items() if key not in rendered)
    return Changes(by_step, not_rendered, _changed_parts(base, known, address) if with_parts else {})


def _changed_parts(base: Guide, known: Mapping[str, str], address: str) -> dict[str, str]:
    if not any(key_of_part(part) in known for part in PARTS):
        return {}
    return {
        part: f"{address}#{part}"
        for part in PARTS
        if known.get(key_of_part(part), "") not in {"", part_hash(base, part)}
    }


def base_of(guide: Guide) -> Guide | None:
    """The published Swedish guide that `guide` says in another language; None without one. One query."""
    in_base = type(guide).objects.live().filter(key=guide.key, locale__language_code=SOURCE)
    return in_base.only("title", "steps", *PARTS, "url_path", "path", "depth").first()


def base_hash(step: dict[str, Any], in_base: dict[str, dict[str, Any]]) -> str:
    """The hash of the Swedish steps of `in_base` that a stored `step` renders."""
    return text_hash(in_base[key] for key in rendered_keys(step) if key in in_base)


def raw_steps(guide: Guide) -> list[dict[str, Any]]:
    """The steps as they are stored: nothing that a step points at is fetched."""
    return [block["value"] for block in guide.steps.raw_data]
