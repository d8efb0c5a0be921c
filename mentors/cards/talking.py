"""Which languages two people can talk in, and what languages are called in running text."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import pgettext_lazy

from core.languages import SPOKEN
from mentors.cards.models import NeedsCard

#: Names as they stand in a sentence ("Speaks Somali"). A language's own name is in `core.languages`.
_NAMES = {
    "sv": pgettext_lazy("language", "Swedish"),
    "en": pgettext_lazy("language", "English"),
    "ar": pgettext_lazy("language", "Arabic"),
    "so": pgettext_lazy("language", "Somali"),
    "fa": pgettext_lazy("language", "Persian"),
    "fa-af": pgettext_lazy("language", "Dari"),
    "ps": pgettext_lazy("language", "Pashto"),
    "ti": pgettext_lazy("language", "Tigrinya"),
    "am": pgettext_lazy("language", "Amharic"),
    "uk": pgettext_lazy("language", "Ukrainian"),
    "ru": pgettext_lazy("language", "Russian"),
    "fi": pgettext_lazy("language", "Finnish"),
    "bs": pgettext_lazy("language", "Bosnian"),
    "pl": pgettext_lazy("language", "Polish"),
    "tr": pgettext_lazy("language", "Turkish"),
    "kmr": pgettext_lazy("language", "Kurmanji"),
    "ckb": pgettext_lazy("language", "Sorani"),
    "es": pgettext_lazy("language", "Spanish"),
    "ro": pgettext_lazy("language", "Romanian"),
    "sq": pgettext_lazy("language", "Albanian"),
    "th": pgettext_lazy("language", "Thai"),
}
#: An interpreter works between this language and the learner's.
INTERPRETED = "sv"
_OWN_NAMES = {language.code: language.own_name for language in SPOKEN}


def shared_languages(a: Iterable[str], b: Iterable[str]) -> list[str]:
    """The codes that stand in both lists, in the order of `a`, each once."""
    theirs = {code.lower() for code in b}
    return [code for code in dict.fromkeys(code.lower() for code in a) if code in theirs]


def languages_of(card: NeedsCard) -> set[str]:
    """Which languages a mentor can speak to meet the learner: their own, and Swedish where an interpreter comes too."""
    own = {code.lower() for code in card.languages}
    return own | {INTERPRETED} if card.interpreter_arranged else own


def needs_the_interpreter(card: NeedsCard, languages: Iterable[str]) -> bool:
    """Whether somebody who speaks `languages` can talk with the learner, but only with the interpreter."""
    spoken = {code.lower() for code in languages}
    return not shared_languages(card.languages, spoken) and not languages_of(card).isdisjoint(spoken)


def language_name(code: str) -> str:
    """What the language `code` is called in the language now in use.

    Its own name or the code where we do not know.
    """
    code = code.lower()
    return str(_NAMES.get(code) or _OWN_NAMES.get(code, code))
