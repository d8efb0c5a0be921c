"""The ticket of a form and the secret of an address: nobody can make or guess another's."""

import base64
import datetime

import pytest
import time_machine

from courses.feedback.tickets import BadTicketError, hashed, new_ticket, read_ticket

PLACE = ("bankid", "id-check", "sv")


def a_ticket(revision=7):
    return new_ticket(*PLACE, revision)


def test_a_ticket_comes_back_as_it_was():
    ticket = a_ticket()
    assert read_ticket(ticket.signed(), *PLACE) == ticket


def test_a_ticket_without_a_version_comes_back_too():
    assert read_ticket(a_ticket(None).signed(), *PLACE).revision is None


@pytest.mark.parametrize(
    "place", [("1177", "id-check", "sv"), ("bankid", "test-login", "sv"), ("bankid", "id-check", "en")]
)
def test_a_ticket_is_good_for_its_own_step_alone(place):
    with pytest.raises(BadTicketError):
        read_ticket(a_ticket().signed(), *place)


@pytest.mark.parametrize("signed", ["", "x", "a:b:c", "WyJhIl0:1abcde:forged"])
def test_a_made_up_ticket_is_refused(signed):
    with pytest.raises(BadTicketError):
        read_ticket(signed, *PLACE)


def test_a_changed_ticket_is_refused():
    signed = a_ticket().signed()
    changed = ("a" if signed[0] != "a" else "b") + signed[1:]
    with pytest.raises(BadTicketError):
        read_ticket(changed, *PLACE)


def test_a_ticket_is_good_for_a_day():
    with time_machine.travel(datetime.datetime(2026, 11, 21, 12, tzinfo=datetime.UTC)) as now:
        signed = a_ticket().signed()
        now.shift(datetime.timedelta(hours=23))
        read_ticket(signed, *PLACE)
        now.shift(datetime.timedelta(hours=2))
        with pytest.raises(BadTicketError):
            read_ticket(signed, *PLACE)


def test_a_secret_has_at_least_128_bits_and_fits_an_address():
    secret = a_ticket().secret("words", "")
    assert len(base64.urlsafe_b64decode(secret)) * 8 >= 128
    assert len(secret) == 24


def test_secrets_are_the_same_for_the_same_and_different_for_anything_else(settings):
    ticket = a_ticket()
    secret = ticket.secret("words", "a")
    assert ticket.secret("words", "a") == secret
    others = {
        ticket.secret("words", "b"),
        ticket.secret("look", "a"),
        ticket.secret("wordsa", ""),
        a_ticket().secret("words", "a"),
    }
    settings.SECRET_KEY = "another"
    others.add(ticket.secret("words", "a"))
    assert len(others) == 5
    assert secret not in others


def test_what_stands_in_the_form_does_not_give_the_secret_away():
    ticket = a_ticket()
    secret = ticket.secret("words", "")
    assert secret not in ticket.signed()
    assert hashed(ticket.number) != hashed(secret)
    assert len(hashed(secret)) == 64
