"""Let a round's suggestions go to the learners: each by itself, looked at once more against the world as it is.

Each line is a transaction of its own, so that others get their turn in between and a crash in the middle leaves whole
lines. Whoever presses a second time finds what is done already. Everybody locks in the same order: the round, the
learner's card, the mentor's card.
"""

from __future__ import annotations

import datetime

from django.db import transaction
from django.utils import timezone

from mentors.cards.models import MentorCard, NeedsCard
from mentors.cards.talking import languages_of
from mentors.matching.models import SUGGESTION_LIVES, Pairing
from mentors.matching.rounds.errors import NewerPlan, NotForYou
from mentors.matching.rounds.models import Proposal, Round
from mentors.matching.suggest import suggestions_for
from mentors.matching.who_can import mentors_who_can, reachable_times
from mentors.meetings.notices import tell_suggested
from users.models import User
from users.permissions import is_coordinator


def release_round(made: Round, by: User | None, *, now: datetime.datetime | None = None) -> list[Proposal]:
    """Release every line that waits; returns them as they became: released, or skipped with the reason.

    `by` None: the clock, where the municipality lets it. Raises `NotForYou`, and `NewerPlan` where the round has given
    way to another before anything was released.
    """
    waiting = list(made.proposals.filter(state=Proposal.State.PLANNED).values_list("pk", flat=True))
    if not waiting and not Round.objects.filter(pk=made.pk).exists():
        raise NewerPlan
    became: list[Proposal] = []
    # Somebody's new place may be the one that another in the round is about to leave: those wait for the next pass.
    while waiting:
        left = []
        for pk in waiting:
            try:
                line = release(pk, by, now=now, may_wait=True)
            except NewerPlan:
                if not became:
                    raise
                return became
            if line.state == Proposal.State.PLANNED:
                left.append(pk)
            else:
                became.append(line)
        if len(left) == len(waiting):
            try:
                became += _swap(left, by, now or timezone.now())
                done = {line.pk for line in became}
                became += [release(pk, by, now=now) for pk in left if pk not in done]
            except NewerPlan:
                if not became:
                    raise
            return became
        waiting = left
    return became


def _swap(keys: list[int], by: User | None, now: datetime.datetime) -> list[Proposal]:
    """Release together those whose new place another of them leaves, and who leave one: two who change places.

    In one transaction; the lines that are still full when all the others have left stay as they are.
    """
    keys = sorted(keys)
    while len(keys) > 1:
        with transaction.atomic():
            locked = [lock_line(pk) for pk in keys]
            for line, _card in locked:
                make_way_for(line)
            fitting = []
            for line, card in locked:
                if line.state == Proposal.State.PLANNED and not why_it_does_not_fit(line, card, now):
                    fitting.append((line, card))
                    # Whoever comes next finds the place taken.
                    line.state, line.decided_by, line.decided_at = Proposal.State.RELEASED, by, now
                    line.save(update_fields=["state", "decided_by", "decided_at"])
            if len(fitting) == len(locked):
                for line, _card in fitting:
                    tell_learner(line, now)
                decide_if_done(fitting[0][0].round, now)
            else:
                transaction.set_rollback(True)
        if len(fitting) == len(locked):
            for _line, card in fitting:
                if card is not None:
                    suggestions_for(card, now=now)
            return [line for line, _card in fitting]
        keys = [line.pk for line, _card in fitting]
    return []


def release(
    pk: int, by: User | None, *, now: datetime.datetime | None = None, may_wait: bool = False
) -> Proposal:
    """Release one line, or skip it with the reason where it does not fit any more. A second time changes nothing.

    With `may_wait` a line whose mentor is full stays as it is: the place may become free in the same round. Raises
    `NotForYou` and `NewerPlan`.
    """
    now = now or timezone.now()
    _insist(by)
    with transaction.atomic():
        line, card = lock_line(pk)
        if line.state != Proposal.State.PLANNED:
            return line
        because = why_it_does_not_fit(line, card, now)
        if may_wait and because == Proposal.Because.MENTOR_FULL:
            return line
        line.state = Proposal.State.SKIPPED if because else Proposal.State.RELEASED
        line.because, line.decided_by, line.decided_at = because, by, now
        if not because:
            make_way_for(line)
            tell_learner(line, now)
        line.save(update_fields=["state", "because", "decided_by", "decided_at"])
        decide_if_done(line.round, now)
    if card is not None and line.state == Proposal.State.RELEASED:
        # The rows that the learner chooses among; made anew whenever they look.
        suggestions_for(card, now=now)
    return line


def leave_out(pk: int, by: User, *, now: datetime.datetime | None = None) -> Proposal:
    """Not these two: no round puts them together again for a while. A second time changes nothing.

    Raises as `release`.
    """
    now = now or timezone.now()
    _insist(by)
    with transaction.atomic():
        line, _card = lock_line(pk)
        if line.state != Proposal.State.PLANNED:
            return line
        line.state, line.decided_by, line.decided_at = Proposal.State.LEFT_OUT, by, now
        line.save(update_fields=["state", "decided_by", "decided_at"])
        decide_if_done(line.round, now)
    return line


def make_way_for(line: Proposal) -> None:
    """An earlier suggestion for the same learner gives way. Inside the caller's transaction."""
    earlier = Proposal.objects.filter(learner=line.learner_id, state=Proposal.State.RELEASED)
    earlier.exclude(pk=line.pk).update(state=Proposal.State.REPLACED)


def tell_learner(line: Proposal, now: datetime.datetime) -> None:
    """Tell the learner that there is somebody, and until when the place is kept."""
    tell_suggested(line.pk, line.learner, now + SUGGESTION_LIVES, now=now)


def why_it_does_not_fit(line: Proposal, card: NeedsCard | None, now: datetime.datetime) -> str:
    """What has changed since the plan, as a value of `Proposal.Because`; empty where the line still fits."""
    because = Proposal.Because
    if card is None or line.mentor_id is None or card.waiting_since is None or not line.learner.is_active:
        return because.NOT_WAITING
    if Pairing.objects.open().filter(learner=line.learner_id).exists():
        return because.NOT_WAITING
    return why_these_two_cannot(card, line.mentor_id, now)


def why_these_two_cannot(card: NeedsCard, mentor_id: int, now: datetime.datetime) -> str:
    """Which hard rule stands between the two; empty where none does.

    A block, a private wish and a no of late are the same answer as a rest.
    """
    because = Proposal.Because
    able = mentors_who_can(card, now=now, among=[mentor_id])
    if mentor_id in able:
        return "" if reachable_times(card, able, now=now) else because.NO_TIME
    mentor = MentorCard.objects.can_be_matched().filter(mentor=mentor_id).first()
    if mentor is None:
        return because.MENTOR_AWAY
    if mentor_id in mentors_who_can(card, now=now, among=[mentor_id], any_room=True):
        return because.MENTOR_FULL
    if languages_of(card).isdisjoint(code.lower() for code in mentor.languages):
        return because.NO_COMMON
    return because.NOT_NOW


def lock_line(pk: int) -> tuple[Proposal, NeedsCard | None]:
    """The line as it is now, with its round and both cards locked. Raises `NewerPlan` where it is gone."""
    found = Proposal.objects.filter(pk=pk).values_list("round", "learner", "mentor").first()
    if found is None:
        raise NewerPlan
    made, learner, mentor = found
    list(Round.objects.select_for_update(no_key=True).filter(pk=made).values_list("pk"))
    cards = NeedsCard.objects.select_for_update(of=("self",), no_key=True).select_related("learner")
    card = cards.filter(learner=learner).first()
    list(MentorCard.objects.select_for_update(no_key=True).filter(mentor=mentor).values_list("pk"))
    line = Proposal.objects.select_related("round", "learner").filter(pk=pk).first()
    if line is None:
        raise NewerPlan
    return line, card


def decide_if_done(made: Round, now: datetime.datetime) -> None:
    """The round is decided when none of its lines waits."""
    if not made.proposals.filter(state=Proposal.State.PLANNED).exists():
        Round.objects.filter(pk=made.pk, state=Round.State.PLANNED).update(
            state=Round.State.DECIDED, decided_at=now
        )


def _insist(by: User | None) -> None:
    if by is not None and not is_coordinator(by):
        raise NotForYou
