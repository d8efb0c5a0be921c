"""What a run must have before readers may meet it."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.html import strip_tags
from django.utils.translation import gettext as _

from core.privacy import Kind, findings
from courses.practice.run import Choose, Fill, Run, Screen, Spot
from courses.practice.typed import findings_across

FEWEST_SCREENS = 4
FEWEST_WRONG_WAYS = 2
FEWEST_ANSWERS = 2

#: What may never stand in a run, not even as an example. A word beside a make-believe code is no secret here.
_NEVER_SHOWN = frozenset({Kind.PERSONAL_NUMBER, Kind.CARD_NUMBER, Kind.IBAN, Kind.ACCOUNT})


def what_is_missing(run: Run) -> list[str]:
    """What to change before the run can be published, in words for its editor. Empty: it is ready."""
    return list(_missing(run))


def _missing(run: Run) -> Iterator[str]:
    if len(run.screens) < FEWEST_SCREENS:
        yield _("A run has at least %(fewest)s screens. This one has %(number)s.") % {
            "fewest": FEWEST_SCREENS,
            "number": len(run.screens),
        }
    if run.wrong_ways() < FEWEST_WRONG_WAYS:
        yield _("A run has at least %(fewest)s wrong answers to try. This one has %(number)s.") % {
            "fewest": FEWEST_WRONG_WAYS,
            "number": run.wrong_ways(),
        }
    for screen in run.screens:
        for missing in _missing_on(screen):
            yield _("Screen %(number)s: %(missing)s") % {"number": screen.number, "missing": missing}


def _missing_on(screen: Screen) -> Iterator[str]:
    match screen:
        case Choose():
            yield from _missing_in_choice(screen)
        case Fill():
            yield from _missing_in_form(screen)
        case Spot():
            yield from _missing_in_message(screen)
    if _holds_own_number(screen):
        yield _(
            "There is something like a personal, card or account number in it. Write for example ÅÅMMDD-XXXX."
        )


def _missing_in_choice(screen: Choose) -> Iterator[str]:
    if len(screen.answers) < FEWEST_ANSWERS:
        yield _("A choice has at least two answers.")
    if sum(answer.is_right for answer in screen.answers) != 1:
        yield _("A choice has exactly one right way.")
    if not all(answer.text.strip() and answer.reason.strip() for answer in screen.answers):
        yield _("Every answer has its reason.")
    if not screen.question.strip():
        yield _("The question is missing.")


def _missing_in_form(screen: Fill) -> Iterator[str]:
    if not screen.blanks:
        yield _("A form has at least one field.")
    if not all(blank.label.strip() and blank.type_this.strip() for blank in screen.blanks):
        yield _("Every field has a name and says what to type.")
    wanted = [blank.type_this for blank in screen.blanks]
    if any(map(findings, wanted)) or findings_across(wanted):
        yield _("What to type looks like a number that is somebody's own, so it would be refused.")


def _missing_in_message(screen: Spot) -> Iterator[str]:
    warnings = len(screen.warnings())
    if not 0 < warnings < len(screen.signs):
        yield _("There is at least one warning sign, and at least one sign that is none.")
    if not all(sign.text.strip() and sign.reason.strip() for sign in screen.signs):
        yield _("Every sign has its reason.")
    if not screen.lines:
        yield _("The message says nothing yet.")


def _holds_own_number(screen: Screen) -> bool:
    texts = [*screen.words(), strip_tags(screen.text)]
    return any(finding.kind in _NEVER_SHOWN for text in texts for finding in findings(text))
