"""The sitemap lists every public page in every language; robots.txt keeps out of everything else."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest
from django.contrib.auth.models import Group
from wagtail.models import PageViewRestriction

from core.languages import interface_languages
from core.models import InfoPage
from courses.models import StartPage
from publishing import sitemaps
from tests.roles import start_pages

pytestmark = pytest.mark.one_database

NAMES = {
    "map": "http://www.sitemaps.org/schemas/sitemap/0.9",
    "xhtml": "http://www.w3.org/1999/xhtml",
}
HOST = "http://testserver"


@pytest.fixture
def swedish(db) -> StartPage:
    """The Swedish start page, with two pages below it: one in both languages, one in Swedish only."""
    start, english = start_pages()
    about = start.add_child(instance=InfoPage(title="Om", slug="om", locale=start.locale))
    english.add_child(
        instance=InfoPage(
            title="About", slug="om", locale=english.locale, translation_key=about.translation_key
        )
    )
    start.add_child(instance=InfoPage(title="Bara svenska", slug="bara-svenska", locale=start.locale))
    return start


def listed(client) -> dict[str, dict[str, str]]:
    """Addresses in the sitemap, each with its alternates by language."""
    response = client.get("/sitemap.xml")
    assert response.headers["Content-Type"] == "application/xml"
    root = ElementTree.fromstring(response.content)
    return {
        url.findtext("map:loc", namespaces=NAMES).removeprefix(HOST): {
            link.get("hreflang"): link.get("href").removeprefix(HOST)
            for link in url.findall("xhtml:link", namespaces=NAMES)
        }
        for url in root.findall("map:url", namespaces=NAMES)
    }


def test_every_public_page_is_listed_with_its_translations(client, swedish):
    found = listed(client)
    both = {"sv": "/sv/om/", "en": "/en/om/"}
    assert found["/sv/om/"] == found["/en/om/"] == both
    assert found["/sv/"] == found["/en/"] == {"sv": "/sv/", "en": "/en/"}
    assert found["/sv/bara-svenska/"] == {}
    assert "/" in found


def test_the_search_is_listed_in_every_language(client, swedish):
    codes = [each.code for each in interface_languages()]
    assert len(codes) == 10
    assert listed(client)["/sv/sok/"] == {code: f"/{code}/sok/" for code in codes}


def test_every_listed_address_answers(client, swedish):
    answers = {address: client.get(address).status_code for address in listed(client)}
    assert {address: status for address, status in answers.items() if status != 200} == {}


def test_what_is_not_public_is_not_listed(client, swedish):
    draft = swedish.add_child(instance=InfoPage(title="Utkast", slug="utkast", live=False))
    closed = swedish.add_child(instance=InfoPage(title="Stängd", slug="stangd", locale=swedish.locale))
    restriction = PageViewRestriction.objects.create(page=closed, restriction_type=PageViewRestriction.GROUPS)
    restriction.groups.add(Group.objects.create(name="some"))
    found = listed(client)
    assert "/sv/stangd/" not in found
    assert f"/sv/{draft.slug}/" not in found


def test_a_page_that_is_read_under_more_addresses_lists_them_all(client, swedish, monkeypatch):
    def more_addresses(page, language) -> dict[str, str]:
        return {"first": f"/{language}/om/{'1' if language == 'sv' else '2'}/"} if page.slug == "om" else {}

    monkeypatch.setattr(InfoPage, "more_addresses", more_addresses, raising=False)
    assert listed(client)["/sv/om/1/"] == {"sv": "/sv/om/1/", "en": "/en/om/2/"}


@pytest.mark.parametrize("pages", [1, 6])
def test_the_number_of_queries_does_not_grow(client, swedish, pages, django_assert_max_num_queries, request):
    sitemaps.page_entries()  # What is kept in memory is there.
    for number in range(pages):
        swedish.add_child(
            instance=InfoPage(title=f"Sida {number}", slug=f"sida-{number}", locale=swedish.locale)
        )
    with django_assert_max_num_queries(6):
        sitemaps.page_entries()


def test_robots_names_the_sitemap_and_keeps_out_of_what_is_not_for_readers(client, db):
    response = client.get("/robots.txt")
    assert response.headers["Content-Type"].startswith("text/plain")
    lines = response.content.decode().splitlines()
    assert lines[0] == "User-agent: *"
    assert f"Sitemap: {HOST}/sitemap.xml" in lines
    closed = [line.removeprefix("Disallow: ") for line in lines if line.startswith("Disallow: ")]
    for address in (
        "/admin/",
        "/staff/login/",
        "/sv/in/",
        "/en/in/",
        "/sv/mina-moten/",
        "/sv/mote/",
        "/sv/mentor/",
    ):
        assert any(address.startswith(beginning) for beginning in closed), address


def test_robots_closes_no_page_for_readers(client, swedish):
    closed = sitemaps.kept_out()
    assert not {"/", "/sv/", "/en/"} & set(closed)
    for address in listed(client):
        assert not any(address.startswith(beginning) for beginning in closed), address
