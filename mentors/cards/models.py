"""Needs cards and mentor cards."""

from __future__ import annotations

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.privacy.guard import GuardedTextValidator
from mentors.cards.channels import EntryChannel
from mentors.cards.choices import CanHow, Company, Icon, Network
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
    devices = models.JSONField(
        _("what I have"), default=list, blank=True, help_text=_("Families of devices; empty: not said.")
    )
    network = models.CharField(
        _("calls and internet"),
        max_length=7,
        choices=Network.choices,
        blank=True,
        help_text=_("This phone with this operator; empty: not said."),
    )
    obstacles = models.JSONField(
        _("what gets in the way"), default=list, blank=True, help_text=_("Kinds of obstacle.")
    )
    meeting_ways = models.JSONField(
        _("how I like to meet"), default=list, blank=True, help_text=_("None chosen: at a place.")
    )
    company = models.CharField(
        _("alone or with others"),
        max_length=5,
        choices=Company.choices,
        blank=True,
        help_text=_("Empty: either is fine."),
    )
    needs_interpreter = models.BooleanField(
        _("wants an interpreter"), default=False, help_text=_("Never shown to mentors.")
    )
    interpreter_arranged = models.BooleanField(
        _("an interpreter is arranged"),
        default=False,
        help_text=_(
            "Said by the desk. Then somebody who speaks Swedish can show, without a language in common."
        ),
    )
    needs_step_free = models.BooleanField(
        _("needs to get in without steps"), default=False, help_text=_("Never shown to mentors.")
    )
    mentor_wishes = models.JSONField(
        _("what matters in a mentor"), default=list, blank=True, help_text=_("Never shown to mentors.")
    )
    mentor_wish_in_words = models.CharField(
        _("something else about whom I meet"),
        max_length=200,
        blank=True,
        help_text=_("Only the desk sees it, never a mentor."),
        validators=[GuardedTextValidator(public=True)],
    )
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
        constraints = [
            models.CheckConstraint(
                condition=models.Q(interpreter_arranged=False) | models.Q(needs_interpreter=True),
                name="an_interpreter_is_arranged_for_who_wants_one",
            )
        ]
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
    icon = models.CharField(_("drawing"), max_length=8, choices=Icon.choices, blank=True)

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


class CanDo(models.Model):
    """Something that a learner can do, as they say themselves: a guide, or own words. Never a mark."""

    card = models.ForeignKey(NeedsCard, models.CASCADE, related_name="can_do", verbose_name=_("needs card"))
    guide_key = models.CharField(_("guide"), max_length=40, blank=True)
    own_words = models.CharField(
        _("own words"), max_length=300, blank=True, validators=[GuardedTextValidator(public=True)]
    )
    icon = models.CharField(_("drawing"), max_length=8, choices=Icon.choices, blank=True)
    how = models.CharField(_("how"), max_length=9, choices=CanHow.choices, default=CanHow.BY_MYSELF)
    said_at = models.DateTimeField(_("said"), auto_now_add=True)

    class Meta:
        ordering = ["said_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(guide_key="", own_words=""), name="can_do_says_something"
            ),
            models.UniqueConstraint(
                fields=["card", "guide_key"],
                condition=~models.Q(guide_key=""),
                name="guide_is_known_once_on_a_card",
            ),
        ]
        verbose_name = _("can do")
        verbose_name_plural = _("can do")

    def __str__(self) -> str:
        return self.guide_key or "own words"


class CardChange(models.Model):
    """One line of a needs card's history: which part was changed, by whom, by which door. Never what it said."""

    class What(models.TextChoices):
        """Parts of a card."""

        MADE = "made", _("the card was made")
        WISHES = "wishes", _("what I want to be able to do")
        ORDER = "order", _("the order of my wishes")
        CAN_DO = "can_do", _("what I can")
        LANGUAGES = "languages", _("my languages")
        DEVICES = "devices", _("my phone and computer")
        OBSTACLES = "obstacles", _("what gets in the way")
        MEETING = "meeting", _("where, when and how I meet")
        MENTOR_WISHES = "mentor", _("what matters in a mentor")

    card = models.ForeignKey(NeedsCard, models.CASCADE, related_name="changes", verbose_name=_("needs card"))
    what = models.CharField(_("what"), max_length=9, choices=What.choices)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("by"),
    )
    entered_by = models.CharField(
        _("entered"), max_length=10, choices=EntryChannel.choices, default=EntryChannel.WEB
    )
    at = models.DateTimeField(_("when"), auto_now_add=True)

    class Meta:
        ordering = ["-at", "-pk"]
        verbose_name = _("change of a card")
        verbose_name_plural = _("changes of cards")

    def __str__(self) -> str:
        return f"{self.what} of {self.card_id}"


class MentorCardQuerySet(models.QuerySet["MentorCard"]):
    """Sentences about mentor cards."""

    def can_be_matched(self) -> MentorCardQuerySet:
        """Without a pause or with one that is over, trained and promised, and still allowed to sign in."""
        return self.filter(
            models.Q(is_active=True) | models.Q(paused_until__lt=timezone.localdate()),
            trained_on__isnull=False,
            promised_on__isnull=False,
            mentor__is_active=True,
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
    capacity_in_words = models.CharField(
        _("how many, in own words"),
        max_length=120,
        blank=True,
        help_text=_("Such as: one at a time, and not in the dark months."),
        validators=[GuardedTextValidator(public=True)],
    )
    devices = models.JSONField(
        _("devices I can show on"), default=list, blank=True, help_text=_("Families of devices.")
    )
    meeting_ways = models.JSONField(
        _("how I like to meet"), default=list, blank=True, help_text=_("None chosen: at a place.")
    )
    rest_days = models.PositiveSmallIntegerField(
        _("days of rest after a meeting"), default=0, validators=[MaxValueValidator(14)]
    )
    meetings_a_week = models.PositiveSmallIntegerField(
        _("meetings a week, at most"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(14)],
        help_text=_("Empty: as many as the hours allow."),
    )
    is_active = models.BooleanField(_("takes new learners"), default=True)
    paused_until = models.DateField(
        _("pause to and including"), null=True, blank=True, help_text=_("Empty: until the mentor says.")
    )
    trained_on = models.DateField(_("trained"), null=True, blank=True)
    promised_on = models.DateField(_("promise signed"), null=True, blank=True)

    objects = MentorCardQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(is_active=False) | models.Q(paused_until__isnull=True),
                name="only_a_pause_has_an_end",
            )
        ]
        verbose_name = _("mentor card")
        verbose_name_plural = _("mentor cards")

    def __str__(self) -> str:
        return f"mentor card {self.pk}"

    @property
    def is_paused(self) -> bool:
        """Whether nobody new can ask the mentor today."""
        is_over = self.paused_until is not None and self.paused_until < timezone.localdate()
        return not self.is_active and not is_over


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
