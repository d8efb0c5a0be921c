"""Borrowing from the pages: who sees what, what a button does, and that nothing is anybody's fault."""

from __future__ import annotations

import pytest

from mentors.loans import lending
from mentors.loans.models import DeviceKind, Loan
from tests.factories import CoordinatorFactory, DeviceFactory, PersonFactory
from tests.mentors.views.browsing import text_of

PHONE = DeviceKind.SMARTPHONE


@pytest.fixture
def device(site):
    """One smartphone."""
    return DeviceFactory()


def test_everybody_sees_what_there_is_and_how_to_get_it(browser, device):
    seen = text_of(browser.open("/en/lana/"))
    assert "A smartphone 1 is free today." in seen
    assert "Sign in with your login card" in seen
    assert device.label not in seen


def test_an_empty_shelf_is_no_dead_end(browser):
    seen = text_of(browser.open("/en/lana/"))
    assert "A library has computers that you can use." in seen
    assert "031-390 06 00" in seen


def test_a_person_reserves_and_is_told_where_to_fetch_it(browser, device):
    person = PersonFactory()
    browser.sign_in(person).open("/en/lana/")
    answer = browser.send("/en/lana/", {"kind": PHONE.value})
    loan = Loan.objects.get()
    assert answer.headers["Location"] == f"/en/lana/mitt/{loan.pk}/"
    seen = text_of(browser.open(answer.headers["Location"]))
    assert f"{device.place.name} {device.place.address}" in seen
    assert f"you come for {device.label} ." in seen
    browser.send(f"/en/lana/mitt/{loan.pk}/", {"do": "withdraw"})
    assert "You have given it back to others." in text_of(browser.open(f"/en/lana/mitt/{loan.pk}/"))


def test_nobody_signed_in_is_led_to_the_card_and_nothing_is_reserved(browser, device):
    browser.open("/en/traffa/")
    answer = browser.send("/en/lana/", {"kind": PHONE.value})
    assert answer.headers["Location"].startswith("/en/in/?next=")
    assert not Loan.objects.exists()


def test_when_somebody_was_faster_it_is_said(browser, device):
    other = PersonFactory()
    browser.sign_in(PersonFactory()).open("/en/lana/")
    lending.reserve(other, PHONE, other)
    page = browser.send("/en/lana/", {"kind": PHONE.value}).content.decode()
    assert "All are with others right now. Call us" in page


@pytest.mark.parametrize(
    ("press", "told"), [("lost", "You owe nothing."), ("broken", "Hand it in when you can")]
)
def test_what_happens_to_it_is_told_in_one_press_and_costs_nothing(browser, device, press, told):
    person, desk = PersonFactory(), CoordinatorFactory()
    loan = lending.hand_over(lending.reserve(person, PHONE, person), desk, desk)
    address = f"/en/lana/mitt/{loan.pk}/"
    assert "Hand it back by" in text_of(browser.sign_in(person).open(address))
    browser.send(address, {"do": press})
    seen = text_of(browser.open(address))
    assert told in seen
    for word in ("fine", "pay", "fault"):
        assert word not in seen.lower().split()


def test_somebody_elses_loan_does_not_exist_and_opening_changes_nothing(browser, device):
    person = PersonFactory()
    loan = lending.reserve(person, PHONE, person)
    address = f"/en/lana/mitt/{loan.pk}/"
    browser.sign_in(PersonFactory())
    assert browser.get(address).status_code == 404
    assert browser.send(address, {"do": "withdraw"}).status_code == 404
    assert browser.send("/en/lana/", {"kind": "boat"}).status_code == 404
    assert Loan.objects.get().state == Loan.State.RESERVED
