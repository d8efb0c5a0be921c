"""The translated texts in `courses/content/<language>/`: the same steps, facts and button words as in Swedish."""

from __future__ import annotations

import json
import re
import tomllib
from typing import Any

import pytest

from core.languages import SOURCE, base_code, interface_languages
from core.texts.checking import wrong_letters
from courses.content.files import CONTENT_DIR, services
from courses.content.register import WORDED_KINDS
from courses.guides.blocks import StepBlock
from tests.courses.content.test_texts import texts, what_changes

TRANSLATED = [each.code for each in interface_languages() if each.is_translation]
#: What every language has, and what Arabic and Ukrainian have beside.
FIRST, MORE = (
    {"fraud", "email", "library-computer"},
    {"passwords", "bankid", "1177", "income-support", "video-call"},
)
LONGEST = {
    name: block.field.max_length
    for name, block in StepBlock().child_blocks.items()
    if getattr(getattr(block, "field", None), "max_length", None)
}
SAME = {"before": ("kind", "needs"), "ways": ("lacks", "facts"), "help": ("facts",), "traps": ()}
#: Numbers to call stand in the register alone.
PHONE = re.compile(r"\d{2,}[- ]\d{2,}|\d{6,}")


def text(language: str, name: str) -> dict[str, Any]:
    return tomllib.loads((CONTENT_DIR / language / f"{name}.toml").read_text(encoding="utf-8"))


def guides(language: str) -> set[str]:
    return {path.stem for path in (CONTENT_DIR / language).glob("*.toml")} - {"pages", "courses", "facts"}


@pytest.mark.parametrize("language", TRANSLATED)
def test_what_one_needs_first_is_there(language: str) -> None:
    assert guides(language) >= FIRST | (MORE if language in {"ar", "uk"} else set())
    pages, swedish = text(language, "pages"), text(SOURCE, "pages")
    assert [page["slug"] for page in pages["info"]] == [page["slug"] for page in swedish["info"]]


@pytest.mark.parametrize("language", TRANSLATED)
def test_facts_have_names_and_texts(language: str) -> None:
    """Dari has Persian's. Numbers and addresses stand in the register alone."""
    worded = text(base_code(language), "facts")["facts"]
    register = {
        f"{service.data['key']}.{fact['key']}": fact
        for service in services()
        for fact in service.data["facts"]
    }
    assert set(worded) == set(register)
    for name, row in worded.items():
        fact = register[name]
        assert 0 < len(row["label"]) <= 60, name
        is_worded = "value_sv" in fact and fact.get("scope") == "national"
        # What waits to be checked may wait for its text too: it is Swedish, and marked as such, until then.
        assert is_worded if "text" in row else not (is_worded and fact["settled"]), name
        said = {region for region, values in fact.get("regions", {}).items() if fact["kind"] in WORDED_KINDS}
        assert set(row.get("regions", {})) == said, name
        swedish = (
            fact["label_sv"]
            + fact.get("value_sv", "")
            + json.dumps(fact.get("regions", {}), ensure_ascii=False)
        )
        assert set(PHONE.findall(json.dumps(row, ensure_ascii=False))) <= set(PHONE.findall(swedish)), name


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_text_of_a_guide_is_translated_and_in_the_letters_of_its_language(language: str) -> None:
    wrong = []
    for name in sorted(guides(language)):
        both = zip(texts(text(language, name)), texts(text(SOURCE, name)), strict=True)
        for own, swedish in both:
            if own and own == swedish:
                wrong.append((name, own, "the same as in Swedish"))
            elif own:
                wrong += [(name, own, what) for what in wrong_letters(own, language)]
    assert wrong == []


@pytest.mark.parametrize("language", TRANSLATED)
def test_guides_say_the_same_as_in_swedish(language: str) -> None:
    for name in sorted(guides(language)):
        own, swedish = text(language, name), text(SOURCE, name)
        assert own["sources"] == swedish["sources"]
        assert len(own["boundary"]) == len(swedish["boundary"])
        for part, fields in SAME.items():
            mine, theirs = own.get(part, []), swedish.get(part, [])
            assert [[row.get(field) for field in fields] for row in mine] == [
                [row.get(field) for field in fields] for row in theirs
            ], (name, part)
        for step, original in zip(own["steps"], swedish["steps"], strict=True):
            same = ("key", "button", "facts", "picture")
            assert [step.get(field) for field in same] == [original.get(field) for field in same], name
            assert set(step) == set(original), (name, step["key"])
            for field, most in LONGEST.items():
                assert len(step.get(field) or "") <= most, (name, step["key"], field)
        assert [said for said in texts(own) if what_changes(said)] == [], name


@pytest.mark.parametrize("language", ["en", *TRANSLATED])
def test_accessibility_statement_holds_the_same_days_and_figures(language: str) -> None:
    """The day of the assessment changes in every language or in none; whom to complain to is a setting."""
    own, swedish = (
        next(page["body"] for page in text(each, "pages")["info"] if page["slug"] == "tillganglighet")
        for each in (language, SOURCE)
    )
    assert sorted(re.findall(r"\d+", own)) == sorted(re.findall(r"\d+", swedish))
    assert (own.count("{authority}"), own.count("{complaints}")) == (1, 1)
    assert "Digg" not in own
