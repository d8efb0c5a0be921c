"""The words of a translated page, and the strings that wagtail-localize builds that page of.

wagtail-localize makes a translated page anew each time it is published: the Swedish page, with every Swedish string
replaced by what is kept for it. Our translations were pages before that (loaded from files, edited in the admin). So
each is *taken over*: its own words are paired with the Swedish by block and field, and kept as the translations of
those strings, but only where the page built of them is the same as the page, letter by letter. A page of another
shape than the Swedish is left as it is, and its editor is told why.

Words that were written after another Swedish than the one they would stand for are kept with an error: they are
shown to the translator, and are not used before somebody has compared and saved them.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from copy import copy
from dataclasses import dataclass, field
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail_localize.fields import copy_synchronised_fields
from wagtail_localize.models import StringSegment, StringTranslation, Translation, TranslationSource
from wagtail_localize.segments import StringSegmentValue, TemplateSegmentValue
from wagtail_localize.segments.extract import extract_segments
from wagtail_localize.segments.ingest import ingest_segments

from core.languages import SOURCE
from core.rich_text import without_block_keys
from courses.guides.models import Guide
from courses.guides.variants import PARTS, base_hash, key_of_part, part_hash, raw_steps
from courses.translations.targets import is_target


class AnotherShape(ValueError):
    """A page cannot be built of the Swedish one and its own words. Says where, in words for an editor."""


@dataclass
class Words:
    """The words of one page, by path: its strings in order as they are kept, and the template of a rich text."""

    strings: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    templates: dict[str, str] = field(default_factory=dict)


def aligned(page: Page, swedish: Page) -> Page:
    """`page` in memory, with the ids of the Swedish blocks: steps by their permanent keys, others by their place.

    The loader gives a block the same id in every language; one that was added by hand has its own in each.
    """
    page = copy(page)
    for name in _streams_of(page):
        own, theirs = ([dict(each) for each in getattr(one, name).raw_data] for one in (page, swedish))
        for place, block in enumerate(own):
            original = _same_block(block, place, theirs)
            if original is not None:
                block["id"] = original["id"]
                block["value"] = _with_list_ids(block["value"], original["value"])
        setattr(page, name, json.dumps(own, cls=DjangoJSONEncoder))
    return page


def _streams_of(page: Page) -> list[str]:
    fields = [each.get_field(type(page)) for each in page.translatable_fields]
    return [each.name for each in fields if isinstance(each, StreamField)]


def _same_block(block: dict[str, Any], place: int, theirs: list[dict[str, Any]]) -> dict[str, Any] | None:
    if isinstance(block["value"], dict) and "key" in block["value"]:
        key = block["value"]["key"]
        return next((each for each in theirs if each["value"]["key"] == key), None)
    same = theirs[place] if place < len(theirs) else None
    return same if same is not None and same["type"] == block["type"] else None


def _with_list_ids(own: Any, theirs: Any) -> Any:
    """A block's value, with the Swedish lists in it where they hold the same: only their ids differ."""
    if not isinstance(own, dict):
        return own

    def held(value: Any) -> Any:
        return [each["value"] if isinstance(each, dict) else each for each in value]

    return {
        name: theirs[name]
        if isinstance(value, list)
        and isinstance(theirs.get(name), list)
        and held(value) == held(theirs[name])
        else value
        for name, value in own.items()
    }


def words_of(page: Page) -> Words:
    """The words of `page`."""
    words = Words()
    for segment in extract_segments(page):
        if isinstance(segment, StringSegmentValue):
            words.strings[segment.path].append(segment.string.data)
        elif isinstance(segment, TemplateSegmentValue):
            words.templates[segment.path] = without_block_keys(segment.template)
    return words


def unit(path: str) -> str:
    """What is translated as a whole, or stays as it was: one block of a stream (a step, a way), or one field."""
    name, *rest = path.split(".")
    return f"{name}.{rest[0]}" if rest and re.fullmatch(r"[0-9a-f-]{36}", rest[0]) else name


def segments_of(source: TranslationSource) -> list[StringSegment]:
    """The strings of the Swedish page as it was when it was last synced, in reading order. One query."""
    return list(
        StringSegment.objects.filter(source=source).select_related("context", "string").order_by("order")
    )


def paired(segments: Iterable[StringSegment], words: Words, only: set[str] | None = None) -> dict[int, str]:
    """By the id of a Swedish string's place: the words at the same place of a page that has the same shape there.

    `only`: the paths to look at.
    """
    by_path: dict[str, list[StringSegment]] = defaultdict(list)
    for segment in segments:
        by_path[segment.context.path].append(segment)
    return {
        segment.pk: own
        for path, there in by_path.items()
        if (only is None or path in only) and len(there) == len(words.strings.get(path, ()))
        for segment, own in zip(there, words.strings[path], strict=True)
    }


@transaction.atomic
def take_over(page: Page, *, page_wins: bool = False) -> Translation | None:
    """Keep the words of `page` as the translations of the Swedish strings; nothing of the page changes.

    None where it is no translation of a Swedish page. Raises `AnotherShape` where it cannot be built of them. What is
    kept already stays, so this may run as often as one likes; `page_wins`: it is replaced by the page's own words.
    """
    page = page.specific
    swedish = _swedish_of(page)
    if swedish is None:
        return None
    translation = Translation.objects.filter(
        source__object_id=page.translation_key, target_locale=page.locale
    ).first()
    if translation is not None and not page_wins:
        return translation
    if page.has_unpublished_changes:
        raise AnotherShape(_("It has a draft that is not published."))
    if slugify(page.slug) != page.slug:
        raise AnotherShape(_("Its address has other letters than a–z."))
    source, is_new = TranslationSource.get_or_create_from_instance(swedish)
    synced = source.as_instance()
    today, then = len(_behind(page, swedish)), len(_behind(page, synced))
    if today < then or (today == then and _is_older(source, swedish)):
        # The page says as much or more of the Swedish of today as of the Swedish that was last synced. Both may have
        # got another shape at once, such as what a step needs.
        sync(source)
        synced = source.as_instance()
    try:
        segments, pairs = _all_paired(page, source, synced)
    except AnotherShape:
        if not page_wins or is_new:
            raise
        # Written by the loader beside a Swedish page that has changed since the last sync in what is no text.
        sync(source)
        synced = source.as_instance()
        segments, pairs = _all_paired(page, source, synced)
    behind = _behind(aligned(page, synced), synced)
    if translation is None:
        translation = Translation(source=source, target_locale=page.locale)
        translation.is_taken_over = True
    translation.enabled = True
    translation.save()
    _keep(translation, segments, pairs, behind)
    return translation


def take_over_or_leave(page: Page, *, page_wins: bool = False) -> str:
    """`take_over`; a page that cannot be is edited as a whole. Says why it cannot: empty where it can."""
    try:
        take_over(page, page_wins=page_wins)
    except AnotherShape as reason:
        # What is kept for it would be put in the place of its text.
        Translation.objects.filter(
            source__object_id=page.translation_key, target_locale_id=page.locale_id
        ).update(enabled=False)
        return str(reason)
    return ""


def sync(source: TranslationSource) -> None:
    """Take in the Swedish page as it is published now. No translated page changes, and nothing is published.

    Where a Swedish string is new, the words that a translated page has at that place are shown to its translator.
    """
    source.update_from_db()
    for translation in source.translations.filter(enabled=True).select_related("target_locale"):
        propose(translation)


def propose(translation: Translation) -> None:
    """For Swedish strings that have no translation yet: keep the page's words, not to be used as they are."""
    page = translation.get_target_instance()
    if not page.live:
        return
    page = aligned(page, translation.source.as_instance())
    segments = segments_of(translation.source)
    known = set(_kept(translation, segments))
    new = [segment for segment in segments if (segment.string_id, segment.context_id) not in known]
    pairs = paired(segments, words_of(page), {segment.context.path for segment in new})
    _create(translation, [(segment, pairs[segment.pk], True) for segment in new if segment.pk in pairs])


def untranslated(translation: Translation) -> list[StringSegment]:
    """The Swedish strings that nobody has translated, or compared since they changed, in reading order. One query."""
    return list(
        StringSegment.objects.filter(source=translation.source)
        .annotate_translation(translation.target_locale)
        .filter(translation=None)
        .select_related("context", "string")
        .order_by("order")
    )


def unpublished(page: Page) -> list[str]:
    """What a translator has written for `page` and not published yet, path by path. Three queries or none."""
    translation = Translation.objects.filter(
        source__object_id=page.translation_key, target_locale_id=page.locale_id, enabled=True
    ).first()
    if translation is None:
        return []
    segments = segments_of(translation.source)
    pairs = paired(segments, words_of(aligned(page, translation.source.as_instance())))
    kept = _kept(translation, segments)
    return [
        segment.context.path
        for segment in segments
        for row in [kept.get((segment.string_id, segment.context_id))]
        if row is not None and row.last_translated_by_id is not None and row.data != pairs.get(segment.pk)
    ]


def _is_older(source: TranslationSource, swedish: Page) -> bool:
    """Whether the Swedish page was published after it was last synced."""
    return swedish.last_published_at is not None and source.last_updated_at < swedish.last_published_at


def _swedish_of(page: Page) -> Page | None:
    is_ours = is_target(page.locale.language_code) and getattr(page, "translatable_fields", None)
    if not is_ours or page.alias_of_id:
        return None
    swedish = Page.objects.filter(translation_key=page.translation_key, locale__language_code=SOURCE).first()
    return swedish.specific if swedish is not None else None


def _behind(page: Page, swedish: Page) -> set[str]:
    """The units of `page` that were written after another Swedish than `swedish` says."""
    if not isinstance(page, Guide) or not isinstance(swedish, Guide):
        return set()
    in_base = {step["key"]: step for step in raw_steps(swedish)}
    then = dict(page.rendered_steps.values_list("step_key", "base_hash"))
    steps = {
        f"steps.{block['id']}"
        for block in page.steps.raw_data
        for key in [block["value"]["key"]]
        if key in then and then[key] != base_hash(block["value"], in_base)
    }
    changed = [
        part for part in PARTS if then.get(key_of_part(part), "") not in {"", part_hash(swedish, part)}
    ]
    return steps | {place for part in changed for place in _places(page, part)}


def _places(page: Page, part: str) -> Iterator[str]:
    value = getattr(page, part)
    if isinstance(value, str):
        yield part
    else:
        yield from (f"{part}.{block['id']}" for block in value.raw_data)


def _all_paired(
    page: Page, source: TranslationSource, swedish: Page
) -> tuple[list[StringSegment], dict[int, str]]:
    """The strings of `source`, which is `swedish`, and the words of `page` for every one. Raises `AnotherShape`."""
    page = aligned(page, swedish)
    segments = segments_of(source)
    words, theirs = words_of(page), words_of(swedish)
    for path in dict.fromkeys([*words.strings, *theirs.strings]):
        if len(words.strings.get(path, ())) != len(theirs.strings.get(path, ())):
            raise AnotherShape(_("It has other parts than the Swedish page: %(place)s") % {"place": path})
    pairs = paired(segments, words)
    said = {(segment.string_id, segment.context_id): pairs[segment.pk] for segment in segments}
    if any(said[segment.string_id, segment.context_id] != pairs[segment.pk] for segment in segments):
        raise AnotherShape(_("It says one Swedish sentence in two ways in the same text."))
    before, after = _content(page), _content(build(page, source, swedish, pairs))
    others = sorted(name for name in before if before[name] != after[name])
    if others:
        raise AnotherShape(
            _("It has other parts than the Swedish page: %(place)s") % {"place": ", ".join(others)}
        )
    return segments, pairs


def build(page: Page, source: TranslationSource, swedish: Page, words: dict[int, str]) -> Page:
    """The page that wagtail-localize would make of `words`, in memory."""
    built = type(page).objects.get(pk=page.pk)
    copy_synchronised_fields(swedish, built)
    segments = source._get_segments_for_translation(page.locale, fallback=True)
    by_place = {(each.context.path, each.order): words.get(each.pk) for each in segments_of(source)}
    for segment in segments:
        own = by_place.get((segment.path, segment.order))
        if isinstance(segment, StringSegmentValue) and own is not None:
            segment.string = type(segment.string)(own)
    ingest_segments(swedish, built, source.locale, page.locale, segments)
    return built


def _content(page: Page) -> dict[str, Any]:
    """What the page says, field by field, without the marks that the admin's editor puts on paragraphs."""
    return {
        name: without_block_keys(value) if isinstance(value, str) else value
        for name, value in json.loads(page.to_json()).items()
    }


def _kept(
    translation: Translation, segments: Iterable[StringSegment]
) -> dict[tuple[int, int | None], StringTranslation]:
    rows = StringTranslation.objects.filter(
        context__object_id=translation.source.object_id, locale_id=translation.target_locale_id
    )
    places = {(segment.string_id, segment.context_id) for segment in segments}
    return {
        (row.translation_of_id, row.context_id): row
        for row in rows
        if (row.translation_of_id, row.context_id) in places
    }


def _keep(
    translation: Translation, segments: list[StringSegment], pairs: dict[int, str], behind: set[str]
) -> None:
    """Write the page's words in the place of what was kept for these strings."""
    old = [row.pk for row in _kept(translation, segments).values()]
    StringTranslation.objects.filter(pk__in=old).delete()
    _create(
        translation,
        [(segment, pairs[segment.pk], unit(segment.context.path) in behind) for segment in segments],
    )


def _create(translation: Translation, rows: Iterable[tuple[StringSegment, str, bool]]) -> None:
    """All at once, and without Wagtail's signals: a draft title is none of their business here."""
    made: dict[tuple[int, int], StringTranslation] = {}
    for segment, data, is_behind in rows:
        made[segment.string_id, segment.context_id] = StringTranslation(
            translation_of_id=segment.string_id,
            locale_id=translation.target_locale_id,
            context_id=segment.context_id,
            data=data,
            translation_type=StringTranslation.TRANSLATION_TYPE_MANUAL,
            has_error=is_behind,
            field_error=_("Swedish has changed since this was translated. Compare, change it and save.")
            if is_behind
            else "",
        )
    StringTranslation.objects.bulk_create(made.values())
