"""How a pairing comes about and moves: the only module that writes `Pairing.state`, with a line of history each time.

Always inside the caller's transaction, with the learner's card locked (`booking.making.lock_card`).
"""

from __future__ import annotations

import datetime

from django.utils import timezone

from mentors.cards.channels import EntryChannel
from mentors.matching.models import Pairing, PairingEvent
from users.models import User


def begin(
    learner: User,
    mentor: User,
    state: Pairing.State,
    *,
    by: User | None,
    entered_by: str = EntryChannel.WEB,
    needs_release: bool = False,
) -> Pairing:
    """A new pairing, chosen, or accepted where the mentor said yes beforehand. Raises `ValueError` otherwise."""
    if state not in Pairing.NEXT[""]:
        raise ValueError(f"a pairing cannot begin as {state}")
    pairing = Pairing.objects.create(
        learner=learner, mentor=mentor, state=state, entered_by=entered_by, needs_release=needs_release
    )
    PairingEvent.objects.create(pairing=pairing, before="", after=state, by=by, entered_by=entered_by)
    return pairing


def can_move(pairing: Pairing, to: Pairing.State) -> bool:
    """Whether `pairing` can go from where it is to `to`."""
    return to in Pairing.NEXT.get(pairing.state, ())


def move(
    pairing: Pairing,
    to: Pairing.State,
    *,
    by: User | None,
    entered_by: str = EntryChannel.WEB,
    now: datetime.datetime | None = None,
) -> bool:
    """Move `pairing` to `to` and write the line of history; says whether it moved.

    Somebody may have moved it meanwhile: only one who finds it where it stood moves it, whatever the
    isolation of the database. `by` is None where time did it.
    """
    before = pairing.state
    if not can_move(pairing, to):
        return False
    moved = Pairing.objects.filter(pk=pairing.pk, state=before).update(
        state=to, changed_at=now or timezone.now()
    )
    if not moved:
        return False
    pairing.state = to
    PairingEvent.objects.create(pairing=pairing, before=before, after=to, by=by, entered_by=entered_by)
    return True


def close(
    pairing: Pairing,
    *,
    by: User | None,
    entered_by: str = EntryChannel.WEB,
    now: datetime.datetime | None = None,
) -> bool:
    """End `pairing`, or take it back where it was only chosen. Says whether there was anything to end."""
    to = Pairing.State.WITHDRAWN if pairing.state == Pairing.State.CHOSEN else Pairing.State.ENDED
    return move(pairing, to, by=by, entered_by=entered_by, now=now)
