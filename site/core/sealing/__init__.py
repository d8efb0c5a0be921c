"""Sealed fields: what is written into the database so that the database alone gives nothing away.

AES-256-GCM, bound to table, column and row: a sealed value copied into another row or column does not open.
Keys come from the settings and never from the database. A wrong key fails with its name and never gives an
empty value: see `canary`.
"""

from core.sealing.box import CannotOpen
from core.sealing.fields import KeyedHashField, SealedField, SealedText
from core.sealing.keys import WrongKey

__all__ = ["CannotOpen", "KeyedHashField", "SealedField", "SealedText", "WrongKey"]
