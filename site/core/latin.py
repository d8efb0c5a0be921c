"""Names and Swedish words in a text of another script: "BankID" in Arabic is a run of its own, read from the left."""

from __future__ import annotations

import re

from django.utils.html import format_html
from django.utils.safestring import SafeString

from core.languages import SOURCE, SPOKEN, base_code, language

#: Languages in which a word in Latin letters is a name or a Swedish word.
OTHER_SCRIPTS = frozenset(each.code for each in SPOKEN if each.script)
_LETTER = "A-Za-zÅÄÖåäöÉéÜü"
#: A word; or the end of an address, with the full stop that it begins with: ".se".
_WORD = rf"(?:(?<=[\s(])\.)?[{_LETTER}][{_LETTER}0-9_.@'’/+-]*"
#: A date in figures: from the right its year and day would change places.
_DATE = r"(?<![\d-])\d{4}-\d{2}-\d{2}(?![\d-])"
#: Tags and entities, which stay; a date; or words in Latin letters with what belongs to them, such as "Mina sidor" and
#: "Freja+"; and whole sentences to say, such as "Hej, kan du hjälpa mig?".
_LATIN = re.compile(rf"<[^>]*>|{_DATE}|&#?[A-Za-z0-9]+;|{_WORD}(?:[,?!]? +{_WORD})*[?!]?")
#: A full stop that ends the sentence is no part of the word.
_END = re.compile(r"[.'’/-]+$")
#: Languages that are read from the right have a question mark of their own: this one belongs to the Swedish.
_END_FROM_LEFT = re.compile(r"[.?!'’/-]+$")


class Run(SafeString):
    """HTML with marked runs. `plain` is the text alone, for a title or an attribute."""

    plain: str


def latin_marked(text: str, code: str) -> str:
    """`text` (plain, or HTML that is marked safe) in the language `code`, with each run of Latin letters marked.

    In languages that are written in Latin letters themselves it stays as it is.
    """
    if base_code(code) not in OTHER_SCRIPTS or not text:
        return text
    safe = text if isinstance(text, SafeString) else format_html("{}", text)
    swedish = language(SOURCE)
    ending = _END if language(code).direction == "rtl" else _END_FROM_LEFT

    def mark(found: re.Match[str]) -> str:
        words = found.group()
        if words[0] in "<&":
            return words
        if words[0].isdecimal():
            return f'<bdi dir="ltr">{words}</bdi>' if language(code).direction == "rtl" else words
        end = ending.search(words)
        last = end.group() if end else ""
        inside = words.removesuffix(last)
        return f'<bdi lang="{swedish.tag}" dir="{swedish.direction}">{inside}</bdi>{last}'

    with_marks = Run(_LATIN.sub(mark, safe))
    with_marks.plain = getattr(text, "plain", text)
    return with_marks


def run_of(code: str, text: str, element: str = "span") -> str:
    """`text` as a run of the language `code`. An empty text stays empty."""
    if not text:
        return text
    spoken = language(code)
    plain = getattr(text, "plain", text)
    start = format_html('<{} lang="{}" dir="{}">', element, spoken.tag, spoken.direction)
    run = Run(format_html("{}{}</{}>", start, text, element))
    run.plain = plain
    return run
