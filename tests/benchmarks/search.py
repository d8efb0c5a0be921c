"""How long a search takes among 1,000 guides.

Run as a program of its own, on an empty database that `DATABASE_URL` names; prints JSON. The guides are made of the
real guides' sentences and of compounds that nobody has seen before, so that there are about as many words to know as
1,000 real guides would bring.
"""

from __future__ import annotations

import json
import random
import time
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

GUIDES = 1000
NEW_WORDS_EACH = 15
RUNS = 3
#: What is looked for besides the words of tests/courses/search/everyday_words.toml: nothing, and much at once.
HARD = [
    "zlatan", "hundkapplöpning", "semesterersättning", "qwertyuiop", "försörjningstödansökningsblanket",
    "jag har blivit lurad på alla mina pengar och vet inte hur jag ska betala hyran och maten",
    "bankidd vårdcentarl försörjningstöd bibliotket losenord", "إيجار", "ገንዘብ", "логін",
]  # fmt: skip
WORDS_FILE = Path(__file__).resolve().parents[1] / "courses" / "search" / "everyday_words.toml"


def fill() -> None:
    """1,000 published guides in Swedish under one start page, and the index."""
    from wagtail.models import Locale, Page, Site

    from courses.guides.models import Guide
    from courses.search import index
    from courses.start.models import StartPage

    locale = Locale.objects.get(language_code="sv")
    start = StartPage(title="Start", slug="sv", lead="Start", locale=locale)
    Page.get_first_root_node().add_child(instance=start)
    Site.objects.update_or_create(is_default_site=True, defaults={"hostname": "testserver", "root_page": start})
    dice = random.Random(1000)
    real = _real_guides()
    words = sorted({word for data in real for word in _words(data) if len(word) > 3})
    for number in range(GUIDES):
        data = real[number % len(real)]
        new = [dice.choice(words) + dice.choice(words) for _word in range(NEW_WORDS_EACH)]
        title = f"{data['title']} {dice.choice(words)}"
        guide = Guide(
            key=f"guide-{number}",
            title=title[:90],
            slug=f"guide-{number}",
            locale=locale,
            area=dice.choice(Guide.Area.values),
            place_in_order=number,
            need=f"{data['need']} {new[0]}"[:90],
            summary=f"{data['summary']} {new[1]}"[:240],
            what=f"<p>{dice.choice(words)} {' '.join(new[2:])}</p>",
            before=[("need", {"kind": "device", "what": dice.choice(words), "without": dice.choice(words)})],
            steps=[("step", _step(step, dice.sample(words, 5))) for step in data["steps"]],
            ways=[("way", {**way, "lacks": ["smartphone", "e_id"], "facts": []}) for way in data["ways"]],
            help=[("help", {"text": help["text"]}) for help in data["help"]],
        )
        start.add_child(instance=guide)
        guide.tags.add(*dice.sample(data["tags"], 3), dice.choice(words))
        guide.save(clean=False)
    index.rebuild()


def measure() -> dict[str, Any]:
    """Seconds for the slowest search and the slowest page, each the best of some runs; and what it was."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from courses.search import known
    from courses.search.find import find
    from courses.search.models import SearchWord

    texts = [*_everyday(), *HARD]
    known._known.clear()
    first = _seconds(lambda: find("hyra", "sv"))
    for text in texts:
        find(text, "sv")
    searches = {text: min(_seconds(lambda text=text: find(text, "sv")) for _run in range(RUNS)) for text in texts}
    client = Client()
    client.get("/sv/sok/?q=hyra")
    asked = texts[:: max(1, len(texts) // 30)] + HARD
    pages = {
        text: min(_seconds(lambda text=text: client.get("/sv/sok/", {"q": text})) for _run in range(RUNS))
        for text in asked
    }
    with CaptureQueriesContext(connection) as queries:
        client.get("/sv/sok/", {"q": "pengar till hyran"})
    slowest, slowest_page = max(searches, key=searches.__getitem__), max(pages, key=pages.__getitem__)
    return {
        "words": SearchWord.objects.values("folded").distinct().count(),
        "searches": len(texts),
        "seconds": searches[slowest],
        "slowest": slowest,
        "usual": sorted(searches.values())[len(searches) // 2],
        "page_seconds": pages[slowest_page],
        "slowest_page": slowest_page,
        "first_seconds": first,
        "queries": len(queries),
    }


def _seconds(do: Callable[[], object]) -> float:
    began = time.perf_counter()
    do()
    return time.perf_counter() - began


def _real_guides() -> list[dict[str, Any]]:
    from courses.content import files

    return [found.data for key in files.guide_order() if (found := files.guide("sv", key))]


def _words(data: dict[str, Any]) -> Iterator[str]:
    from courses.search.folding import words

    for text in (data["title"], data["need"], data["summary"], *(step["text"] for step in data["steps"])):
        yield from (word.exact for word in words(text))


def _step(step: dict[str, Any], more: list[str]) -> dict[str, Any]:
    text = f"<p>{step['text']} {' '.join(more)}</p>"
    return {"key": step["key"], "title": step["title"], "text": text, "see": step.get("see", "")}


def _everyday() -> list[str]:
    swedish = tomllib.loads(WORDS_FILE.read_text())["sv"]
    return [text for guides in swedish.values() for texts in guides.values() for text in texts]


def main() -> None:
    """Fill, measure, print."""
    import django

    django.setup()
    fill()
    print(json.dumps(measure()))


if __name__ == "__main__":
    main()
