"""The guide page."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey
from taggit.models import TaggedItemBase
from wagtail import blocks
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page, PageManager, Revision
from wagtail.query import PageQuerySet
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField, TranslatableField

from core.languages import interface_languages, language, reading_order
from core.models import ReaderPage, TranslationSignature
from courses.guides.blocks import PLAIN_TEXT, HelpBlock, NeedBlock, StepBlock, TrapBlock, WayBlock
from courses.guides.contents import step_keys
from courses.guides.readiness import (
    ReadinessForm,
    as_readers_met_it,
    key_that_stays,
    what_is_missing,
    what_is_too_hard,
    what_was_lost,
)
from courses.guides.reading import ReadingMixin
from courses.guides.variants import remember_base
from courses.services.models import EService, Source

#: Where a wrong word costs money or more: areas of life, and the e-services that are e-IDs.
DELICATE_AREAS = ("safety", "money")
DELICATE_SERVICES = ("bankid", "freja", "swish", "bank")


class GuideTag(TaggedItemBase):
    """An everyday word that leads to a guide."""

    content_object = ParentalKey("courses.Guide", on_delete=models.CASCADE, related_name="tagged_items")


class GuideQuerySet(PageQuerySet):
    """Sentences about guides."""

    def for_readers(self, language: str) -> GuideQuerySet:
        """The published guides for readers of `language`, each once: in it, else as near as there is.

        `written_in` is the code of the language that each is in (see `core.languages.reading_order`).
        """
        order = reading_order(language)
        chosen = models.Q(locale__language_code=language)
        for place, code in enumerate(order[1:], start=1):
            nearer = Guide.objects.shown().filter(locale__language_code__in=order[:place]).values("key")
            chosen |= models.Q(locale__language_code=code) & ~models.Q(key__in=nearer)
        return self.shown().filter(chosen).annotate(written_in=models.F("locale__language_code"))

    def shown(self) -> GuideQuerySet:
        """The published guides, without those about fraud, e-ID and money in a translation that nobody has signed.

        Unless the municipality shows them (`settings.SHOW_UNSIGNED`).
        """
        if settings.SHOW_UNSIGNED:
            return self.live()
        is_delicate = models.Q(area__in=DELICATE_AREAS) | models.Q(service__key__in=DELICATE_SERVICES)
        translated = [each.code for each in interface_languages() if each.is_translation]
        signed = TranslationSignature.objects.filter(page__isnull=False).values("page")
        hidden = is_delicate & models.Q(locale__language_code__in=translated) & ~models.Q(pk__in=signed)
        return self.live().filter(~hidden)


class Guide(ReadingMixin, ReaderPage):
    """How to do one thing with an e-service. `Page.title` says what the reader will be able to do.

    A guide knows nothing of mentors; it links to them by address.
    """

    class Area(models.TextChoices):
        """Where in life the need belongs; the headings of the start page."""

        SAFETY = "safety", _("Stay safe")
        COMPUTER = "computer", _("Get to a computer")
        LOGIN = "login", _("Log in and be reached")
        HEALTH = "health", _("Health")
        MONEY = "money", _("Money")
        AUTHORITY = "authority", _("Authorities")
        DAILY = "daily", _("Home, school and travel")

    key = models.SlugField(
        _("permanent key"),
        max_length=40,
        help_text=_("The same in every language. Never changes once published."),
    )
    service = models.ForeignKey(
        EService, models.PROTECT, null=True, blank=True, related_name="guides", verbose_name=_("e-service")
    )
    area = models.CharField(_("area of life"), max_length=10, choices=Area.choices)
    place_in_order = models.PositiveSmallIntegerField(_("place in the order"), default=100)
    minutes = models.PositiveSmallIntegerField(_("minutes it takes"), default=20)
    need = models.CharField(
        _("everyday need"), max_length=90, help_text=_("What the person wants, without the authority's name.")
    )
    summary = models.CharField(_("in short"), max_length=240)
    what = RichTextField(_("what it is and who runs it"), features=PLAIN_TEXT)
    before = StreamField([("need", NeedBlock())], verbose_name=_("before you start"))
    steps = StreamField([("step", StepBlock())], verbose_name=_("steps"))
    ways = StreamField([("way", WayBlock())], verbose_name=_("the way without"))
    traps = StreamField([("trap", TrapBlock())], verbose_name=_("traps"), blank=True)
    boundary = StreamField(
        [("line", blocks.CharBlock(max_length=200))], verbose_name=_("what a mentor may not do"), blank=True
    )
    help = StreamField([("help", HelpBlock())], verbose_name=_("where to get help"))
    sources = models.ManyToManyField(Source, verbose_name=_("sources"), blank=True, related_name="guides")
    tags = ClusterTaggableManager(through=GuideTag, blank=True, verbose_name=_("everyday words"))

    objects = PageManager.from_queryset(GuideQuerySet)()

    content_panels = [
        *Page.content_panels,
        MultiFieldPanel(
            [
                FieldPanel("key"),
                FieldPanel("service"),
                FieldPanel("area"),
                FieldPanel("place_in_order"),
                FieldPanel("minutes"),
                FieldPanel("tags"),
            ],
            heading=_("Where it belongs"),
        ),
        FieldPanel("is_compared"),
        FieldPanel("need"),
        FieldPanel("summary"),
        FieldPanel("what"),
        FieldPanel("before"),
        FieldPanel("steps"),
        FieldPanel("ways"),
        FieldPanel("traps"),
        FieldPanel("boundary"),
        FieldPanel("help"),
        FieldPanel("sources"),
    ]
    search_fields = [
        *Page.search_fields,
        index.SearchField("need", boost=3),
        index.SearchField("summary", boost=2),
        index.SearchField("what"),
        index.SearchField("steps"),
        index.SearchField("ways"),
        index.RelatedFields("tags", [index.SearchField("name", boost=5)]),
        index.FilterField("key"),
        index.FilterField("area"),
    ]
    #: What a translator writes, and what is the same in every language. The rest (address, everyday words, sources)
    #: is each language's own: no translating ever touches it.
    translatable_fields = [
        *(
            TranslatableField(name)
            for name in (
                "title",
                "need",
                "summary",
                "what",
                "before",
                "steps",
                "ways",
                "traps",
                "boundary",
                "help",
            )
        ),
        *(
            SynchronizedField(name, overridable=False)
            for name in ("key", "service", "area", "place_in_order", "minutes", "show_in_menus")
        ),
    ]
    base_form_class = ReadinessForm
    template = "courses/guide.html"
    subpage_types: list[str] = []
    parent_page_types = ["courses.StartPage"]

    class Meta:
        verbose_name = _("guide")
        verbose_name_plural = _("guides")

    def clean(self) -> None:
        """Each permanent key stands once and stays. What a draft may still lack is asked for by `check_ready`."""
        super().clean()
        was = as_readers_met_it(self)
        if was and (changed := key_that_stays(was, self) | what_was_lost(was, self)):
            raise ValidationError(changed)
        keys = step_keys(self.steps)
        doubled = sorted({key for key in keys if keys.count(key) > 1})
        if doubled:
            message = _("Two steps have the same permanent key: %(keys)s") % {"keys": ", ".join(doubled)}
            raise ValidationError({"steps": message})

    def is_hidden_in(self, code: str) -> bool:
        """Whether readers do not meet it, which is in the language `code`, although it is published: see `shown`."""
        if settings.SHOW_UNSIGNED or not language(code).is_translation:
            return False
        return not Guide.objects.shown().filter(pk=self.pk).exists()

    def check_ready(self) -> None:
        """Raise `ValidationError` with everything that is missing before the guide can be published."""
        missing = what_is_missing(self.ways) or what_is_too_hard(self)
        if missing:
            raise ValidationError(missing)

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save; a published guide only when it is ready, by whatever door it comes."""
        fields = kwargs.get("update_fields")
        if self.live and (fields is None or {"live", "ways"} & set(fields)):
            self.check_ready()
        super().save(*args, **kwargs)
        if self.live and fields is None:
            remember_base(self)

    def publish(self, revision: Revision, *args: Any, **kwargs: Any) -> None:
        """Publish or schedule `revision`, as Wagtail does, when what it holds is ready.

        Raises `ValidationError` otherwise. The admin asks before it comes here, see `ReadinessForm`.
        """
        revision.as_object().check_ready()
        super().publish(revision, *args, **kwargs)


class RenderedStep(models.Model):
    """Which Swedish a step, or another part, of a guide was written after, see courses/guides/variants.py."""

    guide = models.ForeignKey(Guide, models.CASCADE, related_name="rendered_steps")
    step_key = models.CharField(max_length=40)
    own_hash = models.CharField(max_length=64)
    base_hash = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["guide", "step_key"], name="courses_one_rendering_of_a_step")
        ]
        verbose_name = _("rendered step")
        verbose_name_plural = _("rendered steps")

    def __str__(self) -> str:
        return f"{self.guide_id} {self.step_key}"
