"""A guide's contents with its hard words explained where they stand, the first time the page uses each."""

from __future__ import annotations

from dataclasses import replace
from typing import TypeVar

from courses.guides.contents import Contents, Need, Step, Trap, Way
from courses.guides.for_me import ForMe
from courses.terms.explaining import Explainer
from courses.terms.glossary import glossary

Part = TypeVar("Part", Way, Trap)


def with_explanations(shown: Contents, language: str, only_step: int | None = None) -> Contents:
    """`shown` with explanations in `language`: in running text, in the order in which the page is read.

    With `only_step` the page is that step alone, so only there. Headings and button words stay as they are.
    One query.
    """
    explain = Explainer(glossary(language))
    if only_step is not None:
        steps = list(shown.steps)
        steps[only_step - 1] = _step(steps[only_step - 1], explain)
        return replace(shown, steps=steps)
    # The order is the page's: what is explained further up is not explained again.
    before = [_need(need, explain) for need in shown.before]
    what = explain.html(shown.what)
    steps = [_step(step, explain) for step in shown.steps]
    ways = [_with_text(way, explain) for way in shown.ways]
    traps = [_with_text(trap, explain) for trap in shown.traps]
    return replace(shown, before=before, what=what, steps=steps, ways=ways, traps=traps)


def for_me_with_explanations(shown: ForMe, language: str) -> ForMe:
    """The same for the page of a person who lacks something, in the order of that page. One query."""
    explain = Explainer(glossary(language))
    return replace(
        shown,
        missing=[_need(need, explain) for need in shown.missing],
        ways=[_with_text(way, explain) for way in shown.ways],
        without_e_services=[_with_text(way, explain) for way in shown.without_e_services],
        steps=[_step(step, explain) for step in shown.steps],
        others=[_with_text(way, explain) for way in shown.others],
    )


def _need(need: Need, explain: Explainer) -> Need:
    what = explain.text(need.what)
    return replace(need, what=what, without=explain.text(need.without))


def _step(step: Step, explain: Explainer) -> Step:
    warning = explain.text(step.warning)
    text = explain.html(step.text)
    see = explain.text(step.see)
    return replace(step, warning=warning, text=text, see=see, if_not=explain.text(step.if_not))


def _with_text(part: Part, explain: Explainer) -> Part:
    return replace(part, text=explain.html(part.text))
