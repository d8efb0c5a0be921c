"""What is kept about people: every field, with purpose, legal ground, time and protection.

Every app that keeps something about people says so in its `personal_data.py`, as a list `ENTRIES`.
`manage.py personal_data` prints the register, which is also the municipality's record of processing (article
30 of the GDPR), and `tests/test_personal_data.py` fails for a field on a model about a person that has no
entry.

A model is *about a person* when its rows go with the person: it has a foreign key that cascades to the
account, or to such a model. On any other model only a field that points at a person ("who did it") needs one.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib import import_module

from django.apps import apps
from django.conf import settings
from django.db import models
from django.utils.module_loading import module_has_submodule
from django.utils.translation import gettext_noop as _


class Ground(StrEnum):
    """Why we may keep it, by article 6.1 of the GDPR.

    Consent is none of them: somebody who needs help from an authority is not free to say no.
    """

    PUBLIC_TASK = _("6.1 e: a task in the public interest")
    LEGAL_DUTY = _("6.1 c: a legal duty")


class Seen(StrEnum):
    """Who sees it."""

    NOBODY = _("nobody: only compared or counted")
    SELF = _("the person")
    SELF_AND_DESK = _("the person and coordinators")
    PAIR_AND_DESK = _("the person, the one they meet and coordinators")
    OFFERED_AND_DESK = _("the person, those they are suggested to and coordinators")
    STAFF = _("those who work here")
    ADMINISTRATORS = _("administrators")


@dataclass(frozen=True)
class Entry:
    """What is said about some fields of one model; `("*",)` stands for a library's whole table."""

    model: str
    fields: tuple[str, ...]
    purpose: str
    retention: str
    seen_by: Seen
    ground: Ground = Ground.PUBLIC_TASK
    protection: str = _("access by role")


@cache
def entries() -> tuple[Entry, ...]:
    """Every entry, from all apps."""
    found: list[Entry] = []
    for app in apps.get_app_configs():
        if app.name == "core" or app.module is None or not module_has_submodule(app.module, "personal_data"):
            continue
        found.extend(import_module(f"{app.name}.personal_data").ENTRIES)
    return tuple(found)


@cache
def declared() -> dict[tuple[str, str], Entry]:
    """Entries by (model, field). Raises `ValueError` where a field has two."""
    by_field: dict[tuple[str, str], Entry] = {}
    for entry in entries():
        for field in entry.fields:
            if (entry.model, field) in by_field:
                raise ValueError(f"{entry.model}.{field} has two entries")
            by_field[entry.model, field] = entry
    return by_field


def needed() -> Iterator[tuple[str, str]]:
    """Each (model, field) that must have an entry; `(model, "*")` for a table of a library's."""
    about_people = models_about_people()
    for model in apps.get_models():
        label = model._meta.label
        fields = [*model._meta.local_fields, *model._meta.local_many_to_many]
        if not _is_ours(model):
            if any(_points_at_person(field) for field in fields):
                yield label, "*"
            continue
        for field in fields:
            if isinstance(field, models.AutoField):
                continue
            if model in about_people or _points_at_person(field):
                yield label, field.name


def models_about_people() -> set[type[models.Model]]:
    """Our models whose rows go when a person goes, the account itself among them."""
    person = apps.get_model(settings.AUTH_USER_MODEL)
    found: set[type[models.Model]] = {person}
    while True:
        more = {
            model
            for model in apps.get_models()
            if _is_ours(model)
            and model not in found
            and any(_goes_with(field, found) for field in _fields(model))
        }
        if not more:
            return found
        found |= more


def _fields(model: type[models.Model]) -> list[models.Field]:
    return list(model._meta.local_fields)


def _goes_with(field: models.Field, found: set[type[models.Model]]) -> bool:
    if not isinstance(field, models.ForeignKey) or field.related_model not in found:
        return False
    return getattr(field.remote_field, "on_delete", None) is models.CASCADE


def _points_at_person(field: models.Field | models.ManyToManyField) -> bool:
    return field.is_relation and field.related_model is apps.get_model(settings.AUTH_USER_MODEL)


def _is_ours(model: type[models.Model]) -> bool:
    """Whether the model's code lies in this project and not in a library."""
    return model._meta.app_config.name in OUR_APPS


#: The apps that are written here; the floors of the house.
OUR_APPS = ("core", "users", "messaging", "publishing", "insight", "media", "courses", "mentors")
