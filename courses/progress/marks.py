"""How far somebody has come in which guides, as marks that fit into an address.

`k7m4rqx2ah_120-c9dfhj` says: in one guide at one step, with two answers to "Can you do this?"; another guide
is begun. Guides and steps stand there as short codes, made from their permanent keys: they survive
reordering and new wordings, are the same in every language, and name no topic in the history of a shared
computer. Reading never fails, whatever stands in an address: what is not a mark is left out.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from courses.progress.codes import ALPHABET

GUIDE_LETTERS = 6
STEP_LETTERS = 4
#: More guides than anybody works with at once; the oldest marks leave the address first.
MOST_MARKS = 40

_LETTERS = ALPHABET.lower()
_MARK = re.compile(
    rf"([{_LETTERS}]{{{GUIDE_LETTERS}}})([{_LETTERS}]{{{STEP_LETTERS}}})?(?:_([0-3]{{3}}))?", re.ASCII
)
_LONGEST = MOST_MARKS * (GUIDE_LETTERS + STEP_LETTERS + 5)


class Able(TextChoices):
    """What one answers when asked: can you do this?"""

    BY_MYSELF = "by_myself", _("By myself")
    WITH_HELP = "with_help", _("With help")
    NOT_YET = "not_yet", _("Not yet")


class When(TextChoices):
    """When the question is asked."""

    BEFORE = "before", _("Before the guide")
    AFTER = "after", _("After the guide")
    LATER = "later", _("Five weeks later")


#: How an answer stands in an address: by its place here.
_ANSWERS = ("", Able.BY_MYSELF.value, Able.WITH_HELP.value, Able.NOT_YET.value)

Marks = tuple["Mark", ...]


@dataclass(frozen=True)
class Mark:
    """One guide, the step one has come to, and the answers; each but the guide may be empty.

    Guide and step are short codes.
    """

    guide: str
    step: str = ""
    before: str = ""
    after: str = ""
    later: str = ""

    def __str__(self) -> str:
        answers = "".join(str(_ANSWERS.index(answer)) for answer in (self.before, self.after, self.later))
        return self.guide + self.step + ("" if answers == "000" else f"_{answers}")

    def without_later(self) -> Mark:
        """The same without the answer after five weeks."""
        return replace(self, later="")


@lru_cache(maxsize=4096)
def _short(key: str, letters: int) -> str:
    number = int.from_bytes(hashlib.sha256(key.encode()).digest())
    return "".join(_LETTERS[number // len(_LETTERS) ** place % len(_LETTERS)] for place in range(letters))


def guide_code(key: str) -> str:
    """The short code of the guide with this permanent key."""
    return _short(key, GUIDE_LETTERS)


def step_code(key: str) -> str:
    """The short code of the step with this permanent key, within its guide."""
    return _short(key, STEP_LETTERS)


def mark_of(guide_key: str, step_key: str = "", **answers: str) -> Mark:
    """A mark, by permanent keys."""
    return Mark(guide_code(guide_key), step_code(step_key) if step_key else "", **answers)


def read(written: str) -> Marks:
    """The marks that stand in an address, in their order; of two for one guide the later counts."""
    found: Marks = ()
    for word in written[:_LONGEST].split("-"):
        match = _MARK.fullmatch(word)
        if match:
            guide, step, answers = match.groups()
            before, after, later = (_ANSWERS[int(digit)] for digit in answers or "000")
            found = (*without(found, guide), Mark(guide, step or "", before, after, later))
    return found[-MOST_MARKS:]


def write(marks: Iterable[Mark]) -> str:
    """The marks as they stand in an address."""
    return "-".join(str(mark) for mark in marks)


def without(marks: Iterable[Mark], guide: str) -> Marks:
    """The marks but the one of `guide`, a short code."""
    return tuple(mark for mark in marks if mark.guide != guide)


def with_news(marks: Marks, news: Iterable[Mark]) -> Marks:
    """The marks with what was said just now: it counts, and stands last. What it leaves open stays."""
    for new in news:
        old = next((mark for mark in marks if mark.guide == new.guide), Mark(new.guide))
        said = {name: value for name in _PARTS if (value := getattr(new, name))}
        marks = (*without(marks, new.guide), replace(old, **said))
    return marks[-MOST_MARKS:]


def together(kept: Marks, here: Marks, steps: Mapping[str, Sequence[str]]) -> Marks:
    """What was kept and what is here as one.

    Of each guide the furthest step, the first answer before, and the newest of the rest. `steps` are the
    short codes of each guide's steps in order, by the guide's short code.
    """
    joined = with_news(kept, here)
    olds = {mark.guide: mark for mark in kept}
    result = []
    for mark in joined:
        old = olds.get(mark.guide)
        if old is not None:
            order = steps.get(mark.guide, ())
            if old.step in order and mark.step in order and order.index(old.step) > order.index(mark.step):
                mark = replace(mark, step=old.step)
            mark = replace(mark, before=old.before or mark.before)
        result.append(mark)
    return tuple(result)


_PARTS = ("step", "before", "after", "later")
