"""The site that these tests look at was empty before: `make demo` fills it with everything that there is.

Only there are all of them beside each other, so queries of the guides are counted there as well.
"""

from __future__ import annotations

import json

import pytest

from courses.content import files
from tests.browser.live_site import LiveSite

pytestmark = pytest.mark.browser

LOOK = """
import json
from core.models import InfoPage
from courses.models import Guide, StartPage
from media.models import Picture
from wagtail.models import Site
guides = Guide.objects.live().values_list("locale__language_code", "key")
print(json.dumps({
    "guides": sorted(guides),
    "starts at Swedish": Site.objects.get().root_page_id == StartPage.objects.get(locale__language_code="sv").pk,
    "pictures": Picture.objects.count(),
    "pages": InfoPage.objects.count(),
}))
"""
#: Below the start page of each language.
PAGES = [
    "", "utan/smartphone/", "om/", "kom-i-gang-tryggt/", "sok/", "sok/?q=bank", "lurad/", "ord/", "ova/",
    "papper/?due=10&rent=17", "framsteg/", "fastnat/bankid/id-check/", "bluff/1/", "bluff/utan/smartphone-e_id/",
]  # fmt: skip
#: Counts the queries of each address in `ADDRESSES`, and of all guides, with nothing remembered from before, and
#: gathers what they ask the Arabic catalogue for in vain.
COUNT = """
import json
from courses.models import Guide
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.translation.trans_real import DjangoTranslation
not_in_arabic, said = set(), DjangoTranslation.gettext
def gettext(catalogue, english):
    if catalogue.to_language() == "ar" and english not in catalogue._catalog:
        not_in_arabic.add(english)
    return said(catalogue, english)
DjangoTranslation.gettext = gettext
guides = Guide.objects.live().filter(locale__language_code__in=("sv", "ar"))
client, found = Client(SERVER_NAME="localhost"), {}
client.get("/sv/")
for address in [*ADDRESSES, *guides.values_list("url_path", flat=True)]:
    cache.clear()
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(address)
    found[address] = len(queries) if answer.status_code == 200 else answer.status_code
print(json.dumps([found, sorted(not_in_arabic)]))
"""
MOST_QUERIES = 12


def test_everything_that_is_written_stands_on_the_site(live: LiveSite) -> None:
    found = json.loads(live.shell(LOOK).splitlines()[-1])
    # In every language, not only in those that the other tests load.
    languages = [path.parent.name for path in files.CONTENT_DIR.glob("*/pages.toml")]
    written = [
        [language, key] for language in languages for key in files.guide_order() if files.guide(language, key)
    ]
    assert found == {
        "guides": sorted(written),
        "starts at Swedish": True,
        "pictures": len(files.drawings()),
        "pages": 3 * len(languages),
    }


def test_no_page_asks_more_than_its_share_nor_says_what_its_language_lacks(live: LiveSite) -> None:
    addresses = [f"/{code}/{page}" for code in ("sv", "ar", "fa-af") for page in PAGES]
    found, not_in_arabic = json.loads(live.shell(f"ADDRESSES = {addresses}\n{COUNT}").splitlines()[-1])
    assert len(found) > 2 * len(files.guide_order())
    assert {address: number for address, number in found.items() if number > MOST_QUERIES} == {}
    # What a place of the staff says by mistake is missed by `core.texts.reader_facing`.
    assert not_in_arabic == []
