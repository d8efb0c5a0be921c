"""The coordinator's pages in the admin: axe finds nothing in what is ours, and nothing is wider than a phone."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.urls import reverse

from mentors.desk import urls
from tests.browser import desk
from tests.browser.axe import OPTIONS, violations
from tests.browser.conftest import new_page
from tests.browser.frame import overflow
from tests.browser.test_print import printed

#: Wagtail's own colours keep 4.5:1.
IN_THE_ADMIN: dict[str, Any] = {
    **OPTIONS,
    "rules": {"color-contrast": {"enabled": True}, "target-size": {"enabled": True}},
}


@pytest.fixture(scope="module")
def coordinator(live, people):
    """The cookie of a coordinator, and what stands in the addresses."""
    code = f"from tests.browser import desk; print(desk.make({people.values['meeting']!r}))"
    return json.loads(live.shell(code))


@pytest.fixture(scope="module")
def kept_page(chromium, live, coordinator):
    """A browser that a coordinator has signed in with: it fetches the scripts and styles of the admin once."""
    page = new_page(chromium, live, [], script=True)
    page.context.add_cookies(
        [{"name": "sessionid", "value": coordinator["session"], "domain": "localhost", "path": "/"}]
    )
    yield page
    page.context.close()


@pytest.fixture
def desk_page(kept_page):
    """That browser as wide as a desk; whatever goes wrong in it fails the test."""
    kept_page.problems = []
    kept_page.set_viewport_size({"width": 1280, "height": 900})
    yield kept_page
    assert kept_page.problems == []


def test_every_address_of_the_desk_is_in_the_list():
    assert {one.name for one in urls.urlpatterns} == {*desk.PAGES, *desk.WITHOUT_PAGE}


@pytest.mark.parametrize("name", desk.PAGES)
def test_a_page_of_the_desk_is_whole_and_axe_finds_nothing(desk_page, coordinator, name: str):
    page = desk_page
    filled = {argument: coordinator["values"][value] for argument, value in desk.PAGES[name].items()}
    answer = page.goto(reverse(f"desk:{name}", kwargs=filled))
    assert answer.status == 200
    assert page.url.endswith(reverse(f"desk:{name}", kwargs=filled))
    assert violations(page, IN_THE_ADMIN, within="main") == []
    page.set_viewport_size({"width": 360, "height": 740})
    assert overflow(page) == []
    if name == "place_week":
        assert printed(page).count("\f") == 1
