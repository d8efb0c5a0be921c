"""The picture filled in at the desk, from the form on paper."""

import pytest
from django.test import Client
from django.urls import reverse

from mentors.booking.answering import accept
from mentors.cards.models import NeedsCard
from mentors.desk.record import deeds_for
from tests.factories import NeedsCardFactory
from tests.mentors.desk.asking import ask_somebody, pairing_of
from users.models import User


@pytest.fixture
def card(db) -> NeedsCard:
    return NeedsCardFactory(wishes=["bankid", "1177"])


def address(card: NeedsCard) -> str:
    return reverse("desk:picture", args=[card.learner.public_id])


def answers(**more) -> dict:
    return {
        "order-order": "2 1",
        "can-own_words": "Laga mat",
        "languages-languages": ["so"],
        "devices-devices": ["button"],
        "obstacles-obstacles": ["factual"],
        "mentor-mentor_wish_in_words": "",
        **more,
    }


def test_without_saying_how_one_was_asked_nothing_is_done(desk: Client, card: NeedsCard) -> None:
    assert desk.post(address(card), answers()).status_code == 200
    assert (card.changes.count(), card.can_do.count()) == (0, 0)


def test_what_stands_on_paper_is_entered_with_its_channel(desk: Client, card: NeedsCard) -> None:
    response = desk.post(address(card), answers(how_asked="paper"))
    assert response.status_code == 302, response.content.decode()[:2000]
    card.refresh_from_db()
    assert [wish.guide_key for wish in card.wishes.all()] == ["1177", "bankid"]
    assert (card.devices, card.obstacles, card.languages) == (["button"], ["factual"], ["so"])
    assert {change.entered_by for change in card.changes.all()} == {"paper"}
    assert not card.changes.filter(by=card.learner).exists()
    person = User.objects.select_related("needs_card", "mentor_card", "login_card").get(pk=card.learner_id)
    assert len(deeds_for(person)) == 1


def test_the_desk_says_that_an_interpreter_is_arranged(desk: Client, card: NeedsCard) -> None:
    arranged = {"how_asked": "phone", "meeting-interpreter_arranged": "on"}
    refused = desk.post(address(card), answers(**arranged))
    assert refused.status_code == 200
    assert "Say also that they want an interpreter" in refused.content.decode()

    assert (
        desk.post(address(card), answers(**arranged, **{"meeting-needs_interpreter": "on"})).status_code
        == 302
    )

    card.refresh_from_db()
    assert (card.needs_interpreter, card.interpreter_arranged) == (True, True)


def test_numbers_in_own_words_stop_there_too(desk: Client, card: NeedsCard) -> None:
    wrong = desk.post(address(card), answers(**{"how_asked": "paper", "wishes-own_words": "811218-9876"}))
    assert wrong.status_code == 200
    assert card.changes.count() == 0


def test_a_pairing_is_ended_on_request_and_its_history_says_how(desk: Client) -> None:
    waiting = ask_somebody()
    meeting = accept(waiting, waiting.mentor)
    pairing = pairing_of(meeting)
    address = reverse("desk:pair", args=[pairing.pk])
    assert desk.post(address, {"who": "learner", "do": "end"}).status_code == 200
    pairing.refresh_from_db()
    assert pairing.state == "accepted"
    assert desk.post(address, {"who": "learner", "do": "end", "how_asked": "phone"}).status_code == 302
    pairing.refresh_from_db()
    assert pairing.state == "ended"
    assert pairing.events.get(after="ended").entered_by == "phone"
    page = desk.get(address).content.decode()
    assert "by phone, on request" in page
    assert 'name="do"' not in page
