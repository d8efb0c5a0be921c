"""Being signed in on a computer that others use too, and seeing and ending sign-ins elsewhere."""

from __future__ import annotations

import datetime
import re
from typing import Any

import pytest
import time_machine
from django.contrib.sessions.backends.base import CreateError, UpdateError
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation
from pytest_django.fixtures import Settings

from tests.users.staff_sign_in import connect_app, sign_in_with_both
from users import cards, signed_in
from users.models import Device, Session, User, Way
from users.session_store import SIGNED_IN, stored

pytestmark = pytest.mark.one_database

MINUTE = datetime.timedelta(minutes=1)
MINE = "/sv/kom-tillbaka/"
START = datetime.datetime(2026, 11, 24, 9, 0, tzinfo=datetime.UTC)


def come_in(client: Client, person: User, computer: str = "shared", agent: str = "") -> Any:
    """With a new card, through the form."""
    return client.post(
        "/sv/in/",
        {"code": cards.issue_card(person).code, "computer": computer},
        headers={"user-agent": agent or "Mozilla/5.0 (X11; Linux x86_64)"},
    )


def is_in(client: Client) -> bool:
    """Whether a page of one's own opens."""
    return client.get(MINE).status_code == 200


@pytest.mark.parametrize("answer", ["shared", "", "nonsense"])
def test_a_shared_computer_is_the_default_and_waits_ten_minutes(
    client: Client, learner: User, answer: str
) -> None:
    with time_machine.travel(START, tick=False) as clock:
        come_in(client, learner, answer)
        clock.shift(9 * MINUTE)
        assert is_in(client)
        clock.shift(9 * MINUTE)
        assert is_in(client)
        clock.shift(10 * MINUTE)
        assert not is_in(client)


def test_an_hour_is_the_most_on_a_shared_computer(client: Client, learner: User) -> None:
    with time_machine.travel(START, tick=False) as clock:
        come_in(client, learner)
        for _press in range(11):
            clock.shift(5 * MINUTE)
            assert is_in(client)
        clock.shift(5 * MINUTE)
        assert not is_in(client)


def test_ones_own_phone_stays_signed_in_and_its_cookie_too(client: Client, learner: User) -> None:
    with time_machine.travel(START, tick=False) as clock:
        answer = come_in(client, learner, "own")
        assert answer.cookies["sessionid"]["max-age"] == signed_in.OWN.idle_seconds
        for _week in range(12):
            clock.shift(datetime.timedelta(days=7))
            assert is_in(client)
        clock.shift(datetime.timedelta(days=7))
        assert not is_in(client)


def test_the_cookie_of_a_shared_computer_goes_with_the_browser(client: Client, learner: User) -> None:
    answer = come_in(client, learner)
    assert answer.cookies["sessionid"]["max-age"] == ""
    assert answer.cookies["sessionid"]["httponly"]


def test_staff_are_out_after_an_hour_without_a_press(client: Client, staff: User) -> None:
    connect_app(staff)
    sign_in_with_both(client, staff)
    assert client.get("/admin/").status_code == 200
    with time_machine.travel(timezone.now() + 61 * MINUTE, tick=False):
        assert client.get("/admin/").headers["Location"].startswith("/staff/login/")


def test_the_question_is_no_press_and_continue_is(client: Client, learner: User) -> None:
    with time_machine.travel(START, tick=False) as clock:
        come_in(client, learner)
        clock.shift(8 * MINUTE)
        page = client.get("/sv/kvar/?next=/sv/kom-tillbaka/").content.decode()
        assert 'class="button button-big"' in page
        assert "10:10" in page
        assert re.search(r'http-equiv="refresh" content="122; url=/sv/kvar/"', page)
        clock.shift(1 * MINUTE)
        answer = client.post("/sv/kvar/", {"next": "/sv/kom-tillbaka/"})
        assert answer.headers["Location"] == "/sv/kom-tillbaka/"
        clock.shift(9 * MINUTE)
        client.get("/sv/kvar/")
        clock.shift(1 * MINUTE)
        page = client.get("/sv/kvar/").content.decode()
        assert 'href="/sv/in/"' in page
        assert not is_in(client)


def test_the_question_leads_to_our_own_pages_only(client: Client, learner: User) -> None:
    come_in(client, learner)
    page = client.get("/sv/kvar/?next=https://evil.example/").content.decode()
    assert 'name="next" value=""' in page
    answer = client.post("/sv/kvar/", {"next": "https://evil.example/"})
    assert answer.headers["Location"] == "/sv/vidare/"


def test_the_script_hears_whether_the_session_is_over(client: Client, learner: User) -> None:
    script = {"x-requested-with": "fetch"}
    assert client.post("/sv/kvar/", headers=script).status_code == 401
    come_in(client, learner)
    assert client.post("/sv/kvar/", headers=script).status_code == 204


def test_pages_ask_in_time_without_script(client: Client, learner: User) -> None:
    come_in(client, learner)
    page = client.get(MINE).content.decode()
    assert (
        '<noscript><meta http-equiv="refresh" content="480; url=/sv/kvar/?next=%2Fsv%2Fkom-tillbaka%2F">'
        in page
    )
    # A page with a form is not taken away from under somebody's hands before the session is over.
    page = client.get("/sv/kom-tillbaka/pin/").content.decode()
    assert '<noscript><meta http-equiv="refresh" content="602; url=' in page


def test_ones_own_phone_is_asked_nothing(client: Client, learner: User) -> None:
    come_in(client, learner, "own")
    page = client.get(MINE).content.decode()
    assert "http-equiv" not in page
    assert 'action="/sv/bort/"' in page


def test_public_pages_know_nothing_of_the_session(client: Client, learner: User) -> None:
    come_in(client, learner)
    answer = client.get("/sv/kort-borta/")
    assert "Cookie" not in answer.headers.get("Vary", "")
    assert 'action="/sv/bort/"' not in answer.content.decode()


def test_every_page_of_ones_own_has_the_way_out_and_is_kept_in_no_cache(
    client: Client, learner: User
) -> None:
    come_in(client, learner)
    for address in (
        MINE,
        "/sv/inloggad/",
        "/sv/kom-tillbaka/pin/",
        "/sv/kom-tillbaka/las/",
        "/sv/ut/",
        "/sv/in/",
    ):
        answer = client.get(address)
        assert 'action="/sv/bort/"' in answer.content.decode(), address
        assert "no-store" in answer.headers["Cache-Control"], address


def test_leaving_quickly_is_one_press_without_script(
    client: Client, learner: User, settings: Settings
) -> None:
    come_in(client, learner)
    answer = client.post("/sv/bort/")
    assert answer.status_code == 303
    assert answer.headers["Location"] == settings.MEDLOTS_QUICK_EXIT
    assert answer.headers["Clear-Site-Data"] == '"cookies", "storage"'
    assert not is_in(client)
    assert client.get("/sv/bort/").status_code == 405


def test_leaving_quickly_works_whatever_happened_to_a_cookie(learner: User) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(learner, backend="users.sign_in.LoginCardBackend")
    assert strict.post("/sv/bort/").status_code == 303
    assert not is_in(strict)


def test_the_way_out_is_allowed_by_the_content_security_policy(client: Client, learner: User) -> None:
    come_in(client, learner)
    assert "form-action 'self' https://www.smhi.se" in client.get(MINE).headers["Content-Security-Policy"]


def test_storage_is_left_alone_on_ones_own_phone(client: Client, learner: User) -> None:
    come_in(client, learner, "own")
    assert client.post("/sv/ut/").headers["Clear-Site-Data"] == '"cache", "cookies"'


# Elsewhere -------------------------------------------------------------------------------------------


def test_the_list_says_what_and_how_and_nothing_finer(client: Client, learner: User) -> None:
    agent = "Mozilla/5.0 (Linux; Android 14; SM-S911B) AppleWebKit/537.36 Chrome/129.0 Mobile"
    come_in(client, learner, "own", agent)
    row = Session.objects.get(user=learner)
    assert (row.device, row.way, row.is_shared) == (Device.ANDROID, Way.CARD, False)
    page = client.get("/sv/inloggad/").content.decode()
    assert "SM-S911B" not in page
    kept = Session.objects.values_list(*[field.attname for field in Session._meta.fields]).get(user=learner)
    assert not any("SM-S911B" in str(value) or "127.0.0.1" in str(value) for value in kept)
    assert "SM-S911B" not in str(row.get_decoded())


def test_signing_out_elsewhere_takes_effect_at_the_next_request(learner: User) -> None:
    here, there = Client(), Client()
    card = cards.issue_card(learner)
    for browser in (here, there):
        browser.post("/sv/in/", {"code": card.code})
    theirs = Session.objects.get(session_key=stored(str(there.session.session_key)))
    assert here.post("/sv/inloggad/", {"end": theirs.public_id.hex}).status_code == 302
    assert not is_in(there)
    assert is_in(here)


def test_nobody_ends_a_sign_in_of_somebody_else(client: Client, learner: User) -> None:
    other, theirs = User.objects.create_person("Grön Tall"), Client()
    come_in(client, learner)
    come_in(theirs, other)
    name = Session.objects.get(user=other).public_id
    assert client.post("/sv/inloggad/", {"end": str(name)}).status_code == 404
    assert client.post("/sv/inloggad/", {"end": "x"}).status_code == 404
    assert is_in(theirs)


def test_sign_out_everywhere(learner: User) -> None:
    browsers = [Client() for _one in range(3)]
    card = cards.issue_card(learner)
    for browser in browsers:
        browser.post("/sv/in/", {"code": card.code})
    answer = browsers[0].post("/sv/inloggad/ut-overallt/")
    assert "storage" in answer.headers["Clear-Site-Data"]
    assert [is_in(browser) for browser in browsers] == [False, False, False]
    assert not Session.objects.filter(user=learner).exists()


def test_whose_computer_it_is_can_be_said_later(client: Client, learner: User) -> None:
    come_in(client, learner)
    client.post("/sv/inloggad/", {"computer": "own"})
    row = Session.objects.get(user=learner)
    assert not row.is_shared
    assert row.expire_date - timezone.now() > datetime.timedelta(days=29)
    client.post("/sv/inloggad/", {"computer": "shared"})
    assert Session.objects.get(user=learner).expire_date - timezone.now() <= 10 * MINUTE


def test_a_session_that_has_ended_cannot_write_itself_back(client: Client, learner: User) -> None:
    come_in(client, learner)
    store = client.session
    assert store[SIGNED_IN]
    signed_in.end_all(learner)
    store["late"] = "answer of a request that was under way"
    with pytest.raises(UpdateError):
        store.save()
    assert not Session.objects.filter(user=learner).exists()


def test_a_new_key_leaves_one_row_of_the_same_sign_in(client: Client, learner: User) -> None:
    come_in(client, learner)
    store = client.session
    store.cycle_key()
    row = Session.objects.get(user=learner)
    assert row.session_key == stored(str(store.session_key))
    assert row.is_shared


def test_what_the_table_holds_opens_nothing(client: Client, learner: User) -> None:
    come_in(client, learner)
    key = str(client.session.session_key)
    row = Session.objects.get(user=learner)
    assert key not in row.session_key + row.session_data
    thief = Client()
    thief.cookies["sessionid"] = row.session_key
    assert not is_in(thief)
    thief.cookies["sessionid"] = key
    assert is_in(thief)


def test_a_row_that_cannot_be_made_is_no_endless_loop(client: Client, learner: User) -> None:
    come_in(client, learner)
    store = client.session
    assert store[SIGNED_IN]
    with pytest.raises(CreateError):
        store.create()  # the name in lists is taken


def test_no_row_of_a_person_without_a_name_in_the_list(learner: User) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Session.objects.create(session_key="x", session_data="", expire_date=timezone.now(), user=learner)


def test_what_is_over_is_cleared(client: Client, learner: User) -> None:
    come_in(client, learner)
    assert signed_in.clear_old() == 0
    with time_machine.travel(timezone.now() + 11 * MINUTE):
        assert signed_in.clear_old() >= 1


@pytest.mark.parametrize(
    ("agent", "device"),
    [
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X)", Device.IPHONE),
        ("Mozilla/5.0 (iPad; CPU OS 17_0 like Mac OS X)", Device.IPAD),
        ("Mozilla/5.0 (Windows NT 10.0; Win64; x64)", Device.WINDOWS),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7)", Device.MAC),
        ("Mozilla/5.0 (X11; CrOS x86_64 14541.0.0)", Device.CHROMEBOOK),
        ("Mozilla/5.0 (Mobile; Nokia_8000_4G; rv:48.0) KAIOS/2.5", Device.OTHER),
        ("Mozilla/5.0 (X11; Linux x86_64)", Device.LINUX),
        ("", Device.OTHER),
    ],
)
def test_devices_are_named_coarsely(agent: str, device: Device) -> None:
    assert signed_in.device_of(agent) is device


def test_every_page_for_somebody_signed_in_has_the_way_out(client: Client, db: None) -> None:
    """Walks the permission matrix: a page of a learner's own that is made later is caught here too."""
    from core.permission_matrix import Role, addresses, cell_for
    from tests.roles import person_of, sign_in, start_pages

    start_pages()
    person = person_of(Role.LEARNER)
    without = []
    with translation.override("sv"):
        for address in addresses():
            cell = cell_for(address.key)
            if cell is None or not address.is_plain or not cell.is_personal or Role.LEARNER not in cell.get:
                continue
            if Role.ANONYMOUS in cell.get or address.key == "account_login":
                continue
            sign_in(client, person)
            answer = client.get(reverse(address.key))
            is_page = answer.status_code == 200 and answer.headers["Content-Type"].startswith("text/html")
            if is_page and 'action="/sv/bort/"' not in answer.content.decode():
                without.append(address.key)
    assert without == []
