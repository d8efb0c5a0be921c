"""The site that these tests look at was empty before: `make demo` fills it with everything that there is."""

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
