"""What needs a human today: short lists, oldest first, in a number of queries that does not grow."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone
from django.utils.translation import gettext as _

from mentors.booking.by_mouth import ToTell, whom_to_tell
from mentors.booking.coming_along import first_meetings_alone
from mentors.cards.guides import Agenda, agendas
from mentors.cards.models import NeedsCard
from mentors.cards.talking import language_name, shared_languages
from mentors.desk.marks import learners_of, place_marks
from mentors.hours.closed_places import NEED_NO_STEPS, closed_then
from mentors.meetings.models import Meeting
from mentors.meetings.notices import Notice
from mentors.meetings.people import MORE_PEOPLE_THAN_SEATS, WITHOUT_A_ROOM
from mentors.meetings.quarters import quarter_of, quarter_start
from messaging.channels import EMAIL, TEXT_MESSAGE
from messaging.models import Message
from messaging.quotes import filled
from users.models import User

Row = TypeVar("Row")

#: So many rows of a list stand on the page; the rest one press away.
ROWS = 10
#: How far ahead "the next days" reach, and how far back "what was sent".
DAYS = 7

_UNRELEASED = Q(pairing__needs_release=True, pairing__released_at__isnull=True)

#: Messages that a human has to look at: nobody knows that they arrived.
IN_DOUBT = (Message.State.UNCERTAIN, Message.State.FAILED)


@dataclass(frozen=True)
class InLine:
    """Somebody who waits for a mentor."""

    learner: User
    place_in_line: int
    since: datetime.datetime
    languages: list[str]
    wishes: list[str]
    is_reachable: bool


@dataclass(frozen=True)
class OneMeeting:
    """A meeting as the desk lists it. `reasons`: why the two were suggested; only where asked for.

    `marks`: what is wrong with its place, each a sentence.
    """

    meeting: Meeting
    learners: list[User]
    agenda: Agenda | None
    mentor_is_reachable: bool
    reasons: list[str]
    marks: list[str] = field(default_factory=list)

    @property
    def mentor(self) -> User:
        """Who shows."""
        return self.meeting.mentor

    @property
    def waits_for_release(self) -> bool:
        """Whether the mentor is not asked before somebody at the desk says go on."""
        return waits_for_release(self.meeting)

    @property
    def state(self) -> str:
        """How it stands, in words, with what it waits for."""
        return (
            _("waits for your release") if self.waits_for_release else str(self.meeting.get_state_display())
        )


@dataclass(frozen=True)
class Told:
    """A message, as much of it as the desk may see: never a whole number or address."""

    message: Message
    text: str
    kind: str
    channel: str
    ends_with: str

    @property
    def is_in_doubt(self) -> bool:
        """Whether somebody should make sure that the person knows."""
        return self.message.state in IN_DOUBT

    @property
    def waits_until(self) -> datetime.datetime | None:
        """When a message that is written for later goes out."""
        is_for_later = self.message.send_after - self.message.created_at > datetime.timedelta(minutes=1)
        return (
            self.message.send_after if is_for_later and self.message.state == Message.State.QUEUED else None
        )


@dataclass(frozen=True)
class Listed(Generic[Row]):
    """The first rows of a list, and how many there are in all."""

    rows: list[Row]
    count: int

    @property
    def hidden(self) -> int:
        """How many are not shown."""
        return self.count - len(self.rows)


def who_is_in_line(at_most: int | None = ROWS) -> Listed[InLine]:
    """Newcomers without a mentor, the longest wait first."""
    waiting = NeedsCard.objects.waiting()
    cards = list(
        waiting.select_related("learner").prefetch_related("wishes", "learner__contact_points")[:at_most]
    )
    names = agendas((wish.guide_key, "") for card in cards for wish in card.wishes.all())
    rows = [
        InLine(
            learner=card.learner,
            place_in_line=place,
            since=card.waiting_since or card.created_at,
            languages=[language_name(code) for code in card.languages],
            wishes=[
                wish.own_words or _need(names.get((wish.guide_key, "")), wish.guide_key)
                for wish in card.wishes.all()
            ],
            is_reachable=bool(card.learner.contact_points.all()),
        )
        for place, card in enumerate(cards, start=1)
    ]
    return Listed(rows, waiting.count())


@dataclass(frozen=True)
class WantsInterpreter:
    """Somebody who wants an interpreter and has none arranged. `meets_at`: their next meeting; None without one."""

    learner: User
    languages: list[str]
    meets_at: datetime.datetime | None


def who_wants_an_interpreter(
    now: datetime.datetime | None = None, at_most: int | None = ROWS
) -> Listed[WantsInterpreter]:
    """Those for whom nobody has arranged one yet, the next meeting first, then by the age of the card."""
    first = (
        Meeting.objects.ending_after(now or timezone.now())
        .filter(state__in=[Meeting.State.HELD, Meeting.State.STANDS], holder=OuterRef("learner"))
        .order_by("start_quarter")
    )
    wanting = NeedsCard.objects.filter(
        needs_interpreter=True, interpreter_arranged=False, learner__is_active=True
    )
    cards = (
        wanting.annotate(meets=Subquery(first.values("start_quarter")[:1]))
        .select_related("learner")
        .order_by(F("meets").asc(nulls_last=True), "created_at", "pk")[:at_most]
    )
    rows = [
        WantsInterpreter(
            learner=card.learner,
            languages=[language_name(code) for code in card.languages],
            meets_at=timezone.localtime(quarter_start(card.meets)) if card.meets is not None else None,  # type: ignore[attr-defined]
        )
        for card in cards
    ]
    return Listed(rows, wanting.count())


def who_waits_for_release(at_most: int | None = ROWS) -> Listed[OneMeeting]:
    """Newcomers' first pairings that the mentor is not asked about before somebody here says go on."""
    meetings = Meeting.objects.held().filter(_UNRELEASED).order_by("created_at")
    return _listed(meetings, at_most, with_reasons=True)


def who_has_not_answered(at_most: int | None = ROWS) -> Listed[OneMeeting]:
    """Times held for an answer of the mentor, the one that runs out first on top."""
    return _listed(Meeting.objects.held().exclude(_UNRELEASED).order_by("held_until"), at_most)


def who_cannot_get_in(now: datetime.datetime | None = None, at_most: int | None = ROWS) -> Listed[OneMeeting]:
    """Meetings to come at a place that is closed then, has steps for somebody who needs none, or too little room.

    Earliest first.
    """
    coming = Meeting.objects.ending_after(now or timezone.now()).filter(
        state__in=[Meeting.State.HELD, Meeting.State.STANDS], place__isnull=False
    )
    closed = closed_then(coming.select_related("place"))
    steps = coming.filter(NEED_NO_STEPS, place__is_step_free=False)
    cramped = coming.filter(MORE_PEOPLE_THAN_SEATS | WITHOUT_A_ROOM)
    wrong = closed.union(steps.values_list("pk", flat=True), cramped.values_list("pk", flat=True))
    return _listed(Meeting.objects.filter(pk__in=wrong).order_by("start_quarter", "pk"), at_most)


def whom_to_tell_ourselves(now: datetime.datetime, at_most: int | None = ROWS) -> Listed[ToTell]:
    """People without phone and e-mail who do not know what has become of a meeting. The soonest meeting first."""
    people = whom_to_tell(now)
    return Listed(people[:at_most], len(people))


def coming_meetings(now: datetime.datetime | None = None, at_most: int | None = ROWS) -> Listed[OneMeeting]:
    """What takes place today and the next days, groups and drop-ins too."""
    now = now or timezone.now()
    midnight = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
    last = quarter_of(midnight + datetime.timedelta(days=DAYS))
    meetings = Meeting.objects.standing().ending_after(now).filter(start_quarter__lt=last)
    return _listed(meetings.order_by("start_quarter", "pk"), at_most)


def first_meetings_to_join(now: datetime.datetime, at_most: int | None = ROWS) -> Listed[OneMeeting]:
    """First meetings that somebody from the desk is to come along to, and nobody does yet."""
    return _listed(first_meetings_alone(now), at_most)


def what_was_sent(now: datetime.datetime | None = None, at_most: int | None = ROWS) -> Listed[Told]:
    """The outbox of the last days: what is in doubt first, the oldest on top; then the newest."""
    now = now or timezone.now()
    recent = recent_messages(now)
    in_doubt = list(recent.filter(state__in=IN_DOUBT).order_by("created_at")[:at_most])
    room = None if at_most is None else at_most - len(in_doubt)
    others = list(recent.exclude(state__in=IN_DOUBT).order_by("-created_at")[:room])
    return Listed([told(message) for message in [*in_doubt, *others]], recent.count())


def counts_of_messages(now: datetime.datetime | None = None) -> list[tuple[str, int]]:
    """How many messages of the last days are in each state, in words; states without any are left out."""
    counted = dict(
        recent_messages(now or timezone.now()).order_by().values_list("state").annotate(Count("pk"))
    )
    return [(str(state.label), counted[state.value]) for state in Message.State if state.value in counted]


def recent_messages(now: datetime.datetime) -> QuerySet[Message]:
    """The messages of the last days, each with its person."""
    return Message.objects.filter(created_at__gte=now - datetime.timedelta(days=DAYS)).select_related(
        "person"
    )


def told(message: Message) -> Told:
    """`message` as the desk may see it."""
    kinds = dict(Notice.choices)
    channels = {TEXT_MESSAGE: _("text message"), EMAIL: _("e-mail")}
    return Told(
        message=message,
        text=filled(message.text, message.language),
        kind=str(kinds.get(message.kind, message.kind)),
        channel=channels.get(message.channel, message.channel),
        ends_with=last_two(message.address),
    )


def last_two(address: str) -> str:
    """All that is shown of a number: its last two digits. Of an e-mail address only where it belongs."""
    if "@" in address:
        return "…@" + address.rsplit("@", 1)[1]
    return "…" + address[-2:] if address else ""


def in_detail(meetings: QuerySet[Meeting], *, with_reasons: bool = False) -> list[OneMeeting]:
    """`meetings` as the desk lists them."""
    rows = list(
        meetings.select_related(
            "place", "room", "mentor", "holder", "pairing", "coordinator"
        ).prefetch_related(
            "bookings__person__needs_card",
            "mentor__contact_points",
            "mentor__mentor_card__can_show",
            "holder__needs_card__wishes",
        )
    )
    names = agendas((one.guide_key, one.step_key) for one in rows)
    marks = place_marks(rows)
    return [
        OneMeeting(
            meeting=one,
            learners=learners_of(one),
            agenda=names.get((one.guide_key, one.step_key)),
            mentor_is_reachable=bool(one.mentor.contact_points.all()),
            reasons=why_suggested(one) if with_reasons else [],
            marks=marks.get(one.pk, []),
        )
        for one in rows
    ]


def waits_for_release(meeting: Meeting) -> bool:
    """Whether it is held for two whose first meeting somebody at the desk has not let go on yet."""
    pairing = meeting.pairing
    return meeting.state == Meeting.State.HELD and pairing is not None and not pairing.is_released


def why_suggested(meeting: Meeting) -> list[str]:
    """What spoke for the two, in plain words. `meeting` comes with both cards prefetched."""
    needs = getattr(meeting.holder, "needs_card", None)
    card = getattr(meeting.mentor, "mentor_card", None)
    if needs is None or card is None:
        return []
    reasons = [
        _("Both speak %(language)s") % {"language": language_name(code)}
        for code in shared_languages(needs.languages, card.languages)[:1]
    ]
    shown = {one.guide_key for one in card.can_show.all()}
    wanted = {wish.guide_key for wish in needs.wishes.all() if wish.guide_key}
    if meeting.guide_key and meeting.guide_key in shown:
        reasons.append(_("The mentor has done this guide"))
    elif shown & wanted:
        reasons.append(_("The mentor has done another of the guides wished for"))
    return reasons


def _listed(
    meetings: QuerySet[Meeting], at_most: int | None, *, with_reasons: bool = False
) -> Listed[OneMeeting]:
    return Listed(in_detail(meetings[:at_most], with_reasons=with_reasons), meetings.count())


def _need(agenda: Agenda | None, guide_key: str) -> str:
    return agenda.need if agenda else guide_key
