"""Codes that stand on paper: 16 characters, 63 random bits, and a check that sees every slip of the hand.

The alphabet has 23 characters: no two that look alike, no vowels that could make a word. 23 is a prime, so
the characters can be reckoned with as numbers modulo 23. Of x1 … x16 the last two are chosen so that

    x1 + x2 + … + x16 = 0   and   1·x1 + 2·x2 + … + 16·x16 = 0   (modulo 23).

One wrong character changes the first sum. Two that have changed places leave it and change the second by the
difference of the characters times the difference of their places, which 23 cannot divide. Any two wrong
characters are seen as well (a Reed-Solomon code of distance 3).
"""

from __future__ import annotations

import hashlib
import hmac
import unicodedata
from collections.abc import Sequence

from django.conf import settings
from django.utils.encoding import force_bytes

from core.digits import ascii_digits

ALPHABET = "23456789CDFHJKMNPQRTWXY"
CHARACTERS = 16
CHECK_CHARACTERS = 2
GROUP = 4
#: Letters that are in no code, read as the digit they look like. 0, O, 1, I and L look like nothing in the
#: alphabet.
LOOKS_LIKE = str.maketrans("ZSGB", "2568")

_FIELD = len(ALPHABET)
_VALUE = {character: value for value, character in enumerate(ALPHABET)}
_RANDOM_CHARACTERS = CHARACTERS - CHECK_CHARACTERS
POSSIBLE = _FIELD**_RANDOM_CHARACTERS
#: Spaces, dashes, dots, marks that cannot be seen: what people, keyboards and copying put between characters.
_SEPARATORS = {"Zs", "Zl", "Zp", "Cc", "Cf", "Pd", "Po", "Pc"}
_PURPOSE = b"courses.progress.codes"


class NotACodeError(ValueError):
    """What was typed cannot be a code."""


class WrongLengthError(NotACodeError):
    """It has `characters` characters and not 16."""

    def __init__(self, characters: int) -> None:
        super().__init__(f"{characters} characters, not {CHARACTERS}")
        self.characters = characters


class ForeignCharacterError(NotACodeError):
    """It has the character `character`, which no code has."""

    def __init__(self, character: str) -> None:
        super().__init__(f"no code has {character!r}")
        self.character = character


class MistypedError(NotACodeError):
    """It has the right length and characters, and the check says no.

    `groups`: the numbers (1 to 4) of the groups where one wrong character, or two neighbours that changed
    places, would explain it; empty where more went wrong.
    """

    def __init__(self, groups: Sequence[int]) -> None:
        super().__init__(f"the check says no; look at {list(groups)}")
        self.groups = tuple(groups)


def code_of(number: int) -> str:
    """Code number `number` of the 23^14 possible ones (more than 63 bits). Raises `ValueError` beyond."""
    if not 0 <= number < POSSIBLE:
        raise ValueError(f"there is no code number {number}")
    values = []
    for _place in range(_RANDOM_CHARACTERS):
        number, value = divmod(number, _FIELD)
        values.append(value)
    first, second = _sums(values)
    # x15 + x16 = -first and 15·x15 + 16·x16 = -second, so x16 = 15·first - second.
    last = ((CHARACTERS - 1) * first - second) % _FIELD
    values += [(-first - last) % _FIELD, last]
    return "".join(ALPHABET[value] for value in values)


def code_from(secret: str) -> str:
    """The code that belongs to `secret`, a random text of at least 96 bits: the same each time.

    So a page that has to be loaded twice shows the same code twice, though no code is kept anywhere.
    """
    digest = hmac.digest(_key(settings.SECRET_KEY), b"code:" + secret.encode(), hashlib.sha256)
    return code_of(int.from_bytes(digest) % POSSIBLE)


def read_code(typed: str) -> str:
    """The code that was `typed`, in any case and grouping.

    Raises a `NotACodeError` that says what is wrong.
    """
    plain = unicodedata.normalize("NFKC", ascii_digits(typed)).upper()
    plain = "".join(char for char in plain if unicodedata.category(char) not in _SEPARATORS)
    plain = plain.translate(LOOKS_LIKE)
    if len(plain) != CHARACTERS:
        raise WrongLengthError(len(plain))
    for char in plain:
        if char not in _VALUE:
            raise ForeignCharacterError(char)
    values = [_VALUE[char] for char in plain]
    if _sums(values) != (0, 0):
        raise MistypedError(_suspects(values))
    return plain


def grouped(code: str) -> list[str]:
    """The code as it stands on paper: four groups of four."""
    return [code[start : start + GROUP] for start in range(0, CHARACTERS, GROUP)]


def hash_to_store(code: str) -> str:
    """What is kept of a code: an HMAC, so that a stolen database does not give the codes away."""
    return _hash(code, settings.SECRET_KEY)


def hashes_to_find(code: str) -> list[str]:
    """What may have been kept of a code, also before the installation's secret key was changed."""
    return [_hash(code, key) for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)]


def _hash(code: str, secret_key: str | bytes) -> str:
    return hmac.digest(_key(secret_key), b"kept:" + code.encode(), hashlib.sha256).hex()


def _key(secret_key: str | bytes) -> bytes:
    return hashlib.sha256(_PURPOSE + force_bytes(secret_key)).digest()


def _sums(values: Sequence[int]) -> tuple[int, int]:
    """Both sums; (0, 0) for a code that is right."""
    return sum(values) % _FIELD, sum(place * value for place, value in enumerate(values, start=1)) % _FIELD


def _suspects(values: Sequence[int]) -> list[int]:
    """The groups in which one slip of the hand explains that the check says no."""
    first, second = _sums(values)
    if first:
        # One character is wrong by `first`, and its place times that is `second`.
        place = second * pow(first, -1, _FIELD) % _FIELD
        places = {place} if 1 <= place <= CHARACTERS else set()
    else:
        # Characters that changed places leave the first sum alone; putting a pair back has to mend the
        # second.
        pairs = [
            place
            for place in range(1, CHARACTERS)
            if (second + values[place - 1] - values[place]) % _FIELD == 0
        ]
        places = {place + beside for place in pairs for beside in (0, 1)}
    return sorted({(place - 1) // GROUP + 1 for place in places})
