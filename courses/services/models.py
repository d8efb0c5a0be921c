"""E-services, what they demand, facts about them, and the sources of the facts."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.models import Orderable
from wagtail.search import index

from core.languages import SOURCE
from core.privacy.admin_forms import GuardedModelForm
from core.regions import REGIONS
from courses.services.demands import Needed

#: How many signs are kept of the hash of what a wording was written after.
AFTER_LENGTH = 16


class Source(models.Model):
    """Where a fact was found, and until when we trust it."""

    key = models.CharField(
        _("key"), max_length=20, unique=True, help_text=_("As in the domain brief, such as BID1.")
    )
    title = models.CharField(_("title"), max_length=120)
    address = models.CharField(_("address"), max_length=200, help_text=_("The page it was read on."))
    year = models.PositiveSmallIntegerField(
        _("valid as of"), null=True, blank=True, help_text=_("The year the fact was valid. Empty: not known.")
    )
    check_by = models.DateField(_("check again before"))

    base_form_class = GuardedModelForm

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

    base_form_class = GuardedModelForm

    class Meta:
        ordering = ["name"]
        verbose_name = _("e-service")
        verbose_name_plural = _("e-services")

    def __str__(self) -> str:
        return self.name


class Demand(Orderable):
    """One thing that an e-service demands of whoever uses it on a screen."""

    class Level(models.TextChoices):
        """Which e-ID is enough."""

        ANY = "any", _("any level")
        TRUSTED = "trusted", _("one that authorities accept, such as BankID or Freja+")

    service = ParentalKey(
        EService, on_delete=models.CASCADE, related_name="demands", verbose_name=_("e-service")
    )
    kind = models.CharField(_("what it demands"), max_length=10, choices=Needed.choices)
    level = models.CharField(
        _("level"), max_length=7, blank=True, choices=Level.choices, help_text=_("For an e-ID only.")
    )
    source = models.ForeignKey(
        Source, models.PROTECT, null=True, blank=True, related_name="demands", verbose_name=_("source")
    )

    class Meta(Orderable.Meta):
        constraints = [
            models.UniqueConstraint(fields=["service", "kind"], name="one_demand_of_a_kind"),
            models.CheckConstraint(
                condition=Q(level="") | Q(kind=Needed.E_ID.value),
                name="only_an_e_id_has_a_level",
                violation_error_message=_("Only an e-ID has a level."),
            ),
        ]
        verbose_name = _("demand")
        verbose_name_plural = _("demands")

    def __str__(self) -> str:
        kind = str(self.get_kind_display())
        return f"{kind}: {self.get_level_display()}" if self.level else kind


class Fact(index.Indexed, ClusterableModel):
    """One thing that is true about an e-service: an address, a phone number, a due day.

    Guides refer to facts and never repeat them, so that a changed number changes everywhere.
    """

    class Kind(models.TextChoices):
        """What a reader can do with the fact."""

        WEB = "web", _("web address")
        PHONE = "phone", _("phone number")
        SMS = "sms", _("text message number")
        OFFICE = "office", _("office to visit")
        PAPER_FORM = "paper_form", _("paper form")
        POST = "post", _("postal address")
        TEXT = "text", _("text")

    class Scope(models.TextChoices):
        """Where the fact holds."""

        NATIONAL = "national", _("the whole country")
        REGION = "region", _("this region")
        LOCAL = "local", _("this municipality")

    service = ParentalKey(
        EService, on_delete=models.CASCADE, related_name="facts", verbose_name=_("e-service")
    )
    key = models.SlugField(_("key"), max_length=40)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    value = models.CharField(
        _("value"), max_length=200, blank=True, help_text=_("The same in every language. Empty for texts.")
    )
    scope = models.CharField(_("where it holds"), max_length=8, choices=Scope.choices, default=Scope.NATIONAL)
    source = models.ForeignKey(
        Source, models.PROTECT, null=True, blank=True, related_name="facts", verbose_name=_("source")
    )
    otherwise = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="stands_in_for",
        verbose_name=_("shown instead"),
        help_text=_(
            "What readers get where nothing is known for their region or municipality: the national way."
        ),
    )
    valid_as_of = models.DateField(
        _("valid as of"), null=True, blank=True, help_text=_("Empty: the year of the source.")
    )
    check_by = models.DateField(
        _("check again before"), null=True, blank=True, help_text=_("Empty: the day of the source.")
    )
    checked_by = models.CharField(_("checked by"), max_length=80, blank=True, editable=False)
    checked_on = models.DateField(_("checked on"), null=True, blank=True, editable=False)
    is_settled = models.BooleanField(
        _("settled"),
        default=True,
        help_text=_("Not settled: to be checked by the municipality, hidden from readers."),
    )
    is_example = models.BooleanField(
        _("example"), default=False, help_text=_("Make-believe: readers see that it is an example.")
    )

    search_fields = [index.SearchField("key"), index.AutocompleteField("key")]

    base_form_class = GuardedModelForm

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["service", "key"], name="one_fact_of_a_key"),
            models.CheckConstraint(
                condition=Q(otherwise__isnull=True) | ~Q(otherwise=F("id")),
                name="a_fact_does_not_stand_in_for_itself",
                violation_error_message=_("Choose another fact than this one."),
            ),
        ]
        ordering = ["service", "key"]
        verbose_name = _("fact")
        verbose_name_plural = _("facts")

    def __str__(self) -> str:
        return f"{self.service.name}: {self.key}"

    def clean(self) -> None:
        """What holds for the whole country has a source before readers see it.

        Not a constraint of the database: a fact from before that has none must not stop an upgrade.
        """
        super().clean()
        if self.is_settled and self.scope == self.Scope.NATIONAL and self.source_id is None:
            message = _(
                "Choose the source: without one, readers do not see what holds for the whole country."
            )
            raise ValidationError({"source": message})


def words_hash(words: str) -> str:
    """A short hash of Swedish words that others were written after. Empty for none."""
    return hashlib.sha256(words.encode()).hexdigest()[:AFTER_LENGTH] if words else ""


class Wording(Orderable):
    """Words in one language, and which Swedish they were written after (`label_after`, `text_after`: its hash).

    Where Swedish says something else today, readers are shown the Swedish (see `courses.services.shown`). Empty: not
    known, or nothing was said in Swedish.
    """

    #: The fields with words.
    WORDS: tuple[str, ...]

    class Meta(Orderable.Meta):
        abstract = True

    def of_the_same(self) -> Any:
        """The wordings of the same thing, this one among them; in an editor's form, as they stand there."""
        return type(self).objects.filter(pk=self.pk)

    def compared(self) -> None:
        """Keep that the words say what the Swedish says today."""
        self._written_after(self.WORDS)
        self.save()

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save; new words are written after the Swedish of today, others stay after what they were."""
        if self.language != SOURCE:
            was = type(self).objects.filter(pk=self.pk).values(*self.WORDS).first() if self.pk else None
            self._written_after(
                name for name in self.WORDS if was is None or was[name] != getattr(self, name)
            )
            if kwargs.get("update_fields") is not None:
                after = (f"{name}_after" for name in self.WORDS)
                kwargs["update_fields"] = {*kwargs["update_fields"], *after}
        super().save(*args, **kwargs)

    def _written_after(self, names: Iterable[str]) -> None:
        changed = list(names)
        if changed:
            swedish = next((each for each in self.of_the_same() if each.language == SOURCE), None)
            for name in changed:
                setattr(self, f"{name}_after", words_hash(getattr(swedish, name, "")))


class FactWording(Wording):
    """What a fact is called in one language, and its text where it has one."""

    WORDS = ("label", "text")

    fact = ParentalKey(Fact, on_delete=models.CASCADE, related_name="wordings")
    language = models.CharField(_("language"), max_length=12)
    label = models.CharField(_("label"), max_length=60)
    text = models.CharField(_("text"), max_length=300, blank=True)
    label_after = models.CharField(max_length=AFTER_LENGTH, blank=True, editable=False)
    text_after = models.CharField(max_length=AFTER_LENGTH, blank=True, editable=False)

    class Meta(Wording.Meta):
        constraints = [models.UniqueConstraint(fields=["fact", "language"], name="one_wording_in_a_language")]
        verbose_name = _("wording")
        verbose_name_plural = _("wordings")

    def __str__(self) -> str:
        return self.label

    def of_the_same(self) -> Any:
        """What the fact is called in each language."""
        return self.fact.wordings.all()


class FactVariant(Orderable, ClusterableModel):
    """A fact as it is in one region. A reader there gets this instead of the fact's own value."""

    fact = ParentalKey(Fact, on_delete=models.CASCADE, related_name="variants")
    region = models.CharField(_("region"), max_length=20, choices=REGIONS)
    value = models.CharField(
        _("value"), max_length=200, blank=True, help_text=_("The same in every language. Empty for texts.")
    )
    source = models.ForeignKey(
        Source,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="variants",
        verbose_name=_("source"),
        help_text=_("Empty: the source of the fact."),
    )
    is_example = models.BooleanField(
        _("example"), default=False, help_text=_("Make-believe: readers see that it is an example.")
    )

    class Meta(Orderable.Meta):
        constraints = [models.UniqueConstraint(fields=["fact", "region"], name="one_variant_in_a_region")]
        verbose_name = _("regional variant")
        verbose_name_plural = _("regional variants")

    def __str__(self) -> str:
        return f"{self.fact}, {self.get_region_display()}"


class VariantWording(Wording):
    """The text of a regional variant in one language, where it has one. Its name is the fact's."""

    WORDS = ("text",)

    variant = ParentalKey(FactVariant, on_delete=models.CASCADE, related_name="wordings")
    language = models.CharField(_("language"), max_length=12)
    text = models.CharField(_("text"), max_length=300)
    text_after = models.CharField(max_length=AFTER_LENGTH, blank=True, editable=False)

    class Meta(Wording.Meta):
        constraints = [
            models.UniqueConstraint(fields=["variant", "language"], name="one_variant_text_in_a_language")
        ]
        verbose_name = _("wording")
        verbose_name_plural = _("wordings")

    def __str__(self) -> str:
        return self.text

    def of_the_same(self) -> Any:
        """What the variant says in each language."""
        return self.variant.wordings.all()
