"""Load practice runs: what all languages share from practice.toml, the screens from practice/<language>/."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from wagtail.models import Locale

from courses.content import files
from courses.content.files import CONTENT_DIR, ContentFile
from courses.content.guides import block_id
from courses.content.markup import to_html
from courses.content.memory import Report, load_if_ours
from courses.practice.models import Practice, PracticeGuide

PLAIN_FIELDS = ("title", "summary", "area", "place_in_order", "minutes")
STREAM_FIELDS = ("screens", "can_now")


def practice_order() -> dict[str, dict[str, Any]]:
    """What is the same in every language of a run, by key, in the order of the list."""
    runs: dict[str, dict[str, Any]] = files.read(CONTENT_DIR / "practice.toml").data["practices"]
    return dict(sorted(runs.items(), key=lambda item: item[1]["order"]))


def practice_file(language: str, key: str) -> ContentFile | None:
    """A run's text in one language; none where it has not been written."""
    path = CONTENT_DIR / "practice" / language / f"{key}.toml"
    return files.read(path) if path.exists() else None


def load_practices(report: Report) -> None:
    """Every run in every language it is written in, Swedish first."""
    for key, shared in practice_order().items():
        for language in files.languages():
            file = practice_file(language, key)
            if file is not None:
                load_practice(file, key, language, shared, report)


def load_practice(file: ContentFile, key: str, language: str, shared: dict[str, Any], report: Report) -> None:
    """One run in one language. Raises `ValidationError` for one that is not whole."""
    locale = Locale.objects.get(language_code=language)

    def existing() -> Practice | None:
        return Practice.objects.filter(key=key, locale=locale).first()

    def state() -> Any | None:
        practice = existing()
        return None if practice is None else practice_state(practice)

    def write() -> None:
        practice = existing() or Practice(key=key, locale=locale, live=False)
        original = Practice.objects.filter(key=key).exclude(pk=practice.pk).first()
        if practice.pk is None and original is not None:
            practice.translation_key = original.translation_key
        data = file.data
        practice.title, practice.summary = data["title"], data["summary"]
        practice.area, practice.minutes, practice.place_in_order = (
            shared["area"],
            shared["minutes"],
            shared["order"],
        )
        practice.screens = [_screen(row, key, place) for place, row in enumerate(data["screens"])]
        practice.can_now = [
            {"type": "line", "id": block_id("practice", key, "can", str(place)), "value": line}
            for place, line in enumerate(data["can_now"])
        ]
        practice.full_clean()
        practice.check_ready()
        practice.guides.set(
            [PracticeGuide(guide_key=guide, sort_order=place) for place, guide in enumerate(shared["guides"])]
        )
        practice.save()
        practice.save_revision().publish()

    load_if_ours(file, report, state, write)


def practice_state(practice: Practice) -> list[Any]:
    """What an editor can change of a run, as plain values; an unpublished draft counts as a change."""
    return [
        [getattr(practice, field) for field in PLAIN_FIELDS],
        [getattr(practice, field).get_prep_value() for field in STREAM_FIELDS],
        list(practice.guides.order_by("sort_order").values_list("guide_key", flat=True)),
        practice.live,
        practice.has_unpublished_changes,
    ]


def _screen(row: dict[str, Any], key: str, place: int) -> dict[str, Any]:
    """One screen as Wagtail stores it. Its id is the same in every language."""
    kind = row["kind"]
    value: dict[str, Any] = {"title": row["title"], "text": to_html(row.get("text", ""))}
    if kind == "spot":
        value |= {"kind": row["message"], "subject": row.get("subject", ""), "sender": row["sender"]}
        value |= {
            "lines": _items(row["lines"]),
            "signs": _items(map(_sign, row["signs"])),
            "done": row["done"],
        }
    else:
        value |= {
            "device": row.get("device", "phone"),
            "shown": [_part(part) for part in row.get("shown", [])],
        }
    if kind == "choose":
        value |= {"question": row["question"], "answers": _items(map(_answer, row["answers"]))}
    elif kind == "fill":
        value |= {"fields": _items(map(_blank, row["fields"])), "button": row["button"], "done": row["done"]}
    return {"type": kind, "id": block_id("practice", key, str(place)), "value": value}


def _part(part: dict[str, str]) -> dict[str, Any]:
    """One drawn thing: `{ line = "…" }`, `{ by = "…", says = "…" }`, `{ field = "…", holds = "…" }`."""
    if "says" in part:
        return {"type": "message", "value": {"by": part["by"], "text": part["says"]}}
    if "holds" in part:
        return {"type": "filled", "value": {"label": part["field"], "value": part["holds"]}}
    if "button" in part:
        return {"type": "button", "value": {"text": part["button"], "swedish": part.get("swedish", "")}}
    [(kind, text)] = part.items()
    return {"type": kind, "value": text}


def _answer(row: dict[str, Any]) -> dict[str, Any]:
    return {"text": row["text"], "is_right": row.get("right", False), "reason": row["reason"]}


def _sign(row: dict[str, Any]) -> dict[str, Any]:
    return {"text": row["text"], "is_warning": row.get("warning", False), "reason": row["reason"]}


def _blank(row: dict[str, Any]) -> dict[str, Any]:
    return {"label": row["label"], "type_this": row["type"], "is_exact": row.get("exact", False)}


def _items(values: Iterable[Any]) -> list[dict[str, Any]]:
    return [{"type": "item", "value": value} for value in values]
