"""What a mentor sees before and after the learner says so, and how a block looks from both sides."""

from __future__ import annotations

import datetime
import re
from typing import Any

import pytest

from courses.services.models import Fact
from mentors.booking.answering import accept
from mentors.hours.models import PairingSettings
from mentors.meetings.models import Meeting
from mentors.safety.models import Block, PrivateWish, Sharing
from tests.courses import pages
from tests.factories import PlaceFactory
from tests.mentors.scenes import choose_first, learner_with_card, mentor_with_time, suggest
from tests.mentors.views.browsing import Browser, text_of
from users.models import User

PHONE = "070-000 00 01"
PHONE_STORED = "+46700000001"


@pytest.fixture(autouse=True)
def _no_release(site: None) -> None:
    """Requests go straight to the mentor."""
    PairingSettings.objects.create(release_first_pairing=False)


@pytest.fixture
def two(site: None) -> tuple[User, User, Meeting]:
    """A learner and a mentor with a meeting that stands, tomorrow at two."""
    learner, mentor = learner_with_card(), mentor_with_time()
    suggest(learner, mentor)
    meeting = choose_first(learner, mentor)
    accept(meeting, mentor)
    return learner, mentor, meeting


def part_about(page: str) -> str:
    """What a page says about the other person: the boxes of who it is and of what is shown."""
    found = re.search(r'<div class="part">\s*<h2>You meet.*?</div>', page, re.DOTALL)
    shown = re.search(r'<dl class="facts">.*?</dl>', page, re.DOTALL)
    return (found.group() if found else "") + (shown.group() if shown else "")


def show(browser: Browser, other: User, *whats: str) -> Any:
    browser.open(f"/en/mina-moten/vem/{other.public_id}/")
    return browser.send(f"/en/mina-moten/vem/{other.public_id}/", {"whats": list(whats)})


def test_a_mentor_sees_alias_language_wish_and_place_and_nothing_else(two, browser, other_browser):
    learner, mentor, meeting = two
    page = browser.sign_in(mentor).open(f"/en/mote/{meeting.pk}/")
    assert learner.alias in page
    assert part_about(page)
    assert PHONE_STORED not in page
    assert learner.username not in page
    assert "facts" not in page[page.index("<main") :]
    own = other_browser.sign_in(learner).open(f"/en/mina-moten/vem/{mentor.public_id}/")
    assert part_about(own) == part_about(page), "the learner sees exactly what the mentor sees"


def test_what_is_shown_is_seen_at_the_next_request_and_gone_at_the_next_after(
    two, browser, other_browser, monday_at_ten
):
    learner, mentor, meeting = two
    browser.sign_in(learner)
    assert show(browser, mentor, "phone").status_code == 302
    other_browser.sign_in(mentor)
    assert PHONE_STORED not in other_browser.open(f"/en/mote/{meeting.pk}/"), "not before the day"
    monday_at_ten.move_to(meeting.starts_at - datetime.timedelta(hours=3))
    page = other_browser.open(f"/en/mote/{meeting.pk}/")
    assert PHONE_STORED in page
    own = browser.open(f"/en/mina-moten/vem/{mentor.public_id}/")
    assert part_about(own) == part_about(page) != ""
    show(browser, mentor)
    assert PHONE_STORED not in other_browser.open(f"/en/mote/{meeting.pk}/")
    assert not Sharing.objects.exists()


def test_what_is_shown_to_one_mentor_is_not_shown_to_another(two, browser, other_browser, monday_at_ten):
    learner, mentor, meeting = two
    other = mentor_with_time(weekday=2)
    suggest_again(learner, other)
    later = choose_first(learner, other)
    accept(later, other)
    show(browser.sign_in(learner), mentor, "phone")
    for moment, person, one, is_seen in (
        (meeting.starts_at, mentor, meeting, True),
        (later.starts_at, other, later, False),
    ):
        monday_at_ten.move_to(moment - datetime.timedelta(hours=1))
        page = other_browser.sign_in(person).open(f"/en/mote/{one.pk}/")
        assert (PHONE_STORED in page) == is_seen


def suggest_again(learner: User, mentor: User) -> None:
    learner.needs_card.suggestions.all().delete()
    suggest(learner, mentor)


def test_a_mentor_too_decides_what_a_learner_sees(two, browser, other_browser, monday_at_ten):
    learner, mentor, meeting = two
    monday_at_ten.move_to(meeting.starts_at - datetime.timedelta(hours=3))
    page = other_browser.sign_in(learner).open(f"/en/mote/{meeting.pk}/")
    assert "+46700000002" not in page
    show(browser.sign_in(mentor), learner, "phone")
    assert "+46700000002" in other_browser.open(f"/en/mote/{meeting.pk}/")


def test_nothing_can_be_shown_to_or_said_about_a_stranger(two, browser):
    learner, _mentor, _meeting = two
    stranger = mentor_with_time()
    browser.sign_in(learner)
    for address in (
        f"/en/mina-moten/vem/{stranger.public_id}/",
        f"/en/mina-moten/vem/{stranger.public_id}/inte/",
    ):
        assert browser.get(address).status_code == 404
        assert browser.send(address, {"whats": ["phone"]}).status_code == 404
    assert not Sharing.objects.exists()
    assert not Block.objects.exists()


def test_a_thing_that_does_not_exist_is_not_shown(two, browser):
    learner, mentor, _meeting = two
    response = show(browser.sign_in(learner), mentor, "is_staff")
    assert response.status_code == 200
    assert not Sharing.objects.exists()


def test_who_is_afraid_gets_the_emergency_number_as_the_register_has_it(two, browser):
    learner, mentor, _meeting = two
    address = f"/en/mina-moten/vem/{mentor.public_id}/inte/"
    browser.sign_in(learner)
    assert "emergency" not in browser.open(address)
    police = pages.service("polisen")
    Fact.objects.create(service=police, key="emergency", kind="phone", value="112", source=pages.source())
    page = browser.open(address)
    assert "Call the emergency number: 112" in text_of(page)
    assert 'href="tel:112"' in page


def test_two_who_do_not_meet_see_nothing_of_each_other(two, browser, other_browser):
    learner, mentor, meeting = two
    browser.sign_in(learner).open(f"/en/mina-moten/vem/{mentor.public_id}/inte/")
    response = browser.send(f"/en/mina-moten/vem/{mentor.public_id}/inte/")
    assert response.status_code == 302
    other_browser.sign_in(mentor)
    for address in ("/en/mentor/", f"/en/mote/{meeting.pk}/", "/en/mina-moten/vem/"):
        page = other_browser.open(address)
        assert learner.alias not in page, address
        assert "do not meet any more" not in page
    page = other_browser.open(f"/en/mote/{meeting.pk}/")
    assert "The meeting is cancelled" in text_of(page)
    assert other_browser.get(f"/en/mina-moten/vem/{learner.public_id}/").status_code == 404
    for address in ("/en/mina-moten/", f"/en/mote/{meeting.pk}/", "/en/traffa/forslag/"):
        assert mentor.alias not in browser.open(address), address


def test_a_mentors_page_of_a_cancelled_meeting_is_the_same_with_and_without_a_block(two, browser, site):
    """The negative control: nobody can tell a block from a meeting that was cancelled."""
    learner, mentor, meeting = two
    browser.sign_in(mentor)
    Meeting.objects.filter(pk=meeting.pk).update(state=Meeting.State.CANCELLED)
    before = text_of(browser.open(f"/en/mote/{meeting.pk}/"))
    Block.objects.create(by=learner, other=mentor)
    assert text_of(browser.open(f"/en/mote/{meeting.pk}/")) == before


def test_a_meeting_that_has_been_is_gone_for_both(two, browser, other_browser, monday_at_ten):
    learner, mentor, meeting = two
    monday_at_ten.move_to(meeting.ends_at + datetime.timedelta(hours=1))
    assert browser.sign_in(learner).get(f"/en/mote/{meeting.pk}/").status_code == 200
    Block.objects.create(by=mentor, other=learner)
    assert browser.get(f"/en/mote/{meeting.pk}/").status_code == 404
    assert other_browser.sign_in(mentor).get(f"/en/mote/{meeting.pk}/").status_code == 404


def test_one_can_change_ones_mind(two, browser, other_browser):
    learner, mentor, _meeting = two
    block = Block.objects.create(by=learner, other=mentor)
    assert other_browser.sign_in(mentor).send(f"/en/mina-moten/vem/igen/{block.pk}/").status_code == 404
    page = browser.sign_in(learner).open("/en/mina-moten/vem/")
    assert f"I can meet {mentor.alias} again" in text_of(page)
    assert browser.send(f"/en/mina-moten/vem/igen/{block.pk}/").status_code == 302
    assert not Block.objects.exists()


def test_private_wishes_are_kept_changed_and_taken_back(browser):
    learner = learner_with_card(languages=["so", "sv"])
    PlaceFactory(part_of_town="Norr")
    address = "/en/mina-moten/vem/"
    page = browser.sign_in(learner).open(address)
    assert 'value="so"' in page
    assert 'value="sv"' not in page
    browser.send(address, {"languages": ["so"], "parts_of_town": ["Norr"]})
    wish = PrivateWish.objects.get()
    assert (wish.languages, wish.parts_of_town) == (["so"], ["Norr"])
    page = browser.open(address)
    assert page.count(" checked") == 2
    assert browser.send(address, {"languages": ["xx"]}).status_code == 200
    assert browser.send(address, {}).status_code == 302
    assert not PrivateWish.objects.exists()


def test_a_whole_name_is_asked_about_once_and_the_person_decides(browser):
    learner = learner_with_card()
    browser.sign_in(learner)
    response = browser.send("/en/mina-moten/namn/", {"alias": "Amal Berg"})
    page = response.content.decode()
    assert response.status_code == 200
    assert "first and a last name" in page
    assert 'name="keep"' in page
    assert 'name="take_out"' not in page
    assert 'value="Amal Berg"' in page
    assert browser.send("/en/mina-moten/namn/", {"alias": "Amal Berg"}, keep="1").status_code == 302
    learner.refresh_from_db()
    assert learner.alias == "Amal Berg"
