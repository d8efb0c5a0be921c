"""What is said when a step is read aloud: its words in the order in which they are read, as SSML.

What the step itself says, and the facts beside it: who cannot read must hear the number too. Explanations of hard
words, web addresses and links are left to the eye.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from html import unescape
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

from django.utils.translation import gettext as _
from django.utils.translation import override

from core.digits import ascii_digits
from core.languages import SOURCE, are_read_alike, base_code
from core.latin import OTHER_SCRIPTS
from core.models import Municipality
from courses.guides.contents import listed_facts
from courses.guides.variants import raw_steps
from courses.services.models import Fact
from courses.services.shown import ShownFact, facts_for_reader

if TYPE_CHECKING:
    from courses.guides.models import Guide

#: The key of what stands above the steps: title and summary, what one needs before the start, and what it is.
LEAD = ""
#: The key of what stands below the steps: the ways, the traps, what a mentor never does and where one gets help. No
#: step has such a key.
AFTER = "#after"
#: What is of no use to the ear.
_NOT_SAID = frozenset({Fact.Kind.WEB.value})
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
    rf"|(?P<latin>[{_LETTER}][{_LETTER}'’+-]*(?: +[{_LETTER}][{_LETTER}'’+-]*)*)"
)


def scripts(guide: Guide) -> dict[str, str]:
    """What is said of `guide`: SSML by step key, the lead first, then the steps and `AFTER`. Two queries."""
    code = guide.locale.language_code
    steps = raw_steps(guide)
    needs, ways, traps, never, helps = (
        [block["value"] for block in stream.raw_data]
        for stream in (guide.before, guide.ways, guide.traps, guide.boundary, guide.help)
    )
    facts = _Facts.of((*steps, *ways, *helps), code)
    with override(code):
        lead = [_marked(line, code) for line in (guide.title, guide.summary)]
        lead += [_marked(_("Before you start"), code)] if needs else []
        for need in needs:
            lead.append(_marked(need["what"], code))
            if need.get("without"):
                lead.append(_marked(f"{_('If you do not have it:')} {need['without']}", code))
        lead += [_marked(_("What it is"), code), *_blocks(guide.what, code)] if guide.what else []
        said = {LEAD: _ssml(lead, code)}
        for step in steps:
            said[step["key"]] = _ssml((*_lines(step, code), *facts.lines(step)), code)
        after = [_marked(_("Without a smartphone or e-ID"), code)]
        for way in ways:
            after += [_marked(way["title"], code), *_blocks(way["text"], code), *facts.lines(way)]
        after += [_marked(_("Watch out"), code)] if traps else []
        for trap in traps:
            after += [_marked(trap["title"], code), *_blocks(trap["text"], code)]
        after += [_marked(_("What a mentor never does"), code)] if never else []
        after += [_marked(line, code) for line in never]
        after += [_marked(_("Where you get help"), code)] if helps else []
        for each in helps:
            after += [_marked(each["text"], code), *facts.lines(each)]
        return said | {AFTER: _ssml(after, code)}


def said_hash(script: str) -> str:
    """A fingerprint of what is said (SHA-256)."""
    return hashlib.sha256(script.encode()).hexdigest()


def _lines(step: dict[str, Any], code: str) -> Iterator[str]:
    """What a stored step says, a sentence or a line of a list at a time, in the page's reading order."""
    yield _marked(step["title"], code)
    if step.get("warning"):
        yield _marked(f"{_('Read this first:')} {step['warning']}", code)
    yield from _blocks(step["text"], code)
    if step.get("button"):
        yield f"{_marked(_('Look for the word:'), code)} {_swedish(escape(step['button']), code)}"
    if step.get("see"):
        yield _marked(f"{_('Now you should see:')} {step['see']}", code)
    if step.get("if_not"):
        yield _marked(f"{_('If it does not work:')} {step['if_not']}", code)


def _blocks(text: str, code: str) -> Iterator[str]:
    """A running text, a paragraph or a line of a list at a time."""
    for block in _END_OF_BLOCK.split(text):
        yield _marked(unescape(_TAG.sub("", block)), code)


@dataclass(frozen=True)
class _Facts:
    """The facts beside the texts of one guide, and the number of the municipality for what only it knows."""

    code: str
    shown: Mapping[int, ShownFact]
    phone: str

    @classmethod
    def of(cls, parts: Iterable[dict[str, Any]], code: str) -> _Facts:
        """Those of `parts`, as a reader here gets them. Two queries, or one without facts."""
        here = Municipality.objects.values_list("region", "help_phone").first()
        region, phone = here or ("", "")
        ids = {pk for part in parts for pk in listed_facts(part)}
        return cls(code, facts_for_reader(ids, code, region=region), phone)

    def lines(self, part: dict[str, Any]) -> Iterator[str]:
        """Name and value of each fact beside `part` that is of use to the ear, and whether it is an example or old.

        Without the day: a sound says the same for as long as the fact is overdue.
        """
        told = {self.shown[pk].key: self.shown[pk] for pk in listed_facts(part) if pk in self.shown}
        for fact in told.values():
            if fact.kind in _NOT_SAID:
                continue
            name = self._run(fact.label, fact.language)
            if fact.must_be_asked_for:
                value = _marked(f"{_('Ask the municipality.')} {self.phone}", self.code)
            else:
                value = self._run(fact.value, fact.value_language)
            more = f" {_marked(_('Example'), self.code)}." if fact.is_example else ""
            if fact.is_overdue:
                more += f" {_marked(_('This may have changed. Ask.'), self.code)}"
            yield f"{name}: {value if _HAS_STOP.search(value) or not more else f'{value}.'}{more}"

    def _run(self, text: str, other: str) -> str:
        """`text` in the voice of the language `other`, where that is not the guide's own."""
        is_number = not any(char.isalpha() for char in text)
        return (
            _marked(text, self.code) if not other or is_number else _swedish(_marked(text, other), self.code)
        )


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
