"""The keys: several for sealing, the first of which seals anew, and one for finding by keyed hash."""

from __future__ import annotations

import base64
import binascii
import re
import secrets
from dataclasses import dataclass
from functools import lru_cache

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

KEY_BYTES = 32
_KEY_ID = re.compile(r"[a-z0-9-]{1,20}")


class WrongKey(ImproperlyConfigured):
    """A key in the settings is not the one that this database was written with."""


@dataclass(frozen=True)
class Keyring:
    """`current` is the id of the key that seals; all open."""

    current: str
    sealing: dict[str, bytes]
    finding: bytes


def keyring() -> Keyring:
    """The keys of this installation. Raises `ImproperlyConfigured` where one is missing or of a wrong shape."""
    return _read(settings.SEALING_KEYS, settings.FINDING_KEY)


def new_key() -> str:
    """A fresh key as it stands in the environment."""
    return base64.urlsafe_b64encode(secrets.token_bytes(KEY_BYTES)).decode()


@lru_cache(maxsize=8)
def _read(sealing: str, finding: str) -> Keyring:
    keys: dict[str, bytes] = {}
    for part in filter(None, (part.strip() for part in sealing.split(","))):
        key_id, colon, text = part.partition(":")
        if not colon or not _KEY_ID.fullmatch(key_id) or key_id in keys:
            raise ImproperlyConfigured(
                "SEALING_KEYS is written as id:key,id:key with each id once, in small letters and digits."
            )
        keys[key_id] = _decoded(text, f"The sealing key {key_id!r}")
    if not keys:
        raise ImproperlyConfigured("SEALING_KEYS is empty: `manage.py sealing_keys --new` makes one.")
    return Keyring(next(iter(keys)), keys, _decoded(finding, "FINDING_KEY"))


def _decoded(text: str, name: str) -> bytes:
    try:
        key = base64.urlsafe_b64decode(text.strip())
    except (binascii.Error, ValueError):
        key = b""
    if len(key) != KEY_BYTES:
        raise ImproperlyConfigured(f"{name} must be {KEY_BYTES} bytes in base64.")
    return key
