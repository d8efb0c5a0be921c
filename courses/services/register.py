"""How each fact in the register stands: fit for readers, or something for the municipality to do."""

from __future__ import annotations

import datetime

from django.db import models
from django.db.models import Case, Exists, OuterRef, Q, QuerySet, Value, When
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from courses.services.models import Fact, FactWording


class Standing(models.TextChoices):
    """What staff should do about a fact. A fact has one standing: the first of these that is true."""

    TO_CHECK = "to_check", _("to be checked by the municipality")
    TO_FILL_IN = "to_fill_in", _("to be filled in by the municipality")
    OVERDUE = "overdue", _("its check date has passed")
    EXAMPLE = "example", _("example, not real")
    IN_USE = "in_use", _("in use")


#: Standings that leave something to do before, or again after, readers may rely on the fact.
NEEDS_WORK = (Standing.TO_CHECK, Standing.TO_FILL_IN, Standing.OVERDUE)


def with_standing(facts: QuerySet[Fact], today: datetime.date | None = None) -> QuerySet[Fact]:
    """`facts`, each with its `standing` (a value of `Standing`), in the same query."""
    has_text = Exists(FactWording.objects.filter(fact=OuterRef("pk")).exclude(text=""))
    return facts.annotate(
        standing=Case(
            When(is_settled=False, then=Value(Standing.TO_CHECK.value)),
            When(Q(value="") & ~has_text, then=Value(Standing.TO_FILL_IN.value)),
            When(source__check_by__lt=today or timezone.localdate(), then=Value(Standing.OVERDUE.value)),
            When(is_example=True, then=Value(Standing.EXAMPLE.value)),
            default=Value(Standing.IN_USE.value),
            output_field=models.CharField(),
        )
    )


def needing_work(facts: QuerySet[Fact] | None = None, today: datetime.date | None = None) -> QuerySet[Fact]:
    """The facts that somebody in the municipality has to look at."""
    return with_standing(Fact.objects.all() if facts is None else facts, today).filter(
        standing__in=[standing.value for standing in NEEDS_WORK]
    )
