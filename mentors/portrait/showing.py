"""What the page "Min bild" shows, made from a needs card. For the learner, and for the desk."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString

from core.languages import Language, language
from courses.models import Guide
from mentors.cards.choices import (
    OBSTACLE_EXAMPLES,
    CanHow,
    Company,
    Device,
    MeetingWay,
    MentorWish,
    Network,
    ObstacleKind,
)
from mentors.cards.guides import agendas
from mentors.cards.models import CanDo, DayPart, NeedsCard, Wish
from mentors.portrait.drawing import Said, voyage

#: The small picture of a guide, by the area of life it belongs to. Others have a star.
_ICON_OF_AREA = {
    Guide.Area.SAFETY: "safety",
    Guide.Area.COMPUTER: "computer",
    Guide.Area.LOGIN: "login",
    Guide.Area.HEALTH: "health",
    Guide.Area.MONEY: "money",
}


@dataclass(frozen=True)
class Line:
    """One wish, or one thing that somebody can, with what a page needs to show and change it."""

    pk: int
    text: str
    language: str
    icon: str
    url: str
    how: str = ""


@dataclass(frozen=True)
class Portrait:
    """A whole card in words."""

    wants: list[Line]
    can: list[Line]
    languages: list[Language]
    devices: list[str]
    network: str
    obstacles: list[tuple[str, str]]
    places: list[str]
    day_parts: list[str]
    meeting_ways: list[str]
    company: str
    needs_interpreter: bool
    interpreter_arranged: bool
    needs_step_free: bool
    mentor_wishes: list[str]
    mentor_wish_in_words: str

    def drawing(self, alias: str, *, is_rtl: bool) -> SafeString:
        """The same as a voyage."""
        return voyage(
            alias,
            [Said(one.text, one.language, one.icon) for one in self.can],
            [Said(one.text, one.language, one.icon) for one in self.wants],
            is_rtl=is_rtl,
        )


def portrait_of(card: NeedsCard) -> Portrait:
    """Everything that stands on a card. Six queries at most, however much that is."""
    wishes: list[Wish] = list(card.wishes.all())
    can: list[CanDo] = list(card.can_do.all())
    said: list[Wish | CanDo] = [*wishes, *can]
    keys = {one.guide_key for one in said if one.guide_key}
    about = agendas((key, "") for key in keys)
    areas = dict(Guide.objects.filter(key__in=keys).values_list("key", "area")) if keys else {}

    def line(one: Wish | CanDo) -> Line:
        guide = about.get((one.guide_key, ""))
        icon = one.icon or _ICON_OF_AREA.get(areas.get(one.guide_key, ""), "star")
        how = CanHow(one.how).label if isinstance(one, CanDo) else ""
        if guide is not None:
            # What one wants stands as people say it; what one can, as what the guide makes one able to do.
            text = guide.guide_title if isinstance(one, CanDo) else guide.need
            return Line(one.pk, text, guide.language, icon, guide.url, str(how))
        return Line(one.pk, one.own_words or one.guide_key, "", icon, "", str(how))

    return Portrait(
        wants=[line(one) for one in wishes],
        can=[line(one) for one in can],
        languages=[language(code) for code in card.languages],
        devices=_labels(Device, card.devices),
        network=str(Network(card.network).label) if card.network else "",
        obstacles=[
            (str(kind.label), str(OBSTACLE_EXAMPLES[kind]))
            for kind in ObstacleKind
            if kind.value in card.obstacles
        ],
        places=[place.name for place in card.places.all()],
        day_parts=_labels(DayPart, card.day_parts),
        meeting_ways=_labels(MeetingWay, card.meeting_ways),
        company=str(Company(card.company).label) if card.company else "",
        needs_interpreter=card.needs_interpreter,
        interpreter_arranged=card.interpreter_arranged,
        needs_step_free=card.needs_step_free,
        mentor_wishes=_labels(MentorWish, card.mentor_wishes),
        mentor_wish_in_words=card.mentor_wish_in_words,
    )


def _labels(kind: Any, values: list[str]) -> list[str]:
    return [str(label) for value, label in kind.choices if value in values]
