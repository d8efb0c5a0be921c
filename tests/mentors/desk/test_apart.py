"""Two people are kept apart because one of them called."""

import pytest
from django.test import Client
from django.urls import reverse

from mentors.meetings.models import Meeting
from mentors.safety.models import Block
from tests.factories import PersonFactory
from tests.mentors.desk.asking import learner_of

pytestmark = pytest.mark.django_db


def test_a_block_is_entered_by_phone_and_ends_what_is_between_the_two(desk: Client, asked: Meeting) -> None:
    learner = learner_of(asked)
    address = reverse("desk:apart", args=[learner.public_id])
    answer = desk.post(address, {"wanted": asked.mentor.alias, "how_asked": "phone"})
    assert answer.status_code == 302
    block = Block.objects.get()
    assert (block.by, block.other, block.entered_by) == (learner, asked.mentor, "phone")
    asked.refresh_from_db()
    assert asked.state == Meeting.State.CANCELLED
    assert desk.post(address, {"again": str(block.pk)}).status_code == 302
    assert not Block.objects.exists()


@pytest.mark.parametrize(
    "answers",
    [{"wanted": "Ingen Alls", "how_asked": "phone"}, {"wanted": "Ingen Alls"}, {"how_asked": "phone"}],
)
def test_nothing_is_done_for_somebody_who_is_not_found_or_did_not_ask(
    desk: Client, answers: dict[str, str]
) -> None:
    person = PersonFactory()
    answer = desk.post(reverse("desk:apart", args=[person.public_id]), answers)
    assert answer.status_code == 200
    assert not Block.objects.exists()


@pytest.mark.parametrize("number", ["999999", "x", "٣"])
def test_a_block_of_somebody_elses_is_not_taken_back(desk: Client, number: str) -> None:
    Block.objects.create(by=PersonFactory(), other=PersonFactory())
    person = PersonFactory()
    desk.post(reverse("desk:apart", args=[person.public_id]), {"again": number})
    assert Block.objects.count() == 1
