"""Start pages, guides and what they stand on, built for tests.

No picture is encoded here: that is slow, and tested once.
"""

from __future__ import annotations

import datetime
from typing import Any

from wagtail.models import Locale, Page, Site

from core.models import InfoPage
from courses.guides.models import Guide
from courses.guides.pictures import DRAWING_SPECS
from courses.services.models import EService, Fact, FactWording, Source
from courses.start.models import StartPage
from media.models import Picture, PictureRendition


def locale(language: str) -> Locale:
    """The locale of `language`."""
    return Locale.objects.get_or_create(language_code=language)[0]


def start_page(language: str = "sv") -> StartPage:
    """The start page of `language`, made once; the Swedish one is the site's root."""
    found = StartPage.objects.filter(locale=locale(language)).first()
    if found is not None:
        return found
    page = StartPage(
        title=f"Start {language}", slug=language, lead=f"Lead {language}", locale=locale(language)
    )
    if language == "sv":
        Page.get_first_root_node().add_child(instance=page)
        site = Site.objects.filter(is_default_site=True).first() or Site(is_default_site=True)
        site.hostname, site.root_page = "localhost", page
        site.save()
        return page
    page.translation_key = start_page("sv").translation_key
    Page.get_first_root_node().add_child(instance=page)
    return page


def info_page(slug: str, language: str = "sv", **fields: Any) -> InfoPage:
    """A page of running text."""
    page = InfoPage(title=slug, slug=slug, locale=locale(language), body="<p>Text</p>", **fields)
    start_page(language).add_child(instance=page)
    return page


def service(key: str = "bankid") -> EService:
    """An e-service, made once."""
    return EService.objects.get_or_create(key=key, defaults={"name": key, "owner": "Someone"})[0]


def fact(key: str, value: str = "", kind: str = "web", text: str = "", **fields: Any) -> Fact:
    """A fact of the service `bankid`, worded in Swedish and English; `text` is its text in both."""
    made = Fact.objects.create(service=service(), key=key, kind=kind, value=value, **fields)
    for language in ("sv", "en"):
        FactWording.objects.create(fact=made, language=language, label=f"{key} in {language}", text=text)
    return made


def source(key: str = "BID1", check_by: datetime.date = datetime.date(2100, 5, 21), **fields: Any) -> Source:
    """A source that need not be checked for a long time."""
    return Source.objects.create(
        key=key,
        title=f"Source {key}",
        address=f"{key.lower()}.example/page",
        year=2025,
        check_by=check_by,
        **fields,
    )


def picture(name: str) -> Picture:
    """A drawing with all its formats, as rows: their files are only named."""
    made = Picture.objects.create(
        title=name,
        drawing=name,
        file=f"images/{name}.png",
        width=640,
        height=400,
        file_size=1,
        file_hash=name,
    )
    for spec in DRAWING_SPECS.values():
        width, ending = spec.removeprefix("width-").split("|format-")
        PictureRendition.objects.create(
            image=made,
            filter_spec=spec,
            file=f"images/{name}.width-{width}.{ending}",
            width=int(width),
            height=int(width) * 5 // 8,
            focal_point_key="",
        )
    return made


def step(key: str, **fields: Any) -> tuple[str, dict[str, Any]]:
    """One step with every part of it, unless `fields` say otherwise."""
    value: dict[str, Any] = {
        "key": key,
        "title": f"Do {key}",
        "warning": "Be careful.",
        "text": f"<p>How to do <b>{key}</b>.</p>",
        "button": "Logga in",
        "see": "A new page.",
        "if_not": "Try again.",
        "facts": [],
        "picture": None,
        "picture_alt": f"What {key} looks like",
    }
    return "step", {**value, **fields}


def guide(
    key: str = "bankid",
    language: str = "sv",
    steps: int | list[tuple[str, dict[str, Any]]] = 3,
    tags: tuple[str, ...] = (),
    sources: tuple[Source, ...] = (),
    same_as: Guide | None = None,
    facts: tuple[Fact, ...] = (),
    **fields: Any,
) -> Guide:
    """A published guide. `steps` is how many, or the steps; `facts` stand at every step, way and help."""
    if isinstance(steps, int):
        steps = [
            step(f"step-{number}", facts=list(facts), picture=picture(f"{key}-{language}-{number}"))
            for number in range(1, steps + 1)
        ]
    values: dict[str, Any] = {
        "title": f"Title {key} {language}",
        "slug": key,
        "key": key,
        "area": Guide.Area.LOGIN,
        "service": service(),
        "need": f"Need {key}",
        "summary": f"Summary {key}",
        "minutes": 20,
        "what": '<p data-block-key="abc12">What it is.</p>',
        "before": [("need", {"kind": "device", "what": "A phone", "without": "Ask to borrow one"})],
        "steps": steps,
        "ways": [
            (
                "way",
                {
                    "lacks": ["smartphone", "e_id"],
                    "title": "By phone",
                    "text": "<p>Call.</p>",
                    "facts": list(facts),
                },
            )
        ],
        "traps": [("trap", {"title": "A trap", "text": "<p>Text</p>"})],
        "boundary": [("line", "Never knows your code.")],
        "help": [("help", {"text": "Ask at the library.", "facts": list(facts)})],
        "locale": locale(language),
    }
    made = Guide(**{**values, **fields})
    if same_as is not None:
        made.translation_key = same_as.translation_key
    made.tags.add(*tags)
    start_page(language).add_child(instance=made)
    made.sources.set(sources)
    return Guide.objects.get(pk=made.pk)


def guide_in_both(key: str = "bankid", **fields: Any) -> tuple[Guide, Guide]:
    """The same guide in Swedish and in English."""
    swedish = guide(key, "sv", **fields)
    return swedish, guide(key, "en", same_as=swedish, **fields)
