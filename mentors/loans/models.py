"""Equipment, and loans of it."""

from __future__ import annotations

import datetime

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.privacy.admin_forms import GuardedModelForm
from core.privacy.guard import GuardedTextValidator
from mentors.cards.channels import EntryChannel
from mentors.places.models import Place


class DeviceKind(models.TextChoices):
    """What can be borrowed."""

    SMARTPHONE = "smartphone", _("a smartphone")
    BUTTON_PHONE = "button_phone", _("a button phone")
    TABLET = "tablet", _("a tablet")
    COMPUTER = "computer", _("a computer")
    SIM = "sim", _("a SIM card with data")
    HEARING_LOOP = "hearing_loop", _("a hearing loop")


#: Kinds that keep nothing of the person who had them.
WITHOUT_DATA = frozenset({DeviceKind.HEARING_LOOP})


class DeviceQuerySet(models.QuerySet["Device"]):
    """Sentences about devices."""

    def free(self) -> DeviceQuerySet:
        """Those that somebody can have today, by label."""
        taken = Loan.objects.open().filter(device=models.OuterRef("pk"))
        ready = self.filter(condition=Device.Condition.READY)
        return ready.exclude(models.Exists(taken)).order_by("label")


class Device(models.Model):
    """One thing that can be borrowed, known by the label on it."""

    class Condition(models.TextChoices):
        """Whether the next person can have it."""

        READY = "ready", _("ready")
        TO_CLEAN = "to_clean", _("to be cleaned of data")
        BROKEN = "broken", _("broken")
        LOST = "lost", _("lost")
        RETIRED = "retired", _("no longer lent")

    kind = models.CharField(_("kind"), max_length=12, choices=DeviceKind.choices)
    label = models.CharField(
        _("label"),
        max_length=40,
        unique=True,
        help_text=_("What stands on its sticker, such as Phone 7. Never a phone number or a serial number."),
        validators=[GuardedTextValidator(public=True)],
    )
    place = models.ForeignKey(
        Place,
        models.PROTECT,
        related_name="devices",
        verbose_name=_("place"),
        help_text=_("Where it is fetched and handed back."),
    )
    condition = models.CharField(
        _("condition"), max_length=8, choices=Condition.choices, default=Condition.READY
    )
    cleaned_on = models.DateField(_("cleaned of data"), null=True, blank=True)

    objects = DeviceQuerySet.as_manager()

    base_form_class = GuardedModelForm

    class Meta:
        ordering = ["kind", "label"]
        verbose_name = _("device")
        verbose_name_plural = _("devices")

    def __str__(self) -> str:
        return self.label


class LoanQuerySet(models.QuerySet["Loan"]):
    """Sentences about loans."""

    def open(self) -> LoanQuerySet:
        """Reserved or out: the device is nobody else's meanwhile."""
        return self.filter(state__in=Loan.OPEN_STATES)

    def overdue(self, today: datetime.date) -> LoanQuerySet:
        """Out, and the day to hand back has passed."""
        return self.filter(state=Loan.State.OUT, due_on__lt=today)


class Loan(models.Model):
    """A device that somebody has reserved, has, or has had.

    When a person's account is erased the loan stays without a name: the device is still away.
    """

    class State(models.TextChoices):
        """How far it has come."""

        RESERVED = "reserved", _("reserved")
        OUT = "out", _("lent out")
        RETURNED = "returned", _("handed back")
        WITHDRAWN = "withdrawn", _("taken back by the borrower")
        PASSED = "passed", _("not fetched in time")
        LOST = "lost", _("lost on the way")

    OPEN_STATES = (State.RESERVED, State.OUT)

    device = models.ForeignKey(Device, models.PROTECT, related_name="loans", verbose_name=_("device"))
    kind = models.CharField(_("kind"), max_length=12, choices=DeviceKind.choices)
    borrower = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="loans",
        verbose_name=_("borrower"),
    )
    supporter = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("supporter"),
        help_text=_("Whom the borrower asks: a mentor, or somebody who works here."),
    )
    state = models.CharField(_("state"), max_length=9, choices=State.choices, default=State.RESERVED)
    kept_until = models.DateField(_("kept until"))
    lent_on = models.DateField(_("lent"), null=True, blank=True)
    due_on = models.DateField(_("to be handed back"), null=True, blank=True)
    ended_on = models.DateField(_("ended"), null=True, blank=True)
    version = models.PositiveIntegerField(_("version"), default=1)
    entered_by = models.CharField(
        _("entered"), max_length=10, choices=EntryChannel.choices, default=EntryChannel.WEB
    )
    created_at = models.DateTimeField(_("made"), auto_now_add=True)

    objects = LoanQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["device"],
                condition=models.Q(state__in=["reserved", "out"]),
                name="one_open_loan_of_a_device",
            ),
            models.UniqueConstraint(
                fields=["borrower", "kind"],
                condition=models.Q(state__in=["reserved", "out"]),
                name="one_open_loan_of_a_kind_each",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="out") | models.Q(lent_on__isnull=False, due_on__isnull=False),
                name="what_is_out_has_its_days",
            ),
        ]
        verbose_name = _("loan")
        verbose_name_plural = _("loans")

    def __str__(self) -> str:
        return f"{self.device}: {self.get_state_display()}"
