"""When a mentor can meet: wall-clock rules, never stored as UTC."""

from __future__ import annotations

import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting

from core.privacy.admin_forms import GuardedModelForm
from mentors.cards.models import MentorCard
from mentors.places.models import Place


class Weekday(models.IntegerChoices):
    """Days as `datetime.date.weekday()` numbers them."""

    MONDAY = 0, _("Monday")
    TUESDAY = 1, _("Tuesday")
    WEDNESDAY = 2, _("Wednesday")
    THURSDAY = 3, _("Thursday")
    FRIDAY = 4, _("Friday")
    SATURDAY = 5, _("Saturday")
    SUNDAY = 6, _("Sunday")


class WeeklyHours(models.Model):
    """One stretch of a week in which a mentor can meet at one place, on the clock of Europe/Stockholm."""

    card = models.ForeignKey(
        MentorCard, models.CASCADE, related_name="weekly_hours", verbose_name=_("mentor card")
    )
    weekday = models.PositiveSmallIntegerField(_("day"), choices=Weekday.choices)
    starts = models.TimeField(_("from"))
    ends = models.TimeField(_("to"))
    place = models.ForeignKey(Place, models.PROTECT, related_name="weekly_hours", verbose_name=_("place"))
    book_directly = models.BooleanField(
        _("book directly"),
        default=False,
        help_text=_("The meeting stands at once, without my answer. Only at places with staff."),
    )

    class Meta:
        ordering = ["weekday", "starts"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(starts__lt=models.F("ends")), name="hours_start_before_they_end"
            ),
            models.UniqueConstraint(fields=["card", "weekday", "starts"], name="hours_start_once_at_a_time"),
        ]
        verbose_name = _("weekly hours")
        verbose_name_plural = _("weekly hours")

    def __str__(self) -> str:
        return f"{self.get_weekday_display()} {self.starts:%H.%M}–{self.ends:%H.%M}"

    def clean(self) -> None:
        """On the quarter, forwards, and directly only where there is staff."""
        errors: dict[str, Any] = {}
        for field in ("starts", "ends"):
            value: datetime.time | None = getattr(self, field)
            if value and (value.minute % 15 or value.second):
                errors[field] = _("Choose a whole quarter of an hour, such as 14:00 or 14:15.")
        if self.starts and self.ends and self.starts >= self.ends:
            errors["ends"] = _("The end must be later than the start.")
        if self.book_directly and self.place_id and not self.place.is_staffed:
            errors["book_directly"] = _("Times can be booked directly only at a place with staff.")
        if errors:
            raise ValidationError(errors)


class TimeOff(models.Model):
    """Days on which a mentor does not meet anybody."""

    card = models.ForeignKey(
        MentorCard, models.CASCADE, related_name="time_off", verbose_name=_("mentor card")
    )
    first_day = models.DateField(_("first day"))
    last_day = models.DateField(_("last day"))

    class Meta:
        ordering = ["first_day"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(first_day__lte=models.F("last_day")), name="time_off_starts_before_it_ends"
            )
        ]
        verbose_name = _("time off")
        verbose_name_plural = _("time off")

    def __str__(self) -> str:
        return f"{self.first_day}–{self.last_day}"


@register_setting(icon="group")
class PairingSettings(BaseGenericSetting):
    """The rules of the trade, with the strictest as the start."""

    release_first_pairing = models.BooleanField(
        _("a coordinator releases a newcomer's first pairing"),
        default=True,
        help_text=_("Times that are booked directly are excepted."),
    )
    meeting_minutes = models.PositiveSmallIntegerField(
        _("length of a meeting, minutes"),
        default=60,
        validators=[MinValueValidator(15), MaxValueValidator(180)],
    )
    buffer_minutes = models.PositiveSmallIntegerField(
        _("the mentor's pause after a meeting, minutes"), default=15, validators=[MaxValueValidator(120)]
    )
    furthest_days = models.PositiveSmallIntegerField(
        _("how far ahead times are shown, days"),
        default=28,
        validators=[MinValueValidator(7), MaxValueValidator(180)],
    )
    open_holds_at_most = models.PositiveSmallIntegerField(
        _("open requests in the whole installation, at most"), default=200
    )

    panels = [
        FieldPanel("release_first_pairing"),
        FieldPanel("meeting_minutes"),
        FieldPanel("buffer_minutes"),
        FieldPanel("furthest_days"),
        FieldPanel("open_holds_at_most"),
    ]

    base_form_class = GuardedModelForm

    class Meta:
        verbose_name = _("pairings and meetings")
