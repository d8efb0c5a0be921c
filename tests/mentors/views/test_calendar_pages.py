"""The calendar pages: a file of one's own meeting, and a feed at an address that only its owner was told."""

from __future__ import annotations

import re
import uuid

import pytest
from django.utils import timezone
from icalendar import Calendar

from mentors.booking.answering import accept
from mentors.booking.opening import open_meeting
from mentors.booking.reassigning import reassign
from mentors.booking.seats import take_seat
from mentors.calendars.feeds import switch_on
from mentors.calendars.models import CalendarFeed
from mentors.hours.models import PairingSettings
from mentors.links.tokens import token
from mentors.meetings.quarters import quarter_of
from tests.factories import CoordinatorFactory, MentorCardFactory, PersonFactory, PlaceFactory
from tests.mentors.scenes import choose_first, learner_with_card, mentor_with_time, suggest
from tests.mentors.views.browsing import text_of
from users.cards import issue_card
from users.locking import lock_account
from users.models import User

pytestmark = pytest.mark.one_database


@pytest.fixture
def booked(site):
    """A meeting that stands."""
    PairingSettings.objects.create(release_first_pairing=False)
    learner, mentor = learner_with_card(), mentor_with_time()
    suggest(learner, mentor)
    return accept(choose_first(learner, mentor), mentor)


def test_both_get_their_meeting_as_a_file_and_nobody_else(browser, booked):
    address = f"/sv/mote/{booked.pk}/mote.ics"
    for person in (booked.holder, booked.mentor):
        page = browser.sign_in(person).open(f"/sv/mote/{booked.pk}/")
        assert f'href="{address}"' in page
        response = browser.get(address)
        assert response["Content-Type"] == "text/calendar; charset=utf-8"
        assert "no-store" in response["Cache-Control"]
        assert booked.place.name not in response.content.decode()
        assert booked.place.name in browser.get(f"{address}?plats=1").content.decode()
    assert browser.sign_in(learner_with_card()).get(address).status_code == 404


@pytest.mark.parametrize("by_link", [False, True])
def test_whoever_gives_a_seat_back_gets_a_file_that_takes_it_out_of_the_calendar(browser, site, by_link):
    start = quarter_of(timezone.now()) + 2 * 96
    group = open_meeting(PersonFactory(), PlaceFactory(), start, start + 4, by=CoordinatorFactory())
    learner = learner_with_card()
    take_seat(group, learner, key=uuid.uuid4(), by=learner)
    browser.sign_in(learner)
    here = Calendar.from_ical(browser.get(f"/sv/mote/{group.pk}/mote.ics").content)
    if by_link:
        page = browser.send(f"/sv/m/{token(group, learner.contact_points.get())}/avboka/", {})
    else:
        page = browser.get(browser.send(f"/sv/mote/{group.pk}/avboka/", {}).headers["Location"])
    (address,) = re.findall(r'href="(/sv/mote/bort/[^"]+)"', page.content.decode())
    gone = Calendar.from_ical(browser.get(address).content)
    (before,), (after,) = here.walk("VEVENT"), gone.walk("VEVENT")
    assert (here["METHOD"], gone["METHOD"], after["STATUS"]) == ("PUBLISH", "CANCEL", "CANCELLED")
    assert (after["UID"], after["DTSTART"].dt) == (before["UID"], before["DTSTART"].dt)
    assert after["SEQUENCE"] > before["SEQUENCE"]
    assert browser.get(address.replace("/mote.ics", "a/mote.ics")).status_code == 404
    assert "/mote/bort/" not in browser.open("/sv/mina-moten/?bort=made-up")


def test_whoever_handed_a_meeting_on_finds_a_file_that_takes_it_out_of_the_calendar(browser, booked):
    mentor, stand_in = booked.mentor, MentorCardFactory(mentor=PersonFactory(phone="+46700000007")).mentor
    reassign(booked, stand_in, version=1, by=CoordinatorFactory())
    page = browser.sign_in(mentor).open("/sv/mentor/")
    assert "Någon annan tar ditt möte" in text_of(page)
    (address,) = re.findall(r'href="(/sv/mote/bort/[^"]+)"', page)
    (event,) = Calendar.from_ical(browser.get(address).content).walk("VEVENT")
    assert (event["UID"], event["SEQUENCE"], event["STATUS"]) == (str(booked.pk), 1, "CANCELLED")
    assert browser.get(f"/sv/mote/{booked.pk}/mote.ics").status_code == 404
    # A bookmark, or a calendar, still leads to the meeting: they read what became of it.
    assert browser.get(f"/sv/mote/{booked.pk}/").headers["Location"] == "/sv/mentor/#lost"
    assert "/mote/bort/" not in browser.sign_in(stand_in).open("/sv/mentor/")


def test_a_feed_is_switched_on_shown_once_and_switched_off(browser, other_browser, booked):
    browser.sign_in(booked.holder).open("/en/mina-moten/kalender/")
    assert browser.send("/en/mina-moten/kalender/", {"do": "on"}).status_code == 302
    page = browser.open("/en/mina-moten/kalender/")
    (address,) = re.findall(r"http://testserver(/en/kalender/[\w-]+\.ics)", page)
    assert address not in browser.open("/en/mina-moten/kalender/")
    content = other_browser.get(address).content.decode()
    assert str(booked.pk) in content
    assert booked.place.name not in content
    browser.send("/en/mina-moten/kalender/", {"do": "on", "shows_place": "on"})
    assert other_browser.get(address).status_code == 404
    browser.open("/en/mina-moten/kalender/")
    browser.send("/en/mina-moten/kalender/", {"do": "off"})
    assert "leads nowhere now" in text_of(browser.open("/en/mina-moten/kalender/"))
    assert not CalendarFeed.objects.exists()


def test_opening_the_page_makes_no_address(browser, booked):
    browser.sign_in(booked.holder).open("/en/mina-moten/kalender/")
    assert not CalendarFeed.objects.exists()


@pytest.mark.parametrize("secret", ["x", "A" * 32, "../admin", "%00", "é" * 16])
def test_an_address_that_nobody_has_leads_nowhere(other_browser, site, secret):
    assert other_browser.get(f"/sv/kalender/{secret}.ics").status_code == 404


def test_whoever_locks_their_account_takes_what_a_lost_phone_still_shows_with_it(browser, booked):
    secret = switch_on(booked.holder, shows_place=True)
    feed, link = f"/sv/kalender/{secret}.ics", f"/sv/m/{token(booked, booked.holder.contact_points.get())}/"
    assert [browser.get(address).status_code for address in (feed, link)] == [200, 200]
    lock_account(booked.holder)
    assert [browser.get(address).status_code for address in (feed, link)] == [404, 404]
    issue_card(User.objects.get(pk=booked.holder.pk))
    # A calendar is subscribed to anew; who has the lost phone still reads what was sent to it before.
    assert [browser.get(address).status_code for address in (feed, link)] == [404, 404]
