"""What speaks against a pair, in whole numbers with names: the less, the better.

A plain sum for now. The exact assignment that replaces it takes the same parts.
"""

from __future__ import annotations

import datetime

from mentors.cards.models import NeedsCard, Wish
from mentors.hours.free_times import FreeTime
from mentors.matching.who_can import Able, suits

#: For each place further down in the learner's list of languages.
LATER_LANGUAGE = 10
#: When the mentor cannot show what the learner wants most, and for each of the other wishes.
CANNOT_SHOW_FIRST_WISH = 20
CANNOT_SHOW_OTHER_WISH = 5
#: Times the triangular number of the people a mentor has already: each further one costs more.
EACH_FURTHER_PERSON = 4
#: When no time lies in a part of the day that the learner named.
OTHER_PART_OF_DAY = 15
#: When the two have not met before.
NEW_TO_EACH_OTHER = 6


def parts_of(
    card: NeedsCard, wishes: list[Wish], able: Able, times: list[FreeTime], *, now: datetime.datetime
) -> dict[str, int]:
    """The named parts for `card` and a mentor who can, with the earliest time first in `times`.

    None is negative.
    """
    shown = {one.guide_key for one in able.card.can_show.all()}
    wanted = [wish.guide_key for wish in wishes if wish.guide_key]
    suiting = [time for time in times if suits(card, time)]
    first = (suiting or times)[0]
    return {
        "language": LATER_LANGUAGE * [code.lower() for code in card.languages].index(able.languages[0]),
        "guide": (CANNOT_SHOW_FIRST_WISH if wanted and wanted[0] not in shown else 0)
        + CANNOT_SHOW_OTHER_WISH * sum(key not in shown for key in wanted[1:]),
        "load": EACH_FURTHER_PERSON * able.load * (able.load + 1) // 2,
        "wait": max(0, (first.starts_at - now).days),
        "part_of_day": 0 if suiting else OTHER_PART_OF_DAY,
        "new": 0 if able.are_a_pair else NEW_TO_EACH_OTHER,
    }
