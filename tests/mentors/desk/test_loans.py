"""Equipment at the desk: each deed is one press, and done for somebody it is written down as on request."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from mentors.loans import lending
from mentors.loans.models import Device, DeviceKind, Loan
from tests.factories import DeviceFactory, PersonFactory
from users.models import User

PHONE = DeviceKind.SMARTPHONE


@pytest.fixture
def loan(db: None) -> Loan:
    """A phone that somebody has reserved."""
    DeviceFactory(label="Telefon A")
    person = PersonFactory(alias="Ros")
    return lending.reserve(person, PHONE, person)


def page(desk: Client) -> str:
    return desk.get(reverse("desk:loans")).content.decode()


def test_from_reserved_to_cleaned(desk: Client, loan: Loan, coordinator: User) -> None:
    assert "Telefon A" in page(desk)
    desk.post(reverse("desk:hand_over", args=[loan.pk]), {"supporter": coordinator.pk})
    loan.refresh_from_db()
    assert (loan.state, loan.supporter) == (Loan.State.OUT, coordinator)
    desk.post(reverse("desk:act_on_loan", args=[loan.pk]), {"do": "back"})
    assert "It is empty now" in page(desk)
    desk.post(reverse("desk:act_on_device", args=[loan.device_id]), {"do": "cleaned"})
    assert Device.objects.get().condition == Device.Condition.READY


def test_whom_to_ask_has_to_be_said(desk: Client, loan: Loan) -> None:
    answer = desk.post(reverse("desk:hand_over", args=[loan.pk]), {})
    assert "Choose a person." in answer.content.decode()
    assert Loan.objects.get().state == Loan.State.RESERVED


def test_reserving_for_somebody_needs_to_know_how_they_asked(desk: Client) -> None:
    DeviceFactory()
    person = PersonFactory()
    address = reverse("desk:reserve", args=[person.public_id])
    assert "Say how the person asked you." in desk.post(address, {"kind": PHONE.value}).content.decode()
    desk.post(address, {"kind": PHONE.value, "how_asked": "phone"})
    assert Loan.objects.get().entered_by == "phone"
    other = reverse("desk:reserve", args=[PersonFactory().public_id])
    refused = desk.post(other, {"kind": PHONE.value, "how_asked": "phone"}).content.decode()
    assert "All are with others right now." in refused


def test_a_press_that_comes_too_late_is_told(desk: Client, loan: Loan) -> None:
    lending.withdraw(loan, loan.borrower)
    answer = desk.post(reverse("desk:act_on_loan", args=[loan.pk]), {"do": "longer"}, follow=True)
    assert "This has already changed." in answer.content.decode()
    assert desk.post(reverse("desk:act_on_loan", args=[loan.pk]), {"do": "eat"}).status_code != 200
    assert Loan.objects.get().state == Loan.State.WITHDRAWN


def test_the_page_asks_the_database_no_more_for_three_loans_than_for_one(desk: Client, loan: Loan) -> None:
    page(desk)
    with CaptureQueriesContext(connection) as one:
        page(desk)
    for _ in range(2):
        DeviceFactory()
        person = PersonFactory()
        lending.reserve(person, PHONE, person)
    with CaptureQueriesContext(connection) as three:
        page(desk)
    assert len(three) == len(one)
