"""Somebody else from the desk comes along to a first meeting: the coordinator is ill, a caseworker stands in.

Their time is taken as the two others' is, by the same constraint; whoever moves or cancels the meeting frees it.
"""

from __future__ import annotations

import datetime

from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from mentors.booking.collisions import Rule, broken_rule, once_more
from mentors.booking.errors import NotAllowed, TimeTaken, TooLate
from mentors.booking.making import learner_of, lock_card
from mentors.booking.occupying import give_back, occupy
from mentors.booking.permissions import is_coordinator
from mentors.booking.recording import record
from mentors.cards.channels import EntryChannel
from mentors.hours.coming_along import ComingAlong, lock_hours
from mentors.hours.days import closed_days
from mentors.hours.house_rules import house_rules
from mentors.matching.who_can import pairs_who_have_met
from mentors.meetings.earlier import EarlierPart, remember
from mentors.meetings.models import Meeting, MeetingEvent, OccupiedQuarter
from mentors.meetings.notices import Notice, tell
from mentors.meetings.quarters import quarter_of
from users.models import User


def who_could_come(meeting: Meeting) -> list[User]:
    """Those who work at the desk and are in nothing else then; hours are not asked, somebody has."""
    busy = OccupiedQuarter.objects.filter(
        quarter__gte=meeting.start_quarter, quarter__lt=meeting.end_quarter
    ).values("person")
    people = User.objects.filter(is_staff=True, is_active=True).exclude(pk__in=busy).order_by("name", "pk")
    return [person for person in people if is_coordinator(person)]


def come_along(
    meeting: Meeting,
    person: User,
    *,
    by: User,
    entered_by: str = EntryChannel.WEB,
    now: datetime.datetime | None = None,
) -> Meeting:
    """`person`, who works at the desk, comes along to a meeting of two that is to come, in the place of whoever did.

    Pressed twice, it changes once. Raises `NotAllowed` for others than coordinators, `TooLate` for what has begun or
    come to nothing, `TimeTaken` where the person is in something else. The two are not told: they know of no name.
    """
    now = now or timezone.now()
    is_of_two = meeting.format == Meeting.Format.ONE_TO_ONE
    if not is_of_two or not (is_coordinator(by) and is_coordinator(person) and person.is_staff):
        raise NotAllowed

    def attempt() -> Meeting:
        with transaction.atomic():
            lock_card(learner_of(meeting))
            locked = (
                Meeting.objects.select_for_update(of=("self",), no_key=True)
                .select_related("holder", "mentor", "coordinator")
                .get(pk=meeting.pk)
            )
            if locked.coordinator_id == person.pk:
                return locked
            if locked.state not in {Meeting.State.HELD, Meeting.State.STANDS} or locked.starts_at <= now:
                raise TooLate
            if locked.coordinator is not None:
                remember(locked, locked.coordinator, EarlierPart.Why.HANDED_ON, now=now)
                give_back(locked, locked.coordinator_id)
                if locked.coordinator_id != by.pk:
                    tell(Notice.HANDED_OVER, locked, locked.coordinator, now=now)
            locked.coordinator = person
            locked.save(update_fields=["coordinator"])
            occupy(locked, person.pk)
            record(locked, MeetingEvent.What.COMES_ALONG, by, entered_by)
            return locked

    try:
        return once_more(attempt)
    except IntegrityError as error:
        if broken_rule(error) is Rule.ONE_MEETING_AT_A_TIME:
            raise TimeTaken from error
        raise


def first_meetings_alone(now: datetime.datetime) -> QuerySet[Meeting]:
    """Meetings to come, the first of two who have not met, that nobody from the desk comes along to; soonest first.

    Where the house lets them meet alone there are none.
    """
    if not house_rules().three_way_first_meetings:
        return Meeting.objects.none()
    of_the_two = Meeting.objects.filter(holder=OuterRef("holder"), mentor=OuterRef("mentor"))
    sooner = of_the_two.standing().filter(start_quarter__lt=OuterRef("start_quarter"), did_not_happen_at=None)
    met = pairs_who_have_met().filter(learner=OuterRef("holder"), mentor=OuterRef("mentor"))
    return (
        Meeting.objects.filter(
            ~Exists(sooner),
            ~Exists(met),
            format=Meeting.Format.ONE_TO_ONE,
            state__in=[Meeting.State.HELD, Meeting.State.STANDS],
            coordinator=None,
            start_quarter__gt=quarter_of(now),
        )
        .select_related("holder", "mentor")
        .order_by("start_quarter", "pk")
    )


def accompany_the_first(learner: User, mentor_id: int, *, now: datetime.datetime) -> None:
    """Somebody from the desk comes along to what is the first meeting of two now, where somebody can.

    After another meeting of theirs was cancelled, moved or handed on, or did not take place. Inside the caller's
    transaction, with the learner's card locked. Where nobody can, the desk's first page and its week say so.
    """
    first = first_meetings_alone(now).filter(holder=learner, mentor=mentor_id).first()
    if first is None:
        return
    lock_hours()
    able = ComingAlong(now, closed_days(house_rules())).who(first.start_quarter, first.end_quarter)
    for person_id in able:
        try:
            with transaction.atomic():
                occupy(first, person_id)
        except IntegrityError as error:
            # In this moment the desk gave them something else to do.
            if broken_rule(error) is not Rule.ONE_MEETING_AT_A_TIME:
                raise
        else:
            first.coordinator_id = person_id
            first.save(update_fields=["coordinator"])
            record(first, MeetingEvent.What.COMES_ALONG, by=None)
            return
