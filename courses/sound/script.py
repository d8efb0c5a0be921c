"""What is said when a step is read aloud: its words in the order in which they are read, as SSML.

Only what the step itself says. Explanations of hard words, facts and links around it are left to the eye.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from html import unescape
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

from django.utils.translation import gettext as _
from django.utils.translation import override

from core.digits import ascii_digits
from core.languages import SOURCE, are_read_alike, base_code
from core.latin import OTHER_SCRIPTS
from courses.guides.variants import raw_steps

if TYPE_CHECKING:
    from courses.guides.models import Guide

#: The key of what stands above the steps: the guide's title and summary.
LEAD = ""
#: After a heading, a sentence of its own and a line of a list; and within a telephone number.
PAUSE = '<break time="500ms"/>'
SHORT_PAUSE = '<break time="250ms"/>'

#: Where a paragraph or a line of a list ends.
_END_OF_BLOCK = re.compile(r"</(?:p|li|h\d)>|<br\s*/?>", re.IGNORECASE)
_TAG = re.compile(r"<[^>]*>")
#: A line that has no stop of its own is given one, with the fall of the voice that belongs to it.
_HAS_STOP = re.compile(r"""[.!?:;…؟۔።]["'»”)]*(?:</voice>)?$""")
_LETTER = "A-Za-zÅÄÖåäöÉé"
#: Groups of digits that make one number, such as "1177" and "020-12 34 56"; or words in Latin letters.
_PIECE = re.compile(
    rf"&\w+;|(?P<number>(?<![\w.,])\+?\d+(?:[ \u00a0-]\d+)*(?!\w))"
    rf"|(?P<latin>[{_LETTER}][{_LETTER}'’-]*(?: +[{_LETTER}][{_LETTER}'’-]*)*)"
)


def scripts(guide: Guide) -> dict[str, str]:
    """What is said of `guide`: SSML by step key, the lead first. No query where the locale is known."""
    code = guide.locale.language_code
    with override(code):
        lead = _ssml((_marked(line, code) for line in (guide.title, guide.summary)), code)
        return {LEAD: lead} | {step["key"]: _ssml(_lines(step, code), code) for step in raw_steps(guide)}


def said_hash(script: str) -> str:
    """A fingerprint of what is said (SHA-256)."""
    return hashlib.sha256(script.encode()).hexdigest()


def _lines(step: dict[str, Any], code: str) -> Iterator[str]:
    """What a stored step says, a sentence or a line of a list at a time, in the page's reading order."""
    yield _marked(step["title"], code)
    if step.get("warning"):
        yield _marked(f"{_('Read this first:')} {step['warning']}", code)
    for block in _END_OF_BLOCK.split(step["text"]):
        yield _marked(unescape(_TAG.sub("", block)), code)
    if step.get("button"):
        yield f"{_marked(_('Look for the word:'), code)} {_swedish(escape(step['button']), code)}"
    if step.get("see"):
        yield _marked(f"{_('Now you should see:')} {step['see']}", code)
    if step.get("if_not"):
        yield _marked(f"{_('If it does not work:')} {step['if_not']}", code)


def _ssml(lines: Iterable[str], code: str) -> str:
    said = [line if _HAS_STOP.search(line) else f"{line}." for line in lines if line]
    return f'<speak xml:lang="{base_code(code)}">{PAUSE.join(said)}</speak>'


def _marked(text: str, code: str) -> str:
    """`text` as SSML: long numbers digit by digit, and names in Latin letters by the Swedish voice."""
    is_other_script = base_code(code) in OTHER_SCRIPTS

    def piece(found: re.Match[str]) -> str:
        if found["number"]:
            return _number(found["number"])
        if not found["latin"]:
            return found.group()  # what stands for & and <
        return _swedish(found["latin"], code) if is_other_script else found["latin"]

    # Numbers in digits of another script are the same numbers, and the same voice says them.
    return _PIECE.sub(piece, escape(ascii_digits(" ".join(text.split()))))


def _number(number: str) -> str:
    """As it is dialled: digit by digit, with a pause where it has a space. Ages, hours and days as they are."""
    groups = re.findall(r"\d+", number)
    if len(groups) <= 2 and max(map(len, groups)) <= 2:
        return number
    plus = "+ " if number.startswith("+") else ""
    return plus + SHORT_PAUSE.join(" ".join(group) for group in groups)


def _swedish(words: str, code: str) -> str:
    return words if are_read_alike(code, SOURCE) else f'<voice xml:lang="sv">{words}</voice>'
