"""The guide page: the whole guide, and one step a page."""

from __future__ import annotations

import datetime
import gc
import itertools
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.test import Client

from core.models import Municipality
from courses.content.pictures import rasterised
from courses.guides.pictures import BUDGET_BYTES, pictures_for_reader, prepare
from courses.services.shown import facts_for_reader
from media.models import Picture
from tests.courses import pages
from tests.courses.reading_room import bytes_br, is_anonymous, parts, queries, words

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

MOST_QUERIES = 12
MOST_BYTES_BR = 13_000
DRAWINGS = Path(__file__).resolve().parents[2] / "courses" / "content" / "pictures"


def test_guide_has_its_parts_in_reading_order(client: Client) -> None:
    pages.guide(sources=(pages.source(),))
    page = parts(client.get("/sv/bankid/"))
    order = [section["id"] for section in page.main.find_all("section", recursive=False)]
    assert order == ["before", "what", "steps", "ways", "traps", "boundary", "help", "sources"]


def test_guide_has_one_h1_and_no_jump_between_headings(client: Client) -> None:
    pages.guide()
    page = parts(client.get("/sv/bankid/"))
    assert [h1.text for h1 in page.find_all("h1")] == ["Title bankid sv"]
    levels = [int(heading.name[1]) for heading in page.find_all(["h1", "h2", "h3"])]
    assert all(after - before <= 1 for before, after in itertools.pairwise(levels))


def test_step_reads_warning_first_then_text_word_picture_and_what_to_see(client: Client) -> None:
    pages.guide("bankid", "en")
    pages.start_page("sv")
    step = parts(client.get("/en/bankid/")).find(id="step-step-1")
    read = words(step.text)
    places = [
        read.index(part) for part in ("Be careful.", "How to do", "Logga in", "A new page.", "Try again.")
    ]
    assert places == sorted(places)
    assert step.img["alt"] == "What step-1 looks like"


def test_swedish_word_on_the_button_is_marked_as_swedish(client: Client) -> None:
    pages.guide_in_both()
    word = parts(client.get("/en/bankid/")).find(class_="word").b
    assert (word.text, word["lang"], word["dir"]) == ("Logga in", "sv", "ltr")


@pytest.mark.parametrize("language", ["sv", "en"])
def test_page_says_its_language_and_leads_to_the_same_page_in_the_other(
    client: Client, language: str
) -> None:
    pages.guide_in_both()
    page = parts(client.get(f"/{language}/bankid/2/"))
    other = "en" if language == "sv" else "sv"
    assert (page.html["lang"], page.html["dir"]) == (language, "ltr")
    link = page.find("a", hreflang=other)
    assert (link["href"], link["lang"]) == (f"/{other}/bankid/2/", other)


def test_step_in_the_other_language_is_found_by_its_key(client: Client) -> None:
    swedish = pages.guide(steps=[pages.step("one"), pages.step("two")])
    pages.guide(
        language="en", same_as=swedish, steps=[pages.step("extra"), pages.step("one"), pages.step("two")]
    )
    assert parts(client.get("/sv/bankid/2/")).find("a", hreflang="en")["href"] == "/en/bankid/3/"


def test_guide_that_is_not_translated_is_shown_in_the_nearest_language_and_says_so(client: Client) -> None:
    pages.guide()
    pages.start_page("en")
    assert parts(client.get("/sv/bankid/")).find("a", hreflang="en")["href"] == "/en/bankid/"
    for address in ("/en/bankid/", "/en/bankid/2/", "/en/bankid/utan/smartphone-e_id/"):
        page = parts(client.get(address))
        note = page.find(class_="overdue")
        assert "not written in your language yet" in words(note.text), address
        assert (note.a["href"], note.a["lang"], note.a.text) == ("/sv/bankid/", "sv", "Svenska")
        heading = page.main.find("h1").find("span", lang="sv")
        assert heading["dir"] == "ltr"
        assert "<" not in page.title.text


@pytest.mark.parametrize(
    ("language", "place"), [("sv", "/sv/bankid/"), ("en", "/en/bankid/"), ("en", "/en/bankid/2/")]
)
def test_queries_are_few_and_do_not_grow_with_the_steps(client: Client, language: str, place: str) -> None:
    facts = tuple(pages.fact(f"fact-{number}", "bankid.com") for number in range(3))
    more_facts = (*facts, *(pages.fact(f"more-{number}", "bankid.com") for number in range(6)))
    few = pages.guide_in_both(steps=3, facts=facts, sources=(pages.source("S1"),))
    with_three = queries(client, place)
    for page in few:
        page.delete()
    Picture.objects.all().delete()
    pages.guide_in_both(steps=9, facts=more_facts, sources=(pages.source("S2"), pages.source("S3")))
    assert queries(client, place) == with_three
    assert with_three <= MOST_QUERIES


def test_first_view_of_a_long_guide_is_light(client: Client) -> None:
    facts = tuple(pages.fact(f"fact-{number}", f"place-{number}.example") for number in range(5))
    steps = [
        pages.step(
            f"step-{number}",
            text="".join(f"<p>{_unlike_text(number * 10 + part)}</p>" for part in range(3)),
            see=_unlike_text(number * 10 + 4),
            if_not=_unlike_text(number * 10 + 5),
            facts=list(facts),
            picture=pages.picture(f"long-{number}"),
        )
        for number in range(9)
    ]
    pages.guide(steps=steps, sources=tuple(pages.source(f"S{number}") for number in range(12)))
    assert bytes_br(client.get("/sv/bankid/")) <= MOST_BYTES_BR


def _unlike_text(seed: int) -> str:
    """Some 100 letters that compress no better than real text."""
    syllables = ["ba", "ke", "li", "mo", "nu", "pra", "ska", "tve", "gron", "hus", "vatt", "en", "for", "rin"]
    return " ".join(
        syllables[(seed * 7 + word * word * 3) % 14] + syllables[(seed * 5 + word * 11) % 14]
        for word in range(16)
    )


@pytest.mark.parametrize("place", ["/sv/bankid/", "/sv/bankid/1/"])
def test_guide_needs_no_script_and_no_cookie(client: Client, place: str) -> None:
    pages.guide()
    response = client.get(place)
    assert is_anonymous(response)
    assert not parts(response).find_all("script")


def test_first_and_middle_and_last_step_lead_on_and_back(client: Client) -> None:
    pages.guide(steps=3)

    def turns(number: int) -> list[tuple[str, str]]:
        turn = parts(client.get(f"/sv/bankid/{number}/")).find(class_="turn")
        return [(link.get("rel", [""])[0], link["href"]) for link in turn.find_all("a")]

    assert turns(1) == [("next", "/sv/bankid/2/")]
    assert turns(2) == [("next", "/sv/bankid/3/"), ("prev", "/sv/bankid/1/")]
    assert turns(3) == [("", "/sv/"), ("prev", "/sv/bankid/2/")]


def test_step_page_has_its_step_as_the_only_h1_and_leads_back_to_the_guide(client: Client) -> None:
    pages.guide()
    page = parts(client.get("/sv/bankid/2/"))
    assert page.head.find("link", rel="canonical")["href"] == "/sv/bankid/2/"
    assert [h1.text for h1 in page.find_all("h1")] == ["Do step-2"]
    assert page.find(class_="back").a["href"] == "/sv/bankid/#step-step-2"


@pytest.mark.parametrize("number", ["0", "4", "02", "-1", "two", "٢", "1/2"])
def test_step_that_is_not_there_is_not_found(client: Client, number: str) -> None:
    pages.guide(steps=3)
    assert client.get(f"/sv/bankid/{number}/").status_code == 404


def test_guide_that_is_not_published_is_not_found(client: Client) -> None:
    pages.guide(live=False)
    assert client.get("/sv/bankid/").status_code == 404
    assert client.get("/sv/bankid/1/").status_code == 404


def test_staff_are_not_offered_to_hide_a_guide_from_readers() -> None:
    guide = pages.guide()
    assert guide.private_page_options == guide.get_parent().specific.private_page_options == []


def test_ask_for_help_says_with_which_guide_and_step(client: Client) -> None:
    pages.guide()
    addresses = {link["href"] for link in parts(client.get("/sv/bankid/")).main.find_all("a")}
    assert {"/sv/traffa/?guide=bankid", "/sv/traffa/?guide=bankid&step=step-2"} <= addresses


def test_fact_that_is_not_settled_is_hidden(client: Client) -> None:
    pages.guide(
        facts=(pages.fact("sure", "sure.example"), pages.fact("unsure", "unsure.example", is_settled=False))
    )
    read = client.get("/sv/bankid/").content.decode()
    assert "sure.example" in read
    assert "unsure" not in read.replace("sure.example", "", 1).replace("https://sure.example", "")


def test_local_fact_that_is_not_filled_in_leads_to_the_municipality(client: Client) -> None:
    municipality = Municipality.load()
    municipality.help_phone = "031-390 06 00"
    municipality.save()
    pages.guide(facts=(pages.fact("opening", kind="text", scope="local"),))
    line = parts(client.get("/sv/bankid/")).find(class_="facts").li
    assert line.a["href"] == "tel:0313900600"


def test_national_fact_without_a_value_is_hidden(client: Client) -> None:
    pages.guide(facts=(pages.fact("empty", kind="text"),))
    assert not parts(client.get("/sv/bankid/")).find_all(class_="facts")


def test_example_says_that_it_is_one(client: Client) -> None:
    pages.guide(facts=(pages.fact("made-up", "031-390 06 10", kind="phone", is_example=True),))
    assert parts(client.get("/sv/bankid/")).find(class_="facts").find(class_="mark-example")


def test_fact_whose_check_is_overdue_says_so() -> None:
    source = pages.source(check_by=datetime.date(2026, 5, 21))
    old = pages.fact("old", "old.example", source=source)
    assert facts_for_reader([old.pk], "sv", datetime.date(2026, 5, 22))[old.pk].is_overdue
    assert not facts_for_reader([old.pk], "sv", datetime.date(2026, 5, 21))[old.pk].is_overdue


def test_guide_says_when_its_sources_are_checked_again(client: Client) -> None:
    pages.guide(
        language="en",
        sources=(pages.source("A1"), pages.source("A2", check_by=datetime.date(2099, 3, 1))),
    )
    pages.start_page("sv")
    page = parts(client.get("/en/bankid/"))
    assert "1 March 2099" in words(page.find(id="sources").p.text)
    assert "(2025)" in page.find(id="sources").li.text


def test_overdue_source_is_said_on_the_page(client: Client) -> None:
    pages.guide(sources=(pages.source(check_by=datetime.date(2020, 1, 1)),))
    assert parts(client.get("/sv/bankid/")).find(id="sources").p.b


def test_fact_in_swedish_only_is_marked_in_another_language() -> None:
    made = pages.fact("due", kind="text", text="Den 10 varje månad")
    made.wordings.filter(language="en").delete()
    shown = facts_for_reader([made.pk], "en")[made.pk]
    assert (shown.value, shown.language) == ("Den 10 varje månad", "sv")


def test_picture_has_its_size_and_waits_when_it_is_far_away(client: Client) -> None:
    pages.guide()
    page = parts(client.get("/sv/bankid/"))
    pictures = page.find_all("picture")
    assert {(picture.img["width"], picture.img["height"]) for picture in pictures} == {("320", "200")}
    assert all(picture.img["loading"] == "lazy" for picture in pictures)
    assert [source["type"] for source in pictures[0].find_all("source")] == ["image/avif", "image/webp"]
    assert "loading" not in parts(client.get("/sv/bankid/1/")).find("picture").img.attrs


def test_picture_whose_file_is_gone_is_left_out_and_logged(caplog: pytest.LogCaptureFixture) -> None:
    lost = Picture.objects.create(
        title="lost", file="images/lost.png", width=640, height=400, file_size=1, file_hash="lost"
    )
    assert pictures_for_reader([lost.pk]) == {}
    assert f"picture {lost.pk}" in caplog.text


# Wagtail leaves the temporary files of its own rendering to be closed when they are collected.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize("of_guide", sorted(path.name for path in DRAWINGS.iterdir() if path.is_dir()))
def test_heaviest_drawing_of_a_guide_is_within_the_budget(of_guide: str) -> None:
    drawing = max((DRAWINGS / of_guide).glob("*.svg"), key=lambda path: path.stat().st_size)
    made = Picture.objects.create(
        title=drawing.stem,
        drawing=f"{of_guide}/{drawing.stem}",
        file=ContentFile(rasterised(drawing.read_text()), name=f"{drawing.stem}.png"),
    )
    weights = {kind: rendition.file.size for kind, rendition in prepare(made).items()}
    del made
    gc.collect()
    assert {kind: weight for kind, weight in weights.items() if weight > BUDGET_BYTES[kind]} == {}


def test_sitemap_lists_every_step_with_the_same_step_in_the_other_language(client: Client) -> None:
    pages.guide_in_both(steps=2)
    listed = client.get("/sitemap.xml").content.decode()
    for number in (1, 2):
        assert f"<loc>http://testserver/sv/bankid/{number}/</loc>" in listed
        assert f'hreflang="en" href="http://testserver/en/bankid/{number}/"' in listed
    assert "/sv/bankid/3/" not in listed
