"""Who from the desk comes along: one's own hours, and somebody else for one meeting."""

from __future__ import annotations

import datetime

from django.urls import reverse

from mentors.booking.answering import accept
from mentors.hours.coming_along import ComingAlong
from mentors.hours.models import DeskDaysOff, DeskHours, PairingSettings
from mentors.meetings.models import Meeting
from mentors.meetings.quarters import quarter_of
from tests.factories import CoordinatorFactory
from tests.mentors.scenes import NOW


def test_the_desk_writes_its_hours_and_chooses_who_comes_along(desk, coordinator, asked):
    mine = reverse("desk:my_hours")
    hours = {"weekday": "1", "starts": "14", "ends": "15"}
    assert desk.post(mine, {**hours, "starts": "14:10"}).context["form"].errors.keys() == {"starts"}
    assert desk.post(mine, hours).status_code == 302
    assert "hours from then on already" in desk.post(mine, hours).content.decode()
    row = DeskHours.objects.get()
    assert (row.person, row.weekday, row.starts) == (coordinator, 1, datetime.time(14))
    other = CoordinatorFactory()
    address = reverse("desk:come_along", args=[asked.pk])
    assert other.name in desk.get(address).content.decode()
    assert desk.post(address, {"person": str(other.public_id)}).status_code == 302
    assert other.name in desk.get(reverse("desk:meeting", args=[asked.pk])).content.decode()
    # Hours that hold a meeting go when it has been seen, and the meeting stands.
    Meeting.objects.update(coordinator=coordinator)
    remove = {"do": "remove", "row": str(row.pk)}
    assert desk.post(mine, remove).context["touched"] == [asked]
    assert DeskHours.objects.exists()
    off = {"do": "off", "off-first_day": "1/12", "off-last_day": "2026-12-04"}
    assert desk.post(mine, off).context["touched"] == [asked]
    assert not DeskDaysOff.objects.exists()
    tuesday = [quarter_of(NOW) + 112, quarter_of(NOW) + 116]
    week_later = [one + 672 for one in tuesday]

    def can_come(times: list[int]) -> bool:
        return ComingAlong(NOW, lambda _day: False, asked.pk).who(*times) == [coordinator.pk]

    assert can_come(tuesday)
    desk.post(mine, {**off, "seen": str(asked.pk)})
    assert (can_come(tuesday), can_come(week_later)) == (False, True)
    desk.post(mine, {"do": "back", "row": str(DeskDaysOff.objects.get().pk)})
    assert can_come(tuesday)
    desk.post(mine, {**remove, "seen": str(asked.pk)})
    assert not DeskHours.objects.exists()
    assert Meeting.objects.get().coordinator == coordinator


def test_the_desk_sees_first_meetings_that_nobody_comes_along_to(desk, asked, coordinator):
    PairingSettings.objects.update(three_way_first_meetings=True)
    first = accept(asked, asked.mentor)
    page = desk.get("/admin/desk/")
    assert [row.meeting for row in page.context["alone"].rows] == [first]
    assert "nobody from the desk comes along yet (1)" in page.content.decode()
    mark = "The first meeting of these two, and nobody from the desk comes along yet."
    assert mark in desk.get("/admin/desk/week/").content.decode()
    desk.post(reverse("desk:come_along", args=[first.pk]), {"person": str(coordinator.public_id)})
    assert desk.get("/admin/desk/").context["alone"].rows == []
    assert mark not in desk.get("/admin/desk/week/").content.decode()
