"""The content files themselves: true to the brief, plain, and complete in both languages."""

import re
from itertools import pairwise

import pytest

from core.regions import REGIONS
from courses.content import files
from courses.guides.blocks import NEED_KINDS
from courses.readability import lix
from courses.services.demands import Lack, Needed
from courses.services.models import Demand, Fact

GUIDES = list(files.guide_order())
LANGUAGES = files.whole_languages()
EVERY_GUIDE = [(language, key) for language in LANGUAGES for key in GUIDES]
SERVICES = {file.data["key"]: file.data for file in files.services()}
FACTS = {f"{key}.{fact['key']}": fact for key, service in SERVICES.items() for fact in service["facts"]}
SOURCES = files.sources().data["sources"]
#: Known only where one lives, so they come without a value and without a source.
NEAR = {"local", "region"}
#: Phone numbers, prices, times and ages, in any language. 1177 and Skola24 are names.
NUMBER = re.compile(r"(?<!Skola)\d[\d .:-]*\d|\b(?:kr|kronor|SEK)\b|\b[Kk]l(?:ockan|\.)? \d")
FREE = re.compile(
    r"\bgratis\b|\bkostar in(?:get|genting)\b|\bfree\b|\bcosts? nothing\b|безкошт|مجان|رایگان|bilaash|ብነጻ|ilmai"
)
#: "Choose one that is free" promises nothing.
ADVICE = re.compile(r"Fråga|Välj|Börja|Ask|Choose|Begin|اختر|Виберіть|انتخاب کنید|Dooro|ምረጹ|Valitse")


def what_changes(text):
    """What has no place in running text: it is a fact, shown beside it."""
    numbers = [hit for hit in NUMBER.findall(text) if hit != "1177"]
    sentences = re.split(r"[.!?:\n]+", text)
    return numbers + [said for said in sentences if FREE.search(said) and not ADVICE.search(said)]


def texts(data):
    """Every running text of a guide, heading by heading."""
    yield from (data["title"], data["need"], data["summary"], data["what"])
    for row in data["before"]:
        yield from (row["what"], row.get("without", ""))
    for step in data["steps"]:
        yield from (
            step["title"],
            step.get("warning", ""),
            step["text"],
            step.get("see", ""),
            step.get("if_not", ""),
        )
    for row in (*data["ways"], *data["traps"]):
        yield from (row["title"], row["text"])
    yield from data["boundary"]
    yield from (row["text"] for row in data["help"])


def used_facts(data):
    """The names of the facts that a guide shows."""
    for row in (*data["steps"], *data["ways"], *data["help"]):
        yield from row.get("facts", [])


@pytest.mark.parametrize(("language", "key"), EVERY_GUIDE)
def test_guide_has_every_part(language, key):
    data = files.guide(language, key).data

    assert 5 <= len(data["steps"]) <= 9
    assert data["before"]
    assert data["traps"]
    assert data["boundary"]
    assert data["help"]
    assert data["sources"]
    lacking = {lack for way in data["ways"] for lack in way["lacks"]}
    assert {"smartphone", "e_id"} <= lacking <= set(Lack.values)
    assert {row["kind"] for row in data["before"]} <= {kind for kind, _ in NEED_KINDS}


@pytest.mark.parametrize(("language", "key"), EVERY_GUIDE)
def test_guide_names_facts_with_a_source_or_such_as_wait_to_be_checked(language, key):
    """What is not settled may be named: readers meet it when somebody has checked it."""
    data = files.guide(language, key).data

    for name in used_facts(data):
        fact = FACTS[name]
        assert not fact["settled"] or fact.get("scope") in NEAR or fact["source"] in SOURCES, name
    assert set(data["sources"]) <= set(SOURCES)


@pytest.mark.parametrize(("language", "key"), EVERY_GUIDE)
def test_guide_keeps_what_changes_out_of_running_text(language, key):
    for text in texts(files.guide(language, key).data):
        assert what_changes(text) == [], text


def test_what_changes_is_found_and_advice_is_not():
    for wrong in (
        "Ring 114 14.",
        "Barn under 13 år.",
        "Kl. 8.",
        "Freja är gratis.",
        "Воно безкоштовне.",
        "١٠ كرون",
    ):
        assert what_changes(wrong), wrong
    for right in ("Ring 1177.", "Gå till steg 4.", "Fråga vad som är gratis.", "Välj e-post som är gratis."):
        assert not what_changes(right), right


@pytest.mark.parametrize("key", GUIDES)
def test_translation_has_the_same_steps_facts_and_button_words(key):
    swedish, english = (files.guide(language, key).data for language in ("sv", "en"))

    assert [step["key"] for step in english["steps"]] == [step["key"] for step in swedish["steps"]]
    assert [step.get("button") for step in english["steps"]] == [
        step.get("button") for step in swedish["steps"]
    ]
    assert list(used_facts(english)) == list(used_facts(swedish))
    assert [way["lacks"] for way in english["ways"]] == [way["lacks"] for way in swedish["ways"]]
    assert sorted(english["sources"]) == sorted(swedish["sources"])


@pytest.mark.parametrize("key", GUIDES)
def test_swedish_guide_is_easy_to_read(key):
    segments = [text for text in texts(files.guide("sv", key).data) if text]

    assert lix.lix(segments) <= 35
    assert lix.long_sentences(segments, 20) == []


def test_a_fact_that_is_a_sentence_is_easy_to_read():
    """It stands beside the step."""
    sentences = [fact["value_sv"] for fact in FACTS.values() if fact.get("value_sv")]

    assert len(sentences) > 40
    assert lix.lix(sentences) <= 35
    assert lix.long_sentences(sentences, 20) == []


@pytest.mark.parametrize("key", GUIDES)
def test_english_guide_has_no_long_sentences(key):
    assert lix.long_sentences([text for text in texts(files.guide("en", key).data) if text], 20) == []


@pytest.mark.parametrize("key", GUIDES)
def test_swedish_guide_avoids_office_words(key):
    assert lix.findings([text for text in texts(files.guide("sv", key).data) if text]) == []


def test_every_step_has_its_own_drawing():
    drawings = files.drawings()
    wanted = {f"{key}/{step['key']}" for key in GUIDES for step in files.guide("sv", key).data["steps"]}

    assert set(drawings) == wanted
    contents = sorted(path.read_text() for path in drawings.values())
    assert all(one != other for one, other in pairwise(contents))


def test_drawings_hold_no_words_scripts_or_addresses():
    for name, path in files.drawings().items():
        svg = path.read_text()
        assert not re.search(r"<(text|script|image|foreignObject|style)|href|url\(", svg), name


def test_every_source_has_a_day_to_check_it_again():
    for key, source in SOURCES.items():
        assert source["address"], key
        assert source["check_by"].year >= 2027, key


def test_every_fact_has_a_label_in_every_language():
    for name, fact in FACTS.items():
        for language in LANGUAGES:
            assert fact[f"label_{language}"], name
        worded = all(fact.get(f"value_{language}") for language in LANGUAGES)
        assert fact.get("scope") in NEAR or bool(fact.get("value")) != worded, name
        # A sentence is worded in each language, so that it is known which one it is in.
        assert fact["kind"] != "text" or not re.search(r"[a-z]\. |[a-z]\.$", fact.get("value", "")), name
        assert fact.get("source") or not fact["settled"] or fact.get("scope") in NEAR, name


def test_example_municipality_fills_every_local_and_regional_slot():
    filled = files.read(files.CONTENT_DIR / "demo_local.toml").data

    assert set(filled["facts"]) == {name for name, fact in FACTS.items() if fact.get("scope") == "local"}
    assert set(filled["regions"]) == {"skane"}
    assert set(filled["regions"]["skane"]) == {
        name
        for name, fact in FACTS.items()
        if fact.get("scope") == "region" and not fact.get("each_region_by_name")
    }


def test_example_numbers_are_fiction_and_each_leads_to_one_place():
    """The series 031-390 06 00 to 99 is kept for fiction (PTS)."""
    filled = files.read(files.CONTENT_DIR / "demo_local.toml").data
    facts = [*filled["facts"].items(), *filled["regions"]["skane"].items()]
    numbers = [row["value_sv"] for name, row in facts if FACTS[name]["kind"] == "phone"]
    assert numbers
    assert all(re.fullmatch(r"031-390 06 \d\d", number) for number in numbers)
    assert len(numbers) == len(set(numbers))


def test_what_services_demand_is_written_in_the_words_of_the_register():
    for key, service in SERVICES.items():
        demands = service.get("demands", [])
        kinds = [row["kind"] for row in demands]
        assert set(kinds) <= set(Needed.values), key
        assert len(kinds) == len(set(kinds)), key
        assert {row["level"] for row in demands if "level" in row} <= set(Demand.Level.values), key
        assert {row["source"] for row in demands if "source" in row} <= set(SOURCES), key


def test_facts_are_of_kinds_and_scopes_that_exist():
    for name, fact in FACTS.items():
        assert fact["kind"] in Fact.Kind.values, name
        assert fact.get("scope", "national") in Fact.Scope.values, name


def test_what_stands_in_for_a_fact_is_national_and_of_the_same_service():
    for name, fact in FACTS.items():
        if "otherwise" in fact:
            instead = FACTS[f"{name.split('.')[0]}.{fact['otherwise']}"]
            assert instead.get("scope", "national") == "national", name
            assert instead["settled"], name


def test_regional_values_have_a_region_and_a_source():
    known = {key for key, _name in REGIONS}
    for name, fact in FACTS.items():
        for region, values in fact.get("regions", {}).items():
            assert region in known, name
            assert values["source"] in SOURCES, name
