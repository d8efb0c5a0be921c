"""What is said of a step, and in which voice."""

from __future__ import annotations

import datetime

import pytest

from core.languages import language
from core.models import Municipality
from courses.sound.script import AFTER, PAUSE, SHORT_PAUSE, _marked, _ssml, scripts
from tests.courses import pages


@pytest.mark.parametrize(
    ("code", "text", "said"),
    [
        ("sv", "Ring 1177", "Ring 1 1 7 7"),
        ("sv", "Ring 08-12 34 56", f"Ring 0 8{SHORT_PAUSE}1 2{SHORT_PAUSE}3 4{SHORT_PAUSE}5 6"),
        ("sv", "Du är 18 år, vänta 10-12 dagar", "Du är 18 år, vänta 10-12 dagar"),
        ("sv", "A & B < C1234", "A &amp; B &lt; C1234"),
        ("fa", "به ۱۱۷۷ زنگ بزنید", "به 1 1 7 7 زنگ بزنید"),
        ("ar", "افتح BankID.", 'افتح <voice xml:lang="sv">BankID</voice>.'),
        ("fi", "Avaa BankID", "Avaa BankID"),
    ],
)
def test_numbers_are_said_digit_by_digit_and_names_by_the_swedish_voice(code, text, said):
    assert _marked(text, code) == said


def test_every_line_ends_with_a_stop_and_a_pause():
    lines = ["Heading", "", "A sentence.", "A question?"]
    assert _ssml(lines, "sv-simple") == (
        f'<speak xml:lang="sv">Heading.{PAUSE}A sentence.{PAUSE}A question?</speak>'
    )


def lines_of(script: str) -> list[str]:
    return script.removeprefix('<speak xml:lang="en">').removesuffix("</speak>").split(PAUSE)


@pytest.mark.django_db
def test_step_is_said_in_the_order_of_the_page_with_the_button_in_swedish():
    text = "<p>Do <b>this</b> &amp; that</p><ul><li>One</li><li>Two</li></ul>"
    guide = pages.guide("bankid", "en", steps=[pages.step("open", text=text)])
    said = scripts(guide)
    assert list(said) == ["", "open", AFTER]
    assert lines_of(said[""]) == [
        "Title bankid en.",
        "Summary bankid.",
        "Before you start.",
        "A phone.",
        "If you do not have it: Ask to borrow one.",
        "What it is.",
        "What it is.",
    ]
    assert lines_of(said[AFTER])[-4:] == [
        "What a mentor never does.",
        "Never knows your code.",
        "Where you get help.",
        "Ask at the library.",
    ]
    assert lines_of(said["open"]) == [
        "Do open.",
        "Read this first: Be careful.",
        "Do this &amp; that.",
        "One.",
        "Two.",
        'Look for the word: <voice xml:lang="sv">Logga in</voice>.',
        "Now you should see: A new page.",
        "If it does not work: Try again.",
    ]


@pytest.mark.django_db
def test_numbers_beside_a_step_are_said_with_their_name_and_below_the_steps_too():
    number = pages.fact("police", "114 14", kind="phone")
    hidden = pages.fact("hidden", "0771-1", kind="phone", is_settled=False)
    unknown = pages.fact("local", kind="phone", scope="local")
    web = pages.fact("site", "polisen.se")
    due = pages.fact("due", kind="text", text="Senast den 14.")
    Municipality.objects.update_or_create(defaults={"help_phone": "08-12"})
    guide = pages.guide(
        "bankid",
        "ar",
        steps=[pages.step("call", facts=[number, hidden, unknown, web, due])],
    )
    said = scripts(guide)
    lines = said["call"].removesuffix("</speak>").split(PAUSE)
    assert lines[-3:] == [
        f'<voice xml:lang="sv">police in sv</voice>: 1 1 4{SHORT_PAUSE}1 4.',
        '<voice xml:lang="sv">local in sv</voice>: اسأل البلدية. 08-12.',
        '<voice xml:lang="sv">due in sv</voice>: <voice xml:lang="sv">Senast den 14.</voice>',
    ]
    after = scripts(pages.guide("1177", "sv", facts=(number,)))[AFTER]
    assert after.count(f"police in sv: 1 1 4{SHORT_PAUSE}1 4.") == 2
    assert f"By phone.{PAUSE}Call." in after


@pytest.mark.django_db
def test_a_number_that_nobody_has_checked_in_time_is_said_with_a_warning():
    passed = {"check_by": datetime.date(2026, 1, 1)}
    old = pages.fact("old", "114 14", kind="phone", is_example=True, **passed)
    step = scripts(pages.guide("bankid", "en", steps=[pages.step("call", facts=[old])]))["call"]
    assert lines_of(step)[-1] == f"old in en: 1 1 4{SHORT_PAUSE}1 4. Example. This may have changed. Ask."


def test_voices_are_for_languages_that_there_are():
    from courses.sound.voices import VOICES, has_voice

    assert [language(code).code for code in VOICES] == list(VOICES)
    assert has_voice("sv-simple")
    assert has_voice("fa-af")
    assert not has_voice("so")
    assert not has_voice("ti")
