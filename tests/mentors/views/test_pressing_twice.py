"""A second press of the same button, and forms that race, make one card and one booking."""

from __future__ import annotations

import datetime
import uuid

from mentors.cards.draft import Draft
from mentors.cards.making import make_card
from mentors.cards.models import NeedsCard
from mentors.meetings.models import Booking, Meeting
from tests.mentors.scenes import learner_with_card, mentor_with_time
from tests.mentors.views.browsing import Browser, choice_on, key_on
from users.models import LoginCard, User

NOWHERE = {"places": [], "day_parts": [], "answer_way": "here", "phone": "", "email": ""}


def before_the_last_press(browser: Browser) -> dict[str, str]:
    """Two screens answered and the third open: what its form sends."""
    browser.open("/en/traffa/")
    browser.send("/en/traffa/", {"guides": ["bankid"]})
    browser.send("/en/traffa/sprak/", {"languages": ["so"]})
    return {"answer_way": "here", "key": key_on(browser.open("/en/traffa/nar/"))}


def test_the_second_press_finds_the_card_that_the_first_one_made(browser):
    answers = before_the_last_press(browser)
    cookies = {name: morsel.value for name, morsel in browser.cookies.items()}
    browser.send("/en/traffa/nar/", answers)
    # The browser gave up on the first answer: it still has the cookies from before, whose session is gone.
    again = Browser()
    again.cookies.load(cookies)
    response = again.send("/en/traffa/nar/", answers)
    assert response.headers["Location"] == "/en/traffa/forslag/"
    assert (NeedsCard.objects.count(), User.objects.count(), LoginCard.objects.count()) == (1, 1, 1)
    assert "login-code" in again.open("/en/mitt-kort/")


def test_the_key_of_a_card_opens_nothing_after_two_minutes(browser, monday_at_ten):
    answers = before_the_last_press(browser)
    browser.send("/en/traffa/nar/", answers)
    monday_at_ten.shift(datetime.timedelta(minutes=3))
    later = Browser()
    later.open("/en/traffa/")
    assert later.send("/en/traffa/nar/", answers).headers["Location"] == "/en/traffa/"
    assert "Nothing was saved" in later.open("/en/traffa/")


def test_the_public_number_of_a_person_is_not_the_key(browser):
    browser.answer_three_screens()
    other = Browser()
    other.open("/en/traffa/")
    answer = other.send("/en/traffa/nar/", {"answer_way": "here", "key": str(User.objects.get().public_id)})
    assert answer.headers["Location"] == "/en/traffa/"


def test_the_same_draft_made_twice_is_one_person(site):
    draft = Draft(guide_keys=["bankid"], languages=["so"])
    first = make_card(draft, NOWHERE, language="sv")
    second = make_card(draft, NOWHERE, language="sv")
    assert (second.needs_card.pk, second.login_card) == (first.needs_card.pk, None)
    assert first.login_card is not None


def test_choosing_twice_is_one_meeting(browser):
    mentor_with_time()
    browser.sign_in(learner_with_card())
    choice = choice_on(browser.open("/en/traffa/forslag/"))
    answers = {browser.send("/en/traffa/valj/", choice).headers["Location"] for _press in range(2)}
    assert answers == {f"/en/mote/{Meeting.objects.get().pk}/"}


def test_a_key_of_somebody_else_books_nothing(browser, other_browser):
    mentor_with_time(card={"capacity": 4}, ends=datetime.time(18))
    browser.sign_in(learner_with_card())
    choice = choice_on(browser.open("/en/traffa/forslag/"))
    browser.send("/en/traffa/valj/", choice)
    other_browser.sign_in(learner_with_card())
    page = other_browser.open("/en/traffa/forslag/")
    response = other_browser.send("/en/traffa/valj/", choice_on(page, key=choice["key"]))
    assert "This is not possible" in response.content.decode()
    assert Booking.objects.filter(idempotency_key=uuid.UUID(choice["key"])).count() == 1
    assert Meeting.objects.count() == 1


def test_a_form_without_its_token_changes_nothing(browser):
    mentor_with_time()
    browser.sign_in(learner_with_card())
    choice = choice_on(browser.open("/en/traffa/forslag/"))
    assert browser.post("/en/traffa/valj/", choice).status_code == 403
    assert not Meeting.objects.exists()
