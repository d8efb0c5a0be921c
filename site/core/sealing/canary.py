"""A known value sealed with each key: by it a wrong key is noticed before it does harm.

Without it a wrong finding key would find nobody and say nothing, and a wrong sealing key of the same name
would mix values that no one key opens.
"""

from __future__ import annotations

from django.apps import apps
from django.db import connection, models

from core.sealing.box import CannotOpen, keyed_hash, open_sealed, place, seal
from core.sealing.keys import Keyring, WrongKey, keyring

SONG = "A small bird sings in the mine."
FINDING = "find"

_verified: set[tuple[object, ...]] = set()


def verify() -> None:
    """Make sure that the keys are this database's own: looked up once for a process and never again.

    Raises `WrongKey`. Writes the canary of a key that has none.
    """
    ring = keyring()
    seen = (connection.settings_dict["NAME"], ring.current, *ring.sealing.values(), ring.finding)
    if seen in _verified:
        return
    problems = wrong_keys()
    if problems:
        raise WrongKey(" ".join(problems))
    plant()
    _verified.add(seen)


def plant() -> None:
    """Write a canary for the current key and for the finding key, where there is none."""
    ring = keyring()
    for name, song in ((ring.current, _sealed(ring.current)), (FINDING, _hashed())):
        _canaries().get_or_create(name=_named(name), defaults={"song": song})


def wrong_keys() -> list[str]:
    """What is wrong with the keys, in words for whoever keeps the server; empty: nothing."""
    ring = keyring()
    return [problem for name, song in _songs().items() if (problem := _problem(ring, name, song))]


def retire(key_id: str) -> None:
    """Forget the canary of a key that seals nothing any more."""
    _canaries().filter(name=_named(key_id)).delete()


def forget_what_was_verified() -> None:
    """Look again at the next use: for a database that was put back, and for tests."""
    _verified.clear()


def _problem(ring: Keyring, name: str, song: str) -> str:
    if name == FINDING:
        return "" if song == _hashed() else "FINDING_KEY is not the key that this database was written with."
    if name not in ring.sealing:
        return f"The key {name!r} is missing from SEALING_KEYS, and values may be sealed with it."
    try:
        sings = open_sealed(song, _where(name)) == SONG
    except CannotOpen:
        sings = False
    return "" if sings else f"The key {name!r} is not the one that this database was written with."


def _named(name: str) -> str:
    return name if name == FINDING else f"seal:{name}"


def _songs() -> dict[str, str]:
    rows: list[tuple[str, str]] = list(_canaries().values_list("name", "song"))
    return {name.removeprefix("seal:"): song for name, song in rows}


def _canaries() -> models.QuerySet:
    return apps.get_model("core", "SealingCanary").objects.all()


def _where(name: str) -> bytes:
    return place("core_sealingcanary", "song", name)


def _sealed(key_id: str) -> str:
    return seal(SONG, _where(key_id))


def _hashed() -> str:
    return keyed_hash("canary", SONG)
