"""What somebody can do with one meeting by the link they were sent: plain predicates, asked by the views."""

from __future__ import annotations

from dataclasses import dataclass, replace

from django.utils import timezone

from mentors.booking.anew import is_behind, last_after
from mentors.links.tokens import LIVES_ON, Link, read
from mentors.meetings.earlier import EarlierPart
from mentors.meetings.models import Meeting, SeatWait
from mentors.permissions import (
    can_answer,
    can_cancel,
    can_leave,
    is_over,
    meetings_of_learner,
    meetings_of_mentor,
)


@dataclass(frozen=True)
class Part:
    """One person's part in one meeting that is still to come."""

    link: Link
    is_learner: bool
    can_answer: bool
    can_cancel: bool
    can_move: bool
    can_ask_to_move: bool
    #: A seat that is kept for them, where they are in the waiting list of a group.
    offer: SeatWait | None = None

    @property
    def meeting(self) -> Meeting:
        """The meeting itself."""
        return self.link.meeting


def part_with(token: str) -> Part | None:
    """Whoever was sent `token`, while they have a part in a meeting that has not begun; else None."""
    link = read(token)
    return part_of(link) if link else None


def part_of(link: Link) -> Part | None:
    """The part of the link's person in its meeting. None when it changed hands, is over, cancelled or under way."""
    person, meeting = link.person, link.meeting
    is_to_come = meeting.state in {Meeting.State.HELD, Meeting.State.STANDS}
    if not is_to_come or is_over(meeting) or meeting.starts_at <= timezone.now():
        return None
    is_learner = meetings_of_learner(person).filter(pk=meeting.pk).exists()
    if not (is_learner or meetings_of_mentor(person).filter(pk=meeting.pk).exists()):
        return _offered(link)
    of_two_and_stands = meeting.format == Meeting.Format.ONE_TO_ONE and meeting.state == Meeting.State.STANDS
    return Part(
        link,
        is_learner=is_learner,
        can_answer=can_answer(person, meeting),
        can_cancel=can_cancel(person, meeting) or (is_learner and can_leave(person, meeting)),
        can_move=of_two_and_stands and is_learner,
        can_ask_to_move=of_two_and_stands and not is_learner and meeting.move_asked_at is None,
    )


def lost_with(token: str) -> EarlierPart | None:
    """What somebody who was sent `token` had of a meeting that goes on without them; else None."""
    link = read(token)
    return EarlierPart.objects.of(link.person).filter(meeting=link.meeting).first() if link else None


def under_way_with(token: str) -> Link | None:
    """Whoever was sent `token`, while the meeting goes on and they have a part in it; else None."""
    link = read(token, after=LIVES_ON)
    if link is None or link.meeting.state != Meeting.State.STANDS or link.meeting.did_not_happen_at:
        return None
    person, meeting = link.person, link.meeting
    if is_over(meeting) or meeting.starts_at > timezone.now():
        return None
    has_part = meetings_of_learner(person).filter(pk=meeting.pk).exists()
    return link if has_part or meetings_of_mentor(person).filter(pk=meeting.pk).exists() else None


def seat_not_taken(token: str) -> SeatWait | None:
    """What somebody who was sent `token` was offered and has let pass, or said no to; else None."""
    link = read(token)
    if link is None or link.meeting.state != Meeting.State.STANDS:
        return None
    last = link.meeting.waits.filter(person=link.person).order_by("-pk").first()
    passed = {SeatWait.State.OFFERED, SeatWait.State.MISSED, SeatWait.State.DECLINED}
    return last if last is not None and last.state in passed else None


def next_with(token: str) -> Link | None:
    """Whoever was sent `token`, once nothing more comes of its meeting: about the last one that it led to, or itself.

    Only for the learner of two, for `LIVES_ON`, and while they may see the meeting; else None.
    """
    link = read(token, after=LIVES_ON)
    if link is None or link.meeting.holder_id != link.person.pk or not is_behind(link.meeting):
        return None
    last = last_after(link.meeting)
    if not meetings_of_learner(link.person).filter(pk=last.pk).exists():
        return None
    return replace(link, meeting=last)


def _offered(link: Link) -> Part | None:
    """The part of somebody who waits for a seat, while one is kept for them."""
    offers = link.meeting.waits.filter(
        person=link.person, state=SeatWait.State.OFFERED, offered_until__gt=timezone.now()
    )
    offer = offers.select_related("meeting", "person").first()
    if offer is None:
        return None
    return Part(
        link,
        is_learner=True,
        can_answer=False,
        can_cancel=False,
        can_move=False,
        can_ask_to_move=False,
        offer=offer,
    )
