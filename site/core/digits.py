"""Digits as people type them.

Phones with an Arabic, Persian or Tigrinya keyboard write digits of their own script. Python's ``int`` reads
them, but a pattern such as ``[0-9]`` and a comparison with a stored number do not. Every input that is parsed
goes through here first.
"""

import unicodedata


def ascii_digits(text: str) -> str:
    """Return `text` with every Unicode decimal digit written as 0-9; the rest, and the length, stay.

    Only decimal digits (Unicode category Nd) are read: ``٧`` and ``７`` become ``7``; ``²`` and ``Ⅶ`` are no
    digits of a number somebody types, and stay.
    """
    if text.isascii():
        return text
    return "".join(str(unicodedata.decimal(char)) if char.isdecimal() else char for char in text)
