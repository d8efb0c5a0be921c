"""A coordinator does not release a first pairing, and the learner's next choice is asked instead."""

from __future__ import annotations

import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mentors.booking.errors import NotAllowed, TooLate
from mentors.booking.making import lock_card
from mentors.booking.next_choice import after_a_no
from mentors.booking.occupying import give_back
from mentors.booking.permissions import is_coordinator
from mentors.booking.recording import record
from mentors.matching.models import Pairing
from mentors.meetings.models import Meeting, MeetingEvent
from mentors.meetings.notices import forget_unsent
from users.models import User


@transaction.atomic
def suggest_another(pairing: Pairing, by: User, *, now: datetime.datetime | None = None) -> Meeting | None:
    """Give the time back and hold one with the next mentor that the learner was shown; returns that, if any.

    The mentor was never asked, so nothing is told to them. The pairing counts as declined, not as ended: the
    next one is still the learner's first. Without anybody left the learner is in line. Raises `NotAllowed`
    for others than coordinators, `TooLate` for a pairing that is released or over.
    """
    if not is_coordinator(by):
        raise NotAllowed
    now = now or timezone.now()
    lock_card(pairing.learner)
    locked = Pairing.objects.select_for_update(of=("self",), no_key=True).get(pk=pairing.pk)
    waiting = locked.meetings.held().select_related("holder", "mentor").order_by("start_quarter").first()
    if locked.is_released or locked.state != Pairing.State.CHOSEN or waiting is None:
        raise TooLate(_("This has been answered already. Nothing is changed."))
    waiting.state = Meeting.State.CANCELLED
    waiting.save(update_fields=["state"])
    give_back(waiting)
    forget_unsent(waiting)
    record(waiting, MeetingEvent.What.CANCELLED, by)
    return after_a_no(waiting, Pairing.State.DECLINED, by=by, now=now)
