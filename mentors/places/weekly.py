"""Hours that come back week after week: what those of mentors and those of places have in common."""

from __future__ import annotations

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from mentors.places.closing import end_in_figures


class Weekday(models.IntegerChoices):
    """Days as `datetime.date.weekday()` numbers them."""

    MONDAY = 0, _("Monday")
    TUESDAY = 1, _("Tuesday")
    WEDNESDAY = 2, _("Wednesday")
    THURSDAY = 3, _("Thursday")
    FRIDAY = 4, _("Friday")
    SATURDAY = 5, _("Saturday")
    SUNDAY = 6, _("Sunday")


class HowOften(models.IntegerChoices):
    """In which weeks, as the number of weeks from one time to the next."""

    EVERY_WEEK = 1, _("every week")
    EVERY_OTHER_WEEK = 2, _("every other week")


class WeeklyRule(models.Model):
    """One stretch of a week on the clock of Europe/Stockholm, and in which weeks it holds. No table of its own.

    Every other week counts from the week of `first_day`, whatever number the calendar gives that week. Whose hours
    they are, and the constraints with names that say so, stand with each model.
    """

    weekday = models.PositiveSmallIntegerField(_("day"), choices=Weekday.choices)
    starts = models.TimeField(_("from"))
    ends = models.TimeField(_("to"))
    every = models.PositiveSmallIntegerField(
        _("how often"), choices=HowOften.choices, default=HowOften.EVERY_WEEK
    )
    first_day = models.DateField(
        _("from and including"),
        null=True,
        blank=True,
        help_text=_("For every other week: a day in the first of those weeks."),
    )
    last_day = models.DateField(_("to and including"), null=True, blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.get_weekday_display()} {self.starts:%H:%M}–{end_in_figures(self.ends)}"

    def problems_of_weeks(self) -> dict[str, str | Promise]:
        """What is wrong with the weeks in which it holds, by field."""
        problems: dict[str, str | Promise] = {}
        if self.every == HowOften.EVERY_OTHER_WEEK and not self.first_day:
            problems["first_day"] = _(
                "Write a day in the first of the weeks, so that we know which ones you mean."
            )
        if self.first_day and self.last_day and self.first_day > self.last_day:
            problems["last_day"] = _("The last day must not come before the first.")
        return problems
