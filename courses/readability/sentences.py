"""Segments, sentences and words of a guide text, as a readability figure counts them.

A segment is a stretch that stands by itself on the page: a heading, a list item, a step, a paragraph. It ends
the sentence in it, full stop or not: people write no full stop after a heading, and a list without them would
be reckoned one endless sentence.
"""

# ruff: noqa: SIM905 -- lists of words are easiest to read and to add to as lines of words.

import re
from collections.abc import Iterable, Iterator

# Read together, dots and all, so that none of them ends a sentence.
_ABBREVIATIONS = (
    "a.a. bl.a. ca. d.v.s. dvs. d.y. d.ä. dr. e.d. e.dyl. e.g. el. etc. ev. evtl. ex. exkl. f.d. f.n. f.ö. "
    "fr.o.m. i.e. i.o.m. inkl. jfr. kl. kr. m.a.o. m.fl. m.m. max. min. nr. o.d. o.dyl. o.s.a. o.s.v. osv. "
    "p.g.a. pga. resp. s.a.s. s.k. sid. st. st.f. t.ex. t.h. t.o.m. t.v. tel. tfn. tim. u.a. "
    "jan. feb. apr. aug. sept. okt. nov. dec. mån. tis. ons. tors. fre. lör. sön."
).split()
# These stand last as often as in the middle: a capital after them begins a new sentence.
_OFTEN_LAST = frozenset("e.d. e.dyl. etc. f.n. kr. m.fl. m.m. o.d. o.dyl. o.s.v. osv. st. tim.".split())
# Words as well ("boken är min."), so an abbreviation only before a number or a lower case letter.
_ALSO_WORDS = frozenset("el. ex. max. min. st.".split())


def _spaced(abbreviation: str) -> str:
    """Return a pattern for an abbreviation, with or without spaces after the dots inside it."""
    return re.escape(abbreviation).replace(r"\.", r"\. ?").removesuffix(" ?")


_ABBREVIATION = re.compile(
    rf"(?<![\w.])(?:{'|'.join(_spaced(one) for one in sorted(_ABBREVIATIONS, key=len, reverse=True))})(?!\w)",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"(?P<mark>[.!?…]+)[\"'”’»)\]*]*(?=\s|\Z)")
_SIGN = re.compile(r"\S")
_ONE_DOT = "\u2024"

_LIST_MARK = re.compile(r"(?:[-*•–]|\d{1,2}[.)]|#{1,6})\s+")
_CODE = re.compile(r"```.*?```|`[^`\n]*`", re.DOTALL)
_ADDRESS = re.compile(
    r"(?:https?://|www\.)\S*[^\s.,;:!?)]"
    r"|(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
    r"|(?<![\w.-])(?:[\w-]+\.)+(?:se|nu|com|org|net|eu)\b(?:/\S*[^\s.,;:!?)])?",
    re.IGNORECASE,
)
_WORD = re.compile(r"\w+(?:[-'’:]\w+)*")


def segments(text: str) -> list[str]:
    """Return the paragraphs, headings and list items of a text, without their marks.

    Blank lines part paragraphs; lines that start with a list mark, a step number or a heading mark stand
    alone. Other line breaks are only where the line was full.
    """
    found: list[str] = []
    goes_on = False
    for line in _CODE.sub(" ", text).splitlines():
        line = line.strip()
        mark = _LIST_MARK.match(line)
        if not line:
            goes_on = False
        elif goes_on and not mark:
            found[-1] = f"{found[-1]} {line}"
        else:
            found.append(line[mark.end() :] if mark else line)
            # What follows on the next line is part of a list item, but not of a heading.
            goes_on = not line.startswith("#")
    return found


def all_segments(texts: str | Iterable[str]) -> Iterator[str]:
    """Yield the segments of one text or of several."""
    for text in [texts] if isinstance(texts, str) else texts:
        yield from segments(text)


def sentences(segment: str) -> list[str]:
    """Return the sentences of a segment. An abbreviation (t.ex., kl., bl.a.) ends none."""
    hidden = _ADDRESS.sub(lambda match: match.group().replace(".", _ONE_DOT), segment)
    hidden = _ABBREVIATION.sub(_hide_dots, hidden)
    found = []
    start = 0
    for match in _SENTENCE_END.finditer(hidden):
        after = _next_sign(hidden, match.end())
        # "Vänta … sedan": three dots are a pause unless a capital follows.
        if match.group("mark") in {"...", "…"} and after.islower():
            continue
        found.append(hidden[start : match.end()])
        start = match.end()
    found.append(hidden[start:])
    return [sentence.replace(_ONE_DOT, ".").strip() for sentence in found if sentence.strip()]


def words(sentence: str) -> list[str]:
    """Return the words of a sentence. Addresses, numbers and code are no words; an abbreviation is one."""
    plain = _ADDRESS.sub(" ", _CODE.sub(" ", sentence))
    plain = _ABBREVIATION.sub(lambda match: match.group().replace(".", "").replace(" ", "") + " ", plain)
    return [word for word in _WORD.findall(plain) if any(char.isalpha() for char in word)]


def _hide_dots(match: re.Match[str]) -> str:
    """Return an abbreviation with dots that end nothing, unless a sentence ends with it."""
    found = match.group()
    after = _next_sign(match.string, match.end())
    name = found.casefold().replace(" ", "")
    ends = not after or (name in _OFTEN_LAST and after.isupper())
    ends = ends or (name in _ALSO_WORDS and not (after.islower() or after.isdigit()))
    return found.replace(".", _ONE_DOT, found.count(".") - ends)


def _next_sign(text: str, place: int) -> str:
    """Return the first sign from `place` on that is no space, or nothing at the end."""
    found = _SIGN.search(text, place)
    return found.group() if found else ""
