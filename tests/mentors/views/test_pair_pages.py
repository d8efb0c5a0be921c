"""The page of two who meet: a plain word, buttons for both, nothing for anybody else."""

import pytest

from mentors.booking.answering import accept
from mentors.matching.models import Pairing
from mentors.meetings.models import Meeting
from tests.factories import PersonFactory
from tests.mentors.desk.asking import ask_somebody, learner_of, pairing_of
from tests.mentors.views.browsing import Browser

pytestmark = pytest.mark.one_database


@pytest.fixture
def meeting(site) -> Meeting:
    waiting = ask_somebody()
    return accept(waiting, waiting.mentor)


def address(meeting: Meeting) -> str:
    return f"/en/mina-moten/vi-tva/{pairing_of(meeting).pk}/"


def test_both_see_where_they_are_and_can_pause_and_go_on(meeting: Meeting) -> None:
    for person, home in ((learner_of(meeting), "/en/mina-moten/"), (meeting.mentor, "/en/mentor/")):
        browser = Browser().sign_in(person)
        assert "Both have said yes. Your first meeting is to come." in browser.open(home)
        browser.open(address(meeting))
        browser.send(address(meeting), {"do": "pause"})
        assert "You have a pause." in browser.open(address(meeting))
        browser.send(address(meeting), {"do": "go_on"})
        assert "You have a pause." not in browser.open(address(meeting))


def test_changing_mentor_leaves_nothing_on_the_other_ones_pages(meeting: Meeting) -> None:
    learner = Browser().sign_in(learner_of(meeting))
    alias = learner_of(meeting).alias
    learner.open(address(meeting))
    response = learner.send(address(meeting), {"do": "end"})
    assert response.headers["Location"] == "/en/mina-moten/"
    mentor = Browser().sign_in(meeting.mentor)
    assert alias not in mentor.open("/en/mentor/")
    assert mentor.get(address(meeting)).status_code == 404
    assert alias not in mentor.open(f"/en/mote/{meeting.pk}/")
    assert meeting.mentor.alias not in learner.open(f"/en/mote/{meeting.pk}/")
    assert meeting.mentor.alias not in learner.open("/en/mina-moten/")
    assert Pairing.objects.get().state == Pairing.State.ENDED


def test_for_others_there_is_no_such_page_and_nonsense_changes_nothing(meeting: Meeting) -> None:
    assert Browser().sign_in(PersonFactory()).get(address(meeting)).status_code == 404
    browser = Browser().sign_in(learner_of(meeting))
    browser.open(address(meeting))
    assert browser.send(address(meeting), {"do": "chosen"}).status_code == 302
    assert Pairing.objects.get().state == Pairing.State.ACCEPTED


def test_a_mentor_pauses_to_a_day_and_a_wrong_day_is_told(site) -> None:
    from mentors.cards.models import MentorCard
    from tests.factories import MentorCardFactory

    card = MentorCardFactory()
    browser = Browser().sign_in(card.mentor)
    browser.open("/en/mentor/")
    wrong = browser.send("/en/mentor/paus/", {"takes_new": "no", "paused_until": "2020-01-01"})
    assert "That day has been" in wrong.content.decode()
    assert not MentorCard.objects.get().is_paused
    browser.send("/en/mentor/paus/", {"takes_new": "no", "paused_until": "2026-12-24"})
    assert "24 December" in browser.open("/en/mentor/")
    browser.send("/en/mentor/paus/", {"takes_new": "yes"})
    assert (MentorCard.objects.get().is_active, MentorCard.objects.get().paused_until) == (True, None)


def test_the_whole_mentor_card_is_kept(site) -> None:
    from mentors.cards.models import MentorCard
    from tests.factories import MentorCardFactory

    browser = Browser().sign_in(MentorCardFactory().mentor)
    browser.open("/en/mentor/kort/")
    answers = {
        "guides": ["bankid"],
        "languages": ["so"],
        "capacity": "2",
        "devices": ["android"],
        "meeting_ways": ["place", "phone"],
        "capacity_in_words": "One at a time",
        "rest_days": "٣",
        "meetings_a_week": "",
    }
    assert browser.send("/en/mentor/kort/", answers).status_code == 302
    card = MentorCard.objects.get()
    assert (card.devices, card.rest_days, card.meetings_a_week) == (["android"], 3, None)
    wrong = browser.send(
        "/en/mentor/kort/", {**answers, "rest_days": "99", "capacity_in_words": "811218-9876"}
    )
    assert "0 to 14" in wrong.content.decode()
    assert MentorCard.objects.get().capacity_in_words == "One at a time"
