"""What the house knows about each language: its own name, its letters, and which way it is read.

Adding an interface language takes a row here and a catalogue in `site/locale/` ("A new language" in docs/content.md).

An *own variant*, such as easy Swedish, is a language tree of its own: its texts are written for it and no sync
ever touches them. What it lacks (a guide, a word list, practice) it has from its base language.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.conf.locale import LANG_INFO

#: The language that everything is written in first, and that every translation is compared with.
SOURCE = "sv"
#: The letters of each script but Latin, as the inside of a character class.
SCRIPTS = {
    "arabic": r"\u0600-\u06ff",
    "cyrillic": r"\u0400-\u04ff",
    "ethiopic": r"\u1200-\u137f",
    "thai": r"\u0e00-\u0e7f",
}
#: Signs that a script has of its own, for the Latin ones.
SIGNS = {"arabic": {",": "،", ";": "؛", "?": "؟"}, "ethiopic": {",": "፣"}}
#: Where a text is missing in another language, it is shown in this one, and says so.
EASY_SWEDISH = "sv-simple"


@dataclass(frozen=True)
class Language:
    """One language. `code` is a BCP 47 tag in lower case, `direction` is `ltr` or `rtl`.

    `variant_of`: the code of the base language of an own variant, else empty. `spoken_as`: what stands in `lang`
    where speech and hyphenation do not know the code. `is_translation`: made after the Swedish, so that a native
    reader has to sign it. `english_name`: for Django, where it has none.
    `script`: one of `SCRIPTS`, empty for Latin letters. `font`: what lends old phones its letters, a template in
    `components/fonts/`. `voice`: espeak-ng's name of its voice, where there is one.
    `is_whole`: its catalogue says everything that readers read (`manage.py check_texts`), so the interface has it.
    """

    code: str
    own_name: str
    swedish_name: str
    direction: str = "ltr"
    variant_of: str = ""
    spoken_as: str = ""
    is_translation: bool = True
    english_name: str = ""
    is_whole: bool = False
    script: str = ""
    font: str = ""
    voice: str = ""

    @property
    def tag(self) -> str:
        """What stands in `lang`."""
        return self.spoken_as or self.code


#: Languages that people may say they speak, whether or not the interface exists in them. No flags.
SPOKEN = (
    Language("sv", "Svenska", "svenska", is_translation=False, is_whole=True, voice="sv"),
    Language("en", "English", "engelska", is_translation=False, is_whole=True, voice="en-gb"),
    Language("ar", "العربية", "arabiska", "rtl", is_whole=True, script="arabic", voice="ar"),
    Language("so", "Soomaali", "somaliska", english_name="Somali", is_whole=True),
    Language("fa", "فارسی", "persiska", "rtl", is_whole=True, script="arabic", voice="fa"),
    Language(
        "fa-af", "دری", "dari", "rtl", variant_of="fa", english_name="Dari", is_whole=True, script="arabic"
    ),
    Language("ps", "پښتو", "pashto", "rtl", script="arabic"),
    Language(
        "ti", "ትግርኛ", "tigrinska", english_name="Tigrinya", is_whole=True, script="ethiopic", font="ethiopic"
    ),
    Language("am", "አማርኛ", "amhariska", script="ethiopic"),
    Language("uk", "Українська", "ukrainska", is_whole=True, script="cyrillic", voice="uk"),
    Language("ru", "Русский", "ryska", script="cyrillic"),
    Language("fi", "suomi", "finska", is_whole=True, voice="fi"),
    Language("bs", "bosanski", "bosniska"),
    Language("pl", "polski", "polska"),
    Language("tr", "Türkçe", "turkiska"),
    Language("kmr", "Kurmancî", "nordkurdiska"),
    Language("ckb", "کوردیی ناوەندی", "centralkurdiska", "rtl", script="arabic"),
    Language("es", "español", "spanska"),
    Language("ro", "română", "rumänska"),
    Language("sq", "shqip", "albanska"),
    Language("th", "ไทย", "thailändska", script="thai"),
)

#: Easy Swedish. Nobody says that they speak it, so it is not among `SPOKEN`.
_EASY = Language(
    EASY_SWEDISH,
    "Lätt svenska",
    "lätt svenska",
    variant_of=SOURCE,
    spoken_as=SOURCE,
    is_translation=False,
    is_whole=True,
    english_name="Swedish (easy)",
)

_BY_CODE = {language.code: language for language in (*SPOKEN, _EASY)}

#: Own variants: easy Swedish, and Dari of Persian.
VARIANTS = tuple(language for language in _BY_CODE.values() if language.variant_of)


#: In which order one chooses: Swedish, easy Swedish, English, then the others by how many there are who need them.
_IN_ORDER = ("sv", EASY_SWEDISH, "en", "ar", "so", "fa", "fa-af", "ti", "uk", "fi")


def whole_languages(wanted: str = "") -> list[tuple[str, str]]:
    """Code and own name of each language that is whole, or of those among the codes `wanted`; Swedish always."""
    codes = wanted.split() or _IN_ORDER
    whole = [_BY_CODE[code] for code in _IN_ORDER if _BY_CODE[code].is_whole]
    return [(each.code, each.own_name) for each in whole if each.code in codes or each.code == SOURCE]


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


def are_read_alike(one: str, other: str) -> bool:
    """Whether who reads `one` reads `other` too: a language and its own variant."""
    return base_code(one) == base_code(other)


def reading_order(code: str) -> tuple[str, ...]:
    """Where a text for readers of `code` is looked for: itself, its base, then easy Swedish and Swedish.

    What comes from a language that is not read alike says so, and is marked as a run of that language.
    """
    return tuple(dict.fromkeys([code, base_code(code), *([] if code == SOURCE else [EASY_SWEDISH]), SOURCE]))


def tell_django() -> None:
    """Let Django know the languages of the interface that it has no name for."""
    for each in interface_languages():
        info = {
            "bidi": each.direction == "rtl",
            "code": each.code,
            "name": each.english_name,
            "name_local": each.own_name,
        }
        LANG_INFO.setdefault(each.code, info)
