"""What the two can do with their pairing: go on, pause, go on again, end. A button for each of the two.

`by` presses; `said_by` is the one of the two who asked a coordinator to. Nobody is asked for a reason, and nobody is
blamed: who goes on to somebody else is told of in neutral words, and what is over shows to the coordinator only.
"""

from __future__ import annotations

import datetime
import logging
from collections.abc import Callable

from django.db import transaction
from django.utils import timezone

from mentors.booking.cancelling import cancel_locked, tell_together
from mentors.booking.collisions import once_more
from mentors.booking.errors import NotAllowed
from mentors.booking.making import lock_card
from mentors.booking.permissions import acts_for
from mentors.cards.channels import EntryChannel
from mentors.matching import states
from mentors.matching.models import Pairing, PairingEvent
from mentors.meetings.models import Meeting
from mentors.meetings.notices import tell_parted
from users.models import User

logger = logging.getLogger(__name__)


def pause(
    pairing: Pairing,
    by: User,
    entered_by: str = EntryChannel.WEB,
    *,
    said_by: User | None = None,
    now: datetime.datetime | None = None,
) -> Pairing:
    """A rest: no new times for these two. Meetings that are booked stand. A second time changes nothing."""
    return _moved(pairing, lambda _locked: Pairing.State.PAUSED, by, entered_by, said_by, now)


def go_on(
    pairing: Pairing,
    by: User,
    entered_by: str = EntryChannel.WEB,
    *,
    said_by: User | None = None,
    now: datetime.datetime | None = None,
) -> Pairing:
    """After the first meeting: we go on. After a pause: back to where the two were."""

    def where(locked: Pairing) -> Pairing.State:
        if locked.state == Pairing.State.PAUSED and not _have_met(locked, now or timezone.now()):
            return Pairing.State.ACCEPTED
        return Pairing.State.ACTIVE

    return _moved(pairing, where, by, entered_by, said_by, now)


def end(
    pairing: Pairing,
    by: User,
    entered_by: str = EntryChannel.WEB,
    *,
    said_by: User | None = None,
    now: datetime.datetime | None = None,
) -> Pairing:
    """The two do not go on: meetings to come are cancelled, the other one is told in neutral words.

    The learner can choose somebody else at once. A second time changes nothing. Raises `NotAllowed` for people
    it does not belong to, and for a request that waits for its answer: that is taken back instead.
    """
    now = now or timezone.now()

    def attempt() -> Pairing:
        with transaction.atomic():
            locked = _lock(pairing, by, said_by or by)
            if locked.state not in Pairing.OPEN_STATES:
                return locked
            if locked.state == Pairing.State.CHOSEN:
                raise NotAllowed
            coming = Meeting.objects.filter(
                pairing=locked,
                state__in=[Meeting.State.HELD, Meeting.State.STANDS],
                start_quarter__gt=int(now.timestamp()) // 900,
            )
            meetings = list(coming.select_related("holder", "mentor", "pairing").order_by("start_quarter"))
            news = [told for one in meetings for told in cancel_locked(one, by, entered_by, now)]
            tell_together(news, now=now)
            states.move(locked, Pairing.State.ENDED, by=by, entered_by=entered_by, now=now)
            person = said_by or by
            other = locked.mentor if person.pk == locked.learner_id else locked.learner
            if not meetings:
                tell_parted(locked.pk, other, now=now)
            return locked

    return once_more(attempt)


def begin_after_first_meeting(now: datetime.datetime | None = None) -> int:
    """Pairs who have met are a pair under way, without anybody pressing anything. Returns how many.

    The worker asks. Each in a transaction of its own, so that one that fails (logged) does not keep the others.
    """
    now = now or timezone.now()
    moved = 0
    met = Pairing.objects.filter(
        state=Pairing.State.ACCEPTED,
        meetings__state=Meeting.State.STANDS,
        meetings__end_quarter__lte=int(now.timestamp()) // 900,
        meetings__did_not_happen_at=None,
    )
    for pairing in met.select_related("learner").distinct().order_by("pk"):
        try:
            with transaction.atomic():
                lock_card(pairing.learner)
                moved += states.move(pairing, Pairing.State.ACTIVE, by=None, now=now)
        except Exception:
            logger.exception("The pairing %s could not begin.", pairing.pk)
    return moved


def _moved(
    pairing: Pairing,
    where: Callable[[Pairing], Pairing.State],
    by: User,
    entered_by: str,
    said_by: User | None,
    now: datetime.datetime | None,
) -> Pairing:
    """The pairing, moved to where `where` says of it as it is now."""

    def attempt() -> Pairing:
        with transaction.atomic():
            locked = _lock(pairing, by, said_by or by)
            to = where(locked)
            if locked.state == to:
                return locked
            if not states.move(locked, to, by=by, entered_by=entered_by, now=now):
                raise NotAllowed
            return locked

    return once_more(attempt)


def _lock(pairing: Pairing, by: User, said_by: User) -> Pairing:
    """The pairing as it is now, locked, after its learner's card: the order in which everybody locks.

    `said_by` is one of the two; `by` that one, or a coordinator on request.
    """
    if said_by.pk not in {pairing.learner_id, pairing.mentor_id} or not acts_for(by, said_by):
        raise NotAllowed
    lock_card(pairing.learner)
    return (
        Pairing.objects.select_for_update(of=("self",), no_key=True)
        .select_related("learner", "mentor")
        .get(pk=pairing.pk)
    )


def _have_met(pairing: Pairing, now: datetime.datetime) -> bool:
    was_active = PairingEvent.objects.filter(pairing=pairing, after=Pairing.State.ACTIVE).exists()
    return was_active or (
        pairing.meetings.standing().filter(end_quarter__lte=int(now.timestamp()) // 900).exists()
    )
