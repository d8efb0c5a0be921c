"""Names in sentences that are read from the other side."""

from __future__ import annotations

import pytest
from django.utils.safestring import mark_safe
from django.utils.translation import override

from core.latin import latin_marked
from core.latin_of_pages import page_marked
from core.models import Municipality
from core.templatetags.wording import comma, filled_in, name


@pytest.mark.parametrize(
    ("language", "called", "html"),
    [
        ("sv", "Glad Sparv", "<bdi>Glad Sparv</bdi>"),
        ("ar", "Glad Sparv", '<bdi lang="sv" dir="ltr">Glad Sparv</bdi>'),
        ("fa", "Ågatan 1", '<bdi lang="sv" dir="ltr">Ågatan 1</bdi>'),
        ("sv", "نور", "<bdi>نور</bdi>"),
        ("ar", "نور", "<bdi>نور</bdi>"),
        ("ar", "<b>", '<bdi lang="sv" dir="ltr">&lt;b&gt;</bdi>'),
        ("ar", "", ""),
    ],
)
def test_a_name_is_a_run_of_its_own(language: str, called: str, html: str):
    with override(language):
        assert name(called) == html


@pytest.mark.parametrize(("language", "sign"), [("sv", ", "), ("ar", "، "), ("fa-af", "، "), ("ti", "፣ ")])
def test_the_comma_is_that_of_the_script(language: str, sign: str):
    with override(language):
        assert comma() == sign


def test_whom_to_complain_to_stands_where_the_text_waits_for_it():
    here = Municipality(accessibility_authority="PTS <b>", accessibility_complaints="pts.example/klagomal")
    said = mark_safe("<p>Säg det till {authority} på {complaints}. {x}</p>")
    assert filled_in(said, here) == "<p>Säg det till PTS &lt;b&gt; på pts.example/klagomal. {x}</p>"
    assert filled_in("<i>", here) == "&lt;i&gt;"
    assert filled_in("{authority} {complaints}", Municipality()) == "Digg digg.se/tdosanmalan"


def test_what_is_left_unmarked_on_a_page_in_other_letters_is_marked():
    page = (
        '<!DOCTYPE html><html lang="ar" dir="rtl"><head><title>Medlots</title><style>p{color:red}</style></head>'
        '<body><!-- note --><p title="a > b">رمز (PIN)<br>و Min bild.</p>'
        '<p><bdi>Glad Sparv</bdi> <a href="tel:112" dir="ltr">E 112</a>'
        ' <span lang="sv" dir="ltr">Logga <b>in</b></span></p>'
        "<select><option>Lyckebo</option></select></body></html>"
    )
    run = '<bdi lang="sv" dir="ltr">{}</bdi>'.format
    assert page_marked(page, "ar") == page.replace("PIN", run("PIN")).replace("Min bild", run("Min bild"))
    assert page_marked(page_marked(page, "ar"), "ar") == page_marked(page, "ar")


def test_the_end_of_an_address_keeps_its_full_stop_on_its_left():
    said = "ينتهي غالباً بـ .se. التالي"
    run = '<bdi lang="sv" dir="ltr">.se</bdi>'
    assert latin_marked(said, "ar") == said.replace(".se", run)


def test_a_date_in_figures_keeps_its_order_where_one_reads_from_the_right():
    run = '<bdi dir="ltr">2026-12-24</bdi>'
    page = f'<html lang="ar"><body><p>مثلاً 2026-12-24، <time datetime="2026-12-24">{run}</time></p></body></html>'
    assert page_marked(page, "ar") == page.replace("مثلاً 2026-12-24", f"مثلاً {run}")
    assert latin_marked("Наприклад 2026-12-24", "uk") == "Наприклад 2026-12-24"
