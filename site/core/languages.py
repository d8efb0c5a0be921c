"""What the house knows about each language: its own name, and which way it is read.

Adding an interface language takes a row here and in `settings.LANGUAGES`, and a catalogue in `site/locale/`.

An *own variant*, such as easy Swedish, is a language tree of its own: its texts are written for it and no sync
ever touches them. What it lacks (a guide, a word list, practice) it has from its base language.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.conf.locale import LANG_INFO


@dataclass(frozen=True)
class Language:
    """One language. `code` is a BCP 47 tag in lower case, `direction` is `ltr` or `rtl`.

    `variant_of`: the code of the base language of an own variant, else empty.
    """

    code: str
    own_name: str
    swedish_name: str
    direction: str = "ltr"
    variant_of: str = ""

    @property
    def tag(self) -> str:
        """What stands in `lang`: speech and hyphenation know the base language, not our variant of it."""
        return self.variant_of or self.code


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

#: Own variants. Nobody says that they speak one, so they are not among `SPOKEN`.
VARIANTS = (Language("sv-simple", "Lätt svenska", "lätt svenska", variant_of="sv"),)

_BY_CODE = {language.code: language for language in (*SPOKEN, *VARIANTS)}


def language(code: str) -> Language:
    """The language with `code`. Raises `KeyError` for one that we do not know."""
    return _BY_CODE[code.lower()]


def interface_languages() -> list[Language]:
    """The languages that the interface exists in, in the order of `settings.LANGUAGES`."""
    return [language(code) for code, _name in settings.LANGUAGES]


def base_code(code: str) -> str:
    """The base language of an own variant; any other language is its own base."""
    return next((each.variant_of for each in VARIANTS if each.code == code), code)


def is_variant(code: str) -> bool:
    """Whether `code` is an own variant, such as easy Swedish."""
    return base_code(code) != code


def tell_django() -> None:
    """Let Django know the names of languages that it has none for."""
    for each in VARIANTS:
        base = LANG_INFO[each.variant_of]
        info = {**base, "code": each.code, "name": f"{base['name']} (easy)", "name_local": each.own_name}
        LANG_INFO.setdefault(each.code, info)
