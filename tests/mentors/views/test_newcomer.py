"""A newcomer with no e-mail and no phone goes from a guide to a booked meeting."""

from __future__ import annotations

from mentors.cards.channels import EntryChannel
from mentors.cards.models import NeedsCard
from mentors.hours.models import PairingSettings
from mentors.meetings.models import Meeting
from tests.mentors.scenes import mentor_with_time
from tests.mentors.views.browsing import choice_on, only_meeting, text_of
from users.models import ContactPoint, LoginCard, User


def test_a_newcomer_comes_from_a_step_to_a_meeting_that_stands(browser, other_browser):
    PairingSettings.objects.create(release_first_pairing=False)
    mentor = mentor_with_time()

    first = browser.open("/en/traffa/?guide=bankid&step=id-check")
    assert 'value="bankid" id="id_guides_0" checked' in first
    browser.send("/en/traffa/", {"guides": ["bankid"], "step_guide": "bankid", "step": "id-check"})
    browser.send("/en/traffa/sprak/", {"languages": ["so"]})
    assert not User.objects.exclude(pk=mentor.pk).exists()
    answer = browser.send("/en/traffa/nar/", {"answer_way": "here"})
    assert answer.headers["Location"] == "/en/traffa/forslag/"

    card = NeedsCard.objects.get()
    learner = card.learner
    assert (card.languages, card.answer_way, card.entered_by) == (["so"], "here", EntryChannel.WEB)
    assert [(wish.guide_key, wish.step_key) for wish in card.wishes.all()] == [("bankid", "id-check")]
    assert (learner.email, learner.name, learner.language) == ("", "", "en")
    assert not ContactPoint.objects.filter(user=learner).exists()
    assert LoginCard.objects.filter(user=learner).exists()

    page = browser.open("/en/traffa/forslag/")
    assert mentor.alias in page
    assert learner.alias in page
    assert "Storgatan" not in page
    booked = browser.send("/en/traffa/valj/", choice_on(page))
    meeting = only_meeting()
    assert booked.headers["Location"] == f"/en/mote/{meeting.pk}/"
    assert (meeting.state, meeting.guide_key, meeting.step_key) == ("held", "bankid", "id-check")

    waiting = text_of(browser.open(f"/en/mote/{meeting.pk}/"))
    assert "Your request is sent" in waiting
    assert "Write down your code or print your card" in waiting
    assert "Storgatan" not in waiting
    assert "Look here with your card" in waiting

    other_browser.sign_in(mentor)
    assert learner.alias in other_browser.open("/en/mentor/")
    asked = other_browser.open(f"/en/mentor/svar/{meeting.pk}/")
    assert f"You meet {learner.alias}" in text_of(asked)
    other_browser.send(f"/en/mentor/svar/{meeting.pk}/", {"answer": "yes"})

    stands = text_of(browser.open(f"/en/mote/{meeting.pk}/"))
    assert "Your meeting is booked" in stands
    assert "Storgatan" in stands
    assert "Title bankid en: Do id-check" in stands
    assert "Do id-check" in text_of(other_browser.open(f"/en/mote/{meeting.pk}/"))
    assert Meeting.objects.get().state == Meeting.State.STANDS


def test_the_card_is_shown_until_the_person_says_that_it_is_saved(browser):
    browser.answer_three_screens()
    card = browser.open("/en/mitt-kort/?next=/en/mina-moten/")
    assert "login-code" in card
    assert (
        browser.send("/en/mitt-kort/", {"next": "/en/mina-moten/"}).headers["Location"] == "/en/mina-moten/"
    )
    assert "Write down your code" not in browser.open("/en/mina-moten/")


def test_a_direct_time_stands_at_once_for_somebody_who_cannot_be_reached(browser):
    mentor_with_time(weekday=2)
    direct = mentor_with_time(book_directly=True)
    browser.answer_three_screens(third={"answer_way": "none"})
    page = browser.open("/en/traffa/forslag/")
    assert "Certain at once" in page
    assert "ask the next person" not in page
    assert {choice_on(page)["time"].split(".")[0]} == {str(direct.public_id)}
    browser.send("/en/traffa/valj/", choice_on(page))
    assert only_meeting().state == Meeting.State.STANDS


def test_the_answers_live_in_the_session_and_in_no_address(browser):
    browser.open("/en/traffa/")
    answer = browser.send("/en/traffa/", {"own_words": "I want to see my daughter on the phone"})
    assert answer.headers["Location"] == "/en/traffa/sprak/"
    assert browser.session["needs_draft"]["own_words"] == "I want to see my daughter on the phone"
    assert "my daughter" in browser.open("/en/traffa/")
    assert not NeedsCard.objects.exists()
    browser.send("/en/traffa/sprak/", {"languages": ["so"]})
    browser.send("/en/traffa/nar/", {"answer_way": "here"})
    assert "needs_draft" not in browser.session


def test_somebody_who_comes_again_changes_the_card_and_gets_no_second_one(browser):
    browser.answer_three_screens(third={"answer_way": "phone", "phone": "070-174 06 05"})
    card = NeedsCard.objects.get()
    assert 'value="bankid" id="id_guides_0" checked' in browser.open("/en/traffa/")
    browser.send("/en/traffa/", {"guides": ["fraud"], "own_words": "Dare to answer"})
    assert 'value="so" id="id_languages_3" checked' in browser.open("/en/traffa/sprak/")
    browser.send("/en/traffa/sprak/", {"languages": ["so", "ar"]})
    assert "+46701740605" in browser.open("/en/traffa/nar/")
    browser.send("/en/traffa/nar/", {"answer_way": "email", "email": "a@example.org"})

    changed = NeedsCard.objects.get()
    assert changed.pk == card.pk
    assert changed.languages == ["ar", "so"]
    assert [(wish.guide_key, wish.own_words) for wish in changed.wishes.all()] == [
        ("fraud", ""),
        ("", "Dare to answer"),
    ]
    assert [(point.kind, point.value) for point in ContactPoint.objects.all()] == [("email", "a@example.org")]


def test_a_mentor_who_wants_to_learn_keeps_the_phone_that_requests_come_to(browser):
    mentor = mentor_with_time()
    browser.sign_in(mentor).answer_three_screens()
    assert mentor.needs_card.answer_way == "here"
    assert [point.value for point in mentor.contact_points.all()] == ["+46700000002"]


def test_only_so_many_new_cards_come_from_one_address(browser, monkeypatch):
    monkeypatch.setattr("mentors.cards.caps.CAPS", {"new_card": "1/h/ip"})
    browser.answer_three_screens()
    browser.logout()
    browser.open("/en/traffa/")
    browser.send("/en/traffa/", {"guides": ["bankid"]})
    browser.send("/en/traffa/sprak/", {"languages": ["so"]})
    answer = browser.send("/en/traffa/nar/", {"answer_way": "here"})
    assert answer.status_code == 429
    assert "You have done nothing wrong" in answer.content.decode()
    assert answer.content.decode().count("031-390 06 00") >= 2
    assert NeedsCard.objects.count() == 1
