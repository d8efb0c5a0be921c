"""By phone and by video: who can be met so. The mentor's yes stands on their card, the house's in its settings."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence

from core.models import Municipality
from mentors.cards.choices import MeetingWay
from mentors.cards.models import MentorCard
from mentors.hours.house_rules import house_rules
from mentors.hours.models import PairingSettings
from mentors.hours.video import link_to, new_room
from mentors.meetings.models import Meeting

#: The cheapest first: every phone can be called.
REMOTE = (MeetingWay.PHONE.value, MeetingWay.VIDEO.value)


def ways_of_the_house(rules: PairingSettings) -> list[str]:
    """Of phone and video, what the municipality can offer. None without a number of its own: it stands beside both."""
    if not Municipality.objects.exclude(help_phone="").exists():
        return []
    has_video = bool(link_to(new_room(), rules.video_address))
    return [MeetingWay.PHONE.value, *([MeetingWay.VIDEO.value] if has_video else [])]


def remote_ways(
    mentor_ids: Iterable[int], asked: Container[str], rules: PairingSettings
) -> dict[int, Sequence[str]]:
    """By mentor, those of the ways `asked` for that need no place and that the mentor and the house both offer.

    Two queries, none where only places are asked for. Mentors who meet at places only are left out.
    """
    wanted = [way for way in REMOTE if way in asked]
    offered = [way for way in ways_of_the_house(rules) if way in wanted] if wanted else []
    if not offered:
        return {}
    cards = MentorCard.objects.filter(mentor__in=list(mentor_ids)).values_list("mentor", "meeting_ways")
    ways = {mentor_id: [way for way in offered if way in said] for mentor_id, said in cards}
    return {mentor_id: some for mentor_id, some in ways.items() if some}


def video_link(meeting: Meeting) -> str:
    """The way into a video meeting that stands; empty for any other, and where its host is not allowed any more."""
    if not meeting.video_room or meeting.state != Meeting.State.STANDS:
        return ""
    return link_to(meeting.video_room, house_rules().video_address)
