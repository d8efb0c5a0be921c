"""Forms of the admin for what meetings stand on: which ones a change touches is shown before it is saved."""

from __future__ import annotations

from abc import abstractmethod
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.privacy.admin_forms import GuardedModelForm
from mentors.cards.models import MentorCard
from mentors.hours.days import closed_days, date_of
from mentors.hours.video import link_to
from mentors.meetings.models import Meeting
from mentors.meetings.times import with_date


class SeenField(forms.Field):
    """The keys of the meetings that the page has shown, hidden in its form."""

    widget = forms.HiddenInput

    def clean(self, value: Any) -> frozenset[str]:
        """Whatever was sent; only what is a meeting's key counts."""
        return frozenset(str(value or "").split(","))


class FormThatShowsMeetings(GuardedModelForm):
    """Saves nothing until every meeting to come that it touches has been shown, and whoever saves it has said yes."""

    #: As the page sent it.
    data: Any

    keeps_meetings = forms.BooleanField(
        label=gettext_lazy(
            "Save although this touches meetings to come. They stand until somebody moves them."
        ),
        required=False,
    )
    seen_meetings = SeenField(required=False)

    def is_valid(self) -> bool:
        """With the rows below it, and with every meeting seen."""
        if not super().is_valid():
            return False
        touched = self.touched()
        keys = {str(meeting.pk) for meeting in touched}
        said = self.cleaned_data
        if not touched or (said["keeps_meetings"] and keys <= said["seen_meetings"]):
            return True
        self.data = self.data.copy()
        self.data[self.add_prefix("seen_meetings")] = ",".join(sorted(keys))
        self.add_error(
            "keeps_meetings",
            _("Nothing is saved yet. This touches meetings to come: %(meetings)s. Tick to save anyway.")
            % {"meetings": "; ".join(with_date(meeting.starts_at) for meeting in touched)},
        )
        return False

    @abstractmethod
    def touched(self) -> list[Meeting]:
        """Meetings to come that lose what they stand on, the earliest first. Asked when everything else is right."""


class RulesForm(FormThatShowsMeetings):
    """The municipality's rules: which meetings lie on days that would be closed from now on, or lose their link."""

    def touched(self) -> list[Meeting]:
        """Those on days that would be closed, and those by video whose link would be another or none."""
        before = type(self.instance).objects.first() or type(self.instance)()
        live = Meeting.objects.filter(state__in=[Meeting.State.HELD, Meeting.State.STANDS])
        coming = list(live.ending_after(timezone.now()).order_by("start_quarter", "pk"))
        closed = self._on_closed_days(coming, before)
        return [one for one in coming if one in closed or self._has_another_link(one, before)]

    def _on_closed_days(self, coming: list[Meeting], before: Any) -> set[Meeting]:
        """Not those of a mentor who has said hours for that very date: they hold on a closed day too."""
        was_closed, is_closed = closed_days(before), closed_days(self.instance)
        days = {one: date_of(one.start_quarter) for one in coming}
        newly = {one: day for one, day in days.items() if is_closed(day) and not was_closed(day)}
        said = MentorCard.objects.filter(hours_on_dates__day__in=set(newly.values()))
        excepted = set(said.values_list("mentor", "hours_on_dates__day"))
        return {
            one
            for one, day in newly.items()
            if one.format != Meeting.Format.ONE_TO_ONE or (one.mentor_id, day) not in excepted
        }

    def _has_another_link(self, meeting: Meeting, before: Any) -> bool:
        links = {link_to(meeting.video_room, rules.video_address) for rules in (before, self.instance)}
        return len(links) > 1
