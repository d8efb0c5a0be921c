"""The record of processing and the draft impact assessment, made from what the code declares."""

from __future__ import annotations

import csv
import datetime
import io

import pytest
from django.core.management import call_command
from django.utils import translation

from core import impact, inventory
from core.about_people import abouts
from core.models import Municipality, RetentionDecision
from core.personal_data import declared, entries
from core.retention.kinds import kinds

pytestmark = pytest.mark.django_db


def decide(number: str) -> None:
    RetentionDecision.objects.create(
        kind="contact", number=number, decided_on=datetime.date(2026, 2, 1), days=365
    )


def test_every_declared_field_is_in_the_record():
    rows = list(inventory.record())
    assert {(row.entry.model, name) for row in rows for name in row.entry.fields} == set(declared())
    assert len(rows) == len(entries())
    assert all(len(row.cells()) == len(inventory.COLUMNS) and all(row.cells()) for row in rows)


def test_the_table_has_plain_swedish_words_and_the_decision(capsys):
    decide("SN 2026/9")
    call_command("personal_data", record=True, csv=True)
    heading, *lines = csv.reader(io.StringIO(capsys.readouterr().out))
    assert heading[3] == "ändamål"
    (contact,) = [line for line in lines if "Nummer eller adress" in line[2]]
    assert "SN 2026/9" in contact[8]
    assert "förseglat" in contact[9]


def test_a_number_that_looks_like_a_formula_is_only_text(capsys):
    decide('=HYPERLINK("x")')
    call_command("personal_data", record=True, csv=True)
    cells = [cell for line in csv.reader(io.StringIO(capsys.readouterr().out)) for cell in line]
    assert not [cell for cell in cells if cell[:1] in "=+-@" and cell]


def test_the_text_names_who_answers_and_what_has_to_be_filled_in(capsys):
    municipality = Municipality.load()
    municipality.name = "Lyckebo kommun"
    municipality.save()
    call_command("personal_data", record=True)
    text = capsys.readouterr().out
    assert "Personuppgiftsansvarig: Lyckebo kommun" in text
    assert "Dataskyddsombud: (fyll i)" in text
    call_command("personal_data", record=True, language="en")
    assert "Controller: Lyckebo kommun" in capsys.readouterr().out


def test_the_draft_leaves_the_judging_to_people(capsys):
    call_command("impact_assessment")
    text = capsys.readouterr().out
    assert "ingen bedömning förrän människor" in text
    assert text.count('class="answer"') >= len(impact.RISKS) + len(impact.DECISIONS)
    with translation.override("sv"):
        for thing in [*kinds().values()]:
            assert str(thing.name) in text
        for about in abouts().values():
            assert str(about.title) in text
    for word in ("<script", "http://", "https://"):
        assert word not in text


def test_every_text_of_the_draft_is_in_swedish():
    with translation.override("en"):
        english = {str(text) for text in _texts()}
    with translation.override("sv"):
        assert english.isdisjoint({str(text) for text in _texts()})


def _texts() -> list[object]:
    risks = [text for risk in impact.RISKS for text in (risk.what, risk.question, *risk.measures)]
    return [*risks, *impact.DECISIONS, *(kind.name for kind in kinds().values())]
