"""Giving, changing and taking away one's own number and address."""

import pytest

from mentors.cards.models import AnswerWay
from tests.factories import NeedsCardFactory, PersonFactory

pytestmark = pytest.mark.django_db
ADDRESS = "/en/mina-moten/nummer/"


def test_a_number_is_changed_and_taken_away_and_the_answer_comes_another_way(client):
    card = NeedsCardFactory(learner=PersonFactory(phone="+46701740605"), answer_way=AnswerWay.PHONE)
    client.force_login(card.learner, backend="users.sign_in.LoginCardBackend")
    assert 'value="+46701740605"' in client.get(ADDRESS).content.decode()
    assert client.post(ADDRESS, {"phone": "1234", "email": ""}).status_code == 200
    assert client.post(ADDRESS, {"phone": "070-174 06 12", "email": "Bjork@Example.se"}).status_code == 302
    assert {one.kind: one.value for one in card.learner.contact_points.all()} == {
        "phone": "+46701740612",
        "email": "bjork@example.se",
    }
    client.post(ADDRESS, {"phone": "", "email": ""})
    assert not card.learner.contact_points.exists()
    card.refresh_from_db()
    assert card.answer_way == AnswerWay.HERE
