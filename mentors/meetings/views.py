"""My meetings, one meeting, and a mentor's own page. Nothing here changes anything."""

from __future__ import annotations

import datetime
import uuid
from dataclasses import dataclass

from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from mentors.booking.not_held import can_say_not_held
from mentors.booking.series import can_begin
from mentors.booking.waiting_list import waits_to_show
from mentors.cards.guides import Agenda, agendas
from mentors.cards.mentor_forms import PauseForm
from mentors.cards.models import NeedsCard, Wish
from mentors.cards.owners import mentor_card_of, needs_card_of, signed_in
from mentors.hours.closed_places import that_day
from mentors.hours.remote import video_link
from mentors.matching.models import Pairing
from mentors.matching.pairs import pairs_of
from mentors.matching.telling import why_came_to_mentor
from mentors.matching.waiting import expected_wait
from mentors.meetings.earlier import EarlierPart
from mentors.meetings.gone import gone_from, gone_meeting, in_words
from mentors.meetings.models import Meeting
from mentors.meetings.remote import how_they_meet
from mentors.meetings.times import with_date
from mentors.meetings.views_for import WhatYouSee, what_learner_sees, what_mentor_sees
from mentors.permissions import (
    can_answer,
    can_cancel,
    can_leave,
    has_stood,
    is_over,
    meetings_of_learner,
    meetings_of_mentor,
)
from mentors.safety.sharing import Thing, what_is_seen
from users.card_handover import card_to_show
from users.models import User

#: States in which something is still to come of a meeting.
OPEN = (Meeting.State.HELD, Meeting.State.STANDS)
#: How many meetings that are over, or came to nothing, stand on a list.
EARLIER_AT_MOST = 10
#: Everything that a line about a meeting shows, in one query.
SHOWN_TOGETHER = ("place", "room", "pairing", "mentor__mentor_card", "holder__needs_card")


#: Sorts what has no end after everything that has.
ENDLESS = datetime.datetime.max.replace(tzinfo=datetime.UTC)


@dataclass(frozen=True)
class Shown:
    """A meeting as one of its people sees it, with what it is about and what can be done with it."""

    meeting: Meeting
    sees: WhatYouSee
    agenda: Agenda | None
    own_words: str
    is_over: bool
    can_cancel: bool
    can_answer: bool


@login_required
@require_safe
def my_meetings(request: HttpRequest) -> HttpResponse:
    """A learner's page: meetings to come, the place in the line, the card, the name, and what was."""
    user = signed_in(request)
    card = needs_card_of(user)
    everything = shown_to_learner(user, meetings_of_learner(user).order_by("start_quarter"))
    coming = [one for one in everything if one.meeting.state in OPEN and not one.is_over]
    gone = request.GET.get("bort", "")
    return render(
        request,
        "mentors/my_meetings.html",
        {
            "coming": coming,
            "earlier": [
                one for one in reversed(everything) if one not in coming and not _came_to_nothing(one)
            ][:EARLIER_AT_MOST],
            "lost_seats": lost_seats_of(user),
            "gone": gone if gone_meeting(gone) else "",
            "seat_waits": waits_to_show(user, {one.meeting.pk for one in coming}) if card else [],
            "card": card,
            "wishes": wishes_in_words(card) if card else [],
            "wait": expected_wait(card) if card else None,
            "has_card_to_show": card_to_show(request) is not None,
            "is_mentor": mentor_card_of(user) is not None,
            "pairs": [pair for pair in pairs_of(user) if pair.is_learner],
        },
    )


@login_required
@require_safe
def meeting(request: HttpRequest, meeting_id: uuid.UUID) -> HttpResponse:
    """One meeting: what happens now, until when, what if not. Whoever lost it reads that, others nothing."""
    user = signed_in(request)
    for learner_side, own in ((True, meetings_of_learner(user)), (False, meetings_of_mentor(user))):
        found = own.filter(pk=meeting_id)
        shown = shown_to_learner(user, found) if learner_side else shown_to_mentor(user, found)
        if shown:
            break
    else:
        if EarlierPart.objects.of(user).filter(meeting=meeting_id).exists():
            # It goes on without them. Their own page says what became of it.
            page = "mentors:mentor_home" if mentor_card_of(user) else "mentors:my_meetings"
            return redirect(reverse(page) + "#lost")
        raise Http404
    card = needs_card_of(user) if learner_side else None
    one = shown[0].meeting
    other = one.mentor if learner_side else one.holder
    return render(
        request,
        "mentors/meeting_for_learner.html" if learner_side else "mentors/meeting_for_mentor.html",
        {
            "one": shown[0],
            "card": card,
            "next_open": None if shown[0].meeting.state in OPEN else _next_open(user),
            "asks_next": card is not None and card.suggestions.filter(asked_at__isnull=True).exists(),
            "has_card_to_show": card_to_show(request) is not None,
            "other": other if _is_of_two_and_on(one) else None,
            "things": things_on(one, other, user),
            "how": how_they_meet(one, user),
            "that_day": that_day(one) if shown[0].sees.stands and not shown[0].is_over else None,
            "steps": learner_side and has_steps_in_the_way(one, card),
            "video_link": video_link(one),
            "can_series": learner_side and one.series is None and can_begin(user, one),
            "why": [] if learner_side else why_it_came(shown[0]),
            "can_say_not_held": can_say_not_held(user, one),
            "has_calendar_file": not shown[0].is_over and has_stood(shown[0].meeting),
        },
    )


@login_required
@require_safe
def mentor_home(request: HttpRequest) -> HttpResponse:
    """A mentor's page: requests to answer, meetings to come, and whether new requests are wanted."""
    user = signed_in(request)
    card = mentor_card_of(user)
    if card is None:
        raise Http404
    ahead = (
        meetings_of_mentor(user).filter(state__in=OPEN).ending_after(timezone.now()).order_by("start_quarter")
    )
    everything = shown_to_mentor(user, ahead)
    requests = sorted(
        (one for one in everything if one.can_answer), key=lambda one: one.meeting.held_until or ENDLESS
    )
    return render(
        request,
        "mentors/mentor_home.html",
        {
            "card": card,
            "requests": list(
                {one.meeting.series or one.meeting.pk: one for one in reversed(requests)}.values()
            )[::-1],
            "pause_form": PauseForm(),
            "pairs": [pair for pair in pairs_of(user) if not pair.is_learner],
            "coming": [one for one in everything if one.sees.stands],
            "handed_on": told_of(
                EarlierPart.objects.of(user).to_come().filter(why=EarlierPart.Why.HANDED_ON)
            ),
            "is_matchable": bool(card.trained_on and card.promised_on),
            "can_be_reached": user.contact_points.exists(),
            "has_hours": card.weekly_hours.exists(),
            "is_learner": needs_card_of(user) is not None,
            "has_card_to_show": card_to_show(request) is not None,
        },
    )


def lost_seats_of(user: User) -> list[dict[str, str]]:
    """Meetings to come in a group that are cancelled for `user`: `when`, and `gone` for a calendar that has them."""
    lost = list(user.lost_seats.filter(starts_at__gt=timezone.now()))
    parts = EarlierPart.objects.of(user).to_come() if lost else []
    gone = {part.starts_at: gone_from(part).token for part in parts}
    return [{"when": with_date(one.starts_at), "gone": gone.get(one.starts_at, "")} for one in lost]


def told_of(parts: QuerySet[EarlierPart]) -> list[dict[str, str]]:
    """What is told of meetings that go on without somebody: `said`, and `gone` for their calendar."""
    return [{"said": in_words(part), "gone": gone_from(part).token} for part in parts]


def shown_to_learner(user: User, meetings: QuerySet[Meeting]) -> list[Shown]:
    """The meetings as the one who learns sees them. Two queries, however many there are."""
    found = list(meetings.select_related(*SHOWN_TOGETHER))
    return _shown(user, [(one, what_learner_sees(one)) for one in found], own_words={})


def shown_to_mentor(user: User, meetings: QuerySet[Meeting]) -> list[Shown]:
    """The meetings as the one who leads them sees them, with the wish in own words. Three queries."""
    found = list(meetings.select_related(*SHOWN_TOGETHER))
    holders = {
        one.holder_id
        for one in found
        if one.holder_id and one.format == Meeting.Format.ONE_TO_ONE and one.state in OPEN
    }
    wishes = (
        Wish.objects.filter(card__learner__in=holders)
        .exclude(own_words="")
        .order_by("-place_in_order", "-pk")
    )
    words = dict(wishes.values_list("card__learner_id", "own_words")) if holders else {}
    return _shown(user, [(one, what_mentor_sees(one)) for one in found], own_words=words)


def why_it_came(shown: Shown) -> list[str]:
    """Why the request came to this mentor, on the page of one meeting of two that waits or will be. One query."""
    one = shown.meeting
    card = getattr(one.mentor, "mentor_card", None)
    if card is None or not _is_of_two_and_on(one):
        return []
    have_met = one.pairing is not None and one.pairing.state == Pairing.State.ACTIVE
    return why_came_to_mentor(card, shown.sees.languages, one.guide_key, have_met=have_met)


def things_on(meeting: Meeting, owner: User | None, seen_by: User) -> list[Thing]:
    """What `owner` has chosen to show the other one of a meeting of two that waits or will be."""
    if owner is None or not _is_of_two_and_on(meeting):
        return []
    stands = meeting.state == Meeting.State.STANDS
    return what_is_seen(owner, seen_by, meets_on=[meeting.starts_at.date()] if stands else [])


def _is_of_two_and_on(meeting: Meeting) -> bool:
    return meeting.format == Meeting.Format.ONE_TO_ONE and meeting.state in OPEN and not is_over(meeting)


def wishes_in_words(card: NeedsCard) -> list[dict[str, str]]:
    """What somebody wants to be able to do: `text`, and for a guide `url` and `language`."""
    wishes = list(card.wishes.all())
    known = agendas((wish.guide_key, "") for wish in wishes)
    lines = []
    for wish in wishes:
        guide = known.get((wish.guide_key, ""))
        if guide:
            lines.append({"text": guide.need, "url": guide.url, "language": guide.language})
        elif wish.own_words:
            lines.append({"text": wish.own_words, "url": "", "language": ""})
    return lines


def _came_to_nothing(one: Shown) -> bool:
    """Whether it belongs to a pairing that is over. Its own page still says how to go on; lists leave it out."""
    return one.meeting.pairing is not None and one.meeting.pairing.state in Pairing.OVER_STATES


def has_steps_in_the_way(meeting: Meeting, card: NeedsCard | None) -> bool:
    """Whether the learner needs to get in without steps, and the place has some: chosen before they said so."""
    place = meeting.place
    return card is not None and card.needs_step_free and place is not None and not place.is_step_free


def _next_open(user: User) -> Meeting | None:
    """What came in the place of a meeting that did not happen, if anything did."""
    return meetings_of_learner(user).filter(state__in=OPEN).ending_after(timezone.now()).first()


def _shown(user: User, seen: list[tuple[Meeting, WhatYouSee]], *, own_words: dict[int, str]) -> list[Shown]:
    about = agendas((sees.guide_key, sees.step_key) for _meeting, sees in seen)
    return [
        Shown(
            meeting=meeting,
            sees=sees,
            agenda=about.get((sees.guide_key, sees.step_key)),
            own_words=own_words.get(meeting.holder_id or 0, "") if meeting.state in OPEN else "",
            is_over=is_over(meeting),
            can_cancel=can_cancel(user, meeting) or can_leave(user, meeting),
            can_answer=can_answer(user, meeting),
        )
        for meeting, sees in seen
    ]
