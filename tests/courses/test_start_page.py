"""The start page: everyday needs, not authorities."""

from __future__ import annotations

import pytest
from django.test import Client

from courses.guides.models import Guide
from tests.courses import pages
from tests.courses.reading_room import bytes_br, is_anonymous, parts, queries

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def test_needs_stand_under_their_areas_in_order(client: Client) -> None:
    pages.guide("1177", area=Guide.Area.HEALTH, place_in_order=5)
    pages.guide("email", area=Guide.Area.LOGIN, place_in_order=3)
    pages.guide("bankid", area=Guide.Area.LOGIN, place_in_order=4)
    pages.guide("fraud", area=Guide.Area.SAFETY, place_in_order=1)
    page = parts(client.get("/sv/"))
    assert [
        [link.b.text for link in area.find(class_="guides").find_all("a")]
        for area in page.find_all(class_="area")
    ] == [["Need fraud"], ["Need email", "Need bankid"], ["Need 1177"]]


def test_guide_that_is_not_published_is_not_listed(client: Client) -> None:
    pages.guide(live=False)
    assert not parts(client.get("/sv/")).find_all(class_="guides")


def test_start_page_lists_its_own_language_only(client: Client) -> None:
    pages.guide_in_both()
    links = parts(client.get("/en/")).find(class_="guides").find_all("a")
    assert [link["href"] for link in links] == ["/en/bankid/"]


@pytest.mark.parametrize("language", ["sv", "en"])
def test_queries_are_few_and_do_not_grow_with_the_guides(client: Client, language: str) -> None:
    pages.guide_in_both("one")
    with_one = queries(client, f"/{language}/")
    for key in ("two", "three", "four"):
        pages.guide_in_both(key)
    assert queries(client, f"/{language}/") == with_one
    assert with_one <= 12


def test_start_page_is_light_anonymous_and_has_one_h1(client: Client) -> None:
    for number in range(6):
        pages.guide(f"guide-{number}")
    response = client.get("/sv/")
    assert is_anonymous(response)
    assert bytes_br(response) <= 13_000
    assert [h1.text for h1 in parts(response).find_all("h1")] == ["Start sv"]


def test_picture_in_a_list_is_decoration(client: Client) -> None:
    pages.guide()
    assert parts(client.get("/sv/")).find(class_="guides").img["alt"] == ""


def test_languages_lead_to_each_other(client: Client) -> None:
    pages.start_page("sv")
    pages.start_page("en")
    assert parts(client.get("/sv/")).find("a", hreflang="en")["href"] == "/en/"
    assert parts(client.get("/en/")).find("a", hreflang="sv")["href"] == "/sv/"
