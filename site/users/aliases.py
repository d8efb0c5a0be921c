"""Aliases: two words from nature, drawn at random, so that nobody has to think of a name or give their own.

Every noun takes "en" in Swedish, so that any first word agrees with any second one. No first names, no
animals that are words of abuse somewhere, no words about skin, weight, age or mood that could be read as
being about a person.
"""

from __future__ import annotations

import re
import secrets
import unicodedata

from users.models import User

FIRST_WORDS = (
    "Blinkande", "Blommande", "Blå", "Daggig", "Djup", "Doftande", "Flitig", "Glad", "Glittrande", "Grön",
    "Gyllene", "Klar", "Lugn", "Mild", "Mjuk", "Modig", "Porlande", "Rask", "Silvrig", "Skimrande",
    "Solig", "Stadig", "Stilla", "Strålande", "Susande", "Sval", "Trygg", "Tålig", "Varm", "Vindlande",
    "Vågig", "Vänlig", "Öppen",
)  # fmt: skip

SECOND_WORDS = (
    "Alm", "Avenbok", "Bergstopp", "Björk", "Blåklocka", "Blåsippa", "Bokskog", "Brygga", "Bäck",
    "Dalgång", "Dimma", "Ek", "Fjord", "Fjäril", "Flod", "Fors", "Fyr", "Gran", "Gryning", "Gullviva",
    "Hassel", "Havsvik", "Hägg", "Höstdag", "Klippa", "Kulle", "Källa", "Lagun", "Lind", "Ljung", "Lärka",
    "Lönn", "Morgon", "Mossa", "Måne", "Oas", "Regnbåge", "Rönn", "Sjö", "Skogsstig", "Skärgård",
    "Solstråle", "Sommardag", "Strand", "Stjärna", "Svala", "Sälg", "Sävsångare", "Tall", "Trana", "Udde",
    "Vallmo", "Vik", "Vind", "Vårdag", "Våg", "Äng",
)  # fmt: skip

DRAWS = 50
#: A shorter word stands in any address by chance.
SHORTEST_NAME = 3
_OURS = frozenset(word.casefold() for word in (*FIRST_WORDS, *SECOND_WORDS))
#: A word as names are written: a capital letter, then small ones; parts with a dash or an apostrophe.
_NAME_WORD = re.compile(r"(?:[A-Z]['’])?[A-ZÀ-ÖØ-ÞĀ-ŽА-ЯЁІЇЄҐ][^\W\d_A-Z]+(?:[-'’][^\W\d_]+)*")


def new_alias() -> str:
    """An alias that nobody has, such as "Stilla Björk"; with a number when the draws met only taken ones."""
    for _draw in range(DRAWS):
        alias = f"{secrets.choice(FIRST_WORDS)} {secrets.choice(SECOND_WORDS)}"
        if not is_taken(alias):
            return alias
    number = 2
    while is_taken(f"{alias} {number}"):
        number += 1
    return f"{alias} {number}"


def is_taken(alias: str) -> bool:
    """Whether somebody is called so already, capitals aside."""
    return User.objects.filter(alias__iexact=alias).exists()


def is_like_full_name(alias: str) -> bool:
    """Whether an alias has the shape of a first and a last name, such as "Amal Berg".

    Ours have it too, of two words from nature; those are known. There is no list of real names here: nobody's
    name is more of a name than another's.
    """
    words = alias.split()
    if not 2 <= len(words) <= 4 or not all(_NAME_WORD.fullmatch(word) for word in words):
        return False
    return not _OURS.issuperset(word.casefold() for word in words)


def is_in_address(alias: str, address: str) -> bool:
    """Whether an alias is the name in an e-mail address: "Amal B" and amal.berg@example.org."""
    local = _folded(address.partition("@")[0])
    words = [_folded(word) for word in alias.split()]
    return any(len(word) >= SHORTEST_NAME and word in local for word in words)


def _folded(text: str) -> str:
    """Letters and digits without marks, in lower case: what is left of a name in an address."""
    plain = unicodedata.normalize("NFKD", text).casefold()
    return "".join(char for char in plain if char.isalnum())
