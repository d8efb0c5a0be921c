"""Which ways work for whom: rules on plain values, and on the guides that we ship."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.content import files
from courses.guides.contents import Contents, Need, Step, Way, way_anchors
from courses.guides.for_me import Fit, fit, for_me, relevant, working
from courses.services.demands import NOTHING, Lack, Lacks, Needed, is_hindered

COMBINATIONS = st.frozensets(st.sampled_from(Lack.values), min_size=1)
NEEDED = st.frozensets(st.sampled_from(Needed.values))
WAYS = st.lists(COMBINATIONS, max_size=6)

PHONE = frozenset({"smartphone", "e_id", "computer", "printer", "email", "internet"})
CARD = frozenset({"smartphone"})
PAPER = frozenset({"printer"})
LANGUAGE = frozenset({"swedish"})
SAFE = PHONE | {"e_service"}


def lacks(*keys: str) -> Lacks:
    return frozenset(keys)


def way(title: str, of_way: Lacks) -> Way:
    return Way(title, "", [], of_way)


def step(number: int, *needs: str) -> Step:
    return Step(number, f"step-{number}", "", "", "", "", "", "", [], None, "", needs=needs)


def guide(ways: dict[str, Lacks], *steps: Step, before: list[Need] | None = None) -> Contents:
    return Contents(
        what="",
        before=before or [],
        steps=list(steps),
        ways=[way(title, of_way) for title, of_way in ways.items()],
        traps=[],
        boundary=[],
        help=[],
    )


def titles(ways: list[Way]) -> list[str]:
    return [each.title for each in ways]


def test_the_closest_way_comes_first() -> None:
    assert working(lacks("smartphone"), [PHONE, CARD, PAPER]) == [1, 0]


def test_a_way_that_needs_one_of_the_things_does_not_work() -> None:
    assert working(lacks("smartphone", "e_id"), [CARD, PAPER, PHONE]) == [2]
    assert working(lacks("smartphone", "bank"), [CARD, PHONE]) == []


def test_ways_for_those_without_e_services_are_for_nobody_else() -> None:
    assert working(lacks("smartphone"), [SAFE, PHONE]) == [1]
    assert working(lacks("e_service"), [PHONE, SAFE]) == [1]


def test_little_swedish_closes_no_way() -> None:
    assert working(lacks("smartphone", "swedish"), [CARD, LANGUAGE]) == [0]


def test_what_no_part_of_the_guide_is_about_does_not_matter() -> None:
    assert relevant(lacks("bank", "e_id"), ["e_id"], [CARD]) == {"e_id"}
    assert relevant(lacks("smartphone"), ["screen"], [PAPER]) == frozenset()
    assert relevant(lacks("smartphone", "computer"), ["screen"], []) == {"smartphone", "computer"}


@pytest.mark.parametrize(
    ("lacking", "needed", "ways", "expected"),
    [
        (lacks("printer"), {"e_id"}, [PHONE], (Fit.ALL, None)),
        (lacks("smartphone"), {"screen"}, [PHONE], (Fit.ALL, None)),
        (lacks("smartphone"), {"smartphone"}, [PHONE, CARD], (Fit.WAY, 1)),
        (lacks("smartphone", "bank"), {"smartphone", "bank"}, [PHONE, CARD], (Fit.PERSON, None)),
        (lacks("e_service"), {"e_id"}, [PHONE], (Fit.PERSON, None)),
    ],
)
def test_how_much_can_be_done(lacking: Lacks, needed: set[str], ways: list[Lacks], expected: object) -> None:
    assert fit(lacking, needed, ways) == expected


def test_steps_are_those_that_take_nothing_of_what_is_lacked() -> None:
    shown = for_me(guide({"By phone": PHONE}, step(1), step(2, "screen", "e_id"), step(3)), [], lacks("e_id"))
    assert [each.number for each in shown.steps] == [1, 3]
    assert [each.step.number for each in shown.closed] == [2]
    assert len(shown.closed[0].takes) == 1


def test_before_you_start_holds_what_is_lacked_and_nothing_else() -> None:
    before = [
        Need("device", "A phone", "Borrow one", ("smartphone",)),
        Need("time", "An hour", "Do it tomorrow"),
        Need("e_id", "An e-ID", "Call", ("e_id",)),
    ]
    shown = for_me(guide({"By phone": PHONE}, before=before), ["e_id", "bank"], lacks("e_id", "bank"))
    assert [need.what for need in shown.missing] == ["An e-ID"]
    assert len(shown.demanded) == 1, "the bank account that the service demands and the guide does not name"


def test_a_combination_that_no_way_covers_leads_to_a_person_and_shows_what_may_help() -> None:
    ways = {"By card": CARD, "On paper": PAPER, "The bank": lacks("bank", "smartphone")}
    shown = for_me(guide(ways, step(1, "smartphone")), [], lacks("smartphone", "bank", "printer"))
    assert (shown.is_covered, shown.ways) == (False, [])
    assert titles(shown.others) == ["The bank", "By card", "On paper"]


def test_who_is_hindered_by_nothing_is_not_sent_to_a_person() -> None:
    shown = for_me(guide({"By card": CARD, "On paper": PAPER}, step(1)), [], lacks("smartphone", "printer"))
    assert shown.is_covered
    assert shown.closed == []


def test_little_swedish_adds_its_own_way() -> None:
    ways = {"By card": CARD, "With an interpreter": LANGUAGE}
    shown = for_me(guide(ways, step(1, "smartphone")), [], lacks("smartphone", "swedish"))
    assert titles(shown.ways) == ["By card", "With an interpreter"]
    assert shown.is_about_swedish


@given(COMBINATIONS, WAYS, NEEDED, st.lists(NEEDED, max_size=5))
def test_nothing_is_lost_doubled_or_a_dead_end(
    lacking: Lacks, ways: list[Lacks], demands: frozenset[str], needs: list[frozenset[str]]
) -> None:
    contents = guide(
        {f"way {place}": of_way for place, of_way in enumerate(ways)},
        *(step(number, *each) for number, each in enumerate(needs, start=1)),
    )
    shown = for_me(contents, sorted(demands), lacking)
    parts = [*shown.ways, *shown.without_e_services, *shown.others]
    assert sorted(titles(parts)) == sorted(titles(contents.ways))
    assert sorted([each.number for each in shown.steps] + [each.step.number for each in shown.closed]) == [
        each.number for each in contents.steps
    ]
    for each in shown.steps:
        assert not any(is_hindered(need, lacking) for need in each.needs)
    # A way that is not among the reader's own, and is for those without e-services, stands apart for everybody.
    assert all("e_service" in each.lacks for each in shown.without_e_services)
    assert not any("e_service" in each.lacks for each in shown.others)
    if not shown.is_covered:
        assert shown.closed or shown.missing or shown.demanded


@given(COMBINATIONS, WAYS)
def test_a_way_that_is_called_ones_own_works_without_what_hinders(lacking: Lacks, ways: list[Lacks]) -> None:
    matter = relevant(lacking, (), ways) - {"swedish"}
    assert all(ways[place] >= matter for place in working(relevant(lacking, (), ways), ways))


def test_anchors_are_named_after_a_lack_and_stand_once() -> None:
    rows = [{"lacks": sorted(of_way)} for of_way in (CARD, PHONE, CARD, PAPER)]
    assert way_anchors(rows) == ["utan-smartphone", "utan-e_id", "utan-3", "utan-printer"]


# The guides that we ship ------------------------------------------------------------------------------

EVERY_GUIDE = [
    (language, key)
    for language in files.languages()
    for key in files.guide_order()
    if files.guide(language, key) is not None
]


@pytest.mark.parametrize(("language", "key"), EVERY_GUIDE)
def test_every_guide_has_a_way_for_the_person_who_has_nothing(language: str, key: str) -> None:
    ways = [frozenset(row["lacks"]) for row in files.guide(language, key).data["ways"]]
    assert any(of_way >= NOTHING and "e_service" not in of_way for of_way in ways)


@pytest.mark.parametrize(("language", "key"), EVERY_GUIDE)
def test_whoever_lacks_any_two_things_of_a_screen_is_not_left_to_ask(language: str, key: str) -> None:
    ways = [frozenset(row["lacks"]) for row in files.guide(language, key).data["ways"]]
    things = ("smartphone", "e_id", "computer", "internet")
    uncovered = [pair for pair in combinations(things, 2) if not working(frozenset(pair), ways)]
    assert uncovered == []


@pytest.mark.parametrize(("language", "key"), EVERY_GUIDE)
def test_needs_are_words_of_the_register_and_belong_to_steps_that_exist(language: str, key: str) -> None:
    data = files.guide(language, key).data
    of_steps = files.guide_order()[key].get("step_needs", {})
    assert set(of_steps) <= {each for row in data["steps"] for each in row.get("renders", [row["key"]])}
    named = {need for needs in of_steps.values() for need in needs}
    named |= {need for row in data["before"] for need in row.get("needs", [])}
    assert named <= set(Needed.values)


@pytest.mark.parametrize("key", list(files.guide_order()))
def test_translations_need_the_same_before_the_start(key: str) -> None:
    swedish, english = (files.guide(language, key) for language in ("sv", "en"))
    assert [row.get("needs") for row in english.data["before"]] == [
        row.get("needs") for row in swedish.data["before"]
    ]


@pytest.mark.parametrize(("language", "key"), EVERY_GUIDE)
def test_every_step_says_what_one_should_see_and_what_to_do_if_not(language: str, key: str) -> None:
    steps = files.guide(language, key).data["steps"]
    assert [row["key"] for row in steps if not (row.get("see") and row.get("if_not"))] == []
