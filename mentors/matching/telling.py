"""Suggestions explained in words, from the parts and the prices: for the learner, the mentor and the coordinator.

For the learner and the mentor never a figure, and never anything that the other one has said in private: what a mentor
reads comes from the mentor's own card and from what the two have in common.
"""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mentors.cards.models import MentorCard
from mentors.cards.talking import language_name

#: What fits less well, as the learner reads it. What is not here is no news to them.
FITS_LESS = {
    "language": gettext_lazy("You talk in another of your languages than the one you know best."),
    "guide": gettext_lazy("Has not done everything that you want to learn."),
    "device": gettext_lazy("Uses another kind of phone or computer than you."),
    "way": gettext_lazy("Likes to meet in another way than you."),
    "part_of_day": gettext_lazy("Has no time in the part of the day that suits you best."),
}
#: From so many points on a long wait is worth a word.
LONG_WAIT = 14


def fits_less_well(parts: Mapping[str, int], *, through_interpreter: bool = False) -> list[str]:
    """What speaks against a suggestion, for the learner: in words, without figures."""
    said = [str(words) for name, words in FITS_LESS.items() if parts.get(name)]
    if through_interpreter:
        said = [words for words in said if words != str(FITS_LESS["language"])]
        said.insert(0, _("You talk through an interpreter."))
    if parts.get("wait", 0) >= LONG_WAIT:
        said.append(_("The first time is more than two weeks away."))
    return said


def price_for_learner(alias: str, *, is_wanted: bool) -> str:
    """How sought after a mentor is, for the learner. `is_wanted`: others who wait need the place too."""
    if is_wanted:
        return _(
            "Many need %(alias)s. We have weighed what you need against what others need, and you two still fit."
        ) % {"alias": alias}
    return _("There is room with %(alias)s: you take the place from nobody.") % {"alias": alias}


def price_for_desk(alias: str, price: int, *, is_full: bool) -> str:
    """The price of a place with a mentor, for the coordinator. `is_full`: no place is left after the round."""
    said = {"alias": alias, "price": price}
    if is_full:
        return (
            _(
                "Many need %(alias)s. One more there takes the place from somebody else, and costs all who wait "
                "%(price)s points together."
            )
            % said
        )
    if price > 0:
        return (
            _(
                "%(alias)s has room for more. One more costs %(price)s points, so that the work is shared among "
                "mentors."
            )
            % said
        )
    return _("There is room with %(alias)s: one more costs nobody anything.") % said


def instead_for_desk(instead: str, cost: int, price: int, chosen: str, chosen_cost: int) -> str:
    """Why not the one who fits the learner better: what the learner would gain, and what others would lose."""
    return _(
        "Why not %(instead)s, who fits better (%(cost)s points against %(chosen_cost)s with %(chosen)s)? Because the "
        "gain of %(gain)s is less than what others who wait would lose by that place: %(price)s."
    ) % {
        "instead": instead,
        "cost": cost,
        "price": price,
        "chosen": chosen,
        "chosen_cost": chosen_cost,
        "gain": chosen_cost - cost,
    }


def why_came_to_mentor(
    card: MentorCard, languages: list[str], guide_key: str, *, have_met: bool = False
) -> list[str]:
    """Why a request came to this mentor, from the mentor's own card and what both share. Nothing else is known here."""
    reasons = []
    if have_met:
        reasons.append(_("You know each other already."))
    if languages:
        reasons.append(_("You both speak %(language)s.") % {"language": language_name(languages[0])})
    if guide_key and any(one.guide_key == guide_key for one in card.can_show.all()):
        reasons.append(_("You have done this yourself, and can show it."))
    reasons.append(_("The time and the place are among those that you have given."))
    if not have_met:
        reasons.append(_("You have said that you have room for one more."))
    return reasons
