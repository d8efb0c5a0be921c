"""Who from the desk comes along: one's own hours, and somebody else for one meeting."""

from __future__ import annotations

import datetime

from django.urls import reverse

from mentors.hours.models import DeskHours
from tests.factories import CoordinatorFactory


def test_the_desk_writes_its_hours_and_chooses_who_comes_along(desk, coordinator, asked):
    mine = reverse("desk:my_hours")
    hours = {"weekday": "1", "starts": "14", "ends": "15"}
    assert desk.post(mine, hours).status_code == 302
    assert "hours from then on already" in desk.post(mine, hours).content.decode()
    row = DeskHours.objects.get()
    assert (row.person, row.weekday, row.starts) == (coordinator, 1, datetime.time(14))
    other = CoordinatorFactory()
    address = reverse("desk:come_along", args=[asked.pk])
    assert other.name in desk.get(address).content.decode()
    assert desk.post(address, {"person": str(other.public_id)}).status_code == 302
    assert other.name in desk.get(reverse("desk:meeting", args=[asked.pk])).content.decode()
    desk.post(mine, {"remove": str(row.pk)})
    assert not DeskHours.objects.exists()
