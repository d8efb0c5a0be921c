"""Load guides from their files."""

from __future__ import annotations

import uuid
from typing import Any

from wagtail.blocks import StructBlock
from wagtail.models import Locale

from core.languages import base_code
from courses.content import files
from courses.content.files import ContentFile
from courses.content.markup import to_html
from courses.content.memory import Report, load_if_ours
from courses.guides.models import Guide
from courses.services.models import EService, Fact, Source
from courses.start.models import StartPage
from courses.translations.strings import unpublished
from media.models import Picture

#: Block ids are derived from this, so that the same step has the same id in every language and every load.
BLOCK_NAMESPACE = uuid.UUID("7d3b8f0e-3f0c-4c0b-9b57-2c7f6a2f5d10")

PLAIN_FIELDS = ("title", "slug", "need", "summary", "what", "area", "minutes", "place_in_order", "service_id")
STREAM_FIELDS = ("before", "steps", "ways", "traps", "boundary", "help")
#: What has fields of its own, by the kind of block.
BLOCKS = {
    kind: block
    for field in STREAM_FIELDS
    for kind, block in Guide._meta.get_field(field).stream_block.child_blocks.items()
    if isinstance(block, StructBlock)
}


def load_guides(report: Report, pictures: dict[str, Picture]) -> None:
    """Every guide in every language it is written in, Swedish first."""
    facts = {f"{fact.service.key}.{fact.key}": fact.pk for fact in Fact.objects.select_related("service")}
    for key, shared in files.guide_order().items():
        for language in files.languages():
            file = files.guide(language, key)
            if file is not None:
                load_guide(files.with_shared(file, shared), key, language, shared, facts, pictures, report)


def load_guide(
    file: ContentFile,
    key: str,
    language: str,
    shared: dict[str, Any],
    facts: dict[str, int],
    pictures: dict[str, Picture],
    report: Report,
) -> None:
    """One guide in one language."""
    locale = Locale.objects.get(language_code=language)

    def existing() -> Guide | None:
        return Guide.objects.filter(key=key, locale=locale).first()

    def state() -> Any | None:
        guide = existing()
        return None if guide is None else guide_state(guide)

    def write() -> None:
        guide = existing() or Guide(key=key, locale=locale)
        original = Guide.objects.filter(key=key).exclude(pk=guide.pk).first()
        if guide.pk is None and original is not None:
            guide.translation_key = original.translation_key
        data = file.data
        guide.title, guide.need, guide.summary = data["title"], data["need"], data["summary"]
        guide.seo_title = ""
        guide.search_description = data["summary"]
        guide.slug = shared.get(f"slug_{base_code(language)}", shared["slug_sv"])
        guide.area, guide.minutes, guide.place_in_order = shared["area"], shared["minutes"], shared["order"]
        guide.service = EService.objects.get(key=shared["service"])
        guide.what = to_html(data["what"])
        for field, blocks in streams(data, key, shared.get("step_needs", {}), facts, pictures).items():
            setattr(guide, field, blocks)
        guide.full_clean(exclude=["path", "depth"])
        if guide.pk is None:
            # Readers meet it, and the search is told, when it is published below: once.
            guide.live = False
            StartPage.objects.get(locale=locale).add_child(instance=guide)
        guide.tags.set(data["tags"])
        guide.sources.set(Source.objects.filter(key__in=data["sources"]))
        guide.save_revision(clean=False).publish()

    load_if_ours(file, report, state, write)


def guide_state(guide: Guide) -> list[Any]:
    """What an editor can change of a guide, as plain values; an unpublished draft counts as a change.

    So do a translator's words that are not published: they would come in the place of a new text.
    """
    return [
        [getattr(guide, field) for field in PLAIN_FIELDS],
        [getattr(guide, field).get_prep_value() for field in STREAM_FIELDS],
        sorted(guide.tags.names()),
        sorted(guide.sources.values_list("key", flat=True)),
        guide.live,
        guide.has_unpublished_changes,
        *unpublished(guide),
    ]


def streams(
    data: dict[str, Any],
    key: str,
    step_needs: dict[str, list[str]],
    facts: dict[str, int],
    pictures: dict[str, Picture],
) -> dict[str, list[dict[str, Any]]]:
    """The guide's StreamFields as Wagtail stores them."""

    def listed(names: list[str]) -> list[dict[str, Any]]:
        return [{"type": "item", "value": facts[name], "id": block_id(key, "fact", name)} for name in names]

    def blocks(kind: str, rows: list[Any], value: Any) -> list[dict[str, Any]]:
        return [
            {
                "type": kind,
                "value": in_order(kind, value(row)),
                "id": block_id(
                    key, kind, row["key"] if isinstance(row, dict) and "key" in row else str(place)
                ),
            }
            for place, row in enumerate(rows)
        ]

    def in_order(kind: str, value: Any) -> Any:
        # As the admin stores it, so that publishing there changes not a byte.
        return {name: value[name] for name in BLOCKS[kind].child_blocks} if kind in BLOCKS else value

    def step(row: dict[str, Any]) -> dict[str, Any]:
        # A step of an own variant takes what the steps that it renders take.
        rendered = row.get("renders") or [row["key"]]
        return {
            "key": row["key"],
            "renders": row.get("renders", []),
            "title": row["title"],
            "warning": row.get("warning", ""),
            "text": to_html(row["text"]),
            "button": row.get("button", ""),
            "see": row.get("see", ""),
            "if_not": row.get("if_not", ""),
            "minutes": row.get("minutes"),
            "needs": list(dict.fromkeys(need for each in rendered for need in step_needs.get(each, []))),
            "facts": listed(row.get("facts", [])),
            "picture": pictures[f"{key}/{row.get('picture', row['key'])}"].pk,
            "picture_alt": row["picture_alt"],
        }

    return {
        "before": blocks("need", data["before"], lambda row: {"without": "", "needs": [], **row}),
        "steps": blocks("step", data["steps"], step),
        "ways": blocks(
            "way",
            data["ways"],
            lambda row: {**row, "text": to_html(row["text"]), "facts": listed(row.get("facts", []))},
        ),
        "traps": blocks("trap", data["traps"], lambda row: {**row, "text": to_html(row["text"])}),
        "boundary": blocks("line", data["boundary"], lambda row: row),
        "help": blocks("help", data["help"], lambda row: {**row, "facts": listed(row.get("facts", []))}),
    }


def block_id(*parts: str) -> str:
    """The permanent id of a block."""
    return str(uuid.uuid5(BLOCK_NAMESPACE, "/".join(parts)))
