"""Signing in with a card, seeing the card, signing out: through the pages."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from django.contrib.auth import SESSION_KEY as USER_IN_SESSION
from django.db import connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import NoReverseMatch, reverse
from pytest_django.fixtures import Settings

from users import card_handover, cards, sign_in
from users.models import CardTries, User

IN = "/sv/in/"


def try_card(client: Client, code: str = "", **more: str) -> Any:
    """Post the card form."""
    return client.post(IN, {"code": code, "token": "", "next": "", **more})


def signed_in_as(client: Client) -> str | None:
    """The primary key in the session."""
    return client.session.get(USER_IN_SESSION)


def test_typed_code_signs_in(client: Client, learner: User) -> None:
    card = cards.issue_card(learner)
    answer = try_card(client, card.code)
    assert answer.status_code == 302
    assert answer.headers["Location"] == "/sv/vidare/"
    assert signed_in_as(client) == str(learner.pk)


def test_arabic_digits_sign_in(client: Client, learner: User) -> None:
    card = cards.issue_card(learner)
    arabic = card.code.translate({ord(str(digit)): chr(0x0660 + digit) for digit in range(10)})
    assert try_card(client, arabic).status_code == 302


def test_scanned_token_signs_in(client: Client, learner: User) -> None:
    card = cards.issue_card(learner)
    assert try_card(client, token=card.token).status_code == 302
    assert signed_in_as(client) == str(learner.pk)


def test_whole_way_with_the_form_of_the_page(browser: Client, learner: User) -> None:
    card = cards.issue_card(learner)
    page = browser.get(IN).content.decode()
    (token,) = re.findall(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
    assert try_card(browser, card.code).status_code == 403
    assert try_card(browser, card.code, csrfmiddlewaretoken=token).status_code == 302


def test_session_gets_a_new_id(client: Client, learner: User) -> None:
    card = cards.issue_card(learner)
    session = client.session
    session["wish"] = "a draft from before"
    session.save()
    before = session.session_key
    try_card(client, card.code)
    assert client.session.session_key != before
    assert client.session["wish"] == "a draft from before"


def test_somebody_elses_session_is_not_continued(client: Client, learner: User) -> None:
    other = User.objects.create_person("Grön Tall")
    try_card(client, cards.issue_card(other).code)
    session = client.session
    session["private"] = "of the other"
    session.save()
    try_card(client, cards.issue_card(learner).code)
    assert signed_in_as(client) == str(learner.pk)
    assert "private" not in client.session


def test_new_card_ends_sessions_of_the_old_one(client: Client, learner: User) -> None:
    try_card(client, cards.issue_card(learner).code)
    cards.issue_card(learner)
    assert client.get("/sv/mitt-kort/").headers["Location"].startswith(IN)


def answer_text(answer: Any) -> str:
    """The page without what differs in every answer, and without what was typed."""
    page = re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", answer.content.decode())
    return re.sub(r'name="code" value="[^"]+"', "", page)


def test_every_card_that_does_not_open_gets_the_same_answer(
    client: Client, learner: User, staff: User
) -> None:
    card = cards.issue_card(learner)
    closed = User.objects.create_person("Lugn Sjö", is_active=False)
    blocked = User.objects.create_person("Varm Vik")
    blocked_card = cards.issue_card(blocked)
    cards.block_card(blocked)
    codes = [
        card.number + f"{(int(card.secret) + 1) % 10**10:010}",
        f"{(int(card.number) + 1) % 10**6:06}" + card.secret,
        cards.issue_card(closed).code,
        blocked_card.code,
    ]
    answers = [try_card(client, code) for code in codes]
    assert {answer.status_code for answer in answers} == {200}
    assert len({answer_text(answer) for answer in answers}) == 1
    assert signed_in_as(client) is None


def test_wrong_and_unknown_numbers_ask_the_database_alike(client: Client, learner: User) -> None:
    card = cards.issue_card(learner)
    client.get(IN)
    counts = []
    for code in (
        card.number + f"{(int(card.secret) + 1) % 10**10:010}",
        f"{(int(card.number) + 1) % 10**6:06}" + card.secret,
    ):
        CardTries.objects.all().delete()
        with CaptureQueriesContext(connection) as queries:
            try_card(client, code)
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_unknown_number_costs_the_same_hash(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    hashed: list[str] = []
    monkeypatch.setattr(cards, "make_password", hashed.append)
    assert cards.owner_of_code("123456" + "0000000001") is None
    assert hashed == ["0000000001"]


def test_what_was_typed_is_still_there(client: Client, db: None) -> None:
    page = try_card(client, "1234 5678 9012 345", next="/sv/mina-moten/").content.decode()
    assert 'value="1234 5678 9012 345"' in page
    assert 'value="/sv/mina-moten/"' in page
    assert 'href="#id_code"' in page


@pytest.mark.parametrize(
    "typed", ["", "abc", "1234", "x" * 61, "1" * 17, "\x00", "🙂" * 16, "1234567890123456" * 3]
)
def test_bad_input_is_answered_kindly(client: Client, db: None, typed: str) -> None:
    answer = try_card(client, typed)
    assert answer.status_code == 200
    assert 'id="id_code_error"' in answer.content.decode()


@pytest.mark.parametrize("token", ["xyzzy", "A" * 32, "A" * 31 + "1", "\x00" * 32, "٣" * 32, "A" * 5000])
def test_token_that_opens_nothing_is_not_sent_back(client: Client, db: None, token: str) -> None:
    answer = try_card(client, token=token)
    assert answer.status_code == 200
    page = answer.content.decode()
    assert token not in page
    assert signed_in_as(client) is None


def test_waiting_is_said_in_words_and_the_code_stays(client: Client, learner: User) -> None:
    card = cards.issue_card(learner)
    wrong = card.number + f"{(int(card.secret) + 1) % 10**10:010}"
    for _try in range(cards.FREE_TRIES):
        try_card(client, wrong)
    page = try_card(client, card.code).content.decode()
    assert signed_in_as(client) is None
    assert f'value="{card.code}"' in page


def test_one_address_has_a_limit(client: Client, learner: User, settings: Settings) -> None:
    settings.ACCOUNT_RATE_LIMITS = {"card_sign_in": "2/m/ip"}
    card = cards.issue_card(learner)
    for _try in range(2):
        assert try_card(client, "1234").status_code == 200
    answer = try_card(client, card.code, next="/sv/mina-moten/")
    assert answer.status_code == 429
    assert signed_in_as(client) is None
    assert f'value="{card.code}"' in answer.content.decode()
    assert 'value="/sv/mina-moten/"' in answer.content.decode()


def test_the_house_has_a_limit_and_it_lets_a_library_in(settings: Settings) -> None:
    per_minute = settings.ACCOUNT_RATE_LIMITS["card_sign_in"].split(",")[0]
    assert int(per_minute.removesuffix("/m/ip")) >= 30


@pytest.mark.parametrize(
    ("wanted", "given"),
    [
        ("/sv/mina-moten/", "/sv/mina-moten/"),
        ("https://evil.example/", "/sv/vidare/"),
        ("//evil.example/", "/sv/vidare/"),
        ("javascript:alert(1)", "/sv/vidare/"),
    ],
)
def test_leads_only_to_our_own_pages(client: Client, learner: User, wanted: str, given: str) -> None:
    answer = try_card(client, cards.issue_card(learner).code, next=wanted)
    assert answer.headers["Location"] == given


def test_demo_person_is_refused_outside_the_demo(client: Client, settings: Settings, db: None) -> None:
    card = cards.issue_card(User.objects.create_person("Glad Lärka", is_demo=True))
    settings.MEDLOTS_DEMO = False
    assert try_card(client, card.code).status_code == 200
    assert try_card(client, token=card.token).status_code == 200
    assert signed_in_as(client) is None


def test_demo_session_dies_outside_the_demo(client: Client, settings: Settings, db: None) -> None:
    card = cards.issue_card(User.objects.create_person("Glad Lärka", is_demo=True))
    assert try_card(client, card.code).status_code == 302
    assert client.get("/sv/mitt-kort/").status_code == 200
    settings.MEDLOTS_DEMO = False
    assert client.get("/sv/mitt-kort/").headers["Location"].startswith(IN)


def test_closed_account_is_out_at_once(client: Client, learner: User) -> None:
    try_card(client, cards.issue_card(learner).code)
    User.objects.filter(pk=learner.pk).update(is_active=False)
    assert client.get("/sv/mitt-kort/").headers["Location"].startswith(IN)


def test_somebody_who_became_staff_cannot_use_a_card(client: Client, learner: User) -> None:
    card = cards.issue_card(learner)
    User.objects.filter(pk=learner.pk).update(is_staff=True)
    assert try_card(client, card.code).status_code == 200
    assert signed_in_as(client) is None


def test_password_of_somebody_who_is_not_staff_opens_nothing(learner: User) -> None:
    learner.set_password("en lugn stig vid havet")
    learner.save()
    assert sign_in.StaffBackend().authenticate(None, learner.username, "en lugn stig vid havet") is None


def test_wagtails_own_sign_in_for_pages_is_gone(client: Client, db: None) -> None:
    answer = client.get("/sv/_util/login/?next=/sv/")
    assert answer.status_code == 302
    assert answer.headers["Location"] == "/sv/in/?next=/sv/"


def test_scan_script_is_small_and_reads_the_token_only(settings: Settings) -> None:
    script = (settings.SITE_DIR / "static" / "js" / "card.js").read_text()
    assert len(script) < 1600
    assert f"[A-Za-z2-7]{{{cards.TOKEN_CHARACTERS}}}" in script


# The card itself -----------------------------------------------------------------------------------


def welcome(client: Client, learner: User) -> cards.NewCard:
    """What the journey does at its end: a card, a session, the card waiting in it."""
    request = RequestFactory().get("/")
    request.session = client.session
    card = card_handover.welcome_with_card(request, learner)
    request.session.save()
    client.cookies["sessionid"] = str(request.session.session_key)
    return card


def test_new_card_is_shown_until_it_is_saved(client: Client, learner: User) -> None:
    card = welcome(client, learner)
    for _look in range(2):
        answer = client.get("/sv/mitt-kort/")
        page = answer.content.decode()
        assert card.code in page
        assert "<svg" in page
        assert "no-store" in answer.headers["Cache-Control"]
    assert card.token not in page  # it is in the picture, where nobody copies it by mistake
    answer = client.post("/sv/mitt-kort/", {"next": "/sv/mina-moten/"})
    assert answer.headers["Location"] == "/sv/mina-moten/"
    assert card.code not in client.get("/sv/mitt-kort/").content.decode()


def test_who_reads_what_sessions_keep_cannot_sign_in(client: Client, learner: User) -> None:
    card = welcome(client, learner)
    kept = json.dumps(dict(client.session))
    assert card.number in kept
    assert card.secret not in kept
    assert card.token not in kept


def test_card_names_nobody(client: Client, learner: User) -> None:
    welcome(client, learner)
    page = client.get("/sv/mitt-kort/").content.decode()
    (card,) = re.findall(r'<section class="part login-card".*?</section>', page, re.DOTALL)
    assert learner.alias not in card
    assert "kommun" not in card


def test_card_is_not_shown_when_its_time_is_up(
    client: Client, learner: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    card = welcome(client, learner)
    now = card_handover.time.time()
    monkeypatch.setattr(card_handover.time, "time", lambda: now + card_handover.SHOWN_SECONDS + 1)
    assert card.code not in client.get("/sv/mitt-kort/").content.decode()
    assert card_handover.SESSION_KEY not in client.session


def test_qr_code_leads_to_the_sign_in_with_the_token_behind_the_hash() -> None:
    card = cards.NewCard("123456", "7890123456", "A" * 32)
    assert card.scan_address("https://medlots.example/sv/in/") == "https://medlots.example/sv/in/#" + "A" * 32


def test_lost_card_page_needs_no_sign_in(client: Client, db: None) -> None:
    assert client.get("/sv/kort-borta/").status_code == 200


# Going out -----------------------------------------------------------------------------------------


def test_opening_the_sign_out_page_signs_nobody_out(client: Client, learner: User) -> None:
    try_card(client, cards.issue_card(learner).code)
    answer = client.get("/sv/ut/")
    assert answer.status_code == 200
    assert "Clear-Site-Data" not in answer.headers
    assert signed_in_as(client) == str(learner.pk)


def test_sign_out_makes_the_browser_forget(client: Client, learner: User) -> None:
    try_card(client, cards.issue_card(learner).code)
    answer = client.post("/sv/ut/")
    assert answer.status_code == 302
    assert answer.headers["Clear-Site-Data"] == '"cache", "cookies", "storage"'
    assert "no-store" in answer.headers["Cache-Control"]
    assert signed_in_as(client) is None
    assert client.get(answer.headers["Location"]).status_code == 200


@pytest.mark.parametrize("address", ["/sv/in/", "/sv/ut/", "/sv/vidare/", "/sv/mitt-kort/", "/en/in/"])
def test_pages_about_oneself_are_kept_in_no_cache(client: Client, learner: User, address: str) -> None:
    try_card(client, cards.issue_card(learner).code)
    assert "no-store" in client.get(address).headers["Cache-Control"]


def test_signed_in_person_is_asked_before_another_card_is_used(client: Client, learner: User) -> None:
    try_card(client, cards.issue_card(learner).code)
    page = client.get(IN).content.decode()
    assert learner.alias in page
    assert 'id="card-form"' not in page


def test_after_sign_in_leads_learners_to_their_meetings(client: Client, learner: User) -> None:
    try_card(client, cards.issue_card(learner).code)
    assert client.get("/sv/vidare/").headers["Location"] == "/sv/mina-moten/"


def test_after_sign_in_pages_are_in_the_language_that_goes_with_the_card(
    client: Client, learner: User
) -> None:
    learner.language = "ti"
    learner.save()
    try_card(client, cards.issue_card(learner).code)
    assert client.get("/sv/vidare/").headers["Location"] == "/ti/mina-moten/"
    learner.language = "xx"  # a language that the site had, and has no more
    learner.save()
    assert client.get("/fi/vidare/").headers["Location"] == "/fi/mina-moten/"


@pytest.mark.parametrize(
    "name",
    [
        "account_signup",
        "account_email",
        "account_reset_password",
        "account_set_password",
        "account_inactive",
        "mfa_download_recovery_codes",
    ],
)
def test_allauth_addresses_that_nobody_needs_do_not_exist(name: str) -> None:
    with pytest.raises(NoReverseMatch):
        reverse(name)
