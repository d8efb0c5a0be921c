"""A copy of everything and erasing, done at the desk on request."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from tests.mentors.scenes import learner_with_card
from users import erased_list
from users.models import Look, User

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_list(settings, tmp_path):
    settings.ERASED_LIST = tmp_path / "erased.txt"


def test_a_copy_is_made_on_a_press_and_the_person_sees_it(desk: Client, coordinator: User):
    learner = learner_with_card()
    address = reverse("desk:copy", args=[learner.public_id])
    assert desk.get(address).status_code == 405
    answer = desk.post(address)
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert learner.alias in answer.content.decode()
    assert Look.objects.get(person=learner, what="everything").viewer == coordinator


def test_erasing_shows_first_and_asks_how_it_was_asked_for(desk: Client):
    learner = learner_with_card()
    address = reverse("desk:erase", args=[learner.public_id])
    assert "This goes now, for good" in desk.get(address).content.decode()
    assert desk.post(address).status_code == 200
    assert User.objects.filter(pk=learner.pk).exists()
    assert desk.post(address, {"how_asked": "phone"}).status_code == 302
    assert not User.objects.filter(pk=learner.pk).exists()
    assert erased_list.hashes() == {erased_list.hash_of(learner.public_id)}


def test_nobody_who_works_here_is_erased_at_the_desk(desk: Client, coordinator: User):
    answer = desk.post(reverse("desk:erase", args=[coordinator.public_id]), follow=True)
    assert answer.status_code == 404
    assert User.objects.filter(pk=coordinator.pk).exists()
