"""When a mentor can meet: wall-clock rules, never stored as UTC."""

from __future__ import annotations

import datetime
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting

from mentors.cards.models import MentorCard
from mentors.hours.admin_forms import RulesForm
from mentors.hours.video import problem_with
from mentors.places.closing import FORWARDS, end_in_figures, is_forwards
from mentors.places.models import Place
from mentors.places.weekly import Weekday, WeeklyRule


class WeeklyHours(WeeklyRule):
    """One stretch of a week in which a mentor can meet at one place.

    Without a place: by phone or video only, so never without the mentor's answer.
    """

    card = models.ForeignKey(
        MentorCard, models.CASCADE, related_name="weekly_hours", verbose_name=_("mentor card")
    )
    place = models.ForeignKey(
        Place,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="weekly_hours",
        verbose_name=_("place"),
        help_text=_("None: by phone or video only."),
    )
    book_directly = models.BooleanField(
        _("book directly"),
        default=False,
        help_text=_("The meeting stands at once, without my answer. Only at places with staff."),
    )

    class Meta:
        ordering = ["weekday", "starts", "first_day"]
        constraints = [
            models.CheckConstraint(condition=FORWARDS, name="hours_start_before_they_end"),
            # Two that never hold in the same week may start at the same time, so the day they begin with counts.
            models.UniqueConstraint(
                fields=["card", "weekday", "starts"],
                condition=models.Q(first_day=None),
                name="hours_start_once_at_a_time",
            ),
            models.UniqueConstraint(
                fields=["card", "weekday", "starts", "first_day"], name="hours_begin_once_at_a_time"
            ),
            models.CheckConstraint(
                condition=models.Q(every=1) | models.Q(every=2, first_day__isnull=False),
                name="every_other_week_has_a_first_day",
            ),
            models.CheckConstraint(
                condition=models.Q(first_day=None)
                | models.Q(last_day=None)
                | models.Q(first_day__lte=models.F("last_day")),
                name="hours_begin_before_they_are_over",
            ),
            models.CheckConstraint(
                condition=models.Q(book_directly=False) | models.Q(place__isnull=False),
                name="direct_hours_are_at_a_place",
            ),
        ]
        verbose_name = _("weekly hours")
        verbose_name_plural = _("weekly hours")

    def clean(self) -> None:
        """On the quarter, forwards, directly only where there is staff, and with a week to count from."""
        errors = problems_of_stretch(self) | self.problems_of_weeks()
        if errors:
            raise ValidationError(errors)


class HoursOnDate(models.Model):
    """Other hours on one date: they hold instead of the week's, also on a holiday. No hours on a date: time off."""

    card = models.ForeignKey(
        MentorCard, models.CASCADE, related_name="hours_on_dates", verbose_name=_("mentor card")
    )
    day = models.DateField(_("date"))
    starts = models.TimeField(_("from"))
    ends = models.TimeField(_("to"))
    place = models.ForeignKey(
        Place,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("place"),
        help_text=_("None: by phone or video only."),
    )
    book_directly = models.BooleanField(
        _("book directly"),
        default=False,
        help_text=_("The meeting stands at once, without my answer. Only at places with staff."),
    )

    class Meta:
        ordering = ["day", "starts"]
        constraints = [
            models.CheckConstraint(condition=FORWARDS, name="hours_on_date_start_before_they_end"),
            models.UniqueConstraint(
                fields=["card", "day", "starts"], name="hours_on_date_start_once_at_a_time"
            ),
            models.CheckConstraint(
                condition=models.Q(book_directly=False) | models.Q(place__isnull=False),
                name="direct_hours_on_a_date_are_at_a_place",
            ),
        ]
        verbose_name = _("hours on one date")
        verbose_name_plural = _("hours on single dates")

    def __str__(self) -> str:
        return f"{self.day} {self.starts:%H:%M}–{end_in_figures(self.ends)}"

    def clean(self) -> None:
        """On the quarter, forwards, and directly only where there is staff."""
        if errors := problems_of_stretch(self):
            raise ValidationError(errors)


def problems_of_stretch(hours: WeeklyHours | HoursOnDate) -> dict[str, Any]:
    """What is wrong with the times and the place of one stretch, by field."""
    errors: dict[str, Any] = {}
    for field in ("starts", "ends"):
        value: datetime.time | None = getattr(hours, field)
        if value and (value.minute % 15 or value.second):
            errors[field] = _("Choose a whole quarter of an hour, such as 14:00 or 14:15.")
    if hours.starts and hours.ends and not is_forwards(hours.starts, hours.ends):
        errors["ends"] = _("The end must be later than the start.")
    if hours.book_directly and not (hours.place and hours.place.is_staffed):
        errors["book_directly"] = _("Times can be booked directly only at a place with staff.")
    return errors


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


class DeskHours(models.Model):
    """When somebody who works at the desk can come along to first meetings: one stretch of every week."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="desk_hours", verbose_name=_("person")
    )
    weekday = models.PositiveSmallIntegerField(_("day"), choices=Weekday.choices)
    starts = models.TimeField(_("from"))
    ends = models.TimeField(_("to"))

    class Meta:
        ordering = ["weekday", "starts"]
        constraints = [
            models.CheckConstraint(condition=FORWARDS, name="desk_hours_start_before_they_end"),
            models.UniqueConstraint(
                fields=["person", "weekday", "starts"], name="desk_hours_start_once_at_a_time"
            ),
        ]
        verbose_name = _("hours for first meetings")
        verbose_name_plural = _("hours for first meetings")

    def __str__(self) -> str:
        return f"{self.get_weekday_display()} {self.starts:%H:%M}–{end_in_figures(self.ends)}"


class DeskDaysOff(models.Model):
    """Days on which somebody who works at the desk comes along to nothing."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="desk_days_off", verbose_name=_("person")
    )
    first_day = models.DateField(_("first day"))
    last_day = models.DateField(_("last day"))

    class Meta:
        ordering = ["first_day"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(first_day__lte=models.F("last_day")),
                name="desk_days_off_start_before_they_end",
            )
        ]
        verbose_name = _("days off from first meetings")
        verbose_name_plural = _("days off from first meetings")

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
    buffer_before_minutes = models.PositiveSmallIntegerField(
        _("the mentor's pause before a meeting, minutes"),
        default=0,
        validators=[MaxValueValidator(120)],
    )
    travel_minutes = models.PositiveSmallIntegerField(
        _("the mentor's way from one place to another, minutes"),
        default=30,
        validators=[MaxValueValidator(240)],
        help_text=_("Between two meetings at different places there is at least so long."),
    )
    meetings_a_day = models.PositiveSmallIntegerField(
        _("a mentor's meetings a day, at most"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(12)],
        help_text=_("Empty: as many as there is time for. A week's number stands on each mentor's card."),
    )
    furthest_days = models.PositiveSmallIntegerField(
        _("how far ahead times are shown, days"),
        default=28,
        validators=[MinValueValidator(7), MaxValueValidator(180)],
    )
    closed_on_holidays = models.BooleanField(
        _("no meetings on public holidays"),
        default=True,
        help_text=_("Worked out from the calendar. Hours that a mentor gives for that very date still hold."),
    )
    closed_on_eves = models.BooleanField(
        _("no meetings on Midsummer's Eve, Christmas Eve and New Year's Eve"), default=True
    )
    closed_on_squeeze_days = models.BooleanField(
        _("no meetings on squeeze days"),
        default=False,
        help_text=_("A single working day between two days off."),
    )
    open_holds_at_most = models.PositiveSmallIntegerField(
        _("open requests in the whole installation, at most"), default=200
    )

    three_way_first_meetings = models.BooleanField(
        _("somebody from the desk comes along the first time two meet"),
        default=False,
        help_text=_(
            "Then only times can be chosen at which somebody can come: they write their hours on the desk."
        ),
    )
    remote_first_meetings = models.BooleanField(
        _("two may meet for the first time by phone or video"),
        default=False,
        help_text=_("Without a tick the first meeting is at a public place."),
    )
    video_address = models.CharField(
        _("address of video meetings"),
        max_length=200,
        blank=True,
        help_text=_(
            "Such as https://meet.example.org. Each meeting gets a room of its own there. Empty: no video."
        ),
    )

    panels = [
        FieldPanel("release_first_pairing"),
        FieldPanel("three_way_first_meetings"),
        FieldPanel("meeting_minutes"),
        FieldPanel("buffer_minutes"),
        FieldPanel("buffer_before_minutes"),
        FieldPanel("travel_minutes"),
        FieldPanel("meetings_a_day"),
        FieldPanel("furthest_days"),
        MultiFieldPanel(
            [
                FieldPanel("closed_on_holidays"),
                FieldPanel("closed_on_eves"),
                FieldPanel("closed_on_squeeze_days"),
            ],
            heading=_("Days off"),
        ),
        MultiFieldPanel(
            [FieldPanel("remote_first_meetings"), FieldPanel("video_address")],
            heading=_("By phone and video"),
        ),
        FieldPanel("open_holds_at_most"),
        FieldPanel("keeps_meetings"),
    ]

    base_form_class = RulesForm

    class Meta:
        verbose_name = _("pairings and meetings")

    def clean(self) -> None:
        """Video only where the installation allows it."""
        super().clean()
        if self.video_address and (problem := problem_with(self.video_address)):
            raise ValidationError({"video_address": problem})
