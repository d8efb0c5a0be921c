"""Count that something happened."""

from __future__ import annotations

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from insight.models import Count


def add(measure: str, times: int = 1, **dimensions: str) -> None:
    """Add one (or `times`) to `measure`, such as `add("meeting.booked", guide="bankid", language="sv")`.

    No dimension may name or number a person. Months, not days or hours: a moment can point at somebody.
    """
    about = " ".join(f"{name}={value}" for name, value in sorted(dimensions.items()) if value)
    month = timezone.localdate().replace(day=1)
    with transaction.atomic():
        count, _ = Count.objects.get_or_create(measure=measure, month=month, dimensions=about[:200])
        Count.objects.filter(pk=count.pk).update(times=F("times") + times)
