"""The index follows what is published, and holds no draft."""

from __future__ import annotations

from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command

from courses.guides.models import Guide
from courses.search import index, sources
from courses.search.find import find
from courses.search.findables import GUIDE, TERM
from courses.search.models import PHRASE, Part, SearchEntry, SearchState, SearchWord
from courses.search.sources import Findable, Source
from courses.terms.models import Term
from tests.courses import pages

pytestmark = pytest.mark.django_db


def found(text: str, kind: str = GUIDE, language: str = "sv") -> list[str]:
    answer = find(text, language)
    return [] if answer.are_near else [entry.title for entry in answer.of_kind(kind)]


def test_a_guide_is_found_from_when_it_is_published_until_it_is_not(
    django_capture_on_commit_callbacks: Any,
) -> None:
    guide = pages.guide("money", title="Sök pengar", live=False)
    with django_capture_on_commit_callbacks(execute=True):
        guide.save_revision().publish()
    assert found("pengar") == ["Sök pengar"]

    guide.title = "Sök bidrag"
    with django_capture_on_commit_callbacks(execute=True):
        guide.save_revision()
    assert found("bidrag") == []  # a draft

    with django_capture_on_commit_callbacks(execute=True):
        guide.get_latest_revision().publish()
    assert found("bidrag") == ["Sök bidrag"]
    assert found("pengar") == []

    with django_capture_on_commit_callbacks(execute=True):
        Guide.objects.get().unpublish()
    assert found("bidrag") == []


def test_a_guide_that_is_deleted_is_found_no_more(django_capture_on_commit_callbacks: Any) -> None:
    guide = pages.guide("money", title="Sök pengar")
    index.rebuild()
    with django_capture_on_commit_callbacks(execute=True):
        guide.delete()
    assert not SearchEntry.objects.filter(kind=GUIDE).exists()
    assert found("pengar") == []


def test_a_new_address_is_known_at_once(django_capture_on_commit_callbacks: Any) -> None:
    guide = pages.guide("money", title="Sök pengar")
    index.rebuild()
    guide.slug = "nya-pengar"
    with django_capture_on_commit_callbacks(execute=True):
        guide.save_revision().publish()
    assert SearchEntry.objects.get(kind=GUIDE, language="sv").address == "/sv/nya-pengar/"


def test_a_hard_word_is_found_when_it_is_saved(django_capture_on_commit_callbacks: Any) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        term = Term.objects.create(
            key="bank-device", language="sv", word="bankdosa", forms="bankdosan", explanation="En liten dosa."
        )
    assert found("bankdosan", TERM) == ["bankdosa"]
    with django_capture_on_commit_callbacks(execute=True):
        term.delete()
    assert found("bankdosan", TERM) == []


def test_a_change_of_one_thing_leaves_the_others_alone() -> None:
    pages.guide("one", title="Äpple")
    pages.guide("two", title="Päron")
    index.rebuild()
    other = SearchEntry.objects.get(key="two", language="sv")
    index.update(GUIDE, "one")
    assert SearchEntry.objects.get(key="two", language="sv") == other
    assert SearchEntry.objects.filter(key="one", language="sv").count() == 1


def test_the_weightiest_part_of_a_word_is_kept() -> None:
    pages.guide("one", title="Äpple", need="Jag vill ha ett äpple", tags=("äpple", "grönt äpple"))
    index.rebuild()
    words = SearchWord.objects.filter(entry__key="one", entry__language="sv")
    assert words.get(folded="apple").part == Part.TITLE
    assert words.get(folded="gront").part == Part.WITHIN
    assert words.get(folded=f"{PHRASE}grontapple").part == Part.TAG


def test_everyday_words_are_words_of_the_guide() -> None:
    pages.guide("doctor", tags=("läkare",))
    index.rebuild()
    assert (
        SearchWord.objects.get(entry__key="doctor", entry__language="sv", folded="doktor").part
        == Part.TAG_SYNONYM
    )


def test_a_guides_text_is_found_and_its_blocks_keys_are_not() -> None:
    pages.guide("one", service=None)
    index.rebuild()
    folded = set(SearchWord.objects.filter(entry__kind=GUIDE).values_list("folded", flat=True))
    assert {"borrow", "careful", "again", "trap"} <= folded
    assert folded & {"device", "eid", "smartphone", "abc12", "item", "p", "b"} == set()


def test_another_room_can_have_its_things_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sources, "_sources", {})
    sources.register(Source("toy", "Toy", lambda key: [Findable("bear", "sv", "Nallebjörn", "/sv/nalle/")]))
    index.rebuild()
    assert [result.entry.address for result in find("nallebjorn", "sv").results] == ["/sv/nalle/"]


def test_rebuild_search_tells_how_much_there_is_and_forgets_what_is_gone() -> None:
    pages.guide("one", title="Äpple")
    SearchEntry.objects.create(kind=GUIDE, key="gone", language="sv", title="Borta", address="/sv/borta/")
    told = StringIO()
    call_command("rebuild_search", stdout=told)
    assert not SearchEntry.objects.filter(key="gone").exists()
    assert f"{SearchEntry.objects.count()} things" in told.getvalue()
    assert index.is_made_with_these_synonyms()


def test_the_worker_builds_an_index_that_is_missing_or_made_with_other_synonyms() -> None:
    pages.guide("one", title="Äpple")
    index.keep_up()
    assert found("äpple") == ["Äpple"]
    SearchState.objects.update(made_with="others")
    index.keep_up()
    version = SearchState.objects.get().version
    assert index.is_made_with_these_synonyms()
    index.keep_up()
    assert SearchState.objects.get().version == version


def test_a_new_state_of_the_index_is_seen_by_a_process_that_remembers_the_old() -> None:
    pages.guide("one", title="Äpple")
    index.rebuild()
    assert found("äpple") == ["Äpple"]
    before = SearchState.objects.get()
    pages.guide("two", title="Päron")
    index.update(GUIDE, "two")
    assert SearchState.objects.get().version != before.version
    assert found("päron") == ["Päron"]
