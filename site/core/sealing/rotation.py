"""Changing keys. Put the new key first in SEALING_KEYS, keep the old one behind it, seal anew, then drop it.

May be stopped and started again at any point, and may run while the site is in use: a value that somebody
changes at the same moment is left as that person saved it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from django.apps import apps
from django.db import models, transaction

from core.sealing import canary
from core.sealing.box import key_of, open_sealed, seal
from core.sealing.fields import KeyedHashField, SealedField, SealedText
from core.sealing.keys import keyring

Stored = tuple[models.Model, SealedField, SealedText]


def values_by_key() -> dict[str, int]:
    """How many values each key seals."""
    return dict(Counter(key_of(value.text) for _row, _field, value in _sealed_values()))


def seal_all_anew() -> int:
    """Seal with the current key what another key seals; the old keys' canaries go. Returns how many values."""
    canary.verify()
    current, changed = keyring().current, 0
    for row, field, value in _sealed_values():
        if key_of(value.text) == current:
            continue
        where = field.place_in(row)
        anew = SealedText(seal(open_sealed(value.text, where), where))
        # Only what still stands there as it was read: nobody's newer value is written over.
        unchanged = type(row)._base_manager.filter(**{"pk": row.pk, field.name: value})
        changed += unchanged.update(**{field.name: anew})
    for key_id in set(keyring().sealing) - {current} - set(values_by_key()):
        canary.retire(key_id)
    return changed


def hash_all_anew() -> int:
    """Write every keyed hash with the present FINDING_KEY. Returns how many rows were written."""
    canary.retire(canary.FINDING)
    canary.forget_what_was_verified()
    canary.verify()
    written = 0
    for model in apps.get_models():
        names = [field.name for field in model._meta.local_fields if isinstance(field, KeyedHashField)]
        if not names:
            continue
        for row in model._base_manager.iterator():
            with transaction.atomic():
                row.save(update_fields=names)
            written += 1
    return written


def _sealed_values() -> Iterator[Stored]:
    for model in apps.get_models():
        for field in model._meta.local_fields:
            if not isinstance(field, SealedField):
                continue
            for row in model._base_manager.only("pk", field.name).iterator():
                value = row.__dict__[field.attname]
                if isinstance(value, SealedText):
                    yield row, field, value
