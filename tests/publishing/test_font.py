"""The one font: letters for Tigrinya, for phones that have none. It is light, and comes after the text."""

from __future__ import annotations

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import override

from core.languages import language
from deploy import ethiopic_font

#: What all pages in Tigrinya share may weigh so much, once.
MOST_BYTES = 25_000


def test_it_is_light_and_has_its_licence() -> None:
    assert ethiopic_font.TARGET.stat().st_size <= MOST_BYTES
    assert ethiopic_font.TARGET.read_bytes()[:4] == b"wOF2"
    licence = settings.PROJECT_DIR / "docs/licences/abyssinica-OFL-1.1.txt"
    assert "SIL OPEN FONT LICENSE Version 1.1" in licence.read_text()


def test_it_has_every_letter_of_our_texts() -> None:
    made_with = set(ethiopic_font.LETTERS_IN_FILE.read_text(encoding="utf-8").strip())
    assert ethiopic_font.letters_in_use() <= made_with


def test_only_pages_in_tigrinya_ask_for_it() -> None:
    for code, asks in (("ti", True), ("sv", False), ("ar", False)):
        with override(code):
            page = render_to_string("500.html", {"this_language": language(code)})
        assert ("tigrinya.woff2" in page) is asks
        assert ("font-display:swap" in page) is asks
