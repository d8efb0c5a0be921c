"""When a mentor says no or does not answer, the next one is asked.

And if nobody is left, the learner is in line.
"""

from __future__ import annotations

import datetime

from django.db import IntegrityError, transaction
from django.utils import timezone

from mentors.booking.collisions import broken_rule
from mentors.booking.errors import TimeTaken
from mentors.booking.making import Order, hold, learner_of, lock_mentors, settle_choice
from mentors.booking.recording import count
from mentors.cards.channels import EntryChannel
from mentors.cards.models import NeedsCard
from mentors.hours.free_times import ANSWER_NOTICE, FreeTime
from mentors.hours.house_rules import house_rules
from mentors.matching.line import put_in_line
from mentors.matching.models import Pairing, Suggestion
from mentors.matching.who_can import mentors_who_can, suiting_times
from mentors.meetings.models import Meeting
from mentors.meetings.notices import Notice, tell
from users.models import User

#: Times tried with one mentor before the next is asked, when others take them in the same moment.
_TRIES_PER_MENTOR = 3


def after_a_no(
    meeting: Meeting,
    pairing_state: Pairing.State,
    *,
    by: User | None,
    entered_by: str = EntryChannel.WEB,
    now: datetime.datetime,
) -> Meeting | None:
    """The pairing ends as `pairing_state`, and the learner's next choice is asked.

    Two who are a pair already stay one: then only the time did not suit, and the learner chooses another.
    Returns the new hold, if there is one.
    """
    learner = learner_of(meeting)
    was_only_chosen = settle_choice(meeting, pairing_state, by=by, entered_by=entered_by, now=now)
    card = NeedsCard.objects.filter(learner=learner).first()
    if card is None or not was_only_chosen:
        if meeting.series and Meeting.objects.held().filter(series=meeting.series).exists():
            # Of a series that nobody answered the last one tells.
            return None
        tell(Notice.CHOOSE_AGAIN, meeting, learner, now=now)
        return None
    next_meeting = ask_next(card, now, guide_key=meeting.guide_key, step_key=meeting.step_key)
    if next_meeting is not None:
        tell(Notice.NEXT_ASKED, next_meeting, learner, now=now)
    else:
        tell(Notice.IN_LINE, meeting, learner, now=now)
    return next_meeting


def ask_next(
    card: NeedsCard, now: datetime.datetime | None = None, *, guide_key: str = "", step_key: str = ""
) -> Meeting | None:
    """Hold the first suiting time of the next mentor who was suggested and not asked yet.

    Else put the card in line.

    A direct time is held too, not booked: the learner has not seen it. Returns the hold or None.
    """
    now = now or timezone.now()
    with transaction.atomic():
        for suggestion, times in _still_possible(card, now):
            meeting = _hold_first(card, suggestion, times, guide_key, step_key, now)
            if meeting is not None:
                count("meeting.chosen", meeting, card.learner)
                return meeting
        put_in_line(card, now=now)
    return None


def _still_possible(card: NeedsCard, now: datetime.datetime) -> list[tuple[Suggestion, list[FreeTime]]]:
    """Unasked suggestions by rank, each with the times that can be held and suit."""
    if not card.is_reachable:
        return []
    unasked = list(
        card.suggestions.alive(now).filter(asked_at=None).select_related("mentor").order_by("rank", "pk")
    )
    lock_mentors(*(suggestion.mentor_id for suggestion in unasked))
    able = mentors_who_can(card, now=now, among={suggestion.mentor_id for suggestion in unasked})
    times = suiting_times(card, able, now=now)
    return [
        (suggestion, [time for time in times[suggestion.mentor_id] if time.starts_at > now + ANSWER_NOTICE])
        for suggestion in unasked
        if suggestion.mentor_id in times
    ]


def _hold_first(
    card: NeedsCard,
    suggestion: Suggestion,
    times: list[FreeTime],
    guide_key: str,
    step_key: str,
    now: datetime.datetime,
) -> Meeting | None:
    rules = house_rules()
    for time in times[:_TRIES_PER_MENTOR]:
        order = Order(
            learner=card.learner,
            mentor=suggestion.mentor,
            time=time,
            card=card,
            key=None,
            by=None,
            entered_by=card.entered_by,
            guide_key=guide_key,
            step_key=step_key,
        )
        try:
            with transaction.atomic():
                return hold(order, rules=rules, now=now)
        except TimeTaken:
            # The last room has gone, or the mentor's week is full; at another time it may be otherwise.
            continue
        except IntegrityError as error:
            # Somebody took it in this moment; the next time may still be free.
            broken_rule(error)
    return None
