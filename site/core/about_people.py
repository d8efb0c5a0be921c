"""What the person it is about is told: each model's rows in everyday words, read by way of the register.

Every app says it in its `about_me.py`, as a list `ABOUT`: for each of its models about people what the rows
are, which of them are whose, and what each field is called. `tests/users/test_about_me.py` fails for a field
without a name, so the page, the download and the preview of an erasure are complete by construction.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.module_loading import module_has_submodule
from django.utils.translation import get_language_info
from django.utils.translation import gettext as _

from core.languages import SPOKEN
from core.personal_data import Entry, Seen, declared
from core.templatetags.wording import comma

Words = str | Promise
_OWN_NAMES = {language.code: language.own_name for language in SPOKEN}


@dataclass(frozen=True)
class About:
    """One model, told to the person it is about."""

    model: str
    #: What the rows are, as a heading.
    title: Words
    #: The kind of data, by which it is kept for a time: see `core.retention`.
    kind: str
    #: The ways from a row to the person whose it is. Not from what somebody else keeps to themselves.
    mine: tuple[str, ...]
    #: What each field is called.
    fields: Mapping[str, Words]
    #: Where the person puts it right: the name of an address without arguments.
    correct: str = ""
    #: A further condition for a way: what is not told to this person yet.
    only: Mapping[str, models.Q] = field(default_factory=dict)
    #: How a field is shown where its value says nothing to a reader.
    shown: Mapping[str, Callable[[Any], object]] = field(default_factory=dict)

    @property
    def model_class(self) -> type[models.Model]:
        """The model itself."""
        return apps.get_model(self.model)

    def rows(self, person: models.Model) -> models.QuerySet:
        """The rows about `person`, the latest first."""
        condition = models.Q(pk=None)
        for way in self.mine:
            condition |= models.Q(**{way: person.pk}) & self.only.get(way, models.Q())
        manager = self.model_class._base_manager
        rows = manager.filter(pk__in=manager.filter(condition).values("pk")).order_by("-pk")
        fields = [self.model_class._meta.get_field(name) for name in self.fields]
        one = [each.name for each in fields if isinstance(each, models.ForeignKey)]
        many = [each.name for each in fields if isinstance(each, models.ManyToManyField)]
        return rows.select_related(*one).prefetch_related(*many) if one else rows.prefetch_related(*many)


@dataclass(frozen=True)
class Value:
    """One value of one row, in words."""

    name: str
    label: Words
    text: str


@dataclass(frozen=True)
class Section:
    """All rows of one model about one person. `kept_unread`: labels of what is kept in a form nobody reads."""

    about: About
    rows: list[list[Value]]
    kept_unread: list[Words]
    entries: list[Entry]


@cache
def abouts() -> dict[str, About]:
    """What every app says, by model, in the order of the floors from the ground. Raises `ValueError` for two."""
    found: dict[str, About] = {}
    for app in reversed(list(apps.get_app_configs())):
        if app.module is None or not module_has_submodule(app.module, "about_me"):
            continue
        for about in getattr(import_module(f"{app.name}.about_me"), "ABOUT", []):
            if about.model in found:
                raise ValueError(f"{about.model} is told twice")
            found[about.model] = about
    return found


def told_to(person: models.Model, at_most: int | None = None) -> Iterator[Section]:
    """Everything about `person`, model by model; of each the latest `at_most` rows."""
    for about in abouts().values():
        rows = list(about.rows(person)[:at_most])
        if rows:
            entries = list(dict.fromkeys(entry_of(about, name) for name in about.fields))
            unread = [label for name, label in about.fields.items() if is_unread(about, name)]
            yield Section(about, [values(about, row, person) for row in rows], unread, entries)


def values(about: About, row: models.Model, person: models.Model) -> list[Value]:
    """What one row says: fields that hold something, in words."""
    found = []
    for name, label in about.fields.items():
        if is_unread(about, name) or about.mine == (name,):
            continue  # nobody reads it, or it says no more than that the row is the person's own
        shown = about.shown.get(name)
        text = in_words(shown(row)) if shown else _text(row, name, person)
        if text:
            found.append(Value(name, label, text))
    return found


def raw(about: About, row: models.Model) -> dict[str, Any]:
    """What one row holds, for a file that a machine reads. What is kept as a hash is named and not given."""
    found: dict[str, Any] = {}
    for name in about.fields:
        if is_secret(about, name):
            found[name] = None
            continue
        one = about.model_class._meta.get_field(name)
        if isinstance(one, models.ManyToManyField):
            found[name] = [str(other) for other in getattr(row, name).all()]
        else:
            value = getattr(row, getattr(one, "attname", name))
            found[name] = value if isinstance(value, bool | int | list | dict | None) else str(value)
    return found


def entry_of(about: About, name: str) -> Entry:
    """What the register says about a field."""
    return declared()[about.model, name]


def is_unread(about: About, name: str) -> bool:
    """Whether nobody reads the field: it is only compared or counted."""
    return entry_of(about, name).seen_by is Seen.NOBODY


#: What gets somebody in without being called a hash.
SECRET_NAMES = frozenset({"password", "found_by", "session_key", "session_data"})


def is_secret(about: About, name: str) -> bool:
    """Whether the field is of no use but to get in."""
    return is_unread(about, name) and ("hash" in name or name in SECRET_NAMES)


def in_words(value: object) -> str:
    """A value as a reader would write it; empty for nothing."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, datetime.datetime):
        return date_format(timezone.localtime(value), "j E Y H:i")
    if isinstance(value, datetime.date):
        return date_format(value, "j E Y")
    if isinstance(value, datetime.time):
        return f"{value:%H:%M}"
    if isinstance(value, list | tuple):
        return comma().join(filter(None, (in_words(_language_name(str(one)) or one) for one in value)))
    return str(value)


def _language_name(code: str) -> str:
    """What a language is called in the one now in use, or calls itself; empty for what is no language."""
    if code not in _OWN_NAMES:
        return ""
    try:
        return str(get_language_info(code)["name_translated"])
    except KeyError:
        return _OWN_NAMES[code]


def _text(row: models.Model, name: str, person: models.Model) -> str:
    one = row._meta.get_field(name)
    if isinstance(one, models.ManyToManyField):
        return comma().join(str(other) for other in getattr(row, name).all())
    if one.is_relation:
        return _other(getattr(row, name), person)
    if getattr(one, "choices", None):
        return in_words(getattr(row, f"get_{name}_display")())
    if name == "language":
        return in_words([getattr(row, name)])
    return in_words(getattr(row, name))


def _other(other: models.Model | None, person: models.Model) -> str:
    """A person by what they are called here; another row that is about people says nothing by itself."""
    if other is None:
        return ""
    if other == person:
        return _("you")
    if isinstance(other, apps.get_model(settings.AUTH_USER_MODEL)):
        return str(other)
    return "" if other._meta.label in abouts() and other._meta.label != "mentors.Meeting" else str(other)
