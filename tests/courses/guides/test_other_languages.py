"""A guide in other languages: Swedish beside it, what has changed in Swedish, and what is borrowed says so."""

from __future__ import annotations

import json

import pytest
from django.test import Client
from django.utils.translation import override

from core.latin import latin_marked, run_of
from courses.guides.models import Guide
from courses.search import index
from courses.search.find import find
from courses.translations.table import table
from tests.courses import pages
from tests.courses.reading_room import parts, queries, words

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def in_ukrainian() -> tuple[Guide, Guide]:
    """A Swedish guide of three steps, and its Ukrainian translation."""
    swedish = pages.guide()
    steps = [
        pages.step(f"step-{number}", title=f"Крок {number}", text="<p>Відкрийте BankID.</p>")
        for number in (1, 2, 3)
    ]
    return swedish, pages.guide(language="uk", same_as=swedish, steps=steps, title="Порадник")


def test_a_step_that_has_changed_in_swedish_says_so_with_the_way_there(client: Client) -> None:
    swedish, ukrainian = in_ukrainian()
    before = list(ukrainian.steps.raw_data)
    assert parts(client.get("/uk/bankid/")).find(class_="overdue") is None
    steps = [dict(block) for block in swedish.steps.raw_data]
    steps[1] = {**steps[1], "value": {**steps[1]["value"], "see": "En annan sida."}}
    swedish.steps = json.dumps(steps)
    draft = swedish.save_revision()
    assert parts(client.get("/uk/bankid/")).find(class_="overdue") is None
    draft.publish()
    notes = parts(client.get("/uk/bankid/")).find(id="steps").find_all(class_="overdue")
    assert [note.a["href"] for note in notes] == ["/sv/bankid/2/"]
    assert notes[0].find_parent(class_="step")["id"] == "step-step-2"
    assert list(Guide.objects.get(pk=ukrainian.pk).steps.raw_data) == before


def test_a_part_beside_the_steps_that_has_changed_in_swedish_says_so_at_its_place(client: Client) -> None:
    swedish, ukrainian = in_ukrainian()
    swedish.traps = [("trap", {"title": "En ny fälla", "text": "<p>Lämna aldrig ut koden.</p>"})]
    swedish.minutes = 50
    swedish.save_revision().publish()
    page = parts(client.get("/uk/bankid/"))
    [note] = page.find_all(class_="overdue")
    assert (note.find_parent("section")["id"], note.a["href"]) == ("traps", "/sv/bankid/#traps")
    with override("en"):
        [row] = [row for row in table() if isinstance(row.page, Guide)]
    assert [cell.behind_parts for cell in row.cells if cell.language.code == "uk"] == [("traps",)]
    ukrainian.traps = [("trap", {"title": "Нова пастка", "text": "<p>Ніколи не давайте код.</p>"})]
    ukrainian.save_revision().publish()
    assert parts(client.get("/uk/bankid/")).find(class_="overdue") is None


def test_the_swedish_stands_beside_the_step_by_address(client: Client) -> None:
    in_ukrainian()
    plain = parts(client.get("/uk/bankid/"))
    assert plain.find(class_="beside") is None
    assert plain.find(class_="switch").find_all("a")[-1]["href"] == "/uk/bankid/bredvid/#steps"
    whole = parts(client.get("/uk/bankid/bredvid/"))
    beside = whole.find_all(class_="beside")
    assert [(each["lang"], each["dir"], each.b.text) for each in beside] == [
        ("sv", "ltr", f"Do step-{number}") for number in (1, 2, 3)
    ]
    assert whole.find("link", rel="canonical")["href"] == "/uk/bankid/"
    step = parts(client.get("/uk/bankid/2/bredvid/"))
    assert [each.b.text for each in step.find_all(class_="beside")] == ["Do step-2"]
    assert step.find("a", rel="next")["href"] == "/uk/bankid/3/bredvid/"
    for address in ("/sv/bankid/bredvid/", "/uk/bankid/9/bredvid/", "/ar/bankid/bredvid/"):
        assert client.get(address).status_code == 404, address


def test_swedish_words_are_marked_in_another_script(client: Client) -> None:
    in_ukrainian()
    step = parts(client.get("/uk/bankid/1/")).main
    assert {(each["lang"], each["dir"]) for each in step.find_all("bdi") if each.text == "BankID"} == {
        ("sv", "ltr")
    }
    assert latin_marked("افتح BankID. وMina sidor & <b>", "ar") == (
        'افتح <bdi lang="sv" dir="ltr">BankID</bdi>. و<bdi lang="sv" dir="ltr">Mina sidor</bdi> &amp; &lt;'
        '<bdi lang="sv" dir="ltr">b</bdi>&gt;'
    )
    assert latin_marked("إيقاف (spärra)", "ar") == 'إيقاف (<bdi lang="sv" dir="ltr">spärra</bdi>)'
    assert latin_marked("Lås BankID", "fi") == "Lås BankID"
    assert latin_marked("افتح Freja+.", "ar") == 'افتح <bdi lang="sv" dir="ltr">Freja+</bdi>.'
    say = "Hej, jag är ny. Kan du hjälpa mig?"
    assert latin_marked(f"قل: {say}", "ar") == f'قل: <bdi lang="sv" dir="ltr">{say}</bdi>'
    assert latin_marked("Маєте BankID?", "uk") == 'Маєте <bdi lang="sv" dir="ltr">BankID</bdi>?'
    run = run_of("ar", "a <b>")
    assert (run, run.plain) == ('<span lang="ar" dir="rtl">a &lt;b&gt;</span>', "a <b>")


def test_a_language_has_what_it_lacks_from_easy_swedish_and_says_so(client: Client) -> None:
    swedish = pages.guide()
    pages.guide(language="sv-simple", same_as=swedish, title="Lätt titel", need="Lätt behov")
    pages.start_page("so")
    listed = parts(client.get("/so/")).find(class_="guides")
    assert listed.a["href"] == "/so/bankid/"
    assert {(each["lang"], each.text) for each in listed.find_all("span", lang="sv")} >= {
        ("sv", "Lätt behov"),
        ("sv", "Lätt svenska"),
    }
    page = parts(client.get("/so/bankid/"))
    assert page.html["lang"] == "so"
    assert page.h1.span["lang"] == "sv"
    note = page.find(class_="overdue")
    assert (note.a["href"], note.a.text) == ("/sv-simple/bankid/", "Lätt svenska")
    for step in page.find_all(class_="step"):
        assert step.h3.find("span", lang="sv")
        assert step.find("div", lang="sv").p
    assert "Lätt titel" in page.title.text
    index.rebuild()
    assert [result.entry.address for result in find("lätt titel", "so").results] == ["/so/bankid/"]


def test_a_page_in_another_language_takes_no_more_queries_than_we_allow(client: Client) -> None:
    in_ukrainian()
    assert queries(client, "/uk/bankid/") <= 12
    assert words(parts(client.get("/uk/bankid/")).h1.text) == "Порадник"
