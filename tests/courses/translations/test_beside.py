"""Translating beside the Swedish: a page keeps its own words, and nobody is shown Swedish in their place."""

from __future__ import annotations

import json
from collections import defaultdict
from types import SimpleNamespace

import polib
import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart
from rest_framework.exceptions import ValidationError as Refused
from wagtail.models import Locale, Page
from wagtail_localize.models import LocaleSynchronization, StringTranslation, Translation, TranslationSource

from core.permission_matrix import Role
from core.signing import text_hash
from courses.content import files
from courses.content.guides import guide_state, load_guide
from courses.content.indexes import indexed_once
from courses.content.memory import Report
from courses.content.register import load_register
from courses.content.translations import take_over_all
from courses.guides.models import Guide
from courses.search import signals
from courses.services.models import Fact
from courses.translations.publishing import NotTranslated, publish
from courses.translations.strings import (
    AnotherShape,
    propose,
    sync,
    take_over,
    take_over_or_leave,
    unpublished,
    untranslated,
)
from tests.courses import pages
from tests.courses.reading_room import parts
from tests.roles import signed_in_as
from users.roles import let_editors_write

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
FIRST = ("1177", "bankid", "email", "fraud", "income-support", "library-computer", "passwords", "video-call")


@pytest.fixture
def now(django_capture_on_commit_callbacks):
    """Publish, and do what comes when it is written."""

    def do(translation: Translation) -> list[str]:
        with django_capture_on_commit_callbacks(execute=True):
            return publish(translation)

    return do


def stored(page: Page) -> list[object]:
    """Everything of a page that is written by people, as it lies in the database."""
    page = Page.objects.get(pk=page.pk).specific
    told_by_wagtail = {"latest_revision", "live_revision", "last_published_at", "latest_revision_created_at"}
    fields = {
        name: value for name, value in json.loads(page.to_json()).items() if name not in told_by_wagtail
    }
    steps = sorted(page.rendered_steps.values_list("step_key", "own_hash", "base_hash"))
    return [fields, guide_state(page), text_hash(page), steps]


def in_ukrainian() -> tuple[Guide, Guide]:
    """A Swedish guide and its Ukrainian translation, made apart, so that their blocks have other ids."""
    swedish = pages.guide(steps=[pages.step(f"step-{number}") for number in (1, 2, 3)])
    steps = [pages.step(f"step-{number}", title=f"Крок {number}") for number in (1, 2, 3)]
    return swedish, pages.guide(language="uk", same_as=swedish, steps=steps, title="Порадник")


def change(swedish: Guide, step: int, **texts: str) -> None:
    """Publish the Swedish guide with other texts in one step."""
    swedish = Guide.objects.get(pk=swedish.pk)
    blocks = [dict(block) for block in swedish.steps.raw_data]
    blocks[step - 1] = {**blocks[step - 1], "value": {**blocks[step - 1]["value"], **texts}}
    swedish.steps = json.dumps(blocks)
    swedish.save_revision().publish()


def signed_in_editor() -> Client:
    """An editor who writes in Ukrainian too."""
    client = signed_in_as(Role.EDITOR)
    let_editors_write(pages.start_page("uk"))
    return client


def form(value: str) -> tuple[bytes, str]:
    """What a text is sent as, and the type of that."""
    return encode_multipart(BOUNDARY, {"value": value}), MULTIPART_CONTENT


def say(translation: Translation, swedish: str, own: str) -> None:
    """Translate one Swedish text of it, wherever it stands."""
    segments = translation.source.stringsegment_set.filter(string__data=swedish)
    assert segments
    for segment in segments:
        StringTranslation.objects.update_or_create(
            translation_of=segment.string,
            context=segment.context,
            locale=translation.target_locale,
            defaults={"data": own, "has_error": False, "field_error": ""},
        )


@pytest.mark.parametrize("keys", [("bankid", "income-support"), pytest.param(FIRST, marks=pytest.mark.soak)])
def test_guides_in_arabic_and_ukrainian_are_the_same_to_the_byte_when_published_from_there(
    now, monkeypatch, keys: tuple[str, ...]
) -> None:
    monkeypatch.setattr("courses.content.indexes._index", lambda saved, searched: None)
    load_register(Report())
    facts = {f"{fact.service.key}.{fact.key}": fact.pk for fact in Fact.objects.select_related("service")}
    pictures = defaultdict(lambda: SimpleNamespace(pk=None))
    order = files.guide_order()
    report = Report()
    with signals.paused(), indexed_once():
        for language in ("sv", "ar", "uk"):
            pages.start_page(language)
            for key in keys:
                load_guide(files.guide(language, key), key, language, order[key], facts, pictures, Report())
        take_over_all(report)
        assert report.of_another_shape == []
        translated = Guide.objects.filter(locale__language_code__in=["ar", "uk"])
        assert translated.count() == 2 * len(keys)
        for guide in translated:
            before = stored(guide)
            translation = Translation.objects.get(
                source__object_id=guide.translation_key, target_locale=guide.locale
            )
            assert untranslated(translation) == []
            assert now(translation) == []
            assert stored(guide) == before, (guide.locale.language_code, guide.key)
            # It was published, and not left alone.
            assert Guide.objects.get(pk=guide.pk).live_revision_id != guide.live_revision_id


def test_a_changed_swedish_step_leaves_readers_their_text_until_it_is_translated(now, client: Client) -> None:
    swedish, ukrainian = in_ukrainian()
    translation = take_over(ukrainian)
    before = stored(ukrainian)
    change(swedish, 2, title="Gör något annat", see="En annan sida.", button="Legitimera")
    assert stored(ukrainian) == before
    sync(TranslationSource.objects.get())
    assert stored(ukrainian) == before
    # What readers have is shown to the translator, and is not counted as translated.
    assert {segment.string.data for segment in untranslated(translation)} == {
        "Gör något annat",
        "En annan sida.",
    }
    [row] = StringTranslation.objects.filter(translation_of__data="Gör något annat")
    assert (row.data, row.has_error, bool(row.get_error())) == ("Крок 2", True, True)

    say(translation, "Do step-1", "Зробіть перше")
    say(translation, "Gör något annat", "Зробіть інше")
    assert unpublished(ukrainian) == []  # nobody has said that they wrote it
    assert now(translation) == ["En annan sida."]
    titles = [block["value"]["title"] for block in Guide.objects.get(pk=ukrainian.pk).steps.raw_data]
    assert titles == ["Зробіть перше", "Крок 2", "Крок 3"]
    note = parts(client.get("/uk/bankid/")).find(id="step-step-2").find(class_="overdue")
    assert note.a["href"] == "/sv/bankid/2/"
    assert parts(client.get("/uk/bankid/")).find(id="step-step-1").find(class_="overdue") is None

    say(translation, "En annan sida.", "Інша сторінка.")
    assert now(translation) == []
    step = Guide.objects.get(pk=ukrainian.pk).steps.raw_data[1]["value"]
    # The Swedish word on the button is never translated: it comes along.
    assert (step["title"], step["see"], step["button"]) == ("Зробіть інше", "Інша сторінка.", "Legitimera")
    assert parts(client.get("/uk/bankid/")).find(id="steps").find(class_="overdue") is None


def test_what_was_behind_when_it_was_taken_over_is_behind_still(now) -> None:
    swedish, ukrainian = in_ukrainian()
    change(swedish, 3, if_not="Fråga någon.")
    before = stored(ukrainian)
    translation = take_over(ukrainian)
    assert len(untranslated(translation)) == 6  # every text of step 3
    assert now(translation)
    # It has the Swedish ids now, and says the same.
    after = stored(ukrainian)
    assert (after[3], after[0]["title"]) == (before[3], before[0]["title"])


def test_what_both_got_that_is_no_word_is_no_other_shape() -> None:
    """An upgrade says of a step that it needs something, in the Swedish and in the translation at once."""
    swedish, ukrainian = in_ukrainian()
    take_over(ukrainian)
    for guide in (swedish, ukrainian):
        change(guide, 1, needs=["smartphone"])
    translation = take_over(Guide.objects.get(pk=ukrainian.pk), page_wins=True)
    assert translation is not None
    assert untranslated(translation) == []
    assert list(translation.source.as_instance().steps[0].value["needs"]) == ["smartphone"]


def test_a_new_swedish_step_must_be_translated_before_it_goes_out(now) -> None:
    swedish, ukrainian = in_ukrainian()
    translation = take_over(ukrainian)
    block = swedish.steps.raw_data[0]
    new = {
        **block,
        "id": "0e1c9c1a-5c4c-4f0a-9c0b-6f6f6f6f6f6f",
        "value": {**block["value"], "key": "step-4"},
    }
    new["value"]["title"] = "Gör det fjärde"
    swedish.steps = json.dumps([*swedish.steps.raw_data, new])
    swedish.save_revision().publish()
    sync(TranslationSource.objects.get())
    before = stored(ukrainian)
    with pytest.raises(NotTranslated, match="Gör det fjärde"):
        now(translation)
    assert stored(ukrainian) == before


def test_a_page_of_another_shape_is_left_alone_by_everything() -> None:
    swedish, ukrainian = in_ukrainian()
    ukrainian.traps = "[]"
    ukrainian.save_revision().publish()
    before = stored(ukrainian)
    report = Report()
    take_over_all(report)
    assert [line.split(":")[0] for line in report.of_another_shape] == ["uk/bankid.toml (bankid)"]
    with pytest.raises(AnotherShape):
        take_over(ukrainian, page_wins=True)
    source, _is_new = TranslationSource.get_or_create_from_instance(swedish)
    with pytest.raises(ValidationError):
        Translation.objects.create(source=source, target_locale=ukrainian.locale)
    sync(source)
    assert not Translation.objects.filter(source=source).exists()
    assert stored(ukrainian) == before


def test_nothing_is_made_of_swedish_in_easy_swedish_and_no_language_mirrors_another() -> None:
    swedish = pages.guide()
    pages.start_page("sv-simple")
    easy, english = (Locale.objects.get_or_create(language_code=code)[0] for code in ("sv-simple", "en"))
    source, _is_new = TranslationSource.get_or_create_from_instance(swedish)
    with pytest.raises(ValidationError):
        Translation.objects.create(source=source, target_locale=easy)
    with pytest.raises(ValidationError):
        LocaleSynchronization.objects.create(locale=easy, sync_from=swedish.locale)
    assert take_over(pages.guide(language="sv-simple", same_as=swedish)) is None
    written_in_english = pages.guide("own", "en")
    source, _is_new = TranslationSource.get_or_create_from_instance(written_in_english)
    with pytest.raises(ValidationError):
        Translation.objects.create(source=source, target_locale=swedish.locale)
    assert english.pk


def test_an_editor_begins_translates_and_publishes_and_a_reviewer_begins_nothing(
    django_capture_on_commit_callbacks, client: Client
) -> None:
    swedish = pages.guide(steps=[pages.step(f"step-{number}") for number in (1, 2, 3)])
    for language in ("uk", "sv-simple"):
        pages.start_page(language)
    begin = f"/admin/localize/submit/page/{swedish.pk}/"
    assert signed_in_as(Role.REVIEWER).get(begin).status_code == 302
    editor = signed_in_editor()
    assert editor.get(begin).context["form"].fields["locales"].queryset.filter(language_code="uk").exists()
    easy = Locale.objects.get(language_code="sv-simple")
    assert editor.post(begin, {"locales": [easy.pk]}).context["form"].errors
    editor.post(begin, {"locales": [pages.locale("uk").pk], "include_subtree": "on"})
    draft = Guide.objects.get(locale__language_code="uk")
    assert not draft.live
    assert Guide.objects.filter(locale=easy).count() == 0

    edit = f"/admin/pages/{draft.pk}/edit/"
    with django_capture_on_commit_callbacks(execute=True):
        editor.post(edit, {"action": "publish"})
    draft.refresh_from_db()
    assert not draft.live  # not a word of it is translated
    shown = editor.get(edit)
    assert "unicode-bidi: plaintext" in shown.content.decode()
    props = json.loads(shown.context["props"])
    assert "Logga in" not in {segment["source"] for segment in props["segments"]}
    assert {segment["type"] for segment in props["segments"]} == {"string"}
    assert props["machineTranslator"] is None
    first = props["segments"][0]["editUrl"]
    # As the editor's script sends it.
    refused = editor.put(first, *form("811218-9876")).json()
    assert refused["data"] == "811218-9876"
    assert refused["error"]
    assert StringTranslation.objects.count() == 0
    for segment in props["segments"]:
        assert editor.put(segment["editUrl"], *form("а")).status_code == 201
    assert client.get("/uk/bankid/").context["page"].locale.language_code == "sv"
    with django_capture_on_commit_callbacks(execute=True):
        editor.post(edit, {"action": "publish"})
    page = parts(client.get("/uk/bankid/"))
    assert page.h1.text == "а"
    # No door puts Swedish over it.
    for address in (f"/admin/localize/page/{draft.pk}/convert_to_alias/", begin):
        editor.post(address, {"locales": [draft.locale.pk]})
    assert editor.post(edit, {"localize-convert-to-alias": "1"}).status_code in {302, 404}
    assert parts(client.get("/uk/bankid/")).h1.text == "а"


def test_sync_and_po_files_by_the_doors_of_the_admin() -> None:
    swedish, ukrainian = in_ukrainian()
    translation = take_over(ukrainian)
    editor = signed_in_editor()
    report = editor.get("/admin/translations/").content.decode()
    assert f"/admin/localize/submit/page/{swedish.pk}/?select_locale=ar" in report
    assert f"/admin/translations/page/{ukrainian.pk}/strings/" not in report
    before = stored(ukrainian)
    change(swedish, 1, see="En ny sida.")
    update = f"/admin/localize/update/{translation.source_id}/"
    assert "publish_translations" not in editor.get(update).content.decode()
    editor.post(update, {"publish_translations": "on", "use_machine_translation": "on"})
    assert stored(ukrainian) == before
    assert [segment.string.data for segment in untranslated(translation)] == ["En ny sida."]

    address = f"/admin/localize/translate/{translation.pk}/pofile/"
    po = polib.pofile(editor.get(f"{address}download/").content.decode())
    entry = next(entry for entry in po if entry.msgid == "En ny sida.")
    assert entry.msgstr == "A new page."  # what readers have
    for said, is_kept in (("811218-9876", False), ("Нова сторінка.", True)):
        entry.msgstr = said
        editor.post(f"{address}upload/", {"file": SimpleUploadedFile("uk.po", str(po).encode())})
        assert (untranslated(translation) == []) is is_kept, said
    editor.post(f"{address}upload/", {"file": SimpleUploadedFile("uk.po", b'msgid ""\nmsgstr ""\n')})
    assert stored(ukrainian)[0] == before[0]
    # What a translator has written and not published is an editor's work to the loader.
    assert len(unpublished(ukrainian)) == 1
    assert stored(ukrainian)[1] != before[1]


def test_what_is_no_text_changes_in_both_files_and_the_translation_goes_on() -> None:
    swedish, ukrainian = in_ukrainian()
    translation = take_over(ukrainian)
    for guide in (swedish, ukrainian):
        change(guide, 2, needs=["smartphone"])
    assert take_over_or_leave(Guide.objects.get(pk=ukrainian.pk), page_wins=True) == ""
    translation.refresh_from_db()
    assert translation.enabled


def test_a_page_that_was_edited_as_a_whole_wins_over_what_was_kept(now) -> None:
    _swedish, ukrainian = in_ukrainian()
    translation = take_over(ukrainian)
    editor = signed_in_editor()
    editor.post(f"/admin/localize/translate/{translation.pk}/disable/")
    ukrainian = Guide.objects.get(pk=ukrainian.pk)
    ukrainian.summary = "Інше коротко"
    ukrainian.save_revision().publish()
    report = Report()
    take_over_all(report)
    translation.refresh_from_db()
    assert not translation.enabled  # stopped by an editor, and stays so
    editor.post(f"/admin/pages/{ukrainian.pk}/edit/", {"localize-restart-translation": "1"})
    translation.refresh_from_db()
    assert translation.enabled
    assert now(translation) == []
    assert Guide.objects.get(pk=ukrainian.pk).summary == "Інше коротко"


def test_a_number_of_somebodys_own_is_kept_by_no_door() -> None:
    _swedish, ukrainian = in_ukrainian()
    take_over(ukrainian)
    row = StringTranslation.objects.first()
    row.data = "811218-9876"
    with pytest.raises(Refused):
        row.save()
    propose(Translation.objects.get())
