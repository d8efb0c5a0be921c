"""The rules of the matching in plain words, with the weights that hold now: one page for everybody."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from mentors.matching.weights import MatchingWeights


@dataclass(frozen=True)
class Counted:
    """One line: what speaks against a pair, and how many points."""

    name: str
    help_text: str
    points: int


def what_must_be_right() -> list[str]:
    """The hard rules."""
    return [
        _("You speak a language that both know, or an interpreter comes along."),
        _("You can both come to the same place."),
        _("The other person has learned the role, and has promised to follow the rules."),
        _("The other person has room for one more."),
        _("Neither of you has said no to the other. Nobody is told that somebody did."),
        _("Both are adults."),
    ]


def what_counts(weights: MatchingWeights) -> list[Counted]:
    """Each weight of a pair, the heaviest first. What is not counted here has 0 points and is left out."""
    about_all = {"without", "each_week_in_line"}
    lines = [
        Counted(str(field.verbose_name), str(field.help_text), getattr(weights, field.name))
        for field in MatchingWeights._meta.fields
        if not field.primary_key and field.name not in about_all
    ]
    return sorted((line for line in lines if line.points), key=lambda line: -line.points)
