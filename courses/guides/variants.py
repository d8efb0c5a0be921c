"""Own variants of a guide, easy Swedish first: what has changed in the base language since a step was written.

An own variant is a text of its own. Its steps have keys of their own and name the Swedish steps that each
renders; no sync ever touches it. When a step is loaded or published with a new text, the hash of the Swedish
steps that it renders is kept. Where they have another hash today, Swedish has changed since: the reader is
told, with the Swedish step one press away. Days are not compared: saving without a change makes nothing stale.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from core.addresses import page_address
from core.languages import base_code, is_variant

if TYPE_CHECKING:
    from courses.guides.models import Guide

#: What a reader reads of a step. Its picture and its facts say the same in every language.
READ = ("title", "warning", "text", "button", "see", "if_not")


@dataclass(frozen=True)
class StepLink:
    """The way to a step in the base language."""

    title: str
    address: str


@dataclass(frozen=True)
class Changes:
    """What has changed in the base language: by step key of the variant; and steps that nothing renders."""

    by_step: dict[str, tuple[StepLink, ...]]
    not_rendered: tuple[StepLink, ...]


def rendered_keys(step: dict[str, Any]) -> list[str]:
    """The keys of the base language's steps that a stored `step` renders: in most guides, its own."""
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
    read = [[step.get(field) or "" for field in READ] for step in steps]
    return hashlib.sha256(json.dumps(read).encode()).hexdigest()


def remember_base(guide: Guide, *, is_compared: bool = False) -> None:
    """Keep, for each step of an own variant that has a new text, which Swedish it was written after.

    Called whenever the published guide is saved. A step whose text is as it was keeps what it had,
    unless somebody has compared it with the Swedish of today.
    """
    if not is_variant(guide.locale.language_code):
        return
    base = _base_of(guide)
    if base is None:
        return
    in_base = {step["key"]: step for step in _raw(base)}
    known = {row.step_key: row for row in guide.rendered_steps.all()}
    for step in _raw(guide):
        own_hash = text_hash([step])
        row = known.pop(step["key"], None)
        if is_compared or row is None or row.own_hash != own_hash:
            hashes = {"own_hash": own_hash, "base_hash": _base_hash(step, in_base)}
            guide.rendered_steps.update_or_create(step_key=step["key"], defaults=hashes)
    for row in known.values():
        row.delete()


def changes(guide: Guide, base: Guide | None, language: str) -> Changes | None:
    """What has changed in `base` since `guide`, in the own variant `language`, was written. One query.

    None where it is no own variant, or where there is nothing to compare with.
    """
    if base is None or not is_variant(language):
        return None
    address = page_address(base, base_code(language))
    in_base = {step["key"]: step for step in _raw(base)}
    links = {
        key: StepLink(step["title"], f"{address}{number}/")
        for number, (key, step) in enumerate(in_base.items(), start=1)
    }
    known = dict(guide.rendered_steps.values_list("step_key", "base_hash"))
    whole_guide = StepLink(base.title, address)
    steps = _raw(guide)
    by_step = {
        step["key"]: tuple(links[key] for key in rendered_keys(step) if key in links) or (whole_guide,)
        for step in steps
        if known.get(step["key"]) != _base_hash(step, in_base)
    }
    rendered = {key for step in steps for key in rendered_keys(step)}
    return Changes(by_step, tuple(link for key, link in links.items() if key not in rendered))


def _base_of(guide: Guide) -> Guide | None:
    in_base = (
        type(guide)
        .objects.live()
        .filter(key=guide.key, locale__language_code=base_code(guide.locale.language_code))
    )
    return in_base.only("title", "steps", "url_path", "path", "depth").first()


def _base_hash(step: dict[str, Any], in_base: dict[str, dict[str, Any]]) -> str:
    return text_hash(in_base[key] for key in rendered_keys(step) if key in in_base)


def _raw(guide: Guide) -> list[dict[str, Any]]:
    return [block["value"] for block in guide.steps.raw_data]
