"""Loading the starting content: complete, repeatable, and never over an editor's work."""

import datetime
from dataclasses import replace

import pytest
from django.test import override_settings
from wagtail.models import Locale

from core.models import InfoPage
from courses.content import files, pictures
from courses.content.load import load_content
from courses.content.markup import to_html
from courses.content.memory import Report
from courses.content.register import (
    fill_local_facts,
    fill_regional_facts,
    load_register,
    load_wordings,
)
from courses.models import EService, Fact, Guide
from courses.services.models import FactWording
from courses.services.register import mark_as_checked


@pytest.fixture(scope="module")
def first_load(kept, tmp_path_factory):
    """Two guides in three languages, loaded once: what the loader remembers does not depend on how much there is.

    Nor do its rules depend on pictures: they are of 40 pixels, with no renditions ahead.
    """
    order = {key: row for key, row in files.guide_order().items() if key in {"fraud", "bankid"}}
    drawings = {name: path for name, path in files.drawings().items() if name.split("/")[0] in order}
    with (
        pytest.MonkeyPatch.context() as patch,
        override_settings(MEDIA_ROOT=tmp_path_factory.mktemp("media")),
    ):
        patch.setattr(pictures, "WIDTH_PIXELS", 40)
        patch.setattr("courses.content.load.prepare", lambda picture: {})
        patch.setattr(files, "languages", lambda: ["sv", "en", "sv-simple"])
        patch.setattr("courses.content.indexes._index", lambda saved, searched: None)
        patch.setattr(files, "guide_order", lambda: dict(order))
        patch.setattr(files, "drawings", lambda: drawings)
        for other in ("load_courses", "load_terms", "load_practices"):
            patch.setattr(f"courses.content.load.{other}", lambda report: None)
        patch.setattr("courses.content.load.index.rebuild", lambda: None)
        load_content()
        yield


@pytest.fixture
def two_guides(first_load, db):
    """What was loaded. What a test changes is taken back after it."""


@pytest.mark.one_database
@pytest.mark.django_db
def test_only_if_new_looks_at_the_database_when_a_file_is_another_one(two_guides, monkeypatch):
    loads: list[Report] = []
    monkeypatch.setattr("courses.content.load._load", lambda report, tell: loads.append(report))
    assert load_content(only_if_new=True).lines() == []
    assert not loads
    monkeypatch.setattr(files, "hash_of_all", lambda: "another")
    load_content(only_if_new=True)
    load_content(only_if_new=True)
    assert len(loads) == 1
    load_content()
    assert len(loads) == 2


@pytest.mark.one_database
@pytest.mark.django_db
def test_load_content_makes_languages_each_others_translation(two_guides):
    english = Locale.objects.get(language_code="en")

    for guide in Guide.objects.filter(locale__language_code="sv"):
        translated = guide.get_translation(english).specific
        assert translated.key == guide.key
        assert [block.id for block in translated.steps] == [block.id for block in guide.steps]
    assert (
        InfoPage.objects.get(slug="hjalp", locale__language_code="sv").get_translation(english).slug
        == "hjalp"
    )


@pytest.mark.django_db
def test_load_content_twice_changes_nothing(two_guides):
    before = list(Guide.objects.order_by("pk").values_list("pk", "latest_revision_id"))

    report = load_content()

    assert report.loaded == []
    assert list(Guide.objects.order_by("pk").values_list("pk", "latest_revision_id")) == before


@pytest.mark.django_db
def test_load_content_keeps_what_an_editor_changed(two_guides):
    guide = Guide.objects.get(key="bankid", locale__language_code="sv")
    guide.title = "Vår egen rubrik"
    guide.save_revision().publish()
    service = EService.objects.get(key="polisen")
    service.owner = "Polisen i Lyckebo"
    service.save()

    report = load_content()

    assert report.kept == ["services/polisen.toml", "sv/bankid.toml"]
    assert Guide.objects.get(pk=guide.pk).title == "Vår egen rubrik"
    assert any("sv/bankid.toml" in line for line in report.lines())


@pytest.mark.one_database
@pytest.mark.django_db
def test_load_content_keeps_an_editors_draft(two_guides):
    guide = Guide.objects.get(key="fraud", locale__language_code="sv")
    guide.summary = "Ett utkast."
    guide.save_revision()

    assert load_content().kept == ["sv/fraud.toml"]


@pytest.mark.one_database
@pytest.mark.django_db
def test_load_content_brings_a_changed_file_in(two_guides, monkeypatch):
    original = files.guide

    def changed(language, key):
        file = original(language, key)
        if (language, key) == ("en", "fraud"):
            return files.ContentFile(file.path, {**file.data, "title": "A new title"}, "another hash")
        return file

    monkeypatch.setattr(files, "guide", changed)
    report = load_content()

    assert report.loaded == ["en/fraud.toml"]
    assert Guide.objects.get(key="fraud", locale__language_code="en").title == "A new title"


@pytest.mark.one_database
@pytest.mark.django_db
def test_fill_local_facts_marks_examples_and_survives_a_second_load(two_guides):
    fill_local_facts(files.read(files.CONTENT_DIR / "demo_local.toml").data["facts"], are_examples=True)
    fact = Fact.objects.get(service__key="income-support", key="phone")

    assert fact.is_example
    assert fact.value.startswith("031-390 06")
    assert (
        not Fact.objects.filter(scope="local", value="", wordings__text="", is_settled=True)
        .exclude(wordings__text__gt="")
        .exists()
    )
    assert load_content().kept == []
    assert Fact.objects.get(pk=fact.pk).value == fact.value


@pytest.mark.one_database
@pytest.mark.django_db
def test_register_comes_with_demands_stand_ins_and_the_names_of_all_regions(two_guides):
    care = EService.objects.get(key="1177")

    assert list(care.demands.values_list("kind", "level")) == [
        ("screen", ""),
        ("internet", ""),
        ("e_id", "trusted"),
    ]
    assert care.facts.get(key="clinic-phone").otherwise.key == "phone"
    names = dict(care.facts.get(key="region").variants.values_list("region", "value"))
    assert (len(names), names["skane"]) == (21, "Region Skåne")


@pytest.mark.django_db
def test_facts_are_worded_in_more_languages_and_an_editors_words_stay(two_guides):
    load_register(Report())
    words = {"bankid.support": {"label": "مساعدة"}, "bankid.signature": {"label": "توقيع", "text": "نص"}}
    file = files.ContentFile("ar/facts.toml", {"facts": words}, "hash")
    load_wordings("ar", file, Report())
    worded = FactWording.objects.filter(language="ar")

    assert set(worded.values_list("label", "text")) == {("مساعدة", ""), ("توقيع", "نص")}
    assert Fact.objects.get(service__key="bankid", key="oldest-system").wordings.get(language="sv").text == ""
    again = Report()
    load_register(again)
    worded.filter(text="").update(label="أخرى")
    load_wordings("ar", replace(file, hash="changed"), again)
    assert again.kept == ["ar/facts.toml"]
    assert again.loaded == []
    assert worded.get(text="").label == "أخرى"


@pytest.mark.one_database
@pytest.mark.django_db
def test_regional_facts_of_the_example_survive_a_second_load(two_guides):
    values = files.read(files.CONTENT_DIR / "demo_local.toml").data["regions"]["skane"]
    fill_regional_facts("skane", values, are_examples=True)
    variant = Fact.objects.get(service__key="1177", key="regional-contact").variants.get()

    assert (variant.region, variant.is_example) == ("skane", True)
    assert load_content().kept == []
    fill_regional_facts("skane", values, are_examples=True)
    assert Fact.objects.get(pk=variant.fact_id).variants.get() == variant


@pytest.mark.one_database
@pytest.mark.django_db
def test_a_check_is_the_editors_and_is_kept(two_guides):
    fact = Fact.objects.get(service__key="polisen", key="report")
    mark_as_checked(fact, by="Eva", today=datetime.date(2026, 11, 22))
    fact.save()

    assert load_content().kept == []
    fact.refresh_from_db()
    assert (fact.checked_by, fact.check_by) == ("Eva", datetime.date(2027, 5, 23))


@pytest.mark.one_database
@pytest.mark.django_db
def test_what_steps_take_is_shared_by_languages_and_loaded_again_when_it_changes(two_guides, monkeypatch):
    guides = Guide.objects.filter(key="bankid")
    assert {guide.steps[0].value["needs"][0] for guide in guides} == {"smartphone"}

    order = files.guide_order()
    order["bankid"] = {**order["bankid"], "step_needs": {"check-phone": ["computer"]}}
    monkeypatch.setattr(files, "guide_order", lambda: order)

    assert load_content().loaded == ["sv/bankid.toml", "en/bankid.toml", "sv-simple/bankid.toml"]
    assert {guide.steps[0].value["needs"][0] for guide in Guide.objects.filter(key="bankid")} == {"computer"}


def test_to_html_knows_paragraphs_lists_and_bold():
    assert to_html("Ta med:\n- pass\n- **kort**\n\nGå dit. 1 < 2") == (
        "<p>Ta med:</p><ul><li>pass</li><li><b>kort</b></li></ul><p>Gå dit. 1 &lt; 2</p>"
    )
