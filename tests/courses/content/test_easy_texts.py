"""The content files in easy Swedish: a text of its own, easy, and true to the Swedish guide that it renders."""

from __future__ import annotations

import re
from typing import Any

import pytest

from courses.content import files
from courses.guides.easy import HIGHEST_LIX, LONGEST_SENTENCE_WORDS
from courses.readability import lix
from tests.courses.content.test_texts import FACTS, NEAR, SOURCES, texts, used_facts, what_changes

EASY = "sv-simple"
#: "Är du sen? Ring." reads as a question to the reader: easy Swedish says "Om du är sen: ring." (domain.md 3.1).
CONDITION_AS_QUESTION = re.compile(
    r"(?:^|[.!?:] )(?!(?:Vad|Vem|Vilk\w+|Var|Vart|Varför|Hur|När)\b)[A-ZÅÄÖ][^.!?:]*\?"
    r"|(?:^|[.!?:] )(?:Är|Har|Vill|Ska|Går|Får|Finns|Blir|Behöver|Saknar|Missar) (?:du|ni|det|den|någon|något)\b",
    re.MULTILINE,
)
WRITTEN = [key for key in files.guide_order() if files.guide(EASY, key) is not None]


def easy_and_swedish(key: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """The guide's two files."""
    easy, swedish = files.guide(EASY, key), files.guide("sv", key)
    assert easy is not None
    assert swedish is not None
    return easy.data, swedish.data


@pytest.mark.parametrize("key", WRITTEN)
def test_easy_guide_is_easy_to_read(key: str) -> None:
    segments = [text for text in texts(easy_and_swedish(key)[0]) if text]
    found = lix.lix(segments)
    assert found is not None
    assert found <= HIGHEST_LIX
    assert lix.long_sentences(segments, LONGEST_SENTENCE_WORDS) == []
    assert lix.findings(segments) == []


@pytest.mark.parametrize("key", WRITTEN)
def test_easy_guide_says_if_and_does_not_ask(key: str) -> None:
    """What the reader is to say to somebody may be a question: those are the lines of a list."""
    found = [text for text in texts(easy_and_swedish(key)[0]) if CONDITION_AS_QUESTION.search(text)]
    assert found == []


def test_a_condition_as_a_question_is_found() -> None:
    for wrong in ("Stäng sidan. Går det inte? Ring.", "Är du sen: ring.", "Kommer inget brev? Ring."):
        assert CONDITION_AS_QUESTION.search(wrong), wrong
    for right in (
        "Om du är sen: ring.",
        "Fråga så här: Hur gör jag?",
        "- Kan ni ta det gamla?",
        "Vad vill de?",
    ):
        assert not CONDITION_AS_QUESTION.search(right), right


@pytest.mark.parametrize("language", ["sv", EASY])
@pytest.mark.parametrize("key", WRITTEN)
def test_need_is_what_the_reader_wants(language: str, key: str) -> None:
    guide = files.guide(language, key)
    assert guide is not None
    assert guide.data["need"].startswith("Jag vill ")


@pytest.mark.parametrize("key", WRITTEN)
def test_easy_steps_have_keys_of_their_own_and_render_every_swedish_step(key: str) -> None:
    easy, swedish = easy_and_swedish(key)
    in_swedish = {step["key"]: step for step in swedish["steps"]}
    keys = [step["key"] for step in easy["steps"]]
    rendered = [each for step in easy["steps"] for each in step["renders"]]
    assert 4 <= len(keys) == len(set(keys)) <= 9
    assert set(rendered) == set(in_swedish)
    for step in easy["steps"]:
        buttons = {in_swedish[each].get("button") for each in step["renders"]}
        assert step.get("button") in {None, *buttons}, step["key"]
        warned = any(in_swedish[each].get("warning") for each in step["renders"])
        assert bool(step.get("warning")) or not warned, step["key"]


@pytest.mark.parametrize("key", WRITTEN)
def test_easy_guide_has_the_same_ways_sources_and_no_other_facts(key: str) -> None:
    easy, swedish = easy_and_swedish(key)
    assert {frozenset(way["lacks"]) for way in easy["ways"]} == {
        frozenset(way["lacks"]) for way in swedish["ways"]
    }
    assert len(easy["boundary"]) >= 3
    assert easy["traps"]
    assert sorted(easy["sources"]) == sorted(swedish["sources"])
    assert set(used_facts(easy)) <= set(used_facts(swedish))
    for name in used_facts(easy):
        fact = FACTS[name]
        assert not fact["settled"] or fact.get("scope") in NEAR or fact["source"] in SOURCES, name


@pytest.mark.parametrize("key", WRITTEN)
def test_easy_guide_keeps_what_changes_out_of_running_text(key: str) -> None:
    for text in texts(easy_and_swedish(key)[0]):
        assert what_changes(text) == [], text


def test_easy_information_pages_are_easy_and_as_many_as_the_swedish() -> None:
    easy, swedish = files.pages(EASY).data, files.pages("sv").data
    assert [row["slug"] for row in easy["info"]] == [row["slug"] for row in swedish["info"]]
    for row in [*easy["info"], easy["start"]]:
        segments = [row["title"], row.get("summary", ""), row.get("lead", ""), row.get("body", "")]
        assert lix.long_sentences(segments, LONGEST_SENTENCE_WORDS) == []
        assert (lix.lix(segments) or 0) <= HIGHEST_LIX, row["title"]
