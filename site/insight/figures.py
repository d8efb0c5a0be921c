"""How a count of people may be shown in a report: 0, "fewer than 5", or the number.

A small number in a small town points at somebody. Every report that leaves the coordinator's desk shows its figures
through this; the desk itself, where the coordinator works with the people behind them, does not.
"""

from __future__ import annotations

from django.utils.translation import gettext as _

#: Below this a number is not told.
FEWEST = 5


def figure(times: int) -> str:
    """A count as a report shows it. Raises `ValueError` for a number that no count can be."""
    if times < 0:
        raise ValueError(f"{times} is no count")
    if 0 < times < FEWEST:
        return _("fewer than %(number)d") % {"number": FEWEST}
    return str(times)


def figures(counts: dict[str, int]) -> dict[str, str]:
    """Parts of a whole, so that no hidden part can be reckoned from the total and the others.

    Where exactly one part is hidden, the smallest of the others that are shown is hidden as well.
    """
    hidden = {name for name, times in counts.items() if 0 < times < FEWEST}
    if len(hidden) == 1:
        open_ones = sorted((times, name) for name, times in counts.items() if times >= FEWEST)
        hidden |= {name for _times, name in open_ones[:1]}
    return {
        name: _("not shown") if name in hidden and times >= FEWEST else figure(times)
        for name, times in counts.items()
    }
