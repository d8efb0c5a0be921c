"""How far a misspelt word is from one of ours, and which of ours is nearest.

The distance counts a letter too many, too few or wrong as 1 each. It counts a half where the mistake cannot
be heard, is made by most who learn Swedish, or is one of the fingers: a doubled letter, c for k, e for i, two
letters in each other's place.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from heapq import nsmallest
from itertools import accumulate

#: Letters of which some are heard alike, or not told apart in many first languages.
_GROUPS = ("aeiouyj", "ckqsz", "vwf", "bp", "dt")
_PAIRS = (
    "ck",
    "cq",
    "kq",
    "sz",
    "cs",
    "vw",
    "vf",
    "iy",
    "ij",
    "ei",
    "ou",
    "uy",
    "ao",
    "ae",
    "eo",
    "bp",
    "dt",
)
_HALF = {pair for one in _PAIRS for pair in (one, one[::-1])}
HALF, WHOLE = 0.5, 1.0

#: Which bits of `signature` belong to a letter. The same for letters that are alike, so that one for the
#: other changes no bit; letters of other scripts share the last places.
_KINDS = [*_GROUPS, *"ghlmnrx"]
_PLACE_OF = {letter: place for place, letters in enumerate(_KINDS) for letter in letters}
_SHARED_PLACES = 9
_BITS_EACH = 5
#: So that no misspelling takes long, however many words there are.
MOST_MEASURED = 300


def signature(word: str) -> int:
    """How often each kind of letter stands in `word`, as bits: up to five of each kind.

    Two words within a distance of d differ in at most 2 x d bits, so that all others need not be measured.
    """
    bits = 0
    for letter in word:
        lowest = 1 << kind(letter) * _BITS_EACH
        for _bit in range(_BITS_EACH):
            if not bits & lowest:
                bits |= lowest
                break
            lowest <<= 1
    return bits


def distance(one: str, other: str, at_most: float) -> float:
    """The distance from `one` to `other`; anything above `at_most` where it is more than that.

    Row by row through the table of distances between their beginnings, and there only near the diagonal: further
    from it more letters are left out or added than `at_most` allows.
    """
    width, too_far = int(at_most / HALF), at_most + WHOLE
    if abs(len(one) - len(other)) > width:
        return too_far
    left_out, added = _one_more(one), _one_more(other)
    before: list[float] = []
    row = [0.0, *accumulate(added)]
    for place, letter in enumerate(one):
        two_before, before = before, row
        row = [too_far] * len(before)
        if place < width:
            row[0] = before[0] + left_out[place]
        least = row[0]
        for at in range(max(0, place - width), min(len(other), place + width + 1)):
            wanted = other[at]
            best = before[at]
            if letter != wanted:
                best += HALF if letter + wanted in _HALF else WHOLE
                if place and at and letter == other[at - 1] and one[place - 1] == wanted:
                    best = min(best, two_before[at - 1] + HALF)
            best = min(best, before[at + 1] + left_out[place], row[at] + added[at])
            row[at + 1] = best
            if best < least:
                least = best
        if least > at_most:
            return too_far
    return row[-1]


def kind(letter: str) -> int:
    """A number that letters which are alike have in common."""
    place = _PLACE_OF.get(letter)
    return len(_KINDS) + ord(letter) % _SHARED_PLACES if place is None else place


@lru_cache(maxsize=4096)
def _one_more(word: str) -> tuple[float, ...]:
    """What each letter of a word costs as one too many: half where it only doubles the one before."""
    return tuple(
        HALF if before == letter else WHOLE for before, letter in zip(f" {word}", word, strict=False)
    )


def near(word: str, ours: Iterable[tuple[str, int]], at_most: float) -> list[tuple[float, str]]:
    """Those of `ours`, words with their signatures, that are at most so far from `word`, unsorted.

    Of more than `MOST_MEASURED` that may be, only those with the most letters in common are measured.
    """
    bits, most = signature(word), int(2 * at_most)
    likely = [
        (differing, other)
        for other, others_bits in ours
        if (differing := (bits ^ others_bits).bit_count()) <= most
    ]
    measured = ((distance(word, other, at_most), other) for _bits, other in nsmallest(MOST_MEASURED, likely))
    return [(found, other) for found, other in measured if found <= at_most]
