"""A guide for a person who lacks something: which ways work, what else to do, which steps are still open.

Rules on plain values; what a person lacks comes from the address and goes nowhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from courses.guides.contents import WITHOUT, Contents, Need, Step, Way
from courses.services.demands import Lack, Lacks, Needed, in_address, is_hindered, labels, lacks_in_the_way

#: What makes it harder to be understood, but closes no way.
HARDER = frozenset({Lack.SWEDISH.value})
E_SERVICE = Lack.E_SERVICE.value


class Fit(StrEnum):
    """How much of a guide a person can do with what they have."""

    ALL = "all"
    WAY = "way"
    PERSON = "person"


@dataclass(frozen=True)
class ClosedStep:
    """A step that cannot be done, and in words what it takes."""

    step: Step
    takes: list[str]


@dataclass(frozen=True)
class ForMe:
    """A guide as it is for one combination of what is lacked, in the order of its page.

    `ways` work without everything that is lacked, the closest first. `is_covered`: one of them does, or
    nothing is in the way; otherwise a person is the way, and `others` may help. `without_e_services` is
    always shown.
    """

    lacks: Lacks
    ticked: list[str]
    missing: list[Need]
    demanded: list[str]
    is_covered: bool
    ways: list[Way]
    without_e_services: list[Way]
    steps: list[Step]
    closed: list[ClosedStep]
    others: list[Way]

    @property
    def is_about_swedish(self) -> bool:
        """Whether one of the things is little Swedish: then a mentor in the reader's language is at hand."""
        return Lack.SWEDISH.value in self.lacks

    @property
    def is_about_e_services(self) -> bool:
        """Whether the way for those who do without e-services is already the reader's own."""
        return any(E_SERVICE in way.lacks for way in self.ways)


def address_without(address: str, lacks: Lacks) -> str:
    """Below the `address` of a guide or start page: the page for whoever lacks that. For nothing, itself."""
    return f"{address}{WITHOUT}/{in_address(lacks)}/" if lacks else address


def relevant(lacks: Lacks, needed: Iterable[str], ways: Iterable[Lacks]) -> Lacks:
    """Those of `lacks` that matter in a guide: something needs what is lacked, or a way is meant for it."""
    mentioned: Lacks = frozenset().union(*ways)
    return (lacks & mentioned) | lacks_in_the_way(needed, lacks)


def working(lacks: Lacks, ways: Sequence[Lacks]) -> list[int]:
    """Which of `ways` work without all of `lacks`, the closest first, then as they stand in the guide.

    The closest way is the one that does without the least: it leaves the person most of what they have.
    Ways for those who do without e-services are for nobody else: most of them tell less.
    """
    wanted = lacks - HARDER
    if not wanted:
        return []
    fitting = [
        place
        for place, of_way in enumerate(ways)
        if of_way >= wanted and (E_SERVICE in wanted or E_SERVICE not in of_way)
    ]
    return sorted(fitting, key=lambda place: len(ways[place]))


def fit(lacks: Lacks, needed: Iterable[str], ways: Sequence[Lacks]) -> tuple[Fit, int | None]:
    """How much can be done of a guide that takes `needed` and has `ways`; and which way is the closest."""
    needed = set(needed)
    if not any(is_hindered(each, lacks) for each in needed):
        return Fit.ALL, None
    places = working(relevant(lacks, needed, ways), ways)
    return (Fit.WAY, places[0]) if places else (Fit.PERSON, None)


def for_me(contents: Contents, demands: Iterable[str], lacks: Lacks) -> ForMe:
    """The guide for a person with `lacks`, where the e-service has `demands`."""
    of_parts = [part.needs for parts in (contents.before, contents.steps) for part in parts]
    needed = [*demands, *(each for needs in of_parts for each in needs)]
    ways = contents.ways
    matter = relevant(lacks, needed, [way.lacks for way in ways])
    fitting = working(matter, [way.lacks for way in ways])
    for_language = [place for place, way in enumerate(ways) if way.lacks & matter & HARDER]
    first = list(dict.fromkeys([*fitting, *for_language]))
    rest = [place for place in range(len(ways)) if place not in first]
    missing = [need for need in contents.before if _hindered(need.needs, lacks)]
    said = {each for need in missing for each in need.needs}
    demanded = [each for each in dict.fromkeys(demands) if is_hindered(each, lacks) and each not in said]
    closed = [
        ClosedStep(step, [str(Needed(each).label) for each in step.needs if is_hindered(each, lacks)])
        for step in contents.steps
        if _hindered(step.needs, lacks)
    ]
    shut = {each.step.key for each in closed}
    others = [ways[place] for place in rest if E_SERVICE not in ways[place].lacks]
    return ForMe(
        lacks=lacks,
        ticked=labels(lacks),
        missing=missing,
        demanded=[str(Needed(each).label) for each in demanded],
        is_covered=bool(fitting) or not (missing or demanded or closed),
        ways=[ways[place] for place in first],
        without_e_services=[ways[place] for place in rest if E_SERVICE in ways[place].lacks],
        steps=[step for step in contents.steps if step.key not in shut],
        closed=closed,
        others=sorted(others, key=lambda way: -len(way.lacks & matter)),
    )


def _hindered(needs: Iterable[str], lacks: Lacks) -> bool:
    return any(is_hindered(each, lacks) for each in needs)
