"""Supply and demand at the desk: where mentors are missing, so that somebody can go and ask people."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from mentors.cards.guides import agendas
from mentors.cards.talking import language_name
from mentors.desk.permissions import DeskRequest, for_the_desk
from mentors.desk.views.frame import page
from mentors.matching.supply import Spot, picture


@dataclass(frozen=True)
class Line:
    """A spot with its name in words."""

    name: str
    spot: Spot


@for_the_desk
@require_safe
def supply(request: DeskRequest) -> HttpResponse:
    """Languages, guides and places: who waits, who could help, and how much room there is."""
    shown = picture()
    keys = {spot.key[-1] for spot in (*shown.guides, *shown.together)}
    about = agendas((key, "") for key in keys)

    def guide(key: str) -> str:
        return about[key, ""].guide_title if (key, "") in about else key

    context = {
        "nobody_speaks": [Line(language_name(spot.key[0]), spot) for spot in shown.nobody_speaks],
        "tables": [
            (_("Languages"), [Line(language_name(spot.key[0]), spot) for spot in shown.languages]),
            (_("Guides"), [Line(guide(spot.key[0]), spot) for spot in shown.guides]),
            (_("Places"), [Line(spot.key[0], spot) for spot in shown.places]),
            (
                _("A guide in a language, where somebody waits"),
                [
                    Line(f"{guide(spot.key[1])}, {language_name(spot.key[0])}", spot)
                    for spot in shown.together
                ],
            ),
        ],
    }
    return page(request, "mentors/desk/supply.html", _("Where mentors are missing"), context, icon="group")
