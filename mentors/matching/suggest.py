"""At most three mentors for a learner, each with reasons and times; and doors that are open without one."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from mentors.cards.choices import Device
from mentors.cards.models import NeedsCard, Wish
from mentors.cards.talking import language_name
from mentors.hours.free_times import FreeTime
from mentors.hours.house_rules import house_rules
from mentors.matching.costs import parts_of
from mentors.matching.line import leave_line, place_in_line, put_in_line
from mentors.matching.models import SUGGESTION_LIVES, Suggestion
from mentors.matching.pool import is_needed_by_others, prices_that_hold
from mentors.matching.rounds.kept import kept
from mentors.matching.weights import weights
from mentors.matching.who_can import Able, mentors_who_can, reachable_times, suits
from mentors.meetings.models import Meeting, OccupiedQuarter
from mentors.meetings.quarters import quarter_of
from mentors.meetings.times import day_and_part
from mentors.places.models import Place
from mentors.safety.apart import apart_from
from users.models import User

__all__ = ["Offer", "leave_line", "open_doors", "place_in_line", "put_in_line", "suggestions_for"]

TIMES_SHOWN = 3
DOORS_SHOWN = 6


@dataclass(frozen=True)
class Offer:
    """A mentor who suits: what a learner may see before a yes, and why.

    `cost` is the sum of `parts`, never shown. `is_wanted`: others who wait need the place too;
    `kept_until`: a round has kept it for this learner.
    """

    mentor: User
    reasons: list[str]
    languages: list[str]
    can_show: list[str]
    times: list[FreeTime]
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
    places_kept = kept(now, card.learner_id)
    able = mentors_who_can(card, now=now, places_kept=places_kept)
    times = reachable_times(card, able, now=now)
    wishes = list(card.wishes.all())
    weigh, prices = weights(), prices_that_hold(now=now)
    ranked = []
    for mentor_id, mentor_times in times.items():
        parts = parts_of(card, wishes, able[mentor_id], mentor_times, now=now, weights=weigh)
        if not able[mentor_id].are_a_pair:
            # What it costs everybody: at least the mentor's next place, at most what others who wait would lose.
            parts["load"] = max(parts["load"], prices.get(mentor_id, 0))
        ranked.append(
            (sum(parts.values()), able[mentor_id].load, mentor_times[0].start_quarter, mentor_id, parts)
        )
    best = sorted(ranked, key=lambda one: (one[3] != places_kept.mentor_id, one[:4]))[:at_most]
    shown = {mentor_id: _times_to_show(card, times[mentor_id]) for *_rest, mentor_id, _parts in best}
    part_of_town = _parts_of_town(shown)
    offers = [
        Offer(
            mentor=able[mentor_id].card.mentor,
            reasons=_reasons(card, able[mentor_id], wishes, shown[mentor_id], part_of_town, now),
            languages=able[mentor_id].languages,
            can_show=sorted(one.guide_key for one in able[mentor_id].card.can_show.all()),
            times=shown[mentor_id],
            parts=parts,
            cost=cost,
            is_wanted=is_needed_by_others(
                prices.get(mentor_id, 0), able[mentor_id].card.capacity, weights=weigh
            ),
            kept_until=places_kept.until if mentor_id == places_kept.mentor_id else None,
        )
        for cost, _load, _first, mentor_id, parts in best
    ]
    _write_down(card, [offer.mentor.pk for offer in offers])
    return offers


def open_doors(card: NeedsCard, *, now: datetime.datetime | None = None) -> Sequence[Meeting]:
    """Coming drop-ins, and groups with a seat left, where the learner can come and is free.

    None that is led by, or has a seat for, somebody whom the learner does not meet.
    """
    now = now or timezone.now()
    apart = apart_from(card.learner_id)
    furthest = quarter_of(now + datetime.timedelta(days=house_rules().furthest_days))
    doors = (
        Meeting.objects.standing()
        .filter(format__in=[Meeting.Format.GROUP, Meeting.Format.DROP_IN], place__is_open=True)
        .filter(start_quarter__gt=quarter_of(now), start_quarter__lte=furthest)
        .exclude(mentor=card.learner_id)
        .exclude(mentor__in=apart.blocked | apart.left_out)
        .exclude(bookings__person__in=apart.blocked)
        .exclude(place__part_of_town__in=apart.parts_of_town)
        .exclude(Exists(_busy_during(card.learner_id)))
        .annotate(taken_seats=Count("bookings", filter=Q(bookings__seat__isnull=False)))
        .filter(Q(format=Meeting.Format.DROP_IN) | Q(taken_seats__lt=F("seats")))
        .select_related("place", "mentor")
        .order_by("start_quarter", "pk")
    )
    places = set(card.places.values_list("pk", flat=True))
    return [door for door in doors if not places or door.place_id in places][:DOORS_SHOWN]


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
    part_of_town: dict[int, str],
    now: datetime.datetime,
) -> list[str]:
    """Why, in plain words, and never a number that ranks people."""
    reasons = []
    if able.are_a_pair:
        reasons.append(_("You know each other already"))
    reasons.append(_("Speaks %(language)s, as you do") % {"language": language_name(able.languages[0])})
    shown = {one.guide_key for one in able.card.can_show.all()}
    wanted = [wish.guide_key for wish in wishes if wish.guide_key]
    if wanted and wanted[0] in shown:
        reasons.append(_("Has done this guide"))
    elif shown.intersection(wanted):
        reasons.append(_("Has done another of the guides on your list"))
    devices = [code for code in card.devices if code in able.card.devices and code != Device.NONE]
    if devices:
        reasons.append(_("Can show on %(device)s") % {"device": Device(devices[0]).label})
    reasons.append(_("Can meet in %(part_of_town)s") % {"part_of_town": part_of_town[times[0].place_id]})
    reasons.append(
        _("Has a time on %(day_and_part)s") % {"day_and_part": day_and_part(times[0].starts_at, now=now)}
    )
    return reasons


def _parts_of_town(shown: dict[int, list[FreeTime]]) -> dict[int, str]:
    wanted = {time.place_id for times in shown.values() for time in times}
    return dict(Place.objects.filter(pk__in=wanted).values_list("pk", "part_of_town"))


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
