"""The interface in easy Swedish: its own words where it has some, Swedish where it has none."""

from __future__ import annotations

import gettext as catalogues

from django.conf import settings
from django.utils.translation import get_language_info, gettext, override

from core.languages import SPOKEN, base_code, is_variant, language
from courses.readability import lix


def own_texts() -> dict[str, str]:
    """What the catalogue of easy Swedish says itself, without what it has from Swedish."""
    path = settings.LOCALE_PATHS[0] / "sv_Simple" / "LC_MESSAGES" / "django.mo"
    with path.open("rb") as file:
        read = catalogues.GNUTranslations(file)
    return {said: read.gettext(said) for said in read._catalog if said}  # type: ignore[attr-defined]


def test_what_it_does_not_say_itself_is_swedish() -> None:
    with override("sv-simple"):
        assert gettext("Watch out") == "Se upp"
        assert gettext("To the start page") == "Till startsidan"
    with override("sv"):
        assert gettext("Watch out") != "Se upp"


def test_no_sentence_of_its_own_has_more_than_twelve_words() -> None:
    for said in own_texts().values():
        assert lix.long_sentences([said], 12) == [], said


def test_everything_it_says_is_said_by_the_swedish_catalogue_too() -> None:
    with override("sv"):
        assert [said for said in own_texts() if gettext(said) == said] == []


def test_django_knows_its_name_and_nobody_speaks_it() -> None:
    assert get_language_info("sv-simple")["name_local"] == "Lätt svenska"
    assert "sv-simple" not in {spoken.code for spoken in SPOKEN}
    assert (base_code("sv-simple"), base_code("en")) == ("sv", "en")
    assert is_variant("sv-simple")
    assert (language("sv-simple").tag, language("en").tag) == ("sv", "en")
