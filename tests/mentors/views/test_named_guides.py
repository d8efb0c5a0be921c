"""How a guide is called on cards and meetings, also where it is not there in the reader's language."""

from __future__ import annotations

import pytest
from django.utils import translation

from mentors.cards.guides import agendas, guides_to_choose, has_step
from tests.courses.pages import guide, guide_in_both, step


@pytest.mark.django_db
def test_a_guide_is_named_in_the_readers_language_else_in_swedish():
    guide_in_both("bankid", steps=[step("first")], place_in_order=2)
    guide("fraud", "sv", need="Slippa bli lurad", steps=[step("hang-up")], place_in_order=1)
    with translation.override("en"):
        assert [(one.key, one.language, one.need) for one in guides_to_choose()] == [
            ("fraud", "sv", "Slippa bli lurad"),
            ("bankid", "en", "Need bankid"),
        ]
    with translation.override("sv"):
        assert [one.language for one in guides_to_choose()] == ["sv", "sv"]


@pytest.mark.django_db
def test_an_agenda_leads_to_the_step_or_to_its_guide_and_what_is_gone_is_left_out():
    guide("bankid", "sv", steps=[step("first"), step("id-check")])
    found = agendas([("bankid", "id-check"), ("bankid", "gone"), ("bankid", ""), ("gone", "first"), ("", "")])
    page = found["bankid", ""].url
    assert {pair: (one.step_title, one.url) for pair, one in found.items()} == {
        ("bankid", "id-check"): ("Do id-check", f"{page}2/"),
        ("bankid", "gone"): ("", page),
        ("bankid", ""): ("", page),
    }
    assert page.endswith("/bankid/")


@pytest.mark.django_db
def test_a_step_belongs_to_its_guide():
    guide("bankid", "sv", steps=[step("first")])
    assert has_step("bankid", "first")
    assert not has_step("bankid", "hang-up")
    assert not has_step("gone", "first")
