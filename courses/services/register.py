"""How each fact in the register stands: fit for readers, or something to do. And what a check of it means."""

from __future__ import annotations

import datetime

from django.db import models
from django.db.models import Case, Count, Exists, OuterRef, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from courses.services.models import EService, Fact, FactVariant, FactWording


class Standing(models.TextChoices):
    """What staff should do about a fact. A fact has one standing: the first of these that is true."""

    TO_CHECK = "to_check", _("to be checked by the municipality")
    TO_FILL_IN = "to_fill_in", _("to be filled in by the municipality")
    OVERDUE = "overdue", _("its check date has passed")
    EXAMPLE = "example", _("example, not real")
    IN_USE = "in_use", _("in use")


#: Standings that leave something to do before, or again after, readers may rely on the fact.
NEEDS_WORK = (Standing.TO_CHECK, Standing.TO_FILL_IN, Standing.OVERDUE)


#: How long a check holds. What changes often is looked at twice a year: numbers, what is regional or local.
DAYS_UNTIL_NEXT_CHECK = 365
DAYS_UNTIL_NEXT_CHECK_IF_VOLATILE = 182
VOLATILE_KINDS = frozenset({Fact.Kind.PHONE, Fact.Kind.SMS})


def next_check(fact: Fact, checked_on: datetime.date) -> datetime.date:
    """The day before which a fact that is checked on `checked_on` is to be checked again."""
    is_volatile = fact.kind in VOLATILE_KINDS or fact.scope != Fact.Scope.NATIONAL
    days = DAYS_UNTIL_NEXT_CHECK_IF_VOLATILE if is_volatile else DAYS_UNTIL_NEXT_CHECK
    return checked_on + datetime.timedelta(days=days)


def mark_as_checked(fact: Fact, by: str, today: datetime.date | None = None) -> None:
    """`by`, a name, has compared the fact with its source. Changes the fact without saving it."""
    today = today or timezone.localdate()
    fact.checked_by, fact.checked_on = by[: Fact._meta.get_field("checked_by").max_length], today
    fact.valid_as_of = today
    fact.check_by = next_check(fact, today)
    fact.is_settled = True


def with_standing(facts: QuerySet[Fact], today: datetime.date | None = None) -> QuerySet[Fact]:
    """`facts`, each with its `standing` (a value of `Standing`) and `check_day`, in the same query.

    `check_day` is the fact's own day to be checked again, else that of its source.
    """
    has_text = Exists(FactWording.objects.filter(fact=OuterRef("pk")).exclude(text=""))
    has_variant = Exists(FactVariant.objects.filter(fact=OuterRef("pk")))
    return facts.annotate(
        check_day=Coalesce("check_by", "source__check_by"),
    ).annotate(
        standing=Case(
            When(is_settled=False, then=Value(Standing.TO_CHECK.value)),
            When(Q(value="") & ~has_text & ~has_variant, then=Value(Standing.TO_FILL_IN.value)),
            When(check_day__lt=today or timezone.localdate(), then=Value(Standing.OVERDUE.value)),
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


def with_counts(services: QuerySet[EService]) -> QuerySet[EService]:
    """`services` with `facts_count`, `to_do_count`, and how many ways each has without a screen. One query.

    `phone_count`, `office_count` and `paper_form_count` leave out what readers do not see yet.
    """
    shown = Q(facts__is_settled=True)
    return services.annotate(
        facts_count=Count("facts", distinct=True),
        to_do_count=Count("facts", filter=Q(facts__in=needing_work().values("pk")), distinct=True),
        phone_count=Count("facts", filter=shown & Q(facts__kind=Fact.Kind.PHONE), distinct=True),
        office_count=Count("facts", filter=shown & Q(facts__kind=Fact.Kind.OFFICE), distinct=True),
        paper_form_count=Count("facts", filter=shown & Q(facts__kind=Fact.Kind.PAPER_FORM), distinct=True),
    )
