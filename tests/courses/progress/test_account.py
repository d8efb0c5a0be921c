"""Progress with an account, and the question after five weeks."""

from __future__ import annotations

import datetime

import pytest
import time_machine
from django.test import Client

from courses.models import GuideMark, Progress
from courses.progress import account
from courses.progress.marks import Able, mark_of, write
from messaging.models import Message
from tests.courses import pages
from tests.courses.progress import scenes
from tests.courses.reading_room import bytes_br, parts, queries, words
from tests.factories import PersonFactory

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

OWN = "/sv/framsteg/konto/"
ANSWER = f"{OWN}svar/bankid/"
NOW = datetime.datetime(2026, 11, 21, 15, 30, tzinfo=datetime.UTC)
TODAY = NOW.date()
DUE = datetime.date(2026, 12, 26)
DONE = mark_of("bankid", "step-3", before="not_yet", after="with_help")


@pytest.fixture(autouse=True)
def guides():
    made = scenes.three_guides()
    scenes.course(guides=("bankid", "1177", "email"))
    return made


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False) as moved:
        yield moved


@pytest.fixture
def person():
    return PersonFactory(phone="+46700000001", language="en")


@pytest.fixture
def browser(person) -> Client:
    client = Client()
    client.force_login(person, backend="users.sign_in.LoginCardBackend")
    return client


def test_without_signing_in_one_is_asked_to(client: Client) -> None:
    for address in (OWN, f"{OWN}glom/"):
        assert client.get(address)["Location"].startswith("/sv/in/")
        assert client.post(address, {"g": str(DONE)})["Location"].startswith("/sv/in/")
    assert client.post(ANSWER, {"able": "by_myself"})["Location"].startswith("/sv/in/")
    assert Progress.objects.count() == 0


def test_opening_shows_what_one_brings_and_a_button_keeps_it(browser: Client, person) -> None:
    response = browser.get(f"{OWN}?g={DONE}")
    assert Progress.objects.count() == 0
    form = parts(response).find("form", action=OWN)
    assert form.find("input", attrs={"name": "g"})["value"] == str(DONE)
    assert browser.post(OWN, {"g": str(DONE)}).status_code == 303
    assert account.own_marks(person) == (DONE,)


def test_the_page_shows_ones_own_without_a_code_and_no_cache_keeps_it(browser: Client, person) -> None:
    account.bring(person, (DONE,))
    response = browser.get(OWN)
    assert response["Cache-Control"] == "no-store"
    assert "Title bankid sv" in words(parts(response).find(class_="progress-lines").text)
    assert bytes_br(response) <= 13_000
    assert queries(browser, OWN) <= 12


def test_my_progress_has_a_button_of_ones_own_for_those_signed_in(browser: Client, client: Client) -> None:
    address = f"/sv/framsteg/?g={DONE}"
    response = browser.get(address)
    assert response["Cache-Control"] == "no-store"
    form = parts(response).find("form", action=OWN)
    assert form.find("input", attrs={"name": "csrfmiddlewaretoken"})
    anonymous = client.get(address)
    assert not parts(anonymous).find("form", action=OWN)
    assert not anonymous.cookies


def test_other_sites_cannot_put_anything_to_an_account(person) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(person, backend="users.sign_in.LoginCardBackend")
    for address, said in ((OWN, {"g": str(DONE)}), (ANSWER, {"able": "by_myself"}), (f"{OWN}glom/", {})):
        assert strict.post(address, said).status_code == 403
    assert Progress.objects.count() == 0


def test_nobody_sees_or_changes_anothers(browser: Client, person) -> None:
    other = PersonFactory()
    account.bring(other, (DONE,))
    GuideMark.objects.update(ask_on=TODAY)
    assert not parts(browser.get(OWN)).find(class_="progress-lines")
    browser.post(ANSWER, {"able": "by_myself"})
    browser.post(f"{OWN}glom/")
    row = GuideMark.objects.get(progress__owner=other)
    assert row.later == ""
    assert scenes.counted() == {}


def test_progress_goes_with_the_account(person) -> None:
    account.bring(person, (DONE,))
    person.delete()
    assert (Progress.objects.count(), GuideMark.objects.count()) == (0, 0)


# Five weeks later


def test_a_first_answer_after_a_guide_is_asked_about_five_weeks_later(person) -> None:
    account.bring(person, (DONE,))
    assert GuideMark.objects.get().ask_on == DUE
    message = Message.objects.get()
    progress = Progress.objects.get()
    assert (message.subject, message.kind) == (f"able:{progress.pk}:bankid", "able_later")
    assert message.send_after == datetime.datetime(2026, 12, 26, 9, tzinfo=datetime.UTC)
    assert message.useful_until - message.send_after == datetime.timedelta(weeks=3)
    assert message.language == "en"


@pytest.mark.parametrize("language", ["sv", "en"])
def test_the_message_names_no_topic(language) -> None:
    person = PersonFactory(phone="+46700000002", language=language)
    account.bring(person, (DONE,))
    text = Message.objects.get().text.lower()
    assert text.startswith("medlots: ")
    assert not any(word in text for word in ("bankid", "guide", "guid", "title", "lär", "learn"))
    assert len(text) <= 153


def test_bringing_it_again_asks_once(person, clock) -> None:
    account.bring(person, (DONE,))
    clock.shift(datetime.timedelta(days=7))
    account.bring(person, (mark_of("bankid", "step-1", after="by_myself"), mark_of("email", "step-1")))
    assert GuideMark.objects.get(guide_key="bankid").ask_on == DUE
    assert GuideMark.objects.get(guide_key="email").ask_on is None
    assert Message.objects.count() == 1
    assert account.own_marks(person)[0] == mark_of("bankid", "step-3", before="not_yet", after="by_myself")


def test_who_cannot_be_reached_gets_no_message_and_the_question_still_waits(clock) -> None:
    person = PersonFactory()
    account.bring(person, (DONE,))
    assert Message.objects.count() == 0
    assert len(account.due(account.own(person), DUE)) == 1


def test_the_question_stands_on_the_page_when_it_is_due(browser: Client, person, clock) -> None:
    account.bring(person, (DONE,))
    clock.shift(datetime.timedelta(days=34))
    assert not parts(browser.get(OWN)).find("form", action=ANSWER)
    clock.shift(datetime.timedelta(days=1))
    browser.force_login(person, backend="users.sign_in.LoginCardBackend")
    form = parts(browser.get(OWN)).find("form", action=ANSWER)
    assert [button["value"] for button in form.find_all("button")] == Able.values


def test_the_answer_is_kept_and_counted_once_and_the_message_is_stopped(browser: Client, person) -> None:
    account.bring(person, (DONE,))
    GuideMark.objects.update(ask_on=TODAY)
    for said in ("by_myself", "not_yet"):
        assert browser.post(ANSWER, {"able": said}).status_code == 303
    assert GuideMark.objects.get().later == "by_myself"
    assert scenes.counted() == {("guide.able.by_myself", "guide=bankid language=sv when=later"): 1}
    assert Message.objects.get().state == Message.State.CANCELLED
    assert not parts(browser.get(OWN)).find("form", action=ANSWER)


def test_an_answer_that_nobody_asked_for_is_not_counted(browser: Client, person) -> None:
    account.bring(person, (DONE,))
    browser.post(ANSWER, {"able": "by_myself"})
    assert GuideMark.objects.get().later == ""
    assert scenes.counted() == {}
    assert browser.post(ANSWER, {"able": "perhaps"}).status_code == 404


def test_the_later_answer_cannot_be_brought_in_by_an_address(person) -> None:
    account.bring(person, (mark_of("bankid", after="not_yet", later="by_myself"),))
    assert GuideMark.objects.get().later == ""
    assert GuideMark.objects.get().ask_on == DUE


def test_the_address_of_ones_own_progress_leads_into_the_guides(browser: Client, person) -> None:
    account.bring(person, (mark_of("bankid", "step-1"),))
    go = parts(browser.get(OWN)).find(class_="go").a["href"]
    assert go == f"/sv/bankid/?g={write([mark_of('bankid', 'step-1')])}#step-step-2"


def test_one_can_have_it_all_forgotten(browser: Client, person) -> None:
    account.bring(person, (DONE,))
    browser.get(f"{OWN}glom/")
    assert Progress.objects.count() == 1
    assert browser.post(f"{OWN}glom/").status_code == 303
    assert (Progress.objects.count(), GuideMark.objects.count()) == (0, 0)
    assert Message.objects.get().state == Message.State.CANCELLED
    assert browser.post(f"{OWN}glom/").status_code == 303


def test_the_pages_speak_english(browser: Client, person) -> None:
    pages.guide("bankid", "en", slug="bankid-in-english")
    account.bring(person, (DONE,))
    GuideMark.objects.update(ask_on=TODAY)
    read = words(parts(browser.get("/en/framsteg/konto/")).main.text)
    assert "This is kept with your account. Only you see it." in read
    assert "Can you do this now?" in read
