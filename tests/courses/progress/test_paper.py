"""Progress on paper: a code brings it back, a typo is said, guessing is stopped, and nobody is known."""

from __future__ import annotations

import datetime
import math
import re

import pytest
import time_machine
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from core.models import RetentionDecision
from core.retention import clock, job
from courses.models import GuideMark, Progress
from courses.progress import codes, kept, paper
from courses.progress.marks import mark_of, read, write
from courses.progress.views import papers
from tests.courses.progress import scenes
from tests.courses.progress.test_public import marks_in
from tests.courses.reading_room import bytes_br, parts, words
from tests.factories import PersonFactory

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

CODE, FORGET, PAPER = "/sv/framsteg/kod/", "/sv/framsteg/glom/", "/sv/framsteg/papper/"
MARKS = (mark_of("email", "step-1"), mark_of("bankid", "step-2", before="not_yet", after="with_help"))
#: A code that is typed right and leads to nothing.
NOBODYS = codes.code_of(4711)


@pytest.fixture(autouse=True, scope="module")
def built(kept):
    scenes.three_guides()
    scenes.course(guides=("bankid", "1177", "email"))


def bring(client: Client, code: str, **more) -> object:
    return client.post(CODE, {"code": code, **more})


def error_on(response) -> str:
    return words(parts(response).find(class_="error").text)


# There and back


def test_a_code_brings_progress_back_on_another_computer(client: Client) -> None:
    code = scenes.saved_on_paper(client, write(MARKS))
    elsewhere = Client()
    for typed in (code, " ".join(codes.grouped(code)).lower(), "-".join(codes.grouped(code))):
        led = bring(elsewhere, typed)
        assert led.status_code == 303
        assert led["Cache-Control"] == "no-store"
        assert marks_in(led["Location"]) == MARKS
    assert not client.cookies
    assert not elsewhere.cookies


def test_the_paper_shows_the_code_and_a_square_that_leads_to_it(client: Client) -> None:
    ticket = scenes.ticket_on(client.get(f"/sv/framsteg/?g={write(MARKS)}"))
    response = client.post(PAPER, {"g": write(MARKS), "ticket": ticket})
    assert response["Cache-Control"] == "no-store"
    assert bytes_br(response) <= 13_000
    card = parts(response).find(class_="paper-card")
    assert card.find("svg", class_="qr")
    assert "testserver/sv/framsteg/kod" in words(card.text)
    assert len(codes.read_code(scenes.code_on(response))) == 16


def test_loading_the_paper_again_shows_the_same_code_and_keeps_one_row(client: Client) -> None:
    ticket = scenes.ticket_on(client.get(f"/sv/framsteg/?g={write(MARKS)}"))
    shown = {scenes.code_on(client.post(PAPER, {"g": write(MARKS), "ticket": ticket})) for _time in range(3)}
    assert len(shown) == 1
    assert Progress.objects.count() == 1


@pytest.mark.parametrize("ticket", ["", "x", "\x00", "a:b:c"])
def test_without_a_good_ticket_nothing_is_kept_and_the_page_is_there_again(client: Client, ticket) -> None:
    led = client.post(PAPER, {"g": write(MARKS), "ticket": ticket})
    assert marks_in(led["Location"]) == MARKS
    assert Progress.objects.count() == 0


def test_nothing_cannot_be_saved_and_the_address_alone_leads_back(client: Client) -> None:
    ticket = paper.new_ticket()
    assert client.post(PAPER, {"g": "", "ticket": ticket})["Location"] == "/sv/framsteg/"
    assert client.get(PAPER)["Location"] == "/sv/framsteg/"
    assert Progress.objects.count() == 0


def test_marks_of_guides_that_do_not_exist_are_not_kept(client: Client) -> None:
    code = scenes.saved_on_paper(client, write([*MARKS, mark_of("gone", "step-1"), mark_of("1177", "gone")]))
    rows = {row.guide_key: row.step_key for row in paper.find(code).marks.all()}
    assert rows == {"email": "step-1", "bankid": "step-2", "1177": ""}


def test_what_is_done_here_is_put_to_what_is_on_paper(client: Client) -> None:
    code = scenes.saved_on_paper(client, write([mark_of("bankid", "step-3", before="not_yet")]))
    here = write(
        [mark_of("bankid", "step-1", before="with_help", after="by_myself"), mark_of("1177", "step-2")]
    )
    form = parts(client.get(f"{CODE}?g={here}")).find("form", id="code-form")
    assert form.find("input", attrs={"name": "g"})["value"] == here
    led = bring(client, code, g=here)
    together = (mark_of("bankid", "step-3", before="not_yet", after="by_myself"), mark_of("1177", "step-2"))
    assert marks_in(led["Location"]) == together
    assert "paper=1" in led["Location"]
    assert set(kept.marks_of(paper.find(code))) == set(together)
    assert parts(client.get(led["Location"])).main.find("p", class_="note")


def test_bringing_it_back_twice_changes_nothing_but_the_day(client: Client) -> None:
    code = scenes.saved_on_paper(client, write(MARKS))
    with CaptureQueriesContext(connection) as asked:
        bring(client, code)
    assert [query["sql"][:90] for query in asked if re.match("INSERT|UPDATE|DELETE", query["sql"])] == []


# What is kept


def test_what_is_kept_is_no_person_no_address_and_no_moment(client: Client) -> None:
    code = scenes.saved_on_paper(client, write(MARKS))
    row = Progress.objects.get()
    assert row.owner is None
    assert row.used_on == datetime.date.today()
    assert {field.name for field in Progress._meta.local_fields} == {"id", "code_hash", "owner", "used_on"}
    assert {field.name for field in GuideMark._meta.local_fields} == {
        *("id", "progress", "guide_key", "step_key", "before", "after", "later", "ask_on")
    }
    stored = " ".join(
        str(value)
        for row in [*Progress.objects.values(), *GuideMark.objects.values()]
        for value in row.values()
    )
    assert code not in stored
    assert "127.0.0.1" not in stored
    assert set(GuideMark.objects.values_list("ask_on", flat=True)) == {None}


def test_a_row_has_a_code_or_an_owner_and_never_both() -> None:
    person = PersonFactory()
    today = datetime.date(2026, 11, 21)
    for fields in ({}, {"owner": person, "code_hash": "a" * 64}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Progress.objects.create(used_on=today, **fields)


def test_a_new_key_of_the_installation_takes_no_paper_away(client: Client, settings) -> None:
    code = scenes.saved_on_paper(client, write(MARKS))
    old_hash = Progress.objects.get().code_hash
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], "a new key"
    assert marks_in(bring(client, code)["Location"]) == MARKS
    assert Progress.objects.get().code_hash not in {old_hash, None}
    settings.SECRET_KEY_FALLBACKS = []
    assert marks_in(bring(client, code)["Location"]) == MARKS


# Typing


def test_each_kind_of_typing_error_gets_its_own_answer_and_what_was_typed_stays(client: Client) -> None:
    code = scenes.saved_on_paper(client, write(MARKS))
    other = "C" if code[9] != "C" else "D"
    swapped = next(
        code[:place] + code[place + 1] + code[place] + code[place + 2 :]
        for place in (1, 2, 5, 6, 9)
        if code[place] != code[place + 1]
    )
    answers = []
    for typed in ("", code[:-1], f"{code[:5]}O{code[6:]}", f"{code[:9]}{other}{code[10:]}", swapped, NOBODYS):
        response = bring(client, typed)
        assert response.status_code == 200
        assert response["Cache-Control"] == "no-store"
        assert parts(response).find(id="errors")
        assert parts(response).find("input", id="id_code").get("value", "") == typed
        answers.append(error_on(response))
    assert len(set(answers)) == len(answers)
    assert "15" in answers[1]
    assert "O" in answers[2]


def test_a_mistyped_code_never_reaches_the_database(client: Client, django_assert_num_queries) -> None:
    with CaptureQueriesContext(connection) as asked:
        bring(client, f"{NOBODYS[:3]}{'C' if NOBODYS[3] != 'C' else 'D'}{NOBODYS[4:]}")
    assert [query["sql"] for query in asked if "courses_progress" in query["sql"]] == []


# Guessing


def test_guesses_from_one_address_are_stopped_and_nothing_typed_is_lost(client: Client, monkeypatch) -> None:
    monkeypatch.setattr(papers, "CAPS", {**papers.CAPS, "code": "2/m/ip"})
    code = scenes.saved_on_paper(client, write(MARKS))
    assert bring(client, NOBODYS).status_code == 200
    assert bring(client, code).status_code == 303
    stopped = bring(client, code, g=write(MARKS))
    assert stopped.status_code == 429
    page = parts(stopped)
    assert page.find(id="wait")
    assert page.find("input", id="id_code")["value"] == code
    assert page.find("input", attrs={"name": "g"})["value"] == write(MARKS)
    elsewhere = {"REMOTE_ADDR": "192.0.2.7"}
    assert client.post(CODE, {"code": code}, **elsewhere).status_code == 303


def test_mistyped_codes_cost_no_tries(client: Client, monkeypatch) -> None:
    monkeypatch.setattr(papers, "CAPS", {**papers.CAPS, "code": "1/m/ip"})
    code = scenes.saved_on_paper(client, write(MARKS))
    for _slip in range(5):
        assert bring(client, code[:-1]).status_code == 200
    assert bring(client, code).status_code == 303


def test_guesses_from_everywhere_are_stopped_together(client: Client, monkeypatch) -> None:
    monkeypatch.setattr(papers, "CAPS", {**papers.CAPS, "unknown": "3/h/key"})
    code = scenes.saved_on_paper(client, write(MARKS))
    for number in range(3):
        guess = client.post(CODE, {"code": codes.code_of(number)}, REMOTE_ADDR=f"192.0.2.{number}")
        assert guess.status_code == 200
    assert client.post(CODE, {"code": code}, REMOTE_ADDR="192.0.2.9").status_code == 429
    assert client.post(FORGET, {"code": code}, REMOTE_ADDR="192.0.2.9").status_code == 429
    with time_machine.travel(datetime.datetime.now() + datetime.timedelta(hours=1, minutes=1)):
        assert client.post(CODE, {"code": code}, REMOTE_ADDR="192.0.2.9").status_code == 303


def test_codes_that_lead_somewhere_do_not_count_as_guesses(client: Client, monkeypatch) -> None:
    monkeypatch.setattr(papers, "CAPS", {**papers.CAPS, "unknown": "1/h/key"})
    code = scenes.saved_on_paper(client, write(MARKS))
    assert {bring(client, code).status_code for _time in range(4)} == {303}


def test_the_limits_make_guessing_hopeless() -> None:
    tries, period, per = papers.CAPS["unknown"].split("/")
    assert (period, per) == ("h", "key")
    a_year = int(tries) * 24 * 365
    assert a_year * 10_000 / codes.POSSIBLE < 1e-7
    assert math.log2(codes.POSSIBLE) > 60


def test_very_many_papers_from_one_address_have_to_wait(client: Client, monkeypatch) -> None:
    monkeypatch.setattr(papers, "CAPS", {**papers.CAPS, "keep": "1/h/ip"})
    scenes.saved_on_paper(client, write(MARKS))
    waiting = client.post(PAPER, {"g": write(MARKS), "ticket": paper.new_ticket()})
    assert waiting.status_code == 429
    assert marks_in(parts(waiting).find(class_="go").a["href"]) == MARKS
    assert Progress.objects.count() == 1


# Forgetting


def test_a_code_can_be_forgotten(client: Client) -> None:
    code = scenes.saved_on_paper(client, write(MARKS))
    led = client.post(FORGET, {"code": code})
    assert (led.status_code, led["Location"]) == (303, f"{FORGET}?klart=1")
    assert parts(client.get(led["Location"])).h1
    assert (Progress.objects.count(), GuideMark.objects.count()) == (0, 0)
    assert error_on(client.post(FORGET, {"code": code}))
    assert not paper.forget(code)


def test_opening_the_pages_forgets_nothing(client: Client) -> None:
    code = scenes.saved_on_paper(client, write(MARKS))
    for address in (CODE, FORGET, f"{FORGET}?code={code}", f"{CODE}?code={code}"):
        client.get(address)
    assert Progress.objects.count() == 1


def test_what_nobody_uses_for_as_long_as_was_decided_is_forgotten_and_use_counts(client: Client) -> None:
    day = datetime.datetime(2026, 1, 10, 12, tzinfo=datetime.UTC)
    with time_machine.travel(day, tick=False):
        left, used = (scenes.saved_on_paper(client, write(MARKS)) for _time in range(2))
    with time_machine.travel(day + datetime.timedelta(days=200), tick=False):
        bring(client, used)
    job.run_if_due(day)  # the first day only looks
    late = datetime.timedelta(days=301, hours=4)
    clock.believe(day + late)
    job.run_if_due(day + late)
    assert paper.find(left) is not None  # nobody has decided
    RetentionDecision.objects.create(kind="progress", number="KS 1", decided_on=day.date(), days=300)
    clock.believe(day + late + datetime.timedelta(days=1))
    job.run_if_due(day + late + datetime.timedelta(days=1))
    assert paper.find(left) is None
    assert paper.find(used) is not None


def test_marks_stay_readable_in_the_address(client: Client) -> None:
    assert read(write(MARKS)) == MARKS
