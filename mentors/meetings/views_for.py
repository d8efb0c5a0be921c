"""What each of the two sees of a meeting, before the yes and after it.

Before: an alias, languages, times and a part of town. The exact place only when the meeting stands. Of a meeting
that came to nothing only when it would have been: who the other one was, and what they wanted, is gone again. What
more one shows the other stands in rows of its own (`mentors.safety.sharing`).
"""

from __future__ import annotations

import dataclasses
import datetime
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ObjectDoesNotExist

from mentors.cards.choices import MeetingWay
from mentors.cards.talking import needs_the_interpreter, shared_languages
from mentors.meetings.models import Meeting
from mentors.meetings.times import in_figures, in_words


@dataclass(frozen=True)
class WhatYouSee:
    """A meeting as one of the two may see it. Place fields but `part_of_town` are empty until it stands."""

    state: str
    format: str
    other_alias: str
    languages: list[str]
    starts_at: datetime.datetime
    ends_at: datetime.datetime
    when_in_words: str
    when_in_figures: str
    minutes: int
    guide_key: str
    step_key: str
    part_of_town: str
    is_step_free: bool
    held_until: datetime.datetime | None
    waits_for_release: bool
    stands: bool
    with_interpreter: bool = False
    #: Somebody from the desk comes along, because it is the first time.
    with_third: bool = False
    #: "by phone" or "by video"; empty at a place. Then there is no part of town.
    way: str = ""
    place_name: str = ""
    address: str = ""
    way_there: str = ""
    place_phone: str = ""
    room: str = ""
    what_there_is: tuple[str, ...] = ()


class NotYours(Exception):
    """The meeting is not for these eyes (yet); a view answers 404."""


def what_learner_sees(meeting: Meeting) -> WhatYouSee:
    """The learner's side: the mentor's alias; in a group the one who leads it."""
    return _seen(meeting, other_alias=meeting.mentor.alias if _is_on(meeting) else "")


def what_mentor_sees(meeting: Meeting) -> WhatYouSee:
    """The mentor's side. Raises `NotYours` for a request that no coordinator released, ever."""
    if meeting.state != Meeting.State.STANDS and meeting.pairing and not meeting.pairing.is_released:
        raise NotYours(f"meeting {meeting.pk} is not released")
    seen = _seen(meeting, other_alias=meeting.holder.alias if meeting.holder and _is_on(meeting) else "")
    return seen if _is_on(meeting) else dataclasses.replace(seen, languages=[], guide_key="", step_key="")


def _is_on(meeting: Meeting) -> bool:
    """Whether the meeting waits for its answer, will be, or has been."""
    return meeting.state in {Meeting.State.HELD, Meeting.State.STANDS}


def _seen(meeting: Meeting, *, other_alias: str) -> WhatYouSee:
    place, stands = meeting.place, meeting.state == Meeting.State.STANDS
    exact: dict[str, Any] = (
        {
            "place_name": place.name,
            "address": place.address,
            "way_there": place.way_there,
            "place_phone": place.phone,
            "room": meeting.room.name if meeting.room else "",
            "what_there_is": tuple(place.what_there_is),
        }
        if stands and place
        else {}
    )
    return WhatYouSee(
        state=meeting.state,
        format=meeting.format,
        other_alias=other_alias,
        languages=_languages(meeting),
        starts_at=meeting.starts_at,
        ends_at=meeting.ends_at,
        when_in_words=in_words(meeting.starts_at),
        when_in_figures=in_figures(meeting.starts_at),
        minutes=meeting.minutes,
        guide_key=meeting.guide_key,
        step_key=meeting.step_key,
        part_of_town=place.part_of_town if place else "",
        is_step_free=place.is_step_free if place else True,
        with_third=meeting.coordinator_id is not None and _is_on(meeting),
        way="" if meeting.way == MeetingWay.PLACE else str(meeting.get_way_display()),
        held_until=meeting.held_until if meeting.state == Meeting.State.HELD else None,
        waits_for_release=_waits_for_release(meeting),
        stands=stands,
        with_interpreter=_with_interpreter(meeting),
        **exact,
    )


def _waits_for_release(meeting: Meeting) -> bool:
    return bool(meeting.state == Meeting.State.HELD and meeting.pairing and not meeting.pairing.is_released)


def _with_interpreter(meeting: Meeting) -> bool:
    """Whether the two talk through an interpreter, because they have no language in common."""
    try:
        card = meeting.holder.needs_card if meeting.holder and _is_on(meeting) else None
        return card is not None and needs_the_interpreter(card, meeting.mentor.mentor_card.languages)
    except ObjectDoesNotExist:
        return False


def _languages(meeting: Meeting) -> list[str]:
    """What the two can talk in; in a group what its leader speaks."""
    try:
        spoken = meeting.mentor.mentor_card.languages
    except ObjectDoesNotExist:
        return []
    if meeting.holder is None:
        return list(spoken)
    try:
        return shared_languages(meeting.holder.needs_card.languages, spoken)
    except ObjectDoesNotExist:
        return list(spoken)
