"""What the house knows about each language: its own name, and which way it is read.

Adding an interface language takes a row here and in `settings.LANGUAGES`, and a catalogue in `site/locale/`.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings


@dataclass(frozen=True)
class Language:
    """One language. `code` is a BCP 47 tag in lower case, `direction` is `ltr` or `rtl`."""

    code: str
    own_name: str
    swedish_name: str
    direction: str = "ltr"


#: Languages that people may say they speak, whether or not the interface exists in them. No flags.
SPOKEN = (
    Language("sv", "Svenska", "svenska"),
    Language("en", "English", "engelska"),
    Language("ar", "العربية", "arabiska", "rtl"),
    Language("so", "Soomaali", "somaliska"),
    Language("fa", "فارسی", "persiska", "rtl"),
    Language("fa-af", "دری", "dari", "rtl"),
    Language("ps", "پښتو", "pashto", "rtl"),
    Language("ti", "ትግርኛ", "tigrinska"),
    Language("am", "አማርኛ", "amhariska"),
    Language("uk", "Українська", "ukrainska"),
    Language("ru", "Русский", "ryska"),
    Language("fi", "suomi", "finska"),
    Language("bs", "bosanski", "bosniska"),
    Language("pl", "polski", "polska"),
    Language("tr", "Türkçe", "turkiska"),
    Language("kmr", "Kurmancî", "nordkurdiska"),
    Language("ckb", "کوردیی ناوەندی", "centralkurdiska", "rtl"),
    Language("es", "español", "spanska"),
    Language("ro", "română", "rumänska"),
    Language("sq", "shqip", "albanska"),
    Language("th", "ไทย", "thailändska"),
)

_BY_CODE = {language.code: language for language in SPOKEN}


def language(code: str) -> Language:
    """The language with `code`. Raises `KeyError` for one that we do not know."""
    return _BY_CODE[code.lower()]


def interface_languages() -> list[Language]:
    """The languages that the interface exists in, in the order of `settings.LANGUAGES`."""
    return [language(code) for code, _name in settings.LANGUAGES]
