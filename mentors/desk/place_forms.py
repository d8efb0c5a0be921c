"""The form of a place in the admin: what a change of its hours touches is shown before it is saved."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.privacy.admin_forms import GuardedModelForm
from mentors.hours.clock import wall_quarter
from mentors.hours.opening import Opening
from mentors.hours.place_changing import meetings_outside
from mentors.meetings.models import Meeting
from mentors.meetings.times import with_date


class PlaceForm(GuardedModelForm):
    """A place with its hours, certain days and rooms."""

    keeps_meetings = forms.BooleanField(
        label=gettext_lazy(
            "Save although meetings lie outside of the hours. They stand until somebody moves them."
        ),
        required=False,
    )

    def is_valid(self) -> bool:
        """With the rows below it, and with every meeting that loses its hours seen."""
        if not super().is_valid():
            return False
        touched = self._touched()
        if touched and not self.cleaned_data.get("keeps_meetings"):
            self.add_error("keeps_meetings", _what_is_touched(touched))
            return False
        return True

    def _touched(self) -> list[Meeting]:
        if not self.instance.pk:
            return []
        return meetings_outside(self.instance, self._opening(), is_open=self.cleaned_data["is_open"])

    def _opening(self) -> Opening:
        """As the form says it."""
        weekly = [
            (row["weekday"], wall_quarter(row["starts"]), wall_quarter(row["ends"]))
            for row in self._rows("hours")
        ]
        days = [
            (
                row["first_day"],
                row["last_day"],
                (wall_quarter(row["starts"]), wall_quarter(row["ends"])) if row["starts"] else None,
            )
            for row in self._rows("other_days")
        ]
        return Opening(weekly, days)

    def _rows(self, name: str) -> list[dict]:
        """What is filled in below, without what is to be deleted."""
        return [
            form.cleaned_data
            for form in self.formsets[name].forms
            if form.cleaned_data and not form.cleaned_data.get("DELETE")
        ]


def _what_is_touched(meetings: list[Meeting]) -> str:
    return _(
        "Nothing is saved yet. These meetings lie outside of the new hours: %(meetings)s. Tick to save anyway."
    ) % {"meetings": "; ".join(with_date(meeting.starts_at) for meeting in meetings)}
