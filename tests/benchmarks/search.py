"""How long a search takes among 1,000 guides.

Run as a program of its own, on an empty database that `DATABASE_URL` names; prints JSON. The guides are made of the
real guides' sentences and of compounds that nobody has seen before, so that there are about as many words to know
as 1,000 real guides would bring. They are put into the index as they are; making pages of them takes minutes and
changes nothing about the search.
"""

from __future__ import annotations

import json
import random
import time
import tomllib
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from courses.search.sources import Findable

GUIDES = 1000
NEW_WORDS_EACH = 15
RUNS = 5
LANGUAGE = "sv"
#: What is looked for besides the words of tests/courses/search/everyday_words.toml: nothing, and much at once.
HARD = (
    "zlatan",
    "hundkapplöpning",
    "semesterersättning",
    "qwertyuiop",
    "försörjningstödansökningsblanket",
    "jag har blivit lurad på alla mina pengar och vet inte hur jag ska betala hyran och maten",
    "bankidd vårdcentarl försörjningstöd bibliotket losenord",
    "إيجار",
    "ገንዘብ",
    "логін",
)
WORDS_FILE = Path(__file__).resolve().parents[1] / "courses" / "search" / "everyday_words.toml"
#: A bracket that never closes, after a word that is explained: so often, and ten times as often.
BRACKETS = 800


def fill() -> None:
    """An index with 1,000 guides in Swedish."""
    from courses.search import index, sources

    sources.register(sources.Source("guide", "Guide", lambda key: _guides()))
    index.rebuild()


def measure() -> dict[str, Any]:
    """Seconds for a search, each the best of some runs: the slowest, the usual, and the first of a process."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from courses.search.find import find
    from courses.search.models import SearchWord

    texts = [*_everyday(), *HARD]
    first = _seconds(partial(find, "hyra", LANGUAGE))
    for text in texts:
        find(text, LANGUAGE)
    seconds = {text: min(_seconds(partial(find, text, LANGUAGE)) for _run in range(RUNS)) for text in texts}
    with CaptureQueriesContext(connection) as queries:
        find("pengar till hyran", LANGUAGE)
    slowest = max(seconds, key=seconds.__getitem__)
    return {
        "words": SearchWord.objects.values("folded").distinct().count(),
        "searches": len(texts),
        "seconds": seconds[slowest],
        "slowest": slowest,
        "usual_seconds": sorted(seconds.values())[len(seconds) // 2],
        "first_seconds": first,
        "queries": len(queries),
        "explaining": _seconds_to_explain(10 * BRACKETS) / _seconds_to_explain(BRACKETS),
    }


def _seconds_to_explain(times: int) -> float:
    """What it takes to find the hard words of a text, the best of three."""
    from courses.terms.explaining import Explainer
    from tests.courses.terms.glossaries import glossary_of

    glossary = glossary_of({"kod, koden": "Siffror som låser upp.", "kontoutdrag": "En lista."})
    text = "kontoutdrag (kod " * times
    return min(_seconds(lambda: Explainer(glossary).text(text)) for _run in range(3))


def _guides() -> Iterator[Findable]:
    from courses.content import files
    from courses.search.sources import Findable

    dice = random.Random(GUIDES)
    real = [found.data for key in files.guide_order() if (found := files.guide(LANGUAGE, key))]
    words = sorted({word for data in real for word in _words(data) if len(word) > 3})
    for number in range(GUIDES):
        data = real[number % len(real)]
        new = [dice.choice(words) + dice.choice(words) for _word in range(NEW_WORDS_EACH)]
        yield Findable(
            key=f"guide-{number}",
            language=LANGUAGE,
            title=f"{data['title']} {dice.choice(words)}",
            address=f"/{LANGUAGE}/guide-{number}/",
            summary=f"{data['summary']} {new[0]}",
            need=f"{data['need']} {new[1]}",
            tags=(*dice.sample(data["tags"], 3), dice.choice(words)),
            headings=tuple(f"{step['title']} {dice.choice(words)}" for step in data["steps"]),
            texts=(*(f"{step['text']} {' '.join(dice.sample(words, 5))}" for step in data["steps"]), *new),
            place_in_order=number,
        )


def _words(data: dict[str, Any]) -> Iterator[str]:
    from courses.search.folding import words

    for text in (data["title"], data["need"], data["summary"], *(step["text"] for step in data["steps"])):
        yield from (word.exact for word in words(text))


def _everyday() -> list[str]:
    swedish = tomllib.loads(WORDS_FILE.read_text())[LANGUAGE]
    return [text for guides in swedish.values() for texts in guides.values() for text in texts]


def _seconds(do: Callable[[], object]) -> float:
    began = time.perf_counter()
    do()
    return time.perf_counter() - began


def main() -> None:
    """Fill, measure, print."""
    import django

    django.setup()
    fill()
    print(json.dumps(measure()))


if __name__ == "__main__":
    main()
