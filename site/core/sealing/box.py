"""Sealing and opening one value, and the keyed hash by which it is found.

A sealed value is text: `v1.<id of the key>.<base64 of nonce and ciphertext>`. The nonce is 96 random bits;
a key has to be changed before some 2^32 values, which no municipality reaches.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from core.sealing.keys import WrongKey, keyring

VERSION = "v1"
NONCE_BYTES = 12


class CannotOpen(Exception):
    """A sealed value was changed, or stands in another row or column than it was written for."""


def place(table: str, column: str, key: object) -> bytes:
    """What a value is bound to: the row and the column that it stands in."""
    return "\0".join(("medlots", table, column, str(key))).encode()


def seal(text: str, where: bytes) -> str:
    """`text`, sealed with the current key for the place `where`."""
    ring = keyring()
    nonce = secrets.token_bytes(NONCE_BYTES)
    sealed = AESGCM(ring.sealing[ring.current]).encrypt(nonce, text.encode(), where)
    return f"{VERSION}.{ring.current}.{base64.urlsafe_b64encode(nonce + sealed).decode()}"


def open_sealed(sealed: str, where: bytes) -> str:
    """What was sealed. Raises `WrongKey` where its key is not here, and `CannotOpen` where it is damaged."""
    key_id = key_of(sealed)
    key = keyring().sealing.get(key_id)
    if key is None:
        raise WrongKey(f"A value is sealed with the key {key_id!r}, which is not in SEALING_KEYS.")
    try:
        raw = base64.urlsafe_b64decode(sealed.split(".", 2)[2])
        return AESGCM(key).decrypt(raw[:NONCE_BYTES], raw[NONCE_BYTES:], where).decode()
    except (InvalidTag, binascii.Error, ValueError) as problem:
        place_name = where.decode().replace("\0", " ")
        raise CannotOpen(
            f"The value in {place_name} does not open with the key {key_id!r}: "
            "the key is wrong, or the value was changed or moved."
        ) from problem


def key_of(sealed: str) -> str:
    """The id of the key that sealed it. Raises `CannotOpen` for text that is not sealed at all."""
    parts = sealed.split(".", 2)
    if len(parts) != 3 or parts[0] != VERSION:
        raise CannotOpen("A value that should be sealed is not.")
    return parts[1]


def keyed_hash(purpose: str, *parts: str) -> str:
    """An HMAC-SHA256 to find `parts` by, in hexadecimal. Without the key nobody can try out all numbers."""
    message = "\0".join((purpose, *parts)).encode()
    return hmac.digest(keyring().finding, message, hashlib.sha256).hex()
