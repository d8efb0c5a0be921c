"""The person whom a round has for a learner: a few of their times, to choose from by the link in the message.

What is offered is what `choosing` takes. One suggestion leads to one meeting: the key of the booking is made from it,
so whoever presses twice, or comes back, finds what was booked.
"""

from __future__ import annotations

import datetime
import uuid

from django.utils import timezone
from django.utils.crypto import salted_hmac

from mentors.booking.anew import Choice, a_few_of, nothing_of, what_can_be_asked
from mentors.booking.choosing import choose, refuse_too_many_coming
from mentors.booking.errors import NotAllowed, TooManyRequests
from mentors.cards.channels import EntryChannel
from mentors.cards.models import NeedsCard
from mentors.hours.free_times import FreeTime
from mentors.matching.models import Suggestion
from mentors.matching.rounds.models import Proposal
from mentors.matching.who_can import mentors_who_can, reachable_times, suits
from mentors.meetings.models import Booking, Meeting
from users.models import User


def key_of(proposal: Proposal) -> uuid.UUID:
    """The key of the one booking that a suggestion leads to. Nobody else can work it out and take it first."""
    return uuid.UUID(bytes=salted_hmac(__name__, str(proposal.pk)).digest()[:16])


def booked_from(proposal: Proposal) -> Meeting | None:
    """The meeting that was booked by the link, whatever has become of it."""
    bookings = Booking.objects.filter(idempotency_key=key_of(proposal), person=proposal.learner_id)
    booked = bookings.select_related("meeting").first()
    return booked.meeting if booked else None


def is_alive(proposal: Proposal, now: datetime.datetime | None = None) -> bool:
    """Whether the place is still kept: released, not too old, and nobody else chosen."""
    return Proposal.objects.alive(now).filter(pk=proposal.pk, mentor__isnull=False).exists()


def choice_of(proposal: Proposal, *, now: datetime.datetime | None = None) -> Choice:
    """Times that `choose_suggested` takes, at most three. Nothing where the two may not meet, without saying so."""
    now = now or timezone.now()
    card = NeedsCard.objects.select_related("learner").filter(learner=proposal.learner_id).first()
    mentor_id = proposal.mentor_id
    if card is None or mentor_id is None or not _is_shown(card, mentor_id, now):
        return Choice([])
    try:
        refuse_too_many_coming(card.learner, now)
    except TooManyRequests as refusal:
        return Choice([], refusal.message)
    waits, only_certain = what_can_be_asked(card.learner, now)
    times = reachable_times(card, [mentor_id], now=now).get(mentor_id, [])
    times = [one for one in times if one.is_direct or not only_certain]
    times = [one for one in times if suits(card, one)] or times
    if times:
        return Choice(a_few_of(times))
    return nothing_of(card, mentor_id, waits=waits, now=now)


def choose_suggested(
    proposal: Proposal,
    time: FreeTime,
    *,
    by: User,
    entered_by: str = EntryChannel.WEB,
    now: datetime.datetime | None = None,
) -> Meeting:
    """Book one of the times of `choice_of`, by every rule of `choose`. Twice gives the same meeting.

    Raises a `BookingProblem` with a message for the person.
    """
    if proposal.mentor is None or not (is_alive(proposal, now) or booked_from(proposal)):
        raise NotAllowed
    return choose(
        proposal.learner,
        proposal.mentor,
        time.start_quarter,
        time.place_id,
        key=key_of(proposal),
        by=by,
        way=time.way,
        entered_by=entered_by,
        now=now,
    )


def _is_shown(card: NeedsCard, mentor_id: int, now: datetime.datetime) -> bool:
    """Whether the mentor is among those whom the learner can choose, and every rule between the two is kept."""
    shown = Suggestion.objects.alive(now).filter(card=card, mentor=mentor_id)
    return shown.exists() and mentor_id in mentors_who_can(card, now=now, among=[mentor_id])
