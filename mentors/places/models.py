"""Places to meet: what they are, when they are open, what they have, and their rooms."""

from __future__ import annotations

import datetime
import re
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel

from core.privacy.admin_forms import GuardedModelForm
from mentors.places.closing import FORWARDS, is_forwards
from mentors.places.weekly import WeeklyRule


class PlaceKind(models.TextChoices):
    """What sort of place it is. None of them is anybody's home, and there is no such choice."""

    LIBRARY = "library", _("library")
    CITIZEN_CENTRE = "citizen_centre", _("citizen centre")
    ASSOCIATION = "association", _("an association's rooms")
    HOUSING = "housing", _("common room of a housing company")
    OTHER = "other", _("another place that is open to all")


#: Words of somebody's home: a flat's number, "care of", "at home".
_HOME = re.compile(r"\b(?:lgh|lägenhet|c/o|hemma|hemadress|bostad|apartment|flat|at home)\b", re.IGNORECASE)


class Place(ClusterableModel):
    """A public place where a mentor and a learner can meet. Home addresses are never entered."""

    name = models.CharField(_("name"), max_length=80, unique=True)
    kind = models.CharField(
        _("sort of place"), max_length=14, choices=PlaceKind.choices, default=PlaceKind.OTHER
    )
    part_of_town = models.CharField(
        _("part of town"), max_length=60, help_text=_("All that is shown before a meeting stands.")
    )
    address = models.CharField(_("street address"), max_length=120)
    way_there = models.CharField(_("how to get there"), max_length=200, blank=True)
    phone = models.CharField(_("phone"), max_length=20, blank=True)
    is_public = models.BooleanField(
        _("open to everybody"),
        default=True,
        help_text=_(
            "Two people meet for the first time only where others are about, and anybody may come in."
        ),
    )
    is_staffed = models.BooleanField(
        _("staff on the spot"), default=False, help_text=_("Only here can a time be booked directly.")
    )
    has_computers = models.BooleanField(_("computers"), default=False)
    has_printer = models.BooleanField(_("printer"), default=False)
    has_wifi = models.BooleanField(_("wifi that anybody may use"), default=False)
    has_quiet_room = models.BooleanField(_("a quiet room"), default=False)
    has_hearing_loop = models.BooleanField(_("hearing loop"), default=False)
    is_step_free = models.BooleanField(_("step-free"), default=False)
    is_open = models.BooleanField(_("in use"), default=True)

    base_form_class = GuardedModelForm

    class Meta:
        ordering = ["name"]
        verbose_name = _("place")
        verbose_name_plural = _("places")

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """Nobody's home."""
        errors = {
            field: _("This looks like somebody's home. People meet at public places only.")
            for field in ("name", "address", "way_there")
            if _HOME.search(getattr(self, field) or "")
        }
        if errors:
            raise ValidationError(errors)

    @property
    def what_there_is(self) -> list[str]:
        """What the place has, in everyday words."""
        words = {
            "has_computers": _("computers"),
            "has_printer": _("printer"),
            "has_wifi": _("wifi"),
            "has_quiet_room": _("a quiet room"),
            "has_hearing_loop": _("hearing loop"),
            "is_step_free": _("no steps on the way in"),
        }
        return [str(word) for field, word in words.items() if getattr(self, field)]


class PlaceHours(WeeklyRule):
    """When a place is open, week after week. A place without any is open whenever its mentors are."""

    place = ParentalKey(Place, on_delete=models.CASCADE, related_name="hours", verbose_name=_("place"))
    starts = models.TimeField(_("opens"))
    ends = models.TimeField(
        _("closes"), help_text=_("Midnight is 24:00. Hours that begin at 00:00 end at 23:45 at the latest.")
    )

    class Meta:
        ordering = ["weekday", "starts", "first_day"]
        constraints = [
            models.CheckConstraint(condition=FORWARDS, name="place_opens_before_it_closes"),
            # Two that never hold in the same week may open at the same time, so the day they begin with counts.
            models.UniqueConstraint(
                fields=["place", "weekday", "starts"],
                condition=models.Q(first_day=None),
                name="place_opens_once_at_a_time",
            ),
            models.UniqueConstraint(
                fields=["place", "weekday", "starts", "first_day"], name="place_begins_once_at_a_time"
            ),
            models.CheckConstraint(
                condition=models.Q(every=1) | models.Q(every=2, first_day__isnull=False),
                name="every_other_week_of_a_place_has_a_first_day",
            ),
            models.CheckConstraint(
                condition=models.Q(first_day=None)
                | models.Q(last_day=None)
                | models.Q(first_day__lte=models.F("last_day")),
                name="place_hours_begin_before_they_are_over",
            ),
        ]
        verbose_name = _("opening hours")
        verbose_name_plural = _("opening hours")

    def clean(self) -> None:
        """On the quarter, forwards, and with a week to count from."""
        errors = _problems_of_times(self.starts, self.ends) | self.problems_of_weeks()
        if errors:
            raise ValidationError(errors)


class PlaceDays(models.Model):
    """Days on which a place is closed, or open at other times than in other weeks; also on holidays."""

    place = ParentalKey(Place, on_delete=models.CASCADE, related_name="other_days", verbose_name=_("place"))
    first_day = models.DateField(_("first day"))
    last_day = models.DateField(_("last day"))
    starts = models.TimeField(_("opens"), null=True, blank=True, help_text=_("Empty: closed all day."))
    ends = models.TimeField(
        _("closes"),
        null=True,
        blank=True,
        help_text=_("Midnight is 24:00. Hours that begin at 00:00 end at 23:45 at the latest."),
    )

    class Meta:
        ordering = ["first_day", "starts"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(first_day__lte=models.F("last_day")),
                name="place_days_begin_before_they_end",
            ),
            models.CheckConstraint(
                condition=models.Q(starts=None, ends=None)
                | (models.Q(starts__isnull=False, ends__isnull=False) & FORWARDS),
                name="place_days_open_before_they_close",
            ),
        ]
        verbose_name = _("closed, or other hours")
        verbose_name_plural = _("closed, or other hours")

    def __str__(self) -> str:
        return f"{self.first_day}–{self.last_day}"

    def clean(self) -> None:
        """Forwards, and both times or none."""
        errors = _problems_of_times(self.starts, self.ends)
        if bool(self.starts) != bool(self.ends):
            errors["ends"] = _("Write both when it opens and when it closes, or neither.")
        if self.first_day and self.last_day and self.first_day > self.last_day:
            errors["last_day"] = _("The last day must not come before the first.")
        if errors:
            raise ValidationError(errors)


class Room(models.Model):
    """A room or a table that one meeting at a time can have. A place without any has room for all."""

    place = ParentalKey(Place, on_delete=models.CASCADE, related_name="rooms", verbose_name=_("place"))
    name = models.CharField(_("name"), max_length=60)
    seats = models.PositiveSmallIntegerField(
        _("seats"), default=3, validators=[MinValueValidator(2), MaxValueValidator(60)]
    )
    is_in_use = models.BooleanField(_("in use"), default=True)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["place", "name"], name="room_has_its_name_alone"),
            models.CheckConstraint(condition=models.Q(seats__gte=2), name="room_has_a_seat_for_two"),
        ]
        verbose_name = _("room or table")
        verbose_name_plural = _("rooms and tables")

    def __str__(self) -> str:
        return self.name


def _problems_of_times(starts: datetime.time | None, ends: datetime.time | None) -> dict[str, Any]:
    errors: dict[str, Any] = {}
    for field, value in (("starts", starts), ("ends", ends)):
        if value and (value.minute % 15 or value.second):
            errors[field] = _("Choose a whole quarter of an hour, such as 14:00 or 14:15.")
    if starts and ends and not is_forwards(starts, ends):
        errors["ends"] = _("The end must be later than the start.")
    return errors
