"""The daily job: what has had its time goes, once a day, and only counts are kept.

Nothing goes without a decision, nothing on the first day, and nothing while the clock is not believed.
Any number of workers may call it: one does the day.
"""

from __future__ import annotations

import datetime
import logging
from collections.abc import Callable
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone

from core.models import RetentionDecision, RetentionRun
from core.retention import clock
from core.retention.decisions import decisions_in_force
from core.retention.kinds import Kind, kinds

logger = logging.getLogger(__name__)

#: Not before this hour of the municipality's clock: nobody is in the middle of something.
FROM_HOUR = 3
#: A run that has not finished in this time died, and another worker goes on.
LOST_AFTER = datetime.timedelta(hours=1)

_counters: list[Callable[..., object]] = []
_last_of_all: list[Callable[[datetime.date], object]] = []


@dataclass(frozen=True)
class Due:
    """How many rows of a kind have had their time."""

    kind: Kind
    decision: RetentionDecision
    rows: int


def register_counter(counter: Callable[..., object]) -> None:
    """Have `counter(measure, times=…, kind=…)` called for what went."""
    if counter not in _counters:
        _counters.append(counter)


def register_last(work: Callable[[datetime.date], object]) -> None:
    """Have `work(today)` called when a day's run is done: what lies outside the database and has had its time."""
    if work not in _last_of_all:
        _last_of_all.append(work)


def due(now: datetime.datetime | None = None) -> list[Due]:
    """What the job would do at `now`. Changes nothing."""
    now = now or timezone.now()
    decided = decisions_in_force()
    return [
        Due(
            kind,
            decided[kind.key],
            sum(rows.count() for rows in kind.passed(_before(decided[kind.key], now))),
        )
        for kind in kinds().values()
        if kind.key in decided
    ]


def run_if_due(now: datetime.datetime | None = None) -> RetentionRun | None:
    """Do today's work unless it is done. None where there is nothing to do now, or the clock has jumped."""
    now = now or timezone.now()
    try:
        reading = clock.look(now)
    except clock.ClockJumped as problem:
        logger.error("Nothing is erased by age: %s See `manage.py retention`.", problem)
        return None
    local = timezone.localtime(now)
    if local.hour < FROM_HOUR or local.date() <= reading.began_on:
        return None
    run = _claim(local.date(), now)
    return _work(run, now) if run else None


def _claim(day: datetime.date, now: datetime.datetime) -> RetentionRun | None:
    """Today's run, if it is this worker's to do."""
    found = RetentionRun.objects.filter(day=day).first()
    if found is None:
        try:
            with transaction.atomic():
                return RetentionRun.objects.create(day=day, started_at=now)
        except IntegrityError:
            return None
    lost = Q(pk=found.pk, finished_at=None, started_at=found.started_at, started_at__lte=now - LOST_AFTER)
    if RetentionRun.objects.filter(lost).update(started_at=now):
        found.started_at = now
        return found
    return None


def _work(run: RetentionRun, now: datetime.datetime) -> RetentionRun:
    for kind in kinds().values():
        decision = decisions_in_force().get(kind.key)
        if decision is None:
            continue
        gone = sum(kind.remove(rows) for rows in kind.passed(_before(decision, now)))
        if gone:
            run.counts[kind.key] = run.counts.get(kind.key, 0) + gone
            run.save(update_fields=["counts"])
            for counter in _counters:
                counter("retention.erased", times=gone, kind=kind.key)
    for work in _last_of_all:
        work(run.day)
    run.finished_at = timezone.now()
    run.save(update_fields=["finished_at"])
    return run


def _before(decision: RetentionDecision, now: datetime.datetime) -> datetime.datetime:
    return now - datetime.timedelta(days=decision.days)
