"""Signs that cannot be seen and make a text show another thing than it says."""

#: They turn the direction of the text around them, or are spaces of no width: an empty name, a number backwards.
#: Not those that letters are joined with, which Persian and emoji need.
UNSEEN = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200b\u2060\ufeff")


def without_unseen(text: str) -> str:
    """`text` without these signs, trimmed."""
    return "".join(char for char in text if char not in UNSEEN).strip()
