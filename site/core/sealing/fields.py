"""Model fields that seal what they keep, and that find it again by a keyed hash."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import models
from django.db.models.query_utils import DeferredAttribute

from core.sealing import canary
from core.sealing.box import keyed_hash, open_sealed, place, seal


@dataclass(frozen=True)
class SealedText:
    """A value as it lies in the database. Opened only through its own row."""

    text: str

    def __str__(self) -> str:
        return "(sealed)"


class OpensWhenRead(DeferredAttribute):
    """Opens the value the moment somebody reads it, with the key of its own row."""

    field: SealedField

    def __get__(self, instance: Any, cls: Any = None) -> Any:
        value = super().__get__(instance, cls)
        if isinstance(value, SealedText):
            return open_sealed(value.text, self.field.place_in(instance))
        return value

    def __set__(self, instance: Any, value: Any) -> None:
        instance.__dict__[self.field.attname] = value


class SealedField(models.TextField):
    """Text that is sealed in the database and plain in Python.

    The row's primary key has to exist before the row does (a UUID): the value is bound to it. Values are
    written through the instance only. `update(value=...)` and `filter(value=...)` raise `TypeError`, and
    `values()` gives `SealedText`, which shows nothing.
    """

    descriptor_class = OpensWhenRead

    def place_in(self, instance: models.Model) -> bytes:
        """What a value in the row of `instance` is bound to."""
        if instance.pk is None:
            raise ValueError(f"{instance._meta.label}: a sealed field needs a key before the row is written")
        key = instance._meta.pk.to_python(instance.pk)
        return place(instance._meta.db_table, str(self.column), key)

    def from_db_value(self, value: str | None, expression: Any, connection: Any) -> SealedText | str | None:
        """Wrap what the database holds; the instance opens it."""
        return SealedText(value) if value else value

    def pre_save(self, model_instance: models.Model, add: bool) -> SealedText | str | None:
        """Seal anew at every save, with the current key."""
        value = getattr(model_instance, self.attname)
        if not value:
            return value
        canary.verify()
        return SealedText(seal(str(value), self.place_in(model_instance)))

    def get_prep_value(self, value: Any) -> str | None:
        """Only what is sealed goes to the database."""
        if isinstance(value, SealedText):
            return value.text
        if value in (None, ""):
            return value
        raise TypeError(
            f"{self.model.__name__}.{self.name} is sealed: save it through its row, find it by a keyed hash"
        )


class KeyedHashField(models.CharField):
    """The keyed hash of other fields of the same row, written whenever the row is saved.

    `purpose` keeps hashes of different things apart; `of` names the fields, in order.
    """

    def __init__(self, *args: Any, purpose: str = "", of: tuple[str, ...] = (), **options: Any) -> None:
        options.update(max_length=64, editable=False)
        super().__init__(*args, **options)
        self.purpose = purpose
        self.of = tuple(of)

    def deconstruct(self) -> Any:
        """For migrations."""
        name, path, args, options = super().deconstruct()
        for fixed in ("max_length", "editable"):
            options.pop(fixed, None)
        return name, path, args, {**options, "purpose": self.purpose, "of": self.of}

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        """Compute it from what is being saved."""
        hashed = self.hash(*(str(getattr(model_instance, name)) for name in self.of))
        setattr(model_instance, self.attname, hashed)
        return hashed

    def hash(self, *parts: str) -> str:
        """The hash of such values, capitals aside. Raises `WrongKey` for keys that are not this database's."""
        canary.verify()
        return keyed_hash(self.purpose, *(part.strip().casefold() for part in parts))
