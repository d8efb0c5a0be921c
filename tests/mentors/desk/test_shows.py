"""Showing something to a mentor, and private wishes, entered at the desk because the person called."""

import pytest
from django.test import Client
from django.urls import reverse

from mentors.desk.record import deeds_for
from mentors.meetings.models import Meeting
from mentors.safety.models import PrivateWish, Sharing
from tests.mentors.desk.asking import learner_of
from users.models import User

pytestmark = pytest.mark.django_db


def deeds(person: User) -> list[tuple[str, str]]:
    return [(deed.entry.data["about"], deed.entry.data["entered_by"]) for deed in deeds_for(person)]


def test_what_the_learner_shows_is_entered_by_phone_and_taken_back(desk: Client, asked: Meeting) -> None:
    learner = learner_of(asked)
    address = reverse("desk:shows", args=[learner.public_id])
    box = f"{asked.mentor.public_id.hex}-whats"
    assert desk.post(address, {box: ["phone"]}).status_code == 200  # nobody said how they were asked
    assert not Sharing.objects.exists()
    assert desk.post(address, {box: ["phone"], "how_asked": "phone"}).status_code == 302
    row = Sharing.objects.get()
    assert (row.owner, row.seen_by, row.what, row.entered_by) == (learner, asked.mentor, "phone", "phone")
    assert " checked" in desk.get(address).content.decode()
    desk.post(address, {"how_asked": "in_person"})
    assert not Sharing.objects.exists()
    assert len(deeds(learner)) == 2


def test_a_private_wish_is_added_and_what_is_there_is_neither_shown_nor_lost(
    desk: Client, asked: Meeting
) -> None:
    learner = learner_of(asked)
    PrivateWish.objects.create(learner=learner, languages=[], parts_of_town=["Hemliga backen"])
    address = reverse("desk:wishes", args=[learner.public_id])
    assert "Hemliga backen" not in desk.get(address).content.decode()
    desk.post(address, {"languages": ["so"], "how_asked": "phone"})
    wish = PrivateWish.objects.get()
    assert (wish.languages, wish.parts_of_town) == (["so"], ["Hemliga backen"])
    assert deeds(learner) == [("wishes", "phone")]
    assert "Hemliga" not in str(deeds_for(learner)[0].entry.data)
    desk.post(address, {"start_over": "on", "how_asked": "phone"})
    assert not PrivateWish.objects.exists()
