"""Two people do not meet any more: one of them said so, the other is told nothing but what has changed.

What was coming between the two ends in the same words as when a time did not suit.
"""

from __future__ import annotations

import datetime
import uuid

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from mentors.booking.cancelling import News, tell_together, third_hears
from mentors.booking.collisions import once_more
from mentors.booking.errors import NotAllowed
from mentors.booking.making import learner_of, lock_card
from mentors.booking.next_choice import after_a_no
from mentors.booking.occupying import give_back
from mentors.booking.offering import offer_free_seats
from mentors.booking.permissions import acts_for
from mentors.booking.recording import record
from mentors.cards.channels import EntryChannel
from mentors.matching import states
from mentors.matching.models import Pairing, Suggestion
from mentors.meetings.earlier import EarlierPart, remember
from mentors.meetings.models import Booking, LostSeat, Meeting, MeetingEvent
from mentors.meetings.notices import Notice, forget_unsent, forget_unsent_about_seat, tell
from mentors.safety.models import Block, Sharing
from users.models import User


def part(
    said_by: User,
    other: User,
    *,
    by: User,
    entered_by: str = EntryChannel.WEB,
    now: datetime.datetime | None = None,
) -> Block:
    """From now on these two do not meet. A second time changes nothing.

    Their pairing ends, meetings to come are cancelled, of a group that both are in the other one's seat is
    given back (one's own where the other one leads it), and nothing is shown between them. `by` is who said
    it, or a coordinator on request. Raises `NotAllowed` for anybody else and for one person alone.
    """
    now = now or timezone.now()
    if said_by.pk == other.pk or not acts_for(by, said_by):
        raise NotAllowed

    def attempt() -> Block:
        with transaction.atomic():
            for person in sorted((said_by, other), key=lambda one: one.pk):
                lock_card(person)
            block, _is_new = Block.objects.get_or_create(
                by=said_by, other=other, defaults={"entered_by": entered_by}
            )
            _end_what_is_between(said_by, other, by, entered_by, now)
            return block

    return once_more(attempt)


def take_back(block: Block, *, by: User) -> None:
    """The two can be suggested to each other again, unless the other one has said so too.

    Raises `NotAllowed` for others than the one who said it and coordinators.
    """
    if not acts_for(by, block.by):
        raise NotAllowed
    block.delete()


def _end_what_is_between(
    said_by: User, other: User, by: User, entered_by: str, now: datetime.datetime
) -> None:
    both = [said_by, other]
    coming = Meeting.objects.filter(
        state__in=[Meeting.State.HELD, Meeting.State.STANDS], start_quarter__gt=int(now.timestamp()) // 900
    )
    ids = coming.filter(mentor__in=both, holder__in=both).order_by("pk").values_list("pk", flat=True)
    news = [
        told
        for meeting_id in list(ids)
        for told in _end_meeting(_lock(meeting_id), said_by, by, entered_by, now)
    ]
    tell_together(news, now=now)
    groups = (
        coming.filter(format=Meeting.Format.GROUP, bookings__person=said_by)
        .filter(bookings__person=other)
        .order_by("pk")
        .values_list("pk", flat=True)
    )
    for meeting_id in list(groups):
        _leave_one_in_the_group(_lock(meeting_id), said_by, other, by, entered_by, now)
    for pairing in Pairing.objects.open().filter(learner__in=both, mentor__in=both).order_by("pk"):
        states.close(pairing, by=by, entered_by=entered_by, now=now)
    Sharing.objects.filter(owner__in=both, seen_by__in=both).delete()
    Suggestion.objects.filter(
        Q(card__learner=said_by, mentor=other) | Q(card__learner=other, mentor=said_by)
    ).delete()


def _end_meeting(
    meeting: Meeting, said_by: User, by: User, entered_by: str, now: datetime.datetime
) -> list[News]:
    """End one meeting of the two; returns whom to tell what of it."""
    was_held = meeting.state == Meeting.State.HELD
    is_mentors_word = said_by.pk == meeting.mentor_id
    was_asked = meeting.pairing is None or meeting.pairing.is_released
    forget_unsent(meeting)
    is_a_no = was_held and is_mentors_word
    meeting.state = Meeting.State.DECLINED if is_a_no else Meeting.State.CANCELLED
    meeting.version += 1
    meeting.save(update_fields=["state", "version"])
    give_back(meeting)
    what = MeetingEvent.What.DECLINED if is_a_no else MeetingEvent.What.CANCELLED
    record(meeting, what, by, entered_by)
    if is_a_no:
        # As after any no: the learner's next choice is asked.
        after_a_no(meeting, Pairing.State.DECLINED, by=by, entered_by=entered_by, now=now)
    elif was_held and was_asked:
        return [News(Notice.WITHDRAWN, meeting, meeting.mentor)]
    elif not was_held:
        told = learner_of(meeting) if is_mentors_word else meeting.mentor
        return [News(Notice.CANCELLED, meeting, told), *third_hears(meeting)]
    return []


def _leave_one_in_the_group(
    group: Meeting, said_by: User, other: User, by: User, entered_by: str, now: datetime.datetime
) -> None:
    """The other one's seat goes; the seat of the one who said it where the other one leads the group."""
    here = {seat.person_id: seat for seat in group.bookings.select_related("person")}
    if said_by.pk not in here or other.pk not in here:
        return
    leaves = said_by if other.pk == group.mentor_id else other
    seat = here[leaves.pk]
    if seat.role != Booking.Role.LEARNER:
        return
    why = EarlierPart.Why.CANCELLED if leaves is other else EarlierPart.Why.LEFT
    remember(group, leaves, why, now=now)
    give_back(group, leaves.pk)
    forget_unsent_about_seat(seat)
    record(group, MeetingEvent.What.SEAT_GIVEN_BACK, by, entered_by)
    if leaves is other:
        tell(Notice.CANCELLED, group, other, now=now, seat=seat)
        LostSeat.objects.get_or_create(person=other, starts_at=group.starts_at)
    seat.delete()
    offer_free_seats(group, now=now)


def _lock(meeting_id: uuid.UUID) -> Meeting:
    return (
        Meeting.objects.select_for_update(of=("self",), no_key=True)
        .select_related("holder", "mentor", "pairing")
        .get(pk=meeting_id)
    )
