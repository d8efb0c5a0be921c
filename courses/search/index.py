"""Keeping the index: made from the sources, the whole of it or one thing at a time."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import replace

from django.db import transaction

from core.languages import are_read_alike, interface_languages, reading_order
from courses.search.folding import Word, together, words
from courses.search.models import PHRASE, Part, SearchEntry, SearchState, SearchWord
from courses.search.sources import Findable, every_source, source_of
from courses.search.synonyms import Synonyms, fingerprint, synonyms

#: Of how many words a phrase is made at most that is looked up as a whole.
LONGEST_PHRASE = 4
_BATCH = 2000

#: The words of one thing: where each stands that weighs most.
Found = dict[Word, Part]
Ready = list[tuple[SearchEntry, Found]]


def rebuild() -> int:
    """Make the whole index anew, all at once for those who search. Tells how many things can be found."""
    ready = [_ready(source.kind, source.findables(None)) for source in every_source()]
    with transaction.atomic():
        SearchEntry.objects.all().delete()
        count = sum(map(_write, ready))
        _new_version(made_with=fingerprint())
    return count


def update(kind: str, key: str) -> None:
    """Bring one thing up to date in every language: it was published, changed, hidden or deleted."""
    source = source_of(kind)
    with transaction.atomic():
        SearchEntry.objects.filter(kind=kind, key=key).delete()
        if source is not None:
            _write(_ready(kind, source.findables(key)))
        _new_version()


def is_made_with_these_synonyms() -> bool:
    """Whether the index was built with the files of synonyms as they are."""
    return SearchState.objects.filter(made_with=fingerprint()).exists()


def keep_up() -> None:
    """Build the index where there is none yet, or where an upgrade brought other synonyms. For the worker."""
    if not is_made_with_these_synonyms():
        rebuild()


def words_of(findable: Findable) -> Found:
    """Every word that leads to `findable`."""
    said = synonyms(findable.language)
    found: Found = {}
    for part, text in (
        (Part.TITLE, findable.title),
        (Part.NEED, findable.need),
        (Part.SUMMARY, findable.summary),
        *((Part.HEADING, heading) for heading in findable.headings),
        *((Part.TEXT, text) for text in findable.texts),
    ):
        for word in words(text):
            _add(found, word, part)
    for tag in findable.tags:
        _add_phrase(found, tag, Part.TAG, said)
    for part, ours in ((Part.SYNONYM, [findable.title, findable.need]), (Part.TAG_SYNONYM, findable.tags)):
        for synonym in said.everyday(ours):
            _add_phrase(found, synonym, part, said)
    return found


def phrase_of(several: Iterable[Word]) -> Word:
    """Several words as one that stands for all of them, see `PHRASE`."""
    joined = together(several)
    return Word(joined.exact, PHRASE + joined.folded)


def _add(found: Found, word: Word, part: Part) -> None:
    found[word] = max(part, found.get(word, part))


def _add_phrase(found: Found, text: str, part: Part, said: Synonyms) -> None:
    """A word; or several, which then count most when they come together."""
    several = [word for word in words(text) if word.folded not in said.small] or words(text)
    if len(several) == 1:
        _add(found, several[0], part)
        return
    if several and len(several) <= LONGEST_PHRASE:
        _add(found, phrase_of(several), part)
    for word in several:
        _add(found, word, min(part, Part.WITHIN))


def _ready(kind: str, findables: Iterable[Findable]) -> Ready:
    """Entries with their words, not yet written; a key that comes twice in a language comes once."""
    by_key = {(findable.language, findable.key): findable for findable in findables}
    by_key |= _borrowed(by_key)
    return [
        (
            SearchEntry(
                kind=kind,
                key=findable.key,
                language=findable.language,
                written_in=findable.written_in,
                title=findable.title[:200],
                summary=findable.summary[:300],
                address=findable.address,
                place_in_order=findable.place_in_order,
            ),
            words_of(findable),
        )
        for findable in by_key.values()
    ]


def _borrowed(by_key: dict[tuple[str, str], Findable]) -> dict[tuple[str, str], Findable]:
    """What a language has from the nearest one that has it, under its own address.

    An own variant, such as easy Swedish, has everything of its base. Of what is not read alike guides and courses
    are lent, by their titles and everyday words: whoever knows their Swedish name finds them, and whoever says what
    the reader's own language says for them (see `[pages]` in courses/search/synonyms.py).
    """
    lent: dict[tuple[str, str], Findable] = {}
    for reader in (each.code for each in interface_languages()):
        order = reading_order(reader)
        for key in {key for language, key in by_key if language in order}:
            nearest = next(code for code in order if (code, key) in by_key)
            findable = by_key[nearest, key]
            if nearest == reader or not (are_read_alike(nearest, reader) or findable.is_lent):
                continue
            if not are_read_alike(nearest, reader):
                said = synonyms(reader).pages.get(key, ())
                findable = replace(findable, headings=(), texts=(), tags=(*findable.tags, *said))
            address = findable.address.replace(f"/{nearest}/", f"/{reader}/", 1)
            lent[reader, key] = replace(findable, language=reader, address=address, written_in=nearest)
    return lent


def _write(ready: Ready) -> int:
    """Write entries and words. Tells how many entries."""
    entries = SearchEntry.objects.bulk_create(entry for entry, _found in ready)
    SearchWord.objects.bulk_create(
        (
            SearchWord(entry=entry, language=entry.language, folded=word.folded, exact=word.exact, part=part)
            for entry, (_entry, found) in zip(entries, ready, strict=True)
            for word, part in found.items()
        ),
        batch_size=_BATCH,
    )
    return len(entries)


def _new_version(made_with: str | None = None) -> None:
    """Tell every process that what it remembers of the index is old."""
    new = {"version": uuid.uuid4()} | ({} if made_with is None else {"made_with": made_with})
    SearchState.objects.update_or_create(pk=1, defaults=new)
