"""Publish a translation: what is translated goes out, what is not stays as readers have it.

wagtail-localize puts the Swedish text where a translation is lacking. Here a step (or another block, or a field) of
which a word is lacking stays as it was, whole, and goes on saying that Swedish has changed. What readers have no
words for at all, such as a new step, must be translated first.
"""

from __future__ import annotations

from html import unescape
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.html import strip_tags
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from wagtail.models import Page
from wagtail_localize.models import StringSegment, Translation, TranslationSource
from wagtail_localize.segments import StringSegmentValue, TemplateSegmentValue
from wagtail_localize.segments.extract import extract_segments

from courses.guides.models import Guide
from courses.guides.variants import PARTS, key_of_part, written_after
from courses.translations.in_step import keep, words_hash
from courses.translations.models import WrittenAfter
from courses.translations.strings import aligned, unit, untranslated


class NotTranslated(ValidationError):
    """Something must be translated before this can be published. Says what."""


@transaction.atomic
def publish(translation: Translation, user: Any = None) -> list[str]:
    """Publish it, and say what stayed as it was: the Swedish texts that are not translated yet.

    Raises `NotTranslated`, and `ValidationError` of the page itself; then nothing has changed.
    """
    was_after = WrittenAfter.objects.filter(page_id=translation.get_target_instance().pk).first()
    source = TranslationSource.objects.get(
        pk=translation.source_id
    )  # it may have been synced since it was read
    base = source.as_instance()
    page = aligned(translation.get_target_instance(), base)
    lacking = untranslated(translation)
    stays = {unit(segment.context.path) for segment in lacking}
    own = [each for each in extract_segments(page) if unit(each.path) in stays] if page.live else []
    there = {unit(each.path) for each in own}
    first = [segment for segment in lacking if unit(segment.context.path) not in there]
    if first:
        texts = [Truncator(_said(segment)).chars(60) for segment in first]
        raise NotTranslated(
            _("Nothing was published. Translate this first: %(texts)s") % {"texts": " | ".join(texts)}
        )
    segments = source._get_segments_for_translation(page.locale, fallback=True)
    kept = _as_it_was(segments, own, stays)
    hashes = _hashes_of(page, stays)
    # The one place where wagtail-localize asks for the words: it builds, saves and logs as ever.
    source._get_segments_for_translation = lambda locale, fallback=False: kept
    try:
        source.create_or_update_translation(translation.target_locale, user=user, publish=True, fallback=True)
    finally:
        del source._get_segments_for_translation
    if isinstance(page, Guide):
        transaction.on_commit(lambda: written_after(Guide.objects.get(pk=page.pk), base, hashes))
    elif lacking and was_after is not None:
        keep(translation.get_target_instance(), was_after.base_hash)
    else:
        keep(translation.get_target_instance(), words_hash(base))
    return [_said(segment) for segment in lacking]


def _said(segment: StringSegment) -> str:
    return unescape(strip_tags(segment.string.data))


def _as_it_was(segments: list[Any], own: list[Any], stays: set[str]) -> list[Any]:
    """`segments`, with the page's `own` for the units that stay, and nothing where the page says nothing."""
    paths = {each.path for each in own}
    kept = [each for each in segments if unit(each.path) not in stays]
    for each in segments:
        if unit(each.path) in stays and each.path not in paths:
            if isinstance(each, TemplateSegmentValue):
                kept.append(TemplateSegmentValue(each.path, each.format, "", 0, order=each.order))
            elif isinstance(each, StringSegmentValue):
                kept.append(StringSegmentValue(each.path, "", order=each.order))
    return kept + own


def _hashes_of(page: Page, stays: set[str]) -> dict[str, str | None]:
    """By key, the hash of the Swedish that what stays of `page` was written after, where it is known."""
    if not isinstance(page, Guide):
        return {}
    known = dict(page.rendered_steps.values_list("step_key", "base_hash"))
    keys = {f"steps.{block['id']}": block["value"]["key"] for block in page.steps.raw_data}
    keys |= {place: key_of_part(place.split(".")[0]) for place in stays if place.split(".")[0] in PARTS}
    return {key: known.get(key) for place, key in keys.items() if place in stays}
