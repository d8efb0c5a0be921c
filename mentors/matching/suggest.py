"""At most three mentors for a learner, each with reasons and times; and doors that are open without one."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, prefetch_related_objects
from django.utils import timezone
from django.utils.translation import gettext as _

from mentors.cards.choices import Device, MeetingWay
from mentors.cards.models import NeedsCard, Wish
from mentors.cards.talking import language_name
from mentors.hours.closed_places import closed_then
from mentors.hours.free_times import FreeTime
from mentors.hours.house_rules import house_rules
from mentors.matching.costs import parts_of, parts_without_times
from mentors.matching.line import leave_line, place_in_line, put_in_line
from mentors.matching.models import SUGGESTION_LIVES, Suggestion
from mentors.matching.pool import is_needed_by_others, prices_that_hold
from mentors.matching.rounds.kept import Kept, kept
from mentors.matching.weights import weights
from mentors.matching.who_can import Able, Reach, mentors_who_can, suits
from mentors.meetings.models import Meeting, OccupiedQuarter, SeatWait
from mentors.meetings.quarters import quarter_of
from mentors.meetings.times import day_and_part
from mentors.places.models import Place
from mentors.safety.apart import Apart, apart_from
from users.models import User

__all__ = [
    "Offer",
    "leave_line",
    "open_doors",
    "place_in_line",
    "put_in_line",
    "suggestions_and_doors",
    "suggestions_for",
]

TIMES_SHOWN = 3
DOORS_SHOWN = 6
#: Of how many mentors the times are looked at first, and then, if those are not enough.
PORTIONS = (24, 60, 150, 400)


@dataclass(frozen=True)
class Offer:
    """A mentor who suits: what a learner may see before a yes, and why.

    `places`: those of the times, by their ids. `cost` is the sum of `parts`, never shown. `is_wanted`: others who wait
    need the place too; `kept_until`: a round has kept it for this learner.
    """

    mentor: User
    reasons: list[str]
    languages: list[str]
    can_show: list[str]
    times: list[FreeTime]
    places: dict[int, Place]
    parts: dict[str, int]
    cost: int
    is_wanted: bool = False
    kept_until: datetime.datetime | None = None


def suggestions_for(
    card: NeedsCard, *, now: datetime.datetime | None = None, at_most: int = 3
) -> list[Offer]:
    """The best mentors for `card`, best first, and written down as its suggestions.

    Whom a round has for the learner stands first, as long as that suggestion lives.

    The same data, the same answer.

    The number of queries does not grow with the number of mentors.
    """
    now = now or timezone.now()
    apart, reach = apart_from(card.learner_id), Reach([card], now=now)
    return _suggest(card, apart, reach, now=now, at_most=at_most)


def suggestions_and_doors(
    card: NeedsCard, *, now: datetime.datetime | None = None, at_most: int = 3
) -> tuple[list[Offer], Sequence[Meeting]]:
    """`suggestions_for` and `open_doors`, also groups where one can wait for a seat, with what both need read once."""
    now = now or timezone.now()
    apart, reach = apart_from(card.learner_id), Reach([card], now=now)
    offers = _suggest(card, apart, reach, now=now, at_most=at_most)
    return offers, _doors(card, apart, now=now, with_full=True)


def open_doors(
    card: NeedsCard, *, now: datetime.datetime | None = None, with_full: bool = False
) -> Sequence[Meeting]:
    """Coming drop-ins and those under way, and groups with a seat left, where the learner can come and is free.

    `with_full` also groups where one can wait for a seat, as in `_doors`. None that is led by, or has a seat for,
    somebody whom the learner does not meet.
    """
    now = now or timezone.now()
    return _doors(card, apart_from(card.learner_id), now=now, with_full=with_full)


def _suggest(
    card: NeedsCard, apart: Apart, reach: Reach, *, now: datetime.datetime, at_most: int
) -> list[Offer]:
    prefetch_related_objects([card], "wishes", "places")
    mine = kept(now, card.learner_id)
    able = mentors_who_can(card, now=now, within_reach=True, apart=apart, places_kept=mine)
    wishes = list(card.wishes.all())
    best = _best(card, wishes, able, reach, mine, now=now, at_most=at_most)
    shown = {one.mentor_id: _times_to_show(card, one.times) for one in best}
    places = Place.objects.in_bulk({time.place_id for times in shown.values() for time in times})
    people = User.objects.select_related("mentor_card").prefetch_related("mentor_card__can_show")
    mentors = people.in_bulk(shown)
    offers = [
        Offer(
            mentor=mentors[one.mentor_id],
            reasons=_reasons(card, able[one.mentor_id], wishes, shown[one.mentor_id], places, now),
            languages=able[one.mentor_id].languages,
            can_show=sorted(show.guide_key for show in mentors[one.mentor_id].mentor_card.can_show.all()),
            times=shown[one.mentor_id],
            places=places,
            parts=one.parts,
            cost=one.cost,
            is_wanted=one.is_wanted,
            kept_until=mine.until if one.mentor_id == mine.mentor_id else None,
        )
        for one in best
    ]
    _write_down(card, [offer.mentor.pk for offer in offers])
    return offers


@dataclass(frozen=True)
class _Weighed:
    """A mentor with times, and what it costs that these two meet."""

    is_another: bool
    cost: int
    load: int
    mentor_id: int
    parts: dict[str, int]
    times: list[FreeTime]
    is_wanted: bool

    @property
    def order(self) -> tuple[bool, int, int, int, int]:
        """Whom a round has for the learner; then the cheapest, who has fewer people, an earlier time, the id."""
        return self.is_another, self.cost, self.load, self.times[0].start_quarter, self.mentor_id


def _best(
    card: NeedsCard,
    wishes: list[Wish],
    able: dict[int, Able],
    reach: Reach,
    mine: Kept,
    *,
    now: datetime.datetime,
    at_most: int,
) -> list[_Weighed]:
    """The cheapest who have a time, in order.

    Times are found for a portion of the mentors after the other, those first who could be cheapest; and for no
    more when even the least that the next one can cost is too much. So few times are looked at, and the answer is
    the one that all of them would give. At most five portions.
    """
    weigh, prices = weights(), prices_that_hold(now=now)
    least: list[tuple[bool, int, int, int]] = []
    for mentor_id, known in parts_without_times(card, wishes, able, weights=weigh).items():
        one = able[mentor_id]
        parts = _with_price(known, one, prices)
        least.append((mentor_id != mine.mentor_id, sum(parts.values()), one.load, mentor_id))
    least.sort()
    best: list[_Weighed] = []
    begin = 0
    for end in (*PORTIONS, len(least)):
        portion = least[begin:end]
        if not portion or (len(best) == at_most and best[-1].order[:3] < portion[0][:3]):
            break
        begin = end
        for mentor_id, times in reach.of(card, [mentor_id for *_least, mentor_id in portion]).items():
            one = able[mentor_id]
            parts = _with_price(parts_of(card, wishes, one, times, now=now, weights=weigh), one, prices)
            best.append(
                _Weighed(
                    mentor_id != mine.mentor_id,
                    sum(parts.values()),
                    one.load,
                    mentor_id,
                    parts,
                    times,
                    is_needed_by_others(prices.get(mentor_id, 0), one.capacity, weights=weigh),
                )
            )
        best = sorted(best, key=lambda one: one.order)[:at_most]
    return best


def _with_price(parts: dict[str, int], able: Able, prices: dict[int, int]) -> dict[str, int]:
    """What it costs everybody: at least the mentor's next place, at most what others who wait would lose."""
    price = prices.get(able.mentor_id, 0)
    return parts if able.are_a_pair or price <= parts["load"] else {**parts, "load": price}


def _doors(
    card: NeedsCard, apart: Apart, *, now: datetime.datetime, with_full: bool = False
) -> Sequence[Meeting]:
    """Those with a seat before others; `with_full` also groups where one can wait for a seat. In calendar order.

    Each with `taken_seats` (those that are offered too) and `waits_here`: whether the learner waits for one.
    """
    furthest = quarter_of(now + datetime.timedelta(days=house_rules().furthest_days))
    # Nobody books a drop-in: one comes while it is open, too.
    is_under_way = Q(format=Meeting.Format.DROP_IN, end_quarter__gt=quarter_of(now))
    is_to_come = Q(start_quarter__gt=quarter_of(now)) | is_under_way
    own_wait = SeatWait.objects.filter(
        meeting=OuterRef("pk"), person=card.learner_id, state__in=SeatWait.OPEN
    )
    doors = (
        Meeting.objects.standing()
        .filter(format__in=[Meeting.Format.GROUP, Meeting.Format.DROP_IN], place__is_open=True)
        .filter(is_to_come, start_quarter__lte=furthest)
        .exclude(mentor=card.learner_id)
        .exclude(mentor__in=apart.blocked | apart.left_out)
        .exclude(bookings__person__in=apart.blocked)
        .exclude(place__part_of_town__in=apart.parts_of_town)
        .exclude(Exists(_busy_during(card.learner_id)))
        .annotate(
            taken_seats=Count("bookings", filter=Q(bookings__seat__isnull=False), distinct=True)
            + Count("waits", filter=Q(waits__state=SeatWait.State.OFFERED), distinct=True),
            waits_here=Exists(own_wait),
        )
        .select_related("place", "mentor")
        .order_by("start_quarter", "pk")
    )
    if card.needs_step_free:
        doors = doors.filter(place__is_step_free=True)
    if not with_full:
        doors = doors.filter(Q(format=Meeting.Format.DROP_IN) | Q(taken_seats__lt=F("seats")))
    places = {place.pk for place in card.places.all()}
    suiting = [door for door in doors if not places or door.place_id in places]
    closed = closed_then(suiting)
    suiting = [door for door in suiting if door.pk not in closed]
    first = sorted(suiting, key=is_full)[:DOORS_SHOWN]
    return sorted(first, key=lambda door: (door.start_quarter, str(door.pk)))


def is_full(door: Meeting) -> bool:
    """Whether one of `open_doors` is a group with no seat left: one can wait for a seat."""
    return door.format == Meeting.Format.GROUP and door.taken_seats >= door.seats  # type: ignore[attr-defined]


def can_be_waited_for(door: Meeting) -> bool:
    """Whether one of `open_doors` is a full group in whose waiting list the learner does not stand yet."""
    return is_full(door) and not door.waits_here  # type: ignore[attr-defined]


def _busy_during(person_id: int) -> QuerySet[OccupiedQuarter]:
    """For a query of meetings: what the person does meanwhile."""
    return OccupiedQuarter.objects.filter(
        person=person_id, quarter__gte=OuterRef("start_quarter"), quarter__lt=OuterRef("end_quarter")
    )


def _times_to_show(card: NeedsCard, times: list[FreeTime]) -> list[FreeTime]:
    """Times that suit before others, and on different days before several of a day.

    In the order of the calendar.
    """
    seen_days: dict[datetime.date, int] = {}
    keyed = []
    for time in times:
        suiting = suits(card, time)
        day = time.starts_at.date()
        nth_that_day = seen_days.get(day, 0)
        if suiting:
            seen_days[day] = nth_that_day + 1
        keyed.append((not suiting, nth_that_day, time.start_quarter, time.place_id, time))
    chosen = [entry[-1] for entry in sorted(keyed, key=lambda entry: entry[:4])[:TIMES_SHOWN]]
    return sorted(chosen, key=lambda time: (time.start_quarter, time.place_id))


def _reasons(
    card: NeedsCard,
    able: Able,
    wishes: list[Wish],
    times: list[FreeTime],
    places: dict[int, Place],
    now: datetime.datetime,
) -> list[str]:
    """Why, in plain words, and never a number that ranks people."""
    reasons = []
    if able.are_a_pair:
        reasons.append(_("You know each other already"))
    if able.languages:
        reasons.append(_("Speaks %(language)s, as you do") % {"language": language_name(able.languages[0])})
    else:
        reasons.append(_("Speaks Swedish. Your interpreter comes along"))
    wanted = [wish.guide_key for wish in wishes if wish.guide_key]
    if wanted and wanted[0] in able.shows:
        reasons.append(_("Has done this guide"))
    elif able.shows.intersection(wanted):
        reasons.append(_("Has done another of the guides on your list"))
    devices = [code for code in card.devices if code in able.devices and code != Device.NONE]
    if devices:
        reasons.append(_("Can show on %(device)s") % {"device": Device(devices[0]).label})
    place = places.get(times[0].place_id)
    reasons.append(
        _("Can meet in %(part_of_town)s") % {"part_of_town": place.part_of_town}
        if place
        else _("Can meet %(way)s") % {"way": MeetingWay(times[0].way).label}
    )
    reasons.append(
        _("Has a time on %(day_and_part)s") % {"day_and_part": day_and_part(times[0].starts_at, now=now)}
    )
    return reasons


def _write_down(card: NeedsCard, mentor_ids: list[int]) -> None:
    """Make the card's suggestions these, in this order.

    One that was asked already keeps that, unless it is proposed anew; a reload that changes nothing writes
    nothing.
    """
    before = {row.mentor_id: row for row in Suggestion.objects.filter(card=card)}
    wanted = {mentor_id: rank for rank, mentor_id in enumerate(mentor_ids, start=1)}
    too_old = timezone.now() - SUGGESTION_LIVES
    is_same = all(
        mentor_id in before
        and before[mentor_id].rank == rank
        and before[mentor_id].asked_at is None
        and before[mentor_id].created_at > too_old
        for mentor_id, rank in wanted.items()
    )
    stale = [row.pk for row in before.values() if row.mentor_id not in wanted and row.asked_at is None]
    if is_same and not stale:
        return
    with transaction.atomic():
        Suggestion.objects.filter(pk__in=stale).delete()
        Suggestion.objects.bulk_create(
            [Suggestion(card=card, mentor_id=mentor_id, rank=rank) for mentor_id, rank in wanted.items()],
            update_conflicts=True,
            unique_fields=["card", "mentor"],
            update_fields=["rank", "asked_at", "created_at"],
        )
