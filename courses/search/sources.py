"""What search can find, and who knows about it.

A room has its things found by registering a source in `CoursesConfig.ready()`: a kind, and a function that
tells what there is to find. The index asks all sources when it is built anew, and one of them when one of its
things changes:

    sources.register(Source("course", _("Course"), courses_to_find))
    ...
    index.update("course", course.key)  # after it was published, changed or deleted
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise


@dataclass(frozen=True)
class Findable:
    """One thing to find in one language. All texts are plain, without HTML.

    `key` is the same in every language. `tags` are everyday words and phrases that lead to it; `headings` and
    `texts` are the rest of what it says. `is_lent`: it is shown in other languages that lack it, and says that:
    there `written_in` is the language that it comes from.
    """

    key: str
    language: str
    title: str
    address: str
    summary: str = ""
    need: str = ""
    tags: tuple[str, ...] = ()
    headings: tuple[str, ...] = ()
    texts: tuple[str, ...] = ()
    place_in_order: int = 100
    is_lent: bool = False
    written_in: str = ""


#: Takes a key, or nothing for all keys; answers with what readers may see of it, in every language.
Finds = Callable[[str | None], Iterable[Findable]]


@dataclass(frozen=True)
class Source:
    """Things of one kind. `label` says what they are, beside their titles; empty where the title says it.

    `comes_first`: to whom it is of use, nothing is more urgent.
    """

    kind: str
    label: StrPromise | str
    findables: Finds
    comes_first: bool = False


_sources: dict[str, Source] = {}


def register(source: Source) -> None:
    """Have the things of `source` found. The same kind again takes the place of the first."""
    _sources[source.kind] = source


def every_source() -> list[Source]:
    """All sources, in the order in which they were registered."""
    return list(_sources.values())


def source_of(kind: str) -> Source | None:
    """The source of a kind; none for one that nobody registers any more."""
    return _sources.get(kind)
