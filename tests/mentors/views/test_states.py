"""Each state of a pairing has a plain word and a button for both; what is over shows at the desk only."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.users.models import UserProfile

from core.permission_matrix import Role
from mentors.booking.answering import accept
from mentors.booking.together import go_on, pause
from mentors.desk import looking
from mentors.matching.models import Pairing
from mentors.matching.states import begin, close, move
from tests.mentors.desk.asking import ask_somebody, learner_of, pairing_of
from tests.mentors.scenes import learner_with_card, mentor_with_time
from tests.mentors.views.browsing import Browser, text_of
from tests.roles import person_of, sign_in

pytestmark = pytest.mark.one_database

PAUSE, END_FOR_LEARNER, END_FOR_MENTOR = "Pause", "Change mentor", "Stop meeting"
#: By state: the word and the buttons, for the one who learns and for the one who shows.
STATES = {
    "chosen": (
        ("Waits for an answer.", ["Take the request back"]),
        ("Waits for your answer.", ["Answer"]),
    ),
    "accepted": (
        (
            "Both have said yes. Your first meeting is to come.",
            ["We have met, and go on", PAUSE, END_FOR_LEARNER],
        ),
        (
            "Both have said yes. Your first meeting is to come.",
            ["We have met, and go on", PAUSE, END_FOR_MENTOR],
        ),
    ),
    "active": (
        ("You meet each other.", [PAUSE, END_FOR_LEARNER]),
        ("You meet each other.", [PAUSE, END_FOR_MENTOR]),
    ),
    "paused": (
        ("You have a pause.", ["End the pause", END_FOR_LEARNER]),
        ("You have a pause.", ["End the pause", END_FOR_MENTOR]),
    ),
}


def test_every_open_state_is_here() -> None:
    assert list(STATES) == [str(state) for state in Pairing.OPEN_STATES]


@pytest.mark.parametrize("state", STATES)
def test_a_state_has_a_word_and_buttons_for_both(site: None, state: str) -> None:
    meeting = ask_somebody()
    learner, mentor = learner_of(meeting), meeting.mentor
    if state != "chosen":
        accept(meeting, mentor)
    if state in {"active", "paused"}:
        go_on(pairing_of(meeting), learner)
    if state == "paused":
        pause(pairing_of(meeting), mentor)
    assert Pairing.objects.get().state == state
    for person, (word, buttons) in zip((learner, mentor), STATES[state], strict=True):
        page = Browser().sign_in(person).open(f"/en/mina-moten/vi-tva/{meeting.pairing_id}/")
        assert word in text_of(page)
        for button in buttons:
            assert f">{button}</" in page


def test_what_is_over_shows_at_the_desk_only(site: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(looking, "reason_of_today", lambda viewer, public_id: "asked")
    learner, paired = learner_with_card(), {}
    for state in Pairing.OVER_STATES:
        mentor = mentor_with_time(card={"languages": ["ti"]})
        pairing = begin(learner, mentor, Pairing.State.CHOSEN, by=learner)
        if state == Pairing.State.ENDED:
            move(pairing, Pairing.State.ACCEPTED, by=mentor)
            close(pairing, by=mentor)
        else:
            move(pairing, state, by=mentor)
        assert pairing.state == state
        paired[pairing] = mentor
    browser = Browser().sign_in(learner)
    pages = [browser.open(address) for address in ("/en/mina-moten/", "/en/traffa/forslag/")]
    desk = Client()
    coordinator = person_of(Role.COORDINATOR)
    assert coordinator is not None
    UserProfile.objects.create(user=coordinator, preferred_language="en")
    sign_in(desk, coordinator)
    persons = desk.get(reverse("desk:person", args=[learner.public_id])).content.decode()
    for pairing, mentor in paired.items():
        assert not any(mentor.alias in page for page in pages)
        address = f"/en/mina-moten/vi-tva/{pairing.pk}/"
        assert browser.get(address).status_code == 404
        theirs = Browser().sign_in(mentor)
        assert learner.alias not in theirs.open("/en/mentor/")
        assert theirs.get(address).status_code == 404
        at_desk = reverse("desk:pair", args=[pairing.pk])
        assert at_desk in persons
        assert str(pairing.get_state_display()).capitalize()[:8] in desk.get(at_desk).content.decode()
