"""E-services, facts about them, and the sources of the facts."""

from __future__ import annotations

import datetime

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.models import Orderable
from wagtail.search import index


class Source(models.Model):
    """Where a fact was found, and until when we trust it."""

    key = models.CharField(_("key"), max_length=20, unique=True, help_text=_("As in the domain brief, such as BID1."))
    title = models.CharField(_("title"), max_length=120)
    address = models.CharField(_("address"), max_length=200, help_text=_("The page it was read on."))
    year = models.PositiveSmallIntegerField(
        _("valid as of"), null=True, blank=True, help_text=_("The year the fact was valid. Empty: not known.")
    )
    check_by = models.DateField(_("check again before"))

    class Meta:
        ordering = ["key"]
        verbose_name = _("source")
        verbose_name_plural = _("sources")

    def __str__(self) -> str:
        return f"{self.key} {self.title}"

    def is_overdue(self, today: datetime.date | None = None) -> bool:
        """Whether the day to check it again has passed."""
        return self.check_by < (today or timezone.localdate())


class EService(index.Indexed, ClusterableModel):
    """A service somebody else runs, such as BankID or 1177."""

    key = models.SlugField(_("key"), max_length=40, unique=True)
    name = models.CharField(_("name"), max_length=80)
    owner = models.CharField(_("who runs it"), max_length=120, blank=True)

    search_fields = [index.SearchField("name"), index.AutocompleteField("name")]

    class Meta:
        ordering = ["name"]
        verbose_name = _("e-service")
        verbose_name_plural = _("e-services")

    def __str__(self) -> str:
        return self.name


class FactQuerySet(models.QuerySet["Fact"]):
    """Sentences about facts."""

    def for_readers(self) -> FactQuerySet:
        """Facts that may be shown: settled, and filled in where they are local."""
        return self.filter(is_settled=True).exclude(value="", wordings__text="").distinct()


class Fact(index.Indexed, ClusterableModel):
    """One thing that is true about an e-service: an address, a phone number, a due day.

    Guides refer to facts and never repeat them, so that a changed number changes everywhere.
    """

    class Kind(models.TextChoices):
        """What a reader can do with the fact."""

        WEB = "web", _("web address")
        PHONE = "phone", _("phone number")
        SMS = "sms", _("text message number")
        POST = "post", _("postal or street address")
        TEXT = "text", _("text")

    class Scope(models.TextChoices):
        """Where the fact holds."""

        NATIONAL = "national", _("the whole country")
        LOCAL = "local", _("this municipality")

    service = ParentalKey(EService, on_delete=models.CASCADE, related_name="facts", verbose_name=_("e-service"))
    key = models.SlugField(_("key"), max_length=40)
    kind = models.CharField(_("kind"), max_length=5, choices=Kind.choices)
    value = models.CharField(
        _("value"), max_length=200, blank=True, help_text=_("The same in every language. Empty for texts.")
    )
    scope = models.CharField(_("where it holds"), max_length=8, choices=Scope.choices, default=Scope.NATIONAL)
    source = models.ForeignKey(
        Source, models.PROTECT, null=True, blank=True, related_name="facts", verbose_name=_("source")
    )
    is_settled = models.BooleanField(
        _("settled"), default=True, help_text=_("Not settled: to be checked by the municipality, hidden from readers.")
    )
    is_example = models.BooleanField(
        _("example"), default=False, help_text=_("Make-believe: readers see that it is an example.")
    )

    objects = FactQuerySet.as_manager()

    search_fields = [index.SearchField("key"), index.AutocompleteField("key")]

    class Meta:
        constraints = [models.UniqueConstraint(fields=["service", "key"], name="one_fact_of_a_key")]
        ordering = ["service", "key"]
        verbose_name = _("fact")
        verbose_name_plural = _("facts")

    def __str__(self) -> str:
        return f"{self.service.name}: {self.key}"


class FactWording(Orderable):
    """What a fact is called in one language, and its text where it has one."""

    fact = ParentalKey(Fact, on_delete=models.CASCADE, related_name="wordings")
    language = models.CharField(_("language"), max_length=12)
    label = models.CharField(_("label"), max_length=60)
    text = models.CharField(_("text"), max_length=300, blank=True)

    class Meta(Orderable.Meta):
        constraints = [models.UniqueConstraint(fields=["fact", "language"], name="one_wording_in_a_language")]
        verbose_name = _("wording")
        verbose_name_plural = _("wordings")

    def __str__(self) -> str:
        return self.label
