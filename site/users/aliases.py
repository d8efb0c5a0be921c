"""Aliases: two words from nature, drawn at random, so that nobody has to think of a name or give their own.

Every noun takes "en" in Swedish, so that any first word agrees with any second one. No first names, no
animals that are words of abuse somewhere, no words about skin, weight, age or mood that could be read as
being about a person.
"""

from __future__ import annotations

import secrets

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
