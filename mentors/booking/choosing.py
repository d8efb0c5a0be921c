"""The learner chooses a mentor and a time."""

from __future__ import annotations

import datetime
import uuid

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mentors.booking.collisions import Rule, broken_rule, once_more
from mentors.booking.errors import HoldOpen, NotAllowed, TimeTaken, TooLate, TooManyRequests
from mentors.booking.making import Order, book_directly, hold, lock_card, lock_mentors, open_pairing
from mentors.booking.passing_time import free_hold
from mentors.booking.permissions import acts_for, is_coordinator
from mentors.booking.recording import count
from mentors.booking.turns import in_turn
from mentors.cards.channels import EntryChannel
from mentors.cards.choices import MeetingWay
from mentors.cards.models import MentorCard, NeedsCard
from mentors.hours.free_times import DIRECT_NOTICE, FreeTime, is_free
from mentors.hours.house_rules import house_rules
from mentors.hours.models import PairingSettings
from mentors.matching.models import Pairing, Suggestion
from mentors.matching.rounds.kept import kept
from mentors.matching.who_can import HaveMet
from mentors.meetings.models import Booking, Meeting, OccupiedQuarter
from mentors.meetings.quarters import QUARTER_SECONDS
from mentors.safety.apart import are_blocked, forbidden_mentors
from users.models import User

#: Coming meetings with mentors that one learner can have at a time, so that nobody fills a calendar.
#: A coordinator can book more for somebody.
COMING_MEETINGS_AT_MOST = 3


def choose(
    learner: User,
    mentor: User,
    start_quarter: int,
    place_id: int,
    *,
    key: uuid.UUID,
    by: User,
    way: str = MeetingWay.PLACE,
    entered_by: str = EntryChannel.WEB,
    guide_key: str = "",
    step_key: str = "",
    now: datetime.datetime | None = None,
) -> Meeting:
    """Book a time that is free.

    It stands at once if it is a direct one, else it is held until the mentor answers. By phone or video (`way`) the
    place is `NO_PLACE`: choosing it is the learner's yes, and the mentor's stands on their card.

    `key` comes with the form: the same key again gives the same meeting, whatever became of it. `by` is the
    learner, or a coordinator who enters it on request. A learner can choose a mentor who was suggested to
    them or whom they have met. Raises a `BookingProblem` with a message for the person.
    """
    now = now or timezone.now()

    def attempt() -> Meeting:
        with transaction.atomic():
            return _choose(
                learner, mentor, start_quarter, place_id, way, key, by, entered_by, guide_key, step_key, now
            )

    try:
        with in_turn((mentor.pk, start_quarter)) as turn:
            # Of many who want one time, those who come too late need not stand in the queue of those who write.
            was_told = turn.is_gone()
            if _is_gone(learner, mentor, start_quarter, key, now, is_taken=was_told):
                # Only what the database said is told on: what is heard would never grow old.
                if not was_told:
                    turn.say_gone()
                raise TimeTaken
            return once_more(attempt)
    except IntegrityError as error:
        rule = broken_rule(error)
        again = _booked_with(key, learner)
        if again is not None:
            return again
        if rule in {Rule.ONE_OPEN_HOLD, Rule.ONE_PAIRING}:
            raise HoldOpen from error
        if rule in {Rule.ONE_MEETING_AT_A_TIME, Rule.ONE_ROOM}:
            raise TimeTaken from error
        raise


def refuse_too_many_coming(learner: User, now: datetime.datetime) -> None:
    """Raise `TooManyRequests` where `learner` has as many meetings coming as one can have."""
    coming = Meeting.objects.standing().ending_after(now).filter(holder=learner).count()
    if coming >= COMING_MEETINGS_AT_MOST:
        raise TooManyRequests(
            _("You have %(number)d meetings coming. Book the next one when you have been to one of them.")
            % {"number": coming}
        )


def _choose(
    learner: User,
    mentor: User,
    start_quarter: int,
    place_id: int,
    way: str,
    key: uuid.UUID,
    by: User,
    entered_by: str,
    guide_key: str,
    step_key: str,
    now: datetime.datetime,
) -> Meeting:
    if _is_gone(learner, mentor, start_quarter, key, now):  # Taken while this one stood in the queue.
        raise TimeTaken
    card = lock_card(learner)
    again = _booked_with(key, learner)
    if again is not None:
        return again
    if start_quarter * QUARTER_SECONDS < (now + DIRECT_NOTICE).timestamp():
        raise TooLate
    lock_mentors(mentor.pk)
    if _is_gone(learner, mentor, start_quarter, key, now):  # Or while it waited for the mentor's card.
        raise TimeTaken
    _refuse_the_wrong_two(learner, mentor, by, card, now)
    time = is_free(mentor.pk, start_quarter, place_id, now=now, way=way)
    if time is None:
        raise TimeTaken
    if not time.is_public and mentor.pk not in HaveMet(learner.pk):
        raise NotAllowed(_("The first time you meet, it is at a place that is open to everybody."))
    _refuse_two_at_once(learner, time)
    if not guide_key and card is not None:
        guide_key, step_key = _first_wish(card)
    order = Order(learner, mentor, time, card, key, by, entered_by, guide_key, step_key)
    rules = house_rules()
    if time.is_direct:
        meeting = book_directly(order, rules=rules, now=now)
        count("meeting.booked", meeting, learner)
        return meeting
    _refuse_another_hold(learner, by, card, rules, now)
    meeting = hold(order, rules=rules, now=now)
    count("meeting.chosen", meeting, learner)
    return meeting


def _is_gone(
    learner: User,
    mentor: User,
    start_quarter: int,
    key: uuid.UUID,
    now: datetime.datetime,
    *,
    is_taken: bool = False,
) -> bool:
    """Whether the time is taken already, not by this form, and the learner may know. One query where it is not.

    The quick no. Whoever may not know when the mentor is taken is refused for that, further on. With `is_taken` the
    caller has just seen that it is taken.
    """
    if not is_taken and not OccupiedQuarter.objects.filter(person=mentor, quarter=start_quarter).exists():
        return False
    if start_quarter * QUARTER_SECONDS < (now + DIRECT_NOTICE).timestamp():
        return False
    if Booking.objects.filter(idempotency_key=key).exists() or are_blocked(learner, mentor):
        return False
    suggested = Suggestion.objects.alive(now).filter(card__learner=learner, mentor=mentor)
    return suggested.exists() or open_pairing(learner, mentor) is not None


def _booked_with(key: uuid.UUID, learner: User) -> Meeting | None:
    """The meeting that this form made before. Somebody else's key is no key."""
    booking = Booking.objects.filter(idempotency_key=key).select_related("meeting").first()
    if booking is None:
        return None
    if booking.person_id != learner.pk:
        raise NotAllowed
    return booking.meeting


def _refuse_the_wrong_two(
    learner: User, mentor: User, by: User, card: NeedsCard | None, now: datetime.datetime
) -> None:
    if learner.pk == mentor.pk or not learner.is_active or not acts_for(by, learner):
        raise NotAllowed
    pairing = open_pairing(learner, mentor)
    if pairing is not None and pairing.state == Pairing.State.PAUSED:
        raise NotAllowed
    if are_blocked(learner, mentor) or (
        pairing is None and mentor.pk in forbidden_mentors([learner.pk]).get(learner.pk, ())
    ):
        raise NotAllowed
    for_somebody = is_coordinator(by)
    was_suggested = (
        card is not None and Suggestion.objects.alive(now).filter(card=card, mentor=mentor).exists()
    )
    if not (for_somebody or pairing or was_suggested):
        raise NotAllowed
    if pairing is None or pairing.state == Pairing.State.CHOSEN:
        # Locked after the learner's card: of two who want the last place with a mentor, the second waits and sees.
        cards = MentorCard.objects.can_be_matched().select_for_update(of=("self",), no_key=True)
        mentor_card = cards.filter(mentor=mentor).first()
        if mentor_card is None:
            raise NotAllowed
        for_others = kept(now, learner.pk).for_others[mentor.pk]
        if pairing is None and _people_of(mentor) + for_others >= mentor_card.capacity:
            raise NotAllowed(
                _("This person has no room for one more right now. Please choose somebody else.")
            )
    if not for_somebody:
        refuse_too_many_coming(learner, now)


def _refuse_two_at_once(learner: User, time: FreeTime) -> None:
    taken = OccupiedQuarter.objects.filter(
        person=learner, quarter__gte=time.start_quarter, quarter__lt=time.end_quarter
    )
    if taken.exists():
        raise TimeTaken(_("You already have something booked at that time. Please choose another time."))


def _refuse_another_hold(
    learner: User, by: User, card: NeedsCard | None, rules: PairingSettings, now: datetime.datetime
) -> None:
    for_somebody = is_coordinator(by)
    if card is not None and not card.is_reachable and not for_somebody:
        raise NotAllowed(
            _(
                "We have no way to tell you the answer. "
                "Choose a time that is certain at once, or say how we reach you."
            )
        )
    open_hold = Meeting.objects.held().filter(holder=learner).first()
    if open_hold is not None:
        if open_hold.held_until and open_hold.held_until > now:
            raise HoldOpen
        # Its time is up and the worker has not come by yet: the learner need not wait for that.
        free_hold(open_hold, now=now, ask_next=False)
    if Meeting.objects.held().count() >= rules.open_holds_at_most:
        raise TooManyRequests


def _people_of(mentor: User) -> int:
    return Pairing.objects.open().filter(mentor=mentor).count()


def _first_wish(card: NeedsCard) -> tuple[str, str]:
    wish = card.wishes.exclude(guide_key="").first()
    return (wish.guide_key, wish.step_key) if wish else ("", "")
