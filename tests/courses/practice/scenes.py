"""Practice runs built for tests, and walks through them as a browser without script takes them."""

from __future__ import annotations

from typing import Any

from bs4 import BeautifulSoup
from django.http import HttpResponse
from django.test import Client

from courses.practice.models import Practice, PracticeGuide
from courses.practice.run import Fill, Run, run_of
from tests.courses import pages

Block = tuple[str, dict[str, Any]]


def read(**fields: Any) -> Block:
    """A screen to read."""
    return "read", {"title": "Read this", "text": "<p>Calmly.</p>", "device": "phone", "shown": [], **fields}


def answer(text: str, right: bool = False, reason: str = "") -> dict[str, Any]:
    """One answer; its reason names it."""
    return {"text": text, "is_right": right, "reason": reason or f"Why {text}"}


def choose(*answers: dict[str, Any], **fields: Any) -> Block:
    """A choice between a wrong, a right and another wrong way unless `answers` say otherwise."""
    given = list(answers) or [answer("press"), answer("wait", right=True), answer("answer")]
    common = {"title": "Choose", "text": "", "device": "phone", "shown": []}
    return "choose", {**common, "question": "What do you do?", "answers": given, **fields}


def blank(label: str, type_this: str, exact: bool = False) -> dict[str, Any]:
    """One field."""
    return {"label": label, "type_this": type_this, "is_exact": exact}


def fill(*blanks: dict[str, Any], **fields: Any) -> Block:
    """A form with a name and a day unless `blanks` say otherwise."""
    given = list(blanks) or [blank("Name", "Kim Exempel"), blank("Day", "Onsdag")]
    common = {"title": "Fill in", "text": "", "device": "computer", "shown": []}
    return "fill", {**common, "fields": given, "button": "Send", "done": "Sent in make-believe.", **fields}


def sign(text: str, warning: bool = False) -> dict[str, Any]:
    """One sign; its reason names it."""
    return {"text": text, "is_warning": warning, "reason": f"Why {text}"}


def spot(*signs: dict[str, Any], **fields: Any) -> Block:
    """A text message with two warning signs and one that is none."""
    given = list(signs) or [sign("hurry", True), sign("short"), sign("link", True)]
    common = {"title": "Spot", "text": "", "kind": "text", "sender": "Paketbolaget", "subject": ""}
    return "spot", {**common, "lines": ["Pay today"], "signs": given, "done": "Leave it.", **fields}


def whole() -> list[Block]:
    """A run with each kind of screen: read, choose, fill, spot."""
    return [read(), choose(), fill(), spot()]


def practice(
    key: str = "parcel", language: str = "sv", screens: list[Block] | None = None, **fields: Any
) -> Practice:
    """A published run of the guide `fraud`."""
    values: dict[str, Any] = {
        "title": f"Practise {key} in {language}",
        "summary": "A false text.",
        "area": "safety",
        "screens": whole() if screens is None else screens,
        "can_now": [("line", "see the signs")],
    }
    made = Practice(key=key, locale=pages.locale(language), **{**values, **fields})
    made.guides.set([PracticeGuide(guide_key="fraud")])
    made.save()
    return Practice.objects.get(pk=made.pk)


def run(*screens: Block) -> Run:
    """The plain values of some screens."""
    return run_of(Practice(screens=list(screens) or whole()).screens)


def soup(response: HttpResponse) -> BeautifulSoup:
    """The page."""
    return BeautifulSoup(response.content, "html.parser")


def right_words(screen: Fill) -> dict[str, str]:
    """What to type on a screen."""
    return {one.name: one.type_this for one in screen.blanks}


def go_on(response: HttpResponse) -> str:
    """The address of the way on; `AssertionError` where there is none."""
    link = soup(response).find("a", rel="next")
    assert link is not None, "no way on"
    return str(link["href"])


def press(client: Client, response: HttpResponse, text: str) -> HttpResponse:
    """Press the answer that says `text`: what the browser asks for."""
    page = soup(response)
    button = next(one for one in page.find_all("button") if next(one.stripped_strings) == text)
    action = button.find_parent("form")["action"].split("#")[0]
    return client.get(action, {button["name"]: button["value"]})
