"""Side by side: a step in the reader's language and the Swedish one, for the e-service itself is in Swedish."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from django.utils.safestring import SafeString

from core.languages import SOURCE, are_read_alike
from courses.guides.contents import Step, rich_text
from courses.guides.variants import raw_steps, rendered_keys

if TYPE_CHECKING:
    from courses.guides.models import Guide

#: After the address of a guide or of a step: the same with the Swedish beside it.
BESIDE = "bredvid"


@dataclass(frozen=True)
class SwedishStep:
    """What a Swedish step says in words."""

    title: str
    warning: str
    text: SafeString
    button: str
    see: str
    if_not: str


def can_be_beside(written_in: str, reader: str) -> bool:
    """Whether Swedish beside it is of use: the guide is in the reader's language, and that is not Swedish."""
    return are_read_alike(written_in, reader) and not are_read_alike(written_in, SOURCE)


def with_swedish(guide: Guide, base: Guide | None, steps: Iterable[Step]) -> list[Step]:
    """`steps` of `guide`, each with the steps of the Swedish `base` that it renders; as they are without one."""
    in_base = {step["key"]: step for step in raw_steps(base)} if base else {}
    own = {step["key"]: rendered_keys(step) for step in raw_steps(guide)}
    return [
        replace(
            step,
            beside=tuple(
                SwedishStep(
                    title=said["title"],
                    warning=said.get("warning") or "",
                    text=rich_text(said["text"]),
                    button=said.get("button") or "",
                    see=said.get("see") or "",
                    if_not=said.get("if_not") or "",
                )
                for key in own.get(step.key, ())
                if (said := in_base.get(key))
            ),
        )
        for step in steps
    ]
