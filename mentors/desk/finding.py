"""Finding a person, by alias or the number on their card. Nothing is written down about a search."""

from __future__ import annotations

from django.db.models import Q

from core.digits import ascii_digits
from users.cards import NUMBER_DIGITS
from users.models import User

#: More people than this with one alias: then the card number is the way.
AT_MOST = 20


def people_called(wanted: str) -> list[User]:
    """Learners and mentors whose alias is `wanted`, capitals aside, or whose card has that number.

    Whole aliases only: part of one would make the desk a list of everybody.
    """
    wanted = " ".join(wanted.split())
    digits = "".join(ascii_digits(wanted).split())
    if digits.isdecimal() and len(digits) >= NUMBER_DIGITS:
        asked = Q(login_card__number=digits[:NUMBER_DIGITS]) | Q(alias=wanted)
    else:
        # SQLite compares without regard to capitals in ASCII only, so å, ä and ö are tried both ways.
        spellings = {wanted, wanted.lower(), wanted.upper(), wanted.title(), wanted.capitalize()}
        asked = Q(alias__iexact=wanted) | Q(alias__in=spellings)
    people = User.objects.filter(asked, is_staff=False)
    return list(
        people.select_related("login_card", "needs_card", "mentor_card").order_by("joined_on", "pk")[:AT_MOST]
    )
