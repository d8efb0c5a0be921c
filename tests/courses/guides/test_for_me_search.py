"""The search, for somebody who lacks something."""

from __future__ import annotations

import pytest
from django.test import Client

from courses.search import index
from tests.courses import pages
from tests.courses.reading_room import is_anonymous, parts, queries

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

BY_PHONE = (
    "way",
    {"lacks": ["smartphone", "e_id"], "title": "By phone", "text": "<p>Call.</p>", "facts": []},
)


@pytest.fixture
def guides() -> None:
    """One guide that takes a smartphone, one that takes nothing."""
    pages.guide_in_both("app", need="Boka", steps=[pages.step("app", needs=["smartphone"])], ways=[BY_PHONE])
    pages.guide_in_both("fraud", need="Boka säkert", steps=[pages.step("think")])
    index.rebuild()


@pytest.mark.usefixtures("guides")
@pytest.mark.parametrize("asked", ["?q=boka&lack=smartphone", "?lack=smartphone"])
def test_guides_say_how_much_can_be_done_and_lead_to_the_way(client: Client, asked: str) -> None:
    response = client.get(f"/sv/sok/{asked}")
    lines = {link["href"]: link for link in parts(response).select(".guides a")}
    assert set(lines) == {"/sv/app/utan/smartphone/", "/sv/fraud/"}
    assert "By phone" in lines["/sv/app/utan/smartphone/"].find(class_="fit").text
    assert lines["/sv/fraud/"].find(class_="fit") is None
    assert is_anonymous(response)


@pytest.mark.usefixtures("guides")
@pytest.mark.parametrize("asked", ["?q=boka&lack=bank", "?lack=bank"])
def test_shown_is_what_can_be_done_and_the_rest_is_folded(client: Client, asked: str) -> None:
    needs_bank = [pages.step("pay", needs=["bank"])]
    pages.guide("money", need="Boka pengar", steps=needs_bank, ways=[BY_PHONE])
    index.rebuild()
    page = parts(client.get(f"/sv/sok/{asked}"))
    folded = page.find("details", class_="fit-person")
    assert [link["href"] for link in folded.find_all("a")] == ["/sv/money/utan/bank/"]
    assert {link["href"] for link in page.select("section.fit-all a")} == {"/sv/app/", "/sv/fraud/"}


@pytest.mark.usefixtures("guides")
def test_what_was_searched_for_and_what_was_ticked_keep_each_other(client: Client) -> None:
    page = parts(client.get("/sv/sok/?q=boka&lack=smartphone&lack=nonsense"))
    search, lacks = page.find("form", class_="search"), page.find(class_="lacks").form
    assert [(each["name"], each["value"]) for each in search.find_all("input", type="hidden")] == [
        ("lack", "smartphone")
    ]
    assert [(each["name"], each["value"]) for each in lacks.find_all("input", type="hidden")] == [
        ("q", "boka")
    ]
    assert [box["value"] for box in lacks.find_all("input", checked=True)] == ["smartphone"]


@pytest.mark.usefixtures("guides")
def test_what_was_refused_is_not_carried_along(client: Client) -> None:
    page = client.get("/sv/sok/?q=19811218-9876&lack=smartphone")
    assert b"9876" not in page.content


@pytest.mark.parametrize("asked", ["?q=boka&lack=smartphone", "?lack=smartphone"])
def test_queries_do_not_grow_with_the_guides(client: Client, guides: None, asked: str) -> None:
    few = queries(client, f"/sv/sok/{asked}")
    for number in range(3):
        more = [pages.step("app", needs=["smartphone"])]
        pages.guide(f"more-{number}", need="Boka mer", steps=more, ways=[BY_PHONE])
    index.rebuild()
    assert queries(client, f"/sv/sok/{asked}") == few
    assert few <= 12
