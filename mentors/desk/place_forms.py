"""The form of a place in the admin: which meetings a change of it touches is shown before it is saved."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from itertools import combinations
from typing import Any

from django.db import transaction
from django.forms import ModelForm, TimeInput
from django.utils.translation import gettext as _

from mentors.booking.occupying import give_rooms, lock_meetings_at
from mentors.booking.shut_out import tell_of_lost_rooms, tell_of_other_rooms
from mentors.hours.admin_forms import FormThatShowsMeetings
from mentors.hours.clock import wall_span
from mentors.hours.closed_places import NEED_NO_STEPS
from mentors.hours.opening import Opening, weekly_of
from mentors.hours.place_changing import (
    coming_at,
    meetings_outside,
    meetings_that_find_no_room,
    meetings_without_room,
)
from mentors.matching.models import Pairing
from mentors.meetings.models import Meeting
from mentors.places.closing import MIDNIGHT, end_in_figures
from mentors.places.models import Place, Room


class ClosingInput(TimeInput):
    """When a place closes. Midnight is shown as 24:00, and can be written so; the picker of the admin knows no 24."""

    def format_value(self, value: Any) -> str | None:
        """Midnight as 24:00, also where the page comes back with what was written."""
        shown = super().format_value(value)
        return end_in_figures(MIDNIGHT) if shown in {"00:00", "00:00:00"} else shown

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> Any:
        """24:00 as the field takes it."""
        typed = super().value_from_datadict(data, files, name)
        return "00:00" if str(typed).strip() in {"24", "24:00", "24.00"} else typed


class PlaceForm(FormThatShowsMeetings):
    """A place with its hours, certain days and rooms."""

    #: Meetings that lose their room by the change, once `touched` has been asked.
    _without_room: frozenset[uuid.UUID] = frozenset()

    def touched(self) -> list[Meeting]:
        """Those that lose their hours, their room, a public place for the first time two meet, or a way in."""
        place = self.instance
        if not place.pk:
            return []
        without_room = meetings_without_room(place, self._seats())
        self._without_room = frozenset(one.pk for one in without_room)
        found = {
            *meetings_outside(place, self._opening(), is_open=self.cleaned_data["is_open"]),
            *without_room,
        }
        if not Room.objects.filter(place=place.pk, is_in_use=True).exists():
            found |= set(meetings_that_find_no_room(place, {**self._seats(), **self._seats_of_new_rooms()}))
        before = Place.objects.get(pk=place.pk)
        if before.is_step_free and not self.cleaned_data["is_step_free"]:
            found |= set(coming_at(place).filter(NEED_NO_STEPS))
        if before.is_public and not self.cleaned_data["is_public"]:
            two = coming_at(place).filter(format=Meeting.Format.ONE_TO_ONE)
            found |= set(two.exclude(pairing__state=Pairing.State.ACTIVE))
        return sorted(found, key=lambda one: (one.start_quarter, one.pk))

    def save(self, commit: bool = True) -> Place:
        """As it is; meetings that are booked there already get their rooms in the same moment.

        Whoever loses the room of a meeting is told, and whether it has another one instead.
        """
        with transaction.atomic():
            if self.instance.pk:
                lock_meetings_at(self.instance)
            place: Place = super().save(commit=commit)
            if commit:
                given = give_rooms(place)
                tell_of_lost_rooms(self._without_room - given)
                tell_of_other_rooms(self._without_room & given)
        return place

    def is_valid(self) -> bool:
        """With no two opening hours that hold at the same time: one of them would be forgotten there."""
        if not super().is_valid():
            return False
        weekly = list(self._opening().weekly)
        if not any(one.meets(other) for one, other in combinations(weekly, 2)):
            return True
        self.add_error(
            None,
            _(
                "Two of the opening hours hold at the same time. Let the one end the day before the other begins: "
                "for summer hours, the ordinary ones until 31 May, and anew from 1 September."
            ),
        )
        return False

    def _opening(self) -> Opening:
        """As the form says it."""
        weekly = [
            weekly_of(
                row["weekday"],
                wall_span(row["starts"], row["ends"]),
                row["every"],
                row["first_day"],
                row["last_day"],
            )
            for row in self._rows("hours")
        ]
        days = [
            (
                row["first_day"],
                row["last_day"],
                wall_span(row["starts"], row["ends"]) if row["starts"] else None,
            )
            for row in self._rows("other_days")
        ]
        return Opening(weekly, days)

    def _seats(self) -> dict[int, int]:
        """By room that is there already, how many seats it has in use after the change."""
        return {
            form.instance.pk: form.cleaned_data["seats"]
            for form in self._filled("rooms")
            if form.instance.pk and form.cleaned_data["is_in_use"]
        }

    def _seats_of_new_rooms(self) -> dict[int, int]:
        """By numbers that no room has."""
        new = (form.cleaned_data for form in self._filled("rooms") if not form.instance.pk)
        return {-number: row["seats"] for number, row in enumerate(new, start=1) if row["is_in_use"]}

    def _rows(self, name: str) -> list[dict]:
        return [form.cleaned_data for form in self._filled(name)]

    def _filled(self, name: str) -> list[ModelForm]:
        """What is filled in below, without what is to be deleted."""
        return [
            form
            for form in self.formsets[name].forms
            if form.cleaned_data and not form.cleaned_data.get("DELETE")
        ]
