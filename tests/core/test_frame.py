"""The frame around every page: styles, languages, the way back and to a person, the pages for trouble."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import brotli
import pytest
from bs4 import BeautifulSoup
from django import forms
from django.template import engines
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.utils import translation

from core.models import Municipality
from core.templatetags.contact import phone, sms, web
from core.templatetags.frame import inline_css, minified
from core.templatetags.wording import day, day_of_year, run, weekday_and_day

CSS = Path(__file__).resolve().parents[2] / "site" / "static" / "css"
SHEETS = ["tokens", "base", "components", "print"]


def _parts(html: str | bytes) -> Any:
    """The page, to look for elements in."""
    return BeautifulSoup(html, "html.parser")


# Styles -------------------------------------------------------------------------------------------


def test_minified_takes_out_what_means_nothing_and_nothing_else() -> None:
    css = (
        "/* why */\na :b,\nc {\n  margin: 0 -1px;\n  top: 0;\n}\n@media (min-width: 9em) { d > e { f: 0; } }"
    )
    assert minified(css) == "a :b,c{margin:0 -1px;top:0}@media (min-width:9em){d>e{f:0}}"


def test_styles_are_small_enough_to_stand_in_every_page() -> None:
    assert len(brotli.compress(inline_css(*SHEETS).encode(), quality=11)) <= 5_000


def test_missing_style_sheet_is_named() -> None:
    with pytest.raises(FileNotFoundError, match=r"css/nowhere\.css"):
        inline_css("nowhere")


@pytest.mark.parametrize("sheet", SHEETS)
def test_styles_ask_for_nothing_that_an_engine_of_2016_needs_to_show_the_page(sheet: str) -> None:
    css = minified((CSS / f"{sheet}.css").read_text())
    modern = (
        r"display:(?:grid|contents)|[;{]gap:|inset|:focus-visible|:is\(|:where\(|:has\("
        r"|(?:margin|padding|border)-inline|@layer|position:sticky"
    )
    assert re.findall(modern, css) == []


def test_every_colour_variable_has_a_plain_value_before_it() -> None:
    """An engine that does not know `var()` keeps what stood before; a whole `border` will do."""
    lacking = []
    for sheet in ("base", "components"):
        for rule in re.findall(r"\{([^{}]*)\}", minified((CSS / f"{sheet}.css").read_text())):
            parts = [part.partition(":")[::2] for part in rule.split(";")]
            for index, (name, value) in enumerate(parts):
                family = name.split("-")[0]
                plain = [
                    old for old, given in parts[:index] if old.split("-")[0] == family and "var(" not in given
                ]
                if "var(" in value and name != "accent-color" and not plain:
                    lacking.append(f"{sheet}: {name}: {value}")
    assert lacking == []


def _tokens() -> Iterator[tuple[str, dict[str, str]]]:
    css = (CSS / "tokens.css").read_text()
    for name, block in zip(("light", "dark"), re.findall(r":root \{([^}]*)\}", css), strict=True):
        yield name, dict(re.findall(r"--([\w-]+): (#\w+);", block))


def _contrast(one: str, other: str) -> float:
    """WCAG's contrast ratio of two colours such as `#1f2a37`."""

    def luminance(colour: str) -> float:
        digits = colour.lstrip("#")
        digits = "".join(char * 2 for char in digits) if len(digits) == 3 else digits
        parts = [int(digits[place : place + 2], 16) / 255 for place in (0, 2, 4)]
        linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


GROUNDS = ("paper", "card", "sand", "warm", "calm")


def test_text_has_contrast_seven_on_every_ground_in_light_and_dark() -> None:
    for name, tokens in _tokens():
        pairs = [(text, ground) for text in ("ink", "link") for ground in GROUNDS]
        pairs += [
            ("soft", "paper"),
            ("soft", "card"),
            ("wrong", "paper"),
            ("wrong", "card"),
            ("on-teal", "teal"),
        ]
        low = [pair for pair in pairs if _contrast(tokens[pair[0]], tokens[pair[1]]) < 7]
        assert low == [], name


def test_lines_that_mean_something_have_contrast_three() -> None:
    for name, tokens in _tokens():
        pairs = [("ink", "card"), ("ink", "paper"), ("teal", "card"), ("teal", "paper"), ("wrong", "paper")]
        assert all(_contrast(tokens[one], tokens[other]) >= 3 for one, other in pairs), name


# Words and numbers --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("number", "dialled"),
    [
        ("031-390 06 00", "0313900600"),
        ("1177", "1177"),
        ("+46 31 390 06 00", "+46313900600"),
        ("٠٣١-٣٩٠", "031390"),
    ],
)
def test_phone_number_is_a_link_that_keeps_its_order(number: str, dialled: str) -> None:
    assert phone(number) == f'<a href="tel:{dialled}"><bdi dir="ltr">{number}</bdi></a>'


def test_text_message_number_is_a_link() -> None:
    assert sms("7726") == '<a href="sms:7726"><bdi dir="ltr">7726</bdi></a>'


@pytest.mark.parametrize(
    ("address", "shown", "target"),
    [
        ("bankid.com", "bankid.com", "https://bankid.com"),
        ("https://www.1177.se/", "1177.se", "https://www.1177.se/"),
        ("http://lyckebo.example/stod", "lyckebo.example/stod", "http://lyckebo.example/stod"),
    ],
)
def test_web_address_shows_where_it_leads(address: str, shown: str, target: str) -> None:
    assert web(address) == f'<a href="{target}"><bdi dir="ltr">{shown}</bdi></a>'


def test_nothing_is_shown_for_no_number_and_no_address() -> None:
    assert (phone(""), sms(""), web("")) == ("", "", "")


def test_what_a_link_shows_is_escaped() -> None:
    assert "<script>" not in phone("<script>1") + web("<script>")


@pytest.mark.parametrize(("language", "expected"), [("sv", "14 maj"), ("en", "14 May")])
def test_days_are_written_in_words(language: str, expected: str) -> None:
    with translation.override(language):
        assert day(datetime.date(2027, 5, 14)) == expected
        assert day_of_year(datetime.date(2027, 5, 14)) == f"{expected} 2027"
        assert weekday_and_day(datetime.date(2027, 5, 14)).endswith(f" {expected}")
    assert day(None) == ""


def test_moment_is_the_day_it_is_in_sweden() -> None:
    with translation.override("sv"):
        assert day(datetime.datetime(2027, 5, 13, 22, 30, tzinfo=datetime.UTC)) == "14 maj"


def test_run_of_another_language_says_which_and_how_it_is_read() -> None:
    assert run("ar", "سلام & <b>") == '<span lang="ar" dir="rtl">سلام &amp; &lt;b&gt;</span>'


# Every page ---------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_way_to_a_person_and_way_back_stand_on_every_page(client: Client) -> None:
    municipality = Municipality.load()
    municipality.help_phone, municipality.is_example, municipality.name = (
        "031-390 06 00",
        True,
        "Lyckebo kommun",
    )
    municipality.save()
    page = _parts(client.get("/en/sok/").content)
    assert page.find(class_="human").a["href"] == "tel:0313900600"
    assert page.find("footer").find("a", href="tel:0313900600")
    assert page.find("footer").find("a", href="/en/lurad/")
    assert page.find(class_="back").a["href"] == "/en/"
    assert "Lyckebo kommun" in page.find(class_="example").text
    assert page.find("a", class_="skip")["href"] == "#content"


@pytest.mark.django_db
def test_choosing_a_language_is_an_address_each_and_no_cookie(client: Client) -> None:
    response = client.get("/", headers={"accept-language": "en"})
    links = _parts(response.content).find(class_="languagelist").find_all("a")
    assert [(link["href"], link["lang"], link.text) for link in links] == [
        ("/sv/", "sv", "Svenska"),
        ("/sv-simple/", "sv", "Lätt svenska"),
        ("/en/", "en", "English"),
        ("/ar/", "ar", "العربية"),
        ("/so/", "so", "Soomaali"),
        ("/fa/", "fa", "فارسی"),
        ("/fa-af/", "fa-af", "دری"),
        ("/ti/", "ti", "ትግርኛ"),
        ("/uk/", "uk", "Українська"),
        ("/fi/", "fi", "suomi"),
    ]
    assert not response.cookies


@pytest.mark.django_db
@pytest.mark.parametrize("template", ["400.html", "403.html", "403_csrf.html", "404.html", "500.html"])
def test_page_for_trouble_has_one_h1_and_ways_on(template: str) -> None:
    page = _parts(render_to_string(template, request=RequestFactory().get("/sv/x/")))
    assert len(page.find_all("h1")) == 1
    assert page.main.find("a", href="/sv/")


def test_page_for_our_own_fault_needs_no_database() -> None:
    """No `django_db` here: a single query would fail the test."""
    assert "<h1>" in render_to_string("500.html", request=RequestFactory().get("/sv/x/"))


@pytest.mark.django_db
def test_page_that_is_not_there_leads_to_the_start_page_of_the_other_language(client: Client) -> None:
    response = client.get("/sv/nowhere/")
    assert response.status_code == 404
    assert _parts(response.content).find("a", hreflang="en")["href"] == "/en/"


# Forms --------------------------------------------------------------------------------------------


class WantedForm(forms.Form):
    """One question of each kind."""

    word = forms.CharField(label="A word", help_text="A short one.")
    words = forms.CharField(label="Words", widget=forms.Textarea, required=False)
    spoken = forms.MultipleChoiceField(
        label="Languages",
        choices=[("sv", "Svenska"), ("so", "Soomaali")],
        widget=forms.CheckboxSelectMultiple,
    )
    when = forms.ChoiceField(
        label="When", choices=[("1", "Monday"), ("2", "Tuesday")], widget=forms.RadioSelect
    )
    promise = forms.BooleanField(label="I promise")


def _shown(template: str, **context: object) -> Any:
    source = (
        f'{{% include "components/{template}" with {" ".join(f"{name}={name}" for name in context)} only %}}'
    )
    return _parts(engines["django"].from_string(source).render(context))


def test_question_ties_its_hint_and_its_error_to_the_box() -> None:
    form = WantedForm({})
    form.is_valid()
    field = _shown("field.html", field=form["word"])
    described = field.input["aria-describedby"].split()
    assert [field.find(id=each)["class"] for each in described] == [["hint"], ["error"]]
    assert field.input["aria-invalid"] == "true"
    assert field.label["for"] == field.input["id"]


@pytest.mark.parametrize(("name", "kind"), [("spoken", "checkbox"), ("when", "radio")])
def test_group_is_a_fieldset_with_a_legend_and_a_label_for_each_choice(name: str, kind: str) -> None:
    form = WantedForm({})
    form.is_valid()
    group = _shown("field.html", field=form[name]).fieldset
    assert group.legend.text.strip() == form[name].label
    assert group.find(id=group["aria-describedby"])["class"] == ["error"]
    boxes = group.find_all("input", type=kind)
    assert [label["for"] for label in group.find_all("label")] == [box["id"] for box in boxes]


def test_only_what_may_be_left_out_says_so() -> None:
    form = WantedForm()
    assert _shown("field.html", field=form["words"]).find(class_="optional")
    assert not _shown("field.html", field=form["word"]).find(class_="optional")
    assert not _shown("field.html", field=form["promise"]).find(class_="optional")


def test_summary_of_errors_leads_to_each_question_that_can_be_answered() -> None:
    form = WantedForm({})
    form.is_valid()
    form.add_error(None, "Not like that.")
    summary = _shown("errors.html", form=form)
    assert [link["href"] for link in summary.find_all("a")] == [
        "#id_word",
        "#id_spoken_0",
        "#id_when_0",
        "#id_promise",
    ]
    assert "Not like that." in summary.li.text
    shown = "".join(str(_shown("field.html", field=field)) for field in form)
    assert all(f'id="{link["href"][1:]}"' in shown for link in summary.find_all("a"))


def test_form_without_errors_has_no_summary() -> None:
    assert _shown("errors.html", form=WantedForm()).text.strip() == ""
