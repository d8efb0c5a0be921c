"""Reserve, lend, hand back: who may, what follows, and that a device is never with two."""

from __future__ import annotations

import datetime
import uuid

import pytest
from django.db import IntegrityError, transaction

from mentors.booking.errors import NotAllowed
from mentors.cards.channels import EntryChannel
from mentors.loans import lending
from mentors.loans.errors import NoneFree, NotSoFar
from mentors.loans.listing import offered_by, shelf
from mentors.loans.models import Device, DeviceKind, Loan
from messaging.models import Message
from tests.courses.pages import guide, step
from tests.factories import CoordinatorFactory, DeviceFactory, PersonFactory
from tests.mentors.scenes import NOW

pytestmark = pytest.mark.django_db
TODAY = datetime.date(2026, 11, 30)
PHONE = DeviceKind.SMARTPHONE


def days(number: int) -> datetime.date:
    return TODAY + datetime.timedelta(days=number)


def reserved(person=None) -> Loan:
    DeviceFactory()
    person = person or PersonFactory(phone="+46701740605")
    return lending.reserve(person, PHONE, person, today=TODAY)


def lent(person=None) -> Loan:
    loan = reserved(person)
    desk = CoordinatorFactory()
    return lending.hand_over(loan, desk, desk, today=TODAY)


def condition(loan: Loan) -> str:
    return Device.objects.get(pk=loan.device_id).condition


def test_a_free_one_is_kept_for_a_week():
    loan = reserved()
    assert (loan.state, loan.kept_until, loan.entered_by) == (Loan.State.RESERVED, days(7), EntryChannel.WEB)
    assert not Device.objects.filter(kind=PHONE).free().exists()


def test_asking_again_gives_the_same_loan():
    loan = reserved()
    DeviceFactory()
    assert lending.reserve(loan.borrower, PHONE, loan.borrower, today=TODAY) == loan
    lent_one = lending.hand_over(loan, *[CoordinatorFactory()] * 2, today=TODAY)
    assert lending.reserve(loan.borrower, PHONE, loan.borrower, today=TODAY) == lent_one


def test_when_all_are_away_it_is_said():
    reserved()
    other = PersonFactory()
    with pytest.raises(NoneFree):
        lending.reserve(other, PHONE, other, today=TODAY)


@pytest.mark.parametrize("bad", [c for c in Device.Condition if c != Device.Condition.READY])
def test_only_what_is_ready_is_lent(bad):
    DeviceFactory(condition=bad)
    person = PersonFactory()
    with pytest.raises(NoneFree):
        lending.reserve(person, PHONE, person, today=TODAY)
    # Also where it was marked after somebody had reserved it.
    loan, desk = reserved(), CoordinatorFactory()
    Device.objects.filter(pk=loan.device_id).update(condition=bad)
    with pytest.raises(NotSoFar):
        lending.hand_over(loan, desk, desk, today=TODAY)
    assert Loan.objects.get().state == Loan.State.RESERVED


def test_others_cannot_reserve_for_somebody_but_the_desk_can_on_request():
    DeviceFactory()
    person, stranger, desk = PersonFactory(), PersonFactory(), CoordinatorFactory()
    with pytest.raises(NotAllowed):
        lending.reserve(person, PHONE, stranger, today=TODAY)
    loan = lending.reserve(person, PHONE, desk, EntryChannel.PHONE, today=TODAY)
    assert (loan.borrower, loan.entered_by) == (person, EntryChannel.PHONE)


def test_it_is_lent_for_ninety_days_with_somebody_to_ask_and_a_reminder_a_week_before():
    loan = lent()
    assert (loan.state, loan.lent_on, loan.due_on) == (Loan.State.OUT, TODAY, days(90))
    assert loan.supporter is not None
    (message,) = Message.objects.filter(person=loan.borrower)
    assert message.send_after.date() == days(83)
    for word in ("telefon", "phone", loan.device.label):
        assert word not in message.text.lower()


def test_only_the_desk_lends_out_and_takes_back():
    loan = reserved()
    for act in (
        lambda: lending.hand_over(loan, loan.borrower, loan.borrower),
        lambda: lending.take_back(loan, loan.borrower),
        lambda: lending.extend(loan, loan.borrower),
        lambda: lending.cleaned(loan.device, loan.borrower),
        lambda: lending.mended(loan.device, loan.borrower),
    ):
        with pytest.raises(NotAllowed):
            act()


def test_nobody_touches_somebody_elses_loan():
    loan, stranger = lent(), PersonFactory()
    for act in (lending.withdraw, lending.say_lost, lending.say_broken):
        with pytest.raises(NotAllowed):
            act(loan, stranger)


def test_it_comes_back_and_is_cleaned_before_the_next_has_it():
    loan, desk = lent(), CoordinatorFactory()
    assert lending.take_back(loan, desk, today=days(20)).state == Loan.State.RETURNED
    assert condition(loan) == Device.Condition.TO_CLEAN
    assert Message.objects.get(person=loan.borrower).state == Message.State.CANCELLED
    with pytest.raises(NoneFree):
        lending.reserve(loan.borrower, PHONE, loan.borrower)
    lending.cleaned(loan.device, desk, today=days(21))
    device = Device.objects.get(pk=loan.device_id)
    assert (device.condition, device.cleaned_on) == (Device.Condition.READY, days(21))
    assert lending.reserve(loan.borrower, PHONE, loan.borrower).device == device


def test_what_holds_no_data_is_ready_at_once():
    DeviceFactory(kind=DeviceKind.HEARING_LOOP)
    person, desk = PersonFactory(), CoordinatorFactory()
    loan = lending.reserve(person, DeviceKind.HEARING_LOOP, person)
    lending.take_back(lending.hand_over(loan, desk, desk), desk)
    assert condition(loan) == Device.Condition.READY


def test_broken_is_said_kept_until_handed_in_and_mended_then_cleaned():
    loan, desk = lent(), CoordinatorFactory()
    lending.say_broken(loan, loan.borrower)
    assert Loan.objects.get(pk=loan.pk).state == Loan.State.OUT
    lending.take_back(loan, desk)
    assert condition(loan) == Device.Condition.BROKEN
    lending.mended(loan.device, desk)
    assert condition(loan) == Device.Condition.TO_CLEAN


def test_lost_ends_the_loan_and_found_is_cleaned():
    loan, desk = lent(), CoordinatorFactory()
    assert lending.say_lost(loan, loan.borrower, today=days(3)).ended_on == days(3)
    assert condition(loan) == Device.Condition.LOST
    DeviceFactory()
    assert lending.reserve(loan.borrower, PHONE, loan.borrower).device != loan.device
    lending.mended(loan.device, desk)
    assert condition(loan) == Device.Condition.TO_CLEAN


def test_what_was_taken_out_of_use_or_is_with_another_stays_as_it_is_when_a_loan_ends():
    loan, desk = lent(), CoordinatorFactory()
    Device.objects.update(condition=Device.Condition.RETIRED)
    lending.take_back(loan, desk, today=TODAY)
    assert condition(loan) == Device.Condition.RETIRED
    Device.objects.update(condition=Device.Condition.READY)
    lost = lending.say_lost(lending.hand_over(_again(loan), desk, desk, today=TODAY), desk, today=TODAY)
    lending.mended(lost.device, desk)
    lending.cleaned(lost.device, desk, today=TODAY)
    lending.hand_over(_again(loan), desk, desk, today=TODAY)
    lending.take_back(lost, desk, today=TODAY)
    assert (Loan.objects.get(pk=lost.pk).state, condition(loan)) == ("returned", Device.Condition.READY)


def _again(loan: Loan) -> Loan:
    person = PersonFactory()
    return lending.reserve(person, loan.kind, person, today=TODAY)


def test_longer_means_ninety_days_from_today_and_a_new_reminder():
    loan = lent()
    longer = lending.extend(loan, CoordinatorFactory(), today=days(80))
    assert longer.due_on == days(170)
    states = dict(Message.objects.filter(person=loan.borrower).values_list("version", "state"))
    assert states == {1: Message.State.CANCELLED, 2: Message.State.QUEUED}


def test_each_deed_twice_changes_nothing_and_the_wrong_one_is_refused():
    loan, desk = lent(), CoordinatorFactory()
    assert lending.hand_over(loan, desk, desk, today=days(9)).due_on == days(90)
    with pytest.raises(NotSoFar):
        lending.withdraw(loan, loan.borrower)
    lending.take_back(loan, desk)
    lending.take_back(loan, desk)
    for act in (lending.say_lost, lending.extend):
        with pytest.raises(NotSoFar):
            act(loan, desk)


def test_what_nobody_fetched_is_free_again_the_day_after():
    loan = reserved()
    at = NOW.replace(hour=12)
    assert lending.free_what_was_not_fetched(at + datetime.timedelta(days=7)) == 0
    assert not Message.objects.exists()
    assert [lending.free_what_was_not_fetched(at + datetime.timedelta(days=8)) for _ in range(2)] == [1, 0]
    (told,) = Message.objects.filter(person=loan.borrower)
    assert (told.kind, told.subject) == ("loan_passed", f"loan:{loan.pk}")
    assert loan.device.label not in told.text
    assert Loan.objects.get().state == Loan.State.PASSED
    assert Device.objects.free().get() == loan.device


def test_two_open_loans_of_a_device_cannot_be_written():
    loan = reserved()
    with pytest.raises(IntegrityError), transaction.atomic():
        Loan.objects.create(device=loan.device, kind=PHONE, borrower=PersonFactory(), kept_until=TODAY)


def test_when_the_account_goes_the_device_is_still_away():
    loan = lent()
    loan.borrower.delete()
    kept = Loan.objects.get()
    assert (kept.borrower, kept.state) == (None, Loan.State.OUT)
    assert not Device.objects.free().exists()


def test_the_shelf_counts_what_is_lent_here_and_what_is_free(django_assert_num_queries):
    reserved()
    DeviceFactory()
    DeviceFactory(condition=Device.Condition.TO_CLEAN)
    DeviceFactory(condition=Device.Condition.RETIRED)
    DeviceFactory(kind=DeviceKind.SIM, label=f"Surf {uuid.uuid4().hex[:4]}")
    with django_assert_num_queries(1):
        found = [(one.kind, one.lent_here, one.free) for one in shelf()]
    assert found == [(DeviceKind.SMARTPHONE, 3, 1), (DeviceKind.SIM, 1, 1)]


def test_a_guide_offers_what_helps_with_what_it_needs():
    page = guide("bankid", "sv", steps=[step("first", needs=["smartphone"])])
    assert offered_by(page, "sv") == []
    DeviceFactory()
    DeviceFactory(kind=DeviceKind.HEARING_LOOP)
    assert offered_by(page, "sv") == [DeviceKind.SMARTPHONE]
    assert offered_by(guide("fraud", "sv", steps=[step("first")]), "sv") == []
