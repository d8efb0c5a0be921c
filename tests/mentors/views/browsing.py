"""What a person does with pages: open, fill in, press. A page is what Django's test client answers."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

from django.test import Client
from django.test.utils import CaptureQueriesContext

from mentors.meetings.models import Meeting
from users.models import User

#: What a person answers on the three screens unless a test says otherwise.
ANSWERS: dict[str, dict[str, Any]] = {
    "/en/traffa/": {"guides": ["bankid"]},
    "/en/traffa/sprak/": {"languages": ["so"]},
    "/en/traffa/nar/": {"answer_way": "here"},
}


class Browser(Client):
    """A browser without script. It sends what the forms of a page hold, and what a person changed in them."""

    def __init__(self, **defaults: Any) -> None:
        super().__init__(enforce_csrf_checks=True, **defaults)

    def open(self, address: str) -> str:
        """The words and tags of a page that opens."""
        response = self.get(address)
        assert response.status_code == 200, f"{address}: {response.status_code}"
        return response.content.decode()

    def send(self, address: str, answers: dict[str, Any] | None = None, **more: Any) -> Any:
        """Press a form's button on the page that is open: its token goes with it."""
        token = self.cookies.get("csrftoken")
        return self.post(
            address, {**(answers or {}), "csrfmiddlewaretoken": token.value if token else "", **more}
        )

    def sign_in(self, person: User) -> Browser:
        """As if the card had been typed, and a page been opened since."""
        self.force_login(person, backend="users.sign_in.LoginCardBackend")
        self.get("/en/traffa/")
        return self

    def answer_three_screens(self, **changed: dict[str, Any]) -> Any:
        """From the first question to the suggestions; `first`, `second`, `third` change the answers."""
        self.open("/en/traffa/")
        response = None
        for (address, answers), name in zip(ANSWERS.items(), ("first", "second", "third"), strict=True):
            response = self.send(address, {**answers, **changed.get(name, {})})
            assert response.status_code == 302, errors_of(response)
        return response


def times_on(page: str) -> list[str]:
    """What the radio buttons for times send, in the order of the page."""
    return re.findall(r'name="time" value="([^"]+)"', page)


def key_on(page: str) -> str:
    """The key of the form for choosing a time."""
    return re.findall(r'name="key" value="([^"]+)"', page)[0]


def choice_on(page: str, number: int = 0, **more: Any) -> dict[str, Any]:
    """What choosing a time of this page sends."""
    return {"time": times_on(page)[number], "key": key_on(page), "ask_next": "on", **more}


def errors_of(response: Any) -> dict[str, list[str]]:
    """The errors of the page's form."""
    return {name: list(found) for name, found in response.context["form"].errors.items()}


def text_of(page: str) -> str:
    """What a person reads: no tags, one space between words. Names stand in the sentence."""
    main = page[page.index("<main") : page.index("</main>")]
    main = re.sub(r"</?bdi\b[^>]*>", "", main)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", main)).split())


def is_shown_twice(page: str, message: str) -> bool:
    """Whether an error stands at the top as a link to its field, and beside the field."""
    errors = page.index('id="errors"')
    # The form of the page itself: the way out stands in a form of its own, above.
    form = page.index("<form", errors)
    top, beside = page[errors:form], page[form:]
    return message in unescape(top) and message in unescape(beside) and 'href="#' in top


def changes_in(queries: CaptureQueriesContext) -> list[str]:
    """What was written to the database meanwhile."""
    return [query["sql"] for query in queries if query["sql"].startswith(("INSERT", "UPDATE", "DELETE"))]


def only_meeting() -> Meeting:
    """The one meeting there is."""
    return Meeting.objects.get()
