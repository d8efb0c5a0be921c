"""Whether a catalogue says everything that readers read: complete, in its own script, with the same placeholders."""

from __future__ import annotations

import gettext as catalogues
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.conf import settings
from django.utils.translation import to_locale

from core.languages import SCRIPTS, SIGNS, base_code, language
from core.texts.reader_facing import Text, reader_facing

#: `%(name)s`, `{name}` and the elements of HTML: the same in every language, wherever they stand.
_PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}|</?\w+[^>]*>")
#: Letters of other scripts than Latin and the language's own have no business in a text.
_ANY_OTHER = re.compile(r"[\u0370-\u1fff\u3040-\uffef]")
#: What is the same in many languages: names, short words that a language has taken over, and nothing but signs.
MAY_BE_THE_SAME = {
    "%(place)s, %(part)s",
    "BankID",
    "Freja",
    "Medlots",
    "SMS",
    "Swish",
    "E-mail",
    "PDF",
    "PIN",
    "QR",
    "Start",
    "Video",
    "Video:",
    "Wi-Fi",
}
#: Names of things; and what one language happens to call as English does.
_NAMES = {"Chromebook", "Mac", "iPad", "iPhone", "internet", "wifi", "Mentor", "mentor"}
SAME_IN = {
    "sv": _NAMES
    | {"Guide", "%(guides)s guide", "%(guides)s guide.", "%(number)s guide", "Version", "Film", "text"},
    "fi": _NAMES,
    "so": _NAMES | {"Dari", "Kurmanji", "Sorani"},
}
_LETTERS = re.compile(r"[^\W\d_]{2}")


@dataclass(frozen=True)
class Remark:
    """Something that is wrong with one text of a catalogue, in English for whoever mends it."""

    text: Text
    what: str

    def __str__(self) -> str:
        return f"{self.text.english[:70]!r}: {self.what}"


def remarks(code: str) -> list[Remark]:
    """What is missing or wrong in the catalogue of `code`, and in its base's for an own variant."""
    said = _catalogue(to_locale(code))
    if said is None:
        return [Remark(text, "no compiled catalogue") for text in reader_facing()]
    also = _catalogue(to_locale(base_code(code))) or {}
    forms = _number_of_forms(code)
    return [
        Remark(text, what) for text in reader_facing() for what in _wrong(text, {**also, **said}, code, forms)
    ]


def _wrong(text: Text, said: dict[str | tuple[str, int], str], code: str, forms: int) -> Iterator[str]:
    key = f"{text.context}\x04{text.english}" if text.context else text.english
    translated = [said.get((key, form), "") for form in range(forms)] if text.plural else [said.get(key, "")]
    if not all(translated):
        yield "missing"
        return
    wanted = sorted(_PLACEHOLDER.findall(text.plural or text.english))
    plain_english = _PLACEHOLDER.sub("", text.english)
    for one in translated:
        plain = _PLACEHOLDER.sub("", one)
        found = sorted(_PLACEHOLDER.findall(one))
        # A form such as "one meeting" may do without its number.
        if found != wanted and not (text.plural and set(found) <= set(wanted)):
            yield f"placeholders {found} instead of {wanted}"
        if one.startswith("\n") != text.english.startswith("\n") or one.endswith(
            "\n"
        ) != text.english.endswith("\n"):
            yield "line breaks at its ends"
        yield from _latin_signs(one, code)
        may_be_same = MAY_BE_THE_SAME | SAME_IN.get(base_code(code), set())
        if text.english in may_be_same or not _LETTERS.search(plain_english):
            continue
        if plain == plain_english:
            yield "the same as in English"
        if plain != plain_english:
            yield from wrong_letters(plain, code)


def wrong_letters(text: str, code: str) -> Iterator[str]:
    """What is wrong with the letters of a `text` in the language `code`. Names in Latin letters may stand in it."""
    script = _script(code)
    if script and not script.search(text):
        yield "nothing in its script"
    if _ANY_OTHER.search(script.sub("", text) if script else text):
        yield "letters of another script"


def _latin_signs(translated: str, code: str) -> Iterator[str]:
    """What has a sign of its own in the script of `code`, after a letter, a placeholder or an element."""
    script = language(code).script
    signs = SIGNS.get(script)
    if not signs:
        return
    found = re.findall(rf"[{SCRIPTS[script]})}}>s]([{''.join(signs)}])(?=\s|$)", translated)
    yield from (f"{sign!r} where {script} has {signs[sign]!r}" for sign in sorted(set(found)))


@cache
def _script(code: str) -> re.Pattern[str] | None:
    """What one letter of the language's own script is; None for Latin letters."""
    script = language(code).script
    return re.compile(f"[{SCRIPTS[script]}]") if script else None


@cache
def _catalogue(locale: str) -> dict[str | tuple[str, int], str] | None:
    """What the compiled catalogue of `locale` itself says; None without one."""
    path = Path(settings.LOCALE_PATHS[0]) / locale / "LC_MESSAGES" / "django.mo"
    if not path.exists():
        return None
    with path.open("rb") as file:
        read = catalogues.GNUTranslations(file)
    return dict(read._catalog)  # type: ignore[attr-defined]


def _number_of_forms(code: str) -> int:
    path = Path(settings.LOCALE_PATHS[0]) / to_locale(base_code(code)) / "LC_MESSAGES" / "django.mo"
    with path.open("rb") as file:
        information = catalogues.GNUTranslations(file).info()
    found = re.search(r"nplurals\s*=\s*(\d)", information.get("plural-forms", ""))
    return int(found.group(1)) if found else 2
