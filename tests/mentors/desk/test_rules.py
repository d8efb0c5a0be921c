"""The municipality's rules: meetings on days that would be closed are named before they are saved."""

from __future__ import annotations

import datetime
from typing import Any

from django.forms import ModelForm, model_to_dict
from django.utils import translation
from wagtail.contrib.settings.views import get_setting_edit_handler

from mentors.hours.models import HoursOnDate, PairingSettings
from mentors.meetings.models import Meeting
from mentors.meetings.quarters import quarter_of
from tests.mentors.scenes import STOCKHOLM

EPIPHANY = datetime.date(2027, 1, 6)


def sent(**changed: Any) -> ModelForm:
    """The form as the page sends it, with what is changed."""
    rules = PairingSettings.objects.get()
    now = {
        name: value
        for name, value in model_to_dict(rules).items()
        if value is not None and value is not False
    }
    return get_setting_edit_handler(PairingSettings).get_form_class()({**now, **changed}, instance=rules)


def test_meetings_on_a_day_that_would_be_closed_are_shown_first(unreleased: Meeting) -> None:
    PairingSettings.objects.update(closed_on_holidays=False)
    start = quarter_of(datetime.datetime.combine(EPIPHANY, datetime.time(14), tzinfo=STOCKHOLM))
    Meeting.objects.update(start_quarter=start, end_quarter=start + 4)
    assert sent(closed_on_squeeze_days="on").is_valid()
    form = sent(closed_on_holidays="on", keeps_meetings="on")
    with translation.override("en"):
        assert not form.is_valid()
    assert "Wednesday 6 January at 14:00" in str(form.errors["keeps_meetings"])
    assert form["seen_meetings"].value() == str(unreleased.pk)
    again = sent(closed_on_holidays="on", keeps_meetings="on", seen_meetings=str(unreleased.pk))
    assert again.is_valid()
    again.save()
    assert PairingSettings.objects.get().closed_on_holidays
    # It is closed already: nothing more is asked.
    assert sent(meeting_minutes="45").is_valid()


def test_meetings_by_video_are_shown_before_their_link_is_another(unreleased: Meeting, settings: Any) -> None:
    settings.VIDEO_HOSTS = frozenset({"meet.example.org"})
    PairingSettings.objects.update(video_address="https://meet.example.org")
    assert sent(video_address="").is_valid()
    Meeting.objects.update(way="video", place=None, video_room="a" * 32)
    assert sent(meeting_minutes="45").is_valid()
    for address in ("", "https://meet.example.org/rooms"):
        form = sent(video_address=address)
        assert not form.is_valid()
        assert form["seen_meetings"].value() == str(unreleased.pk)


def test_hours_for_that_very_date_hold_on_a_closed_day(unreleased: Meeting) -> None:
    PairingSettings.objects.update(closed_on_holidays=False)
    start = quarter_of(datetime.datetime.combine(EPIPHANY, datetime.time(14), tzinfo=STOCKHOLM))
    Meeting.objects.update(start_quarter=start, end_quarter=start + 4)
    HoursOnDate.objects.create(
        card=unreleased.mentor.mentor_card,
        day=EPIPHANY,
        starts=datetime.time(13),
        ends=datetime.time(16),
        place=unreleased.place,
    )
    assert sent(closed_on_holidays="on").is_valid()
