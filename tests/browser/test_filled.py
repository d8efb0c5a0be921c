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
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from media.models import Picture
from wagtail.models import Site
guides = Guide.objects.live().values_list("locale__language_code", "key")
client = Client(SERVER_NAME="localhost")
client.get("/sv/")
many = {}
for address in Guide.objects.live().filter(locale__language_code__in=("sv", "ar")).values_list("url_path", flat=True):
    cache.clear()
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200, address
    many[address] = len(queries)
print(json.dumps({
    "guides": sorted(guides),
    "starts at Swedish": Site.objects.get().root_page_id == StartPage.objects.get(locale__language_code="sv").pk,
    "pictures": Picture.objects.count(),
    "pages": InfoPage.objects.count(),
    "more than 12 queries": {address: number for address, number in many.items() if number > 12},
}))
"""


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
        "more than 12 queries": {},
    }
