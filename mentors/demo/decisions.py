"""Make-believe decisions on how long data is kept, clearly marked, so that the demo shows what they do."""

from __future__ import annotations

import datetime

from core.models import RetentionDecision
from core.retention.kinds import kinds

#: Year of the make-believe decision. No municipality has such a number.
NUMBER = "EXEMPEL 2026/{number:03}"
DECIDED_ON = datetime.date(2026, 1, 15)
WHY_LOOKS_STAY = "Så att det går att utreda om någon har tittat utan skäl. Påhittat exempel."


def fill_decisions() -> None:
    """One for each kind that has none, with the days that we propose. What an administrator wrote stays."""
    for number, kind in enumerate(kinds().values(), 1):
        stays = kind.key == "looks"
        RetentionDecision.objects.get_or_create(
            kind=kind.key,
            defaults={
                "number": NUMBER.format(number=number),
                "decided_on": DECIDED_ON,
                "days": kind.proposed_days,
                "must_stay": stays,
                "why_it_stays": WHY_LOOKS_STAY if stays else "",
                "is_example": True,
            },
        )
