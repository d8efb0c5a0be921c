"""Who may open which address: the whole matrix of address x role, as data.

Every app that has addresses says so in its `permission_cells.py`, as a list `CELLS`. `manage.py permissions`
prints the matrix, `/robots.txt` is written from it, and `tests/test_permission_matrix.py` fails for an
address without a cell and for an address that answers differently from what its cell says. The matrix itself
stops nobody: that is done by the predicates that the views ask.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from fnmatch import fnmatchcase
from functools import cache
from importlib import import_module

from django.apps import apps
from django.conf import settings
from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.resolvers import LocalePrefixPattern
from django.utils.module_loading import module_has_submodule


class Role(StrEnum):
    """As who an address is opened. A person can hold several; each is looked at alone."""

    ANONYMOUS = "anonymous"
    LEARNER = "learner"
    MENTOR = "mentor"
    COORDINATOR = "coordinator"
    EDITOR = "editor"
    REVIEWER = "reviewer"
    ADMINISTRATOR = "administrator"


NOBODY: frozenset[Role] = frozenset()
EVERYBODY = frozenset(Role)
SIGNED_IN = EVERYBODY - {Role.ANONYMOUS}
#: Learners and mentors, who never see the admin.
PEOPLE = frozenset({Role.LEARNER, Role.MENTOR})
#: Those who work here.
STAFF = frozenset({Role.COORDINATOR, Role.EDITOR, Role.REVIEWER, Role.ADMINISTRATOR})
DESK = frozenset({Role.COORDINATOR, Role.ADMINISTRATOR})
#: Those who work with guides: who writes them, and who reads and publishes them.
WRITERS = frozenset({Role.EDITOR, Role.REVIEWER, Role.ADMINISTRATOR})
ADMINISTRATORS = frozenset({Role.ADMINISTRATOR})

#: Where an address begins with the language of the reader.
LANGUAGE = "<language>"


@dataclass(frozen=True)
class Cell:
    """One row of the matrix.

    `name` is the full name of an address (`mentors:my_meetings`), or its path where it has no name, or a
    pattern with `*` for many of one kind; then the roles are those who may open *some* of them, and nobody
    else may open any.
    """

    name: str
    get: frozenset[Role]
    post: frozenset[Role] = NOBODY
    #: Shows or changes what is somebody's own: others find nothing there, and search engines stay away.
    is_personal: bool = False
    #: Stands in the sitemap; only for addresses without arguments that everybody may read.
    is_listed: bool = False
    why: str = ""

    @property
    def is_for_many(self) -> bool:
        """Whether the row stands for a whole group of addresses."""
        return "*" in self.name

    def decision(self, role: Role) -> str:
        """What `role` may do: `read`, `read, act`, `act`, or a dash."""
        allowed = [word for word, roles in (("read", self.get), ("act", self.post)) if role in roles]
        return ", ".join(allowed) or "–"


@dataclass(frozen=True)
class Address:
    """One address of the site. `route` is its path with the names of its arguments."""

    key: str
    route: str
    is_plain: bool

    @property
    def beginnings(self) -> list[str]:
        """The part before the first argument, in every language of the interface."""
        languages = [code for code, _name in settings.LANGUAGES] if LANGUAGE in self.route else [""]
        routes = [self.route.replace(LANGUAGE, code) for code in languages]
        return [re.split(r"[<(\[\\*^$]", route, maxsplit=1)[0] for route in routes]


@cache
def cells() -> tuple[Cell, ...]:
    """Every row, from all apps. Raises `ValueError` where a name has two rows."""
    found: list[Cell] = []
    for app in apps.get_app_configs():
        if app.module is not None and module_has_submodule(app.module, "permission_cells"):
            found.extend(import_module(f"{app.name}.permission_cells").CELLS)
    names = [cell.name for cell in found]
    doubled = sorted({name for name in names if names.count(name) > 1})
    if doubled:
        raise ValueError(f"more than one cell for {', '.join(doubled)}")
    return tuple(found)


def cell_for(key: str) -> Cell | None:
    """The row for an address: the one with its own name, else the longest pattern that fits it."""
    fitting = [
        cell for cell in cells() if cell.name == key or (cell.is_for_many and fnmatchcase(key, cell.name))
    ]
    return max(fitting, key=lambda cell: (not cell.is_for_many, len(cell.name)), default=None)


@cache
def addresses() -> tuple[Address, ...]:
    """Every address that the site answers at, in the order in which they are tried."""
    return tuple(_walk(get_resolver().url_patterns, "/", ""))


def _walk(patterns: list[URLPattern | URLResolver], route: str, namespace: str) -> Iterator[Address]:
    for one in patterns:
        part = f"{LANGUAGE}/" if isinstance(one.pattern, LocalePrefixPattern) else str(one.pattern)
        if isinstance(one, URLResolver):
            inner = f"{namespace}{one.namespace}:" if one.namespace else namespace
            yield from _walk(one.url_patterns, route + part.removeprefix("^"), inner)
            continue
        path = (route + part.removeprefix("^")).removesuffix("$").replace("\\Z", "")
        is_plain = not re.search(r"[<(\[\\]", path.replace(LANGUAGE, ""))
        yield Address(f"{namespace}{one.name}" if one.name else path, path, is_plain)
