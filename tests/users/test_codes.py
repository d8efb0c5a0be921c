"""Coming back with a code by text message or e-mail: through the pages, the outbox and the worker."""

from __future__ import annotations

import datetime
import re
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.contrib.auth import SESSION_KEY as USER_IN_SESSION
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone
from pytest_django.fixtures import Settings

from messaging import channels, worker
from messaging.models import Message
from users import codes, even_time
from users.models import ContactPoint, SignInCode, User

PHONE, TYPED = "+46701740605", "070-174 06 05"
WHERE, ENTER = "/sv/in/kod/", "/sv/in/kod/skriv/"


@pytest.fixture(autouse=True)
def _own_outbox(monkeypatch: pytest.MonkeyPatch, settings: Settings, tmp_path: Path) -> None:
    monkeypatch.setattr(channels, "_registry", {})
    monkeypatch.setattr(worker, "_periodic", [])
    settings.VAR_DIR = tmp_path


@pytest.fixture
def point(learner: User) -> ContactPoint:
    """A phone that its owner comes back with."""
    return ContactPoint.objects.create(user=learner, kind="phone", value=PHONE, signs_in=True)


def code_sent() -> str:
    """The six digits of the latest message that waits."""
    text = Message.objects.filter(kind="sign_in_code").latest("created_at").text
    return re.match(r"\d{6}", text)[0]  # type: ignore[index]


def is_in(client: Client) -> bool:
    """Whether anybody is signed in."""
    return USER_IN_SESSION in client.session


def ask(client: Client, where: str = TYPED, **more: str) -> None:
    """Ask for a code."""
    assert client.post(WHERE, {"where": where, **more}).headers["Location"] == ENTER


def text_of(answer: Any) -> str:
    """The page without what differs in every answer."""
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", answer.content.decode())


def wrong(code: str) -> str:
    """Another code."""
    return f"{(int(code) + 1) % 10**6:06}"


@pytest.mark.parametrize("typed", [TYPED, "+46 70 174 06 05", "٠٧٠١٧٤٠٦٠٥"])
def test_the_whole_way(client: Client, point: ContactPoint, typed: str) -> None:
    ask(client, typed, next="/sv/mina-moten/")
    answer = client.post(ENTER, {"code": code_sent()})
    assert answer.headers["Location"] == "/sv/mina-moten/"
    assert client.session[USER_IN_SESSION] == str(point.user_id)
    assert not SignInCode.objects.exists()


def test_by_email_capitals_aside(client: Client, learner: User) -> None:
    ContactPoint.objects.create(user=learner, kind="email", value="bjork@example.se", signs_in=True)
    ask(client, "Bjork@Example.SE")
    assert Message.objects.get().channel == channels.EMAIL
    client.post(ENTER, {"code": code_sent()})
    assert is_in(client)


def test_a_number_given_for_messages_opens_nothing(client: Client, point: ContactPoint) -> None:
    ContactPoint.objects.update(signs_in=False)
    ask(client)
    assert not Message.objects.exists()


def test_known_and_unknown_numbers_get_the_same_answers(client: Client, point: ContactPoint) -> None:
    pages = []
    for where in (TYPED, "070-174 06 06"):
        ask(client, where)
        pages.append(text_of(client.get(ENTER)))
        for _try in range(codes.MOST_TRIES + 1):
            pages.append(text_of(client.post(ENTER, {"code": "000001"})))
    assert pages[:5] == pages[5:]
    assert len(Message.objects.all()) == 1


def test_a_code_works_once_and_for_three_tries(client: Client, point: ContactPoint) -> None:
    ask(client)
    code = code_sent()
    for _try in range(codes.MOST_TRIES):
        client.post(ENTER, {"code": wrong(code)})
    page = client.post(ENTER, {"code": code}).content.decode()
    assert not is_in(client)
    assert "gäller inte längre" in page


def test_a_code_is_over_after_ten_minutes(client: Client, point: ContactPoint) -> None:
    ask(client)
    with time_machine.travel(timezone.now() + datetime.timedelta(minutes=10, seconds=1)):
        client.post(ENTER, {"code": code_sent()})
        assert not is_in(client)
        assert codes.clear_old() == 1


def test_a_code_works_in_no_other_browser(client: Client, point: ContactPoint) -> None:
    ask(client)
    other = Client()
    assert other.post(ENTER, {"code": code_sent()}).headers["Location"] == WHERE
    ask(other, "070-174 06 06")
    other.post(ENTER, {"code": code_sent()})
    assert not is_in(other)


def test_a_code_that_was_used_is_used(point: ContactPoint) -> None:
    key = codes.ask_for_code("phone", PHONE)
    assert codes.owner_of_code(key, code_sent()) == point.user
    with pytest.raises(codes.CodeIsOver):
        codes.owner_of_code(key, "123456")


@pytest.mark.parametrize("typed", ["", "12345", "1234567", "abcdef", "\x00", "12345a", "🙂"])
def test_what_is_no_code_costs_no_try(client: Client, point: ContactPoint, typed: str) -> None:
    ask(client)
    assert client.post(ENTER, {"code": typed}).status_code == 200
    assert SignInCode.objects.get().tries == 0


@pytest.mark.parametrize("typed", ["", "x", "@", "a@b", "070", "199006022397", "\x00", "x" * 300])
def test_what_is_no_number_is_said_kindly(client: Client, db: None, typed: str) -> None:
    answer = client.post(WHERE, {"where": typed})
    assert answer.status_code == 200
    assert 'id="id_where_error"' in answer.content.decode()


def test_a_closed_or_locked_account_gets_no_code(client: Client, point: ContactPoint) -> None:
    User.objects.update(locked_at=timezone.now())
    ask(client)
    assert not Message.objects.exists()


def test_a_phone_that_two_people_come_back_with_opens_neither(client: Client, point: ContactPoint) -> None:
    other = User.objects.create_person("Grön Tall")
    ContactPoint.objects.create(user=other, kind="phone", value=PHONE, signs_in=True)
    ask(client)
    assert not Message.objects.exists()


def test_one_number_gets_few_codes_whether_known_or_not(client: Client, point: ContactPoint) -> None:
    for where in (TYPED, "070-174 06 06"):
        for _time in range(3):
            ask(client, where)
        assert client.post(WHERE, {"where": where}).status_code == 429


def test_the_installation_has_a_cap(client: Client, point: ContactPoint, settings: Settings) -> None:
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "all_codes": "1/d/key"}
    ask(client)
    assert client.post(WHERE, {"where": "070-174 06 07"}, REMOTE_ADDR="192.0.2.9").status_code == 429


# The message -----------------------------------------------------------------------------------------


def test_the_text_is_gone_once_it_has_left(point: ContactPoint) -> None:
    codes.ask_for_code("phone", PHONE)
    code = code_sent()
    assert worker.send_due() == 1
    message = Message.objects.get()
    assert (message.state, message.text) == (Message.State.SENT, "")
    assert code not in str(Message.objects.values().get())
    with pytest.raises(IntegrityError), transaction.atomic():
        Message.objects.update(text=code)


def test_the_text_is_gone_when_it_is_too_late(point: ContactPoint) -> None:
    codes.ask_for_code("phone", PHONE)
    with time_machine.travel(timezone.now() + datetime.timedelta(minutes=11)):
        worker.send_due()
    message = Message.objects.get()
    assert (message.state, message.text) == (Message.State.EXPIRED, "")


def test_the_text_says_nothing_about_us_or_them(point: ContactPoint) -> None:
    codes.ask_for_code("phone", PHONE)
    text = Message.objects.get().text
    assert len(text) <= 160
    assert point.user.alias not in text
    assert "Medlots" not in text


# Choosing it ------------------------------------------------------------------------------------------


def test_a_number_brings_back_after_it_was_shown_to_reach_them(client: Client, learner: User) -> None:
    point = ContactPoint.objects.create(user=learner, kind="phone", value=PHONE)
    client.force_login(learner, backend="users.sign_in.LoginCardBackend")
    assert client.post("/sv/kom-tillbaka/kod/phone/").headers["Location"] == "/sv/kom-tillbaka/kod/"
    code = code_sent()
    client.post("/sv/kom-tillbaka/kod/", {"code": wrong(code)})
    point.refresh_from_db()
    assert not point.signs_in
    client.post("/sv/kom-tillbaka/kod/", {"code": code})
    point.refresh_from_db()
    assert point.signs_in
    client.post("/sv/kom-tillbaka/kod/phone/", {"stop": "1"})
    point.refresh_from_db()
    assert not point.signs_in


def test_a_number_that_somebody_else_comes_back_with_is_refused(client: Client, point: ContactPoint) -> None:
    other = User.objects.create_person("Grön Tall")
    theirs = ContactPoint.objects.create(user=other, kind="phone", value=PHONE)
    client.force_login(other, backend="users.sign_in.LoginCardBackend")
    client.post("/sv/kom-tillbaka/kod/phone/")
    client.post("/sv/kom-tillbaka/kod/", {"code": code_sent()})
    theirs.refresh_from_db()
    assert not theirs.signs_in


def test_a_changed_number_brings_nobody_back(point: ContactPoint) -> None:
    ContactPoint.objects.update_or_create(user=point.user, kind="phone", defaults={"value": PHONE})
    point.refresh_from_db()
    assert point.signs_in
    ContactPoint.objects.update_or_create(user=point.user, kind="phone", defaults={"value": "+46701740606"})
    point.refresh_from_db()
    assert not point.signs_in


def test_waiting_fills_whole_steps() -> None:
    assert even_time.seconds_to_wait(0.2, 0.5) == pytest.approx(0.3)
    assert even_time.seconds_to_wait(0.7, 0.5) == pytest.approx(0.3)
    assert even_time.seconds_to_wait(0.7, 0) == 0
