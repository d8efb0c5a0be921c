"""A mentor's hours and days off, written the way people write times and days."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.typed_times import ClockField, DayField
from mentors.cards.forms import CalmForm
from mentors.cards.models import MentorCard
from mentors.hours.changing import Change
from mentors.hours.days import Weekly
from mentors.hours.models import HoursOnDate, WeeklyHours
from mentors.hours.remote import REMOTE
from mentors.hours.timetables import stretch_of
from mentors.places.closing import end_in_figures
from mentors.places.models import Place
from mentors.places.weekly import HowOften, Weekday

#: Further ahead than this a day is most likely a slip of the finger.
FURTHEST_DAYS = 366


class StretchForm(CalmForm):
    """From when to when, and where. Errors of the model's own rules stand beside the field they are about."""

    starts = ClockField(
        label=_("From"), error_messages={"required": _("Write when you can start, such as 14:00.")}
    )
    ends = ClockField(
        label=_("To"),
        is_end=True,
        error_messages={"required": _("Write when you have to stop, such as 17:00.")},
    )
    place = forms.ModelChoiceField(
        label=_("Where"),
        queryset=Place.objects.none(),
        empty_label=_("Choose a place"),
        error_messages={
            "required": _("Choose a place."),
            "invalid_choice": _("This place is no longer used."),
        },
    )
    nowhere = forms.BooleanField(label=_("By phone or video, at no place"), required=False)
    book_directly = forms.BooleanField(
        label=_("People can book these hours directly, without my answer"),
        help_text=_("Only at a place with staff. The meeting stands at once."),
        required=False,
    )

    def __init__(
        self, data: Any = None, *, card: MentorCard, going: Change | None = None, **kwargs: Any
    ) -> None:
        super().__init__(data, **kwargs)
        self.card = card
        #: What goes in the same moment is not in the way.
        self.going = going or Change()
        places = self.fields["place"]
        places.queryset = Place.objects.filter(is_open=True)  # type: ignore[attr-defined]
        places.label_from_instance = _name_and_staff  # type: ignore[attr-defined]
        meets_remotely = any(way in card.meeting_ways for way in REMOTE)
        places.required = not meets_remotely
        if not meets_remotely:
            del self.fields["nowhere"]

    def clean(self) -> dict[str, Any]:
        """The rules of the row, as far as the fields can be read, and no two stretches at once."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.pop("nowhere", False):
            cleaned["place"] = None
        elif not cleaned.get("place") and "place" not in self.errors:
            self.add_error("place", self.fields["place"].error_messages["required"])
        try:
            self.hours().clean()
        except ValidationError as problem:
            self.add_error(None, problem)
        if not self.errors and self.is_at_the_same_time():
            self.add_error(
                "starts",
                _("You already have hours at this time. Remove those first, or choose another time."),
            )
        return cleaned

    @abstractmethod
    def hours(self) -> WeeklyHours | HoursOnDate:
        """The row, not saved."""

    @abstractmethod
    def is_at_the_same_time(self) -> bool:
        """Whether the mentor has other hours then."""


class HoursForm(StretchForm):
    """A stretch of the week: a new one, or `row` to be changed."""

    weekday = forms.TypedChoiceField(
        label=_("Day"),
        choices=[("", _("Choose a day")), *Weekday.choices],
        coerce=int,
        error_messages={"required": _("Choose a day."), "invalid_choice": _("Choose a day.")},
    )
    every = forms.TypedChoiceField(
        label=_("How often"),
        choices=HowOften.choices,
        coerce=int,
        required=False,
        error_messages={"invalid_choice": _("Choose every week or every other week.")},
    )
    first_day = DayField(
        label=_("From which day"),
        help_text=_("Such as 24/12 or 2026-12-24. For every other week: a day in the first of those weeks."),
        required=False,
    )
    last_day = DayField(
        label=_("Until which day"), help_text=_("Empty: until you change it."), required=False
    )

    field_order = [
        "weekday",
        "starts",
        "ends",
        "place",
        "nowhere",
        "every",
        "first_day",
        "last_day",
        "book_directly",
    ]

    def __init__(
        self, data: Any = None, *, card: MentorCard, row: WeeklyHours | None = None, **kwargs: Any
    ) -> None:
        self.row = row
        if row is not None:
            kwargs["initial"] = _initial_of(row)
        super().__init__(data, card=card, **kwargs)

    def clean(self) -> dict[str, Any]:
        """As every stretch, and not from a day that is far away."""
        cleaned = super().clean()
        first = cleaned.get("first_day")
        if first and (first - timezone.localdate()).days > FURTHEST_DAYS:
            self.add_error("first_day", _("This is more than a year ahead. Check the year."))
        return cleaned

    def clean_every(self) -> int:
        """Every week where nothing was chosen."""
        return self.cleaned_data["every"] or HowOften.EVERY_WEEK

    def hours(self) -> WeeklyHours:
        """The stretch as the form says, not saved; with the key of the row that it changes."""
        return WeeklyHours(pk=self.row.pk if self.row else None, card=self.card, **self.cleaned_data)

    def is_at_the_same_time(self) -> bool:
        """Whether there is a week in which two stretches would overlap."""
        mine, *others = (
            Weekly(one.weekday, stretch_of(one), one.every, one.first_day, one.last_day)
            for one in (self.hours(), *self._other_rows())
        )
        return any(mine.meets(other) for other in others)

    def _other_rows(self) -> Iterable[WeeklyHours]:
        rows = self.card.weekly_hours.filter(weekday=self.cleaned_data["weekday"])
        gone = self.going.without_weekly | ({self.row.pk} if self.row else set())
        return rows.exclude(pk__in=gone).select_related("place")


class HoursOnDateForm(StretchForm):
    """Other hours on one date."""

    prefix = "date"

    day = DayField(
        label=_("Which day"),
        help_text=_("Such as 24/12 or 2026-12-24."),
        error_messages={"required": _("Write the day.")},
    )

    field_order = ["day", "starts", "ends", "place", "nowhere", "book_directly"]

    def clean(self) -> dict[str, Any]:
        """As every stretch, on a day to come that is no day off."""
        cleaned = super().clean()
        day = cleaned.get("day")
        if day is None:
            return cleaned
        today = timezone.localdate()
        if day < today:
            self.add_error("day", _("This day has passed. Write a day to come."))
        elif (day - today).days > FURTHEST_DAYS:
            self.add_error("day", _("This is more than a year ahead. Check the year."))
        elif (
            self.card.time_off.filter(first_day__lte=day, last_day__gte=day)
            .exclude(pk__in=self.going.without_off)
            .exists()
        ):
            self.add_error(
                "day", _("You have that day off. Remove the day off first, or choose another day.")
            )
        return cleaned

    def hours(self) -> HoursOnDate:
        """The new stretch, not saved."""
        return HoursOnDate(card=self.card, **self.cleaned_data)

    def is_at_the_same_time(self) -> bool:
        """Whether that date has other hours then."""
        mine = stretch_of(self.hours())
        rows = self.card.hours_on_dates.exclude(pk__in=self.going.without_dates)
        that_day = rows.filter(day=self.cleaned_data["day"]).select_related("place")
        return any(mine.overlaps(stretch_of(other)) for other in that_day)


class TimeOffForm(CalmForm):
    """Days on which the mentor meets nobody."""

    prefix = "off"

    first_day = DayField(
        label=_("First day"),
        help_text=_("Such as 24/12 or 2026-12-24."),
        error_messages={"required": _("Write the first day you are away.")},
    )
    last_day = DayField(label=_("Last day"), help_text=_("Leave it empty if it is one day."), required=False)

    def clean(self) -> dict[str, Any]:
        """Forwards, and neither over nor far away."""
        cleaned = super().clean() or self.cleaned_data
        first, last = cleaned.get("first_day"), cleaned.get("last_day")
        if first and not last and "last_day" not in self.errors:
            last = cleaned["last_day"] = first
        if not first or not last:
            return cleaned
        today = timezone.localdate()
        if last < first:
            self.add_error("last_day", _("The last day must not come before the first."))
        elif last < today:
            self.add_error("first_day", _("These days have passed. Write days to come."))
        elif (last - today).days > FURTHEST_DAYS:
            self.add_error("last_day", _("This is more than a year ahead. Check the year."))
        return cleaned


def _initial_of(row: WeeklyHours) -> dict[str, Any]:
    return {
        "weekday": row.weekday,
        "starts": f"{row.starts:%H:%M}",
        "ends": end_in_figures(row.ends),
        "place": row.place_id,
        "nowhere": row.place_id is None,
        "every": row.every,
        "first_day": row.first_day or "",
        "last_day": row.last_day or "",
        "book_directly": row.book_directly,
    }


def _name_and_staff(place: Place) -> str:
    return f"{place.name} ({_('staff on the spot')})" if place.is_staffed else place.name
