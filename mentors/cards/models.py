"""Needs cards and mentor cards."""

from __future__ import annotations

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.privacy.guard import GuardedTextValidator
from mentors.cards.channels import EntryChannel
from mentors.places.models import Place


class DayPart(models.TextChoices):
    """Parts of a day, as people speak of them. Wall-clock hours: before 12, 12-17, from 17."""

    MORNING = "morning", _("mornings")
    AFTERNOON = "afternoon", _("afternoons")
    EVENING = "evening", _("evenings")


class AnswerWay(models.TextChoices):
    """How a learner gets to know that the mentor has answered."""

    PHONE = "phone", _("call or text me")
    EMAIL = "email", _("e-mail me")
    HERE = "here", _("I look here myself, with my card")
    NONE = "none", _("nothing works: I want a time that is certain at once")


class NeedsCardQuerySet(models.QuerySet["NeedsCard"]):
    """Sentences about needs cards."""

    def waiting(self) -> NeedsCardQuerySet:
        """Those in line for a mentor, the longest wait first."""
        return self.filter(waiting_since__isnull=False).order_by("waiting_since", "pk")


class NeedsCard(models.Model):
    """What a learner wants to be able to do ("Min bild"). The learner owns it."""

    learner = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="needs_card", verbose_name=_("learner")
    )
    languages = models.JSONField(_("languages"), default=list, help_text=_("Codes, the best first."))
    places = models.ManyToManyField(Place, blank=True, related_name="+", verbose_name=_("places I can reach"))
    day_parts = models.JSONField(_("times that suit"), default=list, help_text=_("None chosen: any time."))
    answer_way = models.CharField(
        _("how I get the answer"), max_length=5, choices=AnswerWay.choices, default=AnswerWay.HERE
    )
    entered_by = models.CharField(
        _("entered"), max_length=10, choices=EntryChannel.choices, default=EntryChannel.WEB
    )
    waiting_since = models.DateTimeField(_("in line since"), null=True, blank=True)
    created_at = models.DateTimeField(_("made"), auto_now_add=True)

    objects = NeedsCardQuerySet.as_manager()

    class Meta:
        verbose_name = _("needs card")
        verbose_name_plural = _("needs cards")

    def __str__(self) -> str:
        return f"needs card {self.pk}"

    @property
    def is_reachable(self) -> bool:
        """Whether an answer that comes later can reach the person."""
        return self.answer_way != AnswerWay.NONE


class Wish(models.Model):
    """One thing that a learner wants to be able to do: a guide, perhaps one step of it, or own words."""

    card = models.ForeignKey(NeedsCard, models.CASCADE, related_name="wishes", verbose_name=_("needs card"))
    place_in_order = models.PositiveSmallIntegerField(_("order"), default=0)
    guide_key = models.CharField(_("guide"), max_length=40, blank=True)
    step_key = models.CharField(_("step"), max_length=40, blank=True)
    own_words = models.CharField(
        _("own words"), max_length=300, blank=True, validators=[GuardedTextValidator(public=True)]
    )

    class Meta:
        ordering = ["place_in_order", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(guide_key="", own_words=""), name="wish_says_something"
            )
        ]
        verbose_name = _("wish")
        verbose_name_plural = _("wishes")

    def __str__(self) -> str:
        return self.guide_key or "own words"


class MentorCardQuerySet(models.QuerySet["MentorCard"]):
    """Sentences about mentor cards."""

    def can_be_matched(self) -> MentorCardQuerySet:
        """Active, trained and promised, and still allowed to sign in."""
        return self.filter(
            is_active=True, trained_on__isnull=False, promised_on__isnull=False, mentor__is_active=True
        )


class MentorCard(models.Model):
    """What a mentor can show, in which languages and for how many people at a time."""

    mentor = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="mentor_card", verbose_name=_("mentor")
    )
    languages = models.JSONField(_("languages"), default=list, help_text=_("Codes, the best first."))
    capacity = models.PositiveSmallIntegerField(
        _("people at a time"), default=2, validators=[MinValueValidator(1), MaxValueValidator(8)]
    )
    is_active = models.BooleanField(_("takes new learners"), default=True)
    trained_on = models.DateField(_("trained"), null=True, blank=True)
    promised_on = models.DateField(_("promise signed"), null=True, blank=True)

    objects = MentorCardQuerySet.as_manager()

    class Meta:
        verbose_name = _("mentor card")
        verbose_name_plural = _("mentor cards")

    def __str__(self) -> str:
        return f"mentor card {self.pk}"


class CanShow(models.Model):
    """A guide that a mentor has done with own hands and can show."""

    card = models.ForeignKey(
        MentorCard, models.CASCADE, related_name="can_show", verbose_name=_("mentor card")
    )
    guide_key = models.CharField(_("guide"), max_length=40)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["card", "guide_key"], name="guide_is_shown_once_on_a_card")
        ]
        verbose_name = _("can show")
        verbose_name_plural = _("can show")

    def __str__(self) -> str:
        return self.guide_key
