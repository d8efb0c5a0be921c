"""No guide reaches readers without the way for the person who has nothing; drafts may be half written."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page

from core.permission_matrix import Role
from courses.guides.models import Guide
from courses.guides.readiness import what_is_missing
from courses.guides.variants import changes
from tests.courses import pages
from tests.roles import person_of, sign_in
from users.roles import let_editors_write

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def way(*lacks: str, text: str = "<p>Text.</p>") -> tuple[str, dict[str, Any]]:
    return "way", {"lacks": list(lacks), "title": "A way", "text": text, "facts": []}


WITH = [way("smartphone", "e_id")]
WITHOUT = [way("smartphone"), way("e_id")]


@pytest.fixture
def editor(client: Client) -> Client:
    sign_in(client, person_of(Role.EDITOR))
    return client


def with_ways(ways: list[Any]) -> Guide:
    """A published guide whose latest draft has `ways`."""
    made = pages.guide()
    made.ways = ways
    made.save_revision()
    return made


@pytest.mark.parametrize(
    ("ways", "ready"),
    [
        (WITH, True),
        ([way("smartphone", "e_id", "printer"), way("bank")], True),
        (WITHOUT, False),
        ([way("smartphone", "e_id", "e_service")], False),
        ([way("smartphone", "e_id", text='<p data-block-key="a"> &nbsp;- \u200b</p>')], False),
        ([], False),
    ],
)
def test_one_way_must_do_without_both(ways: list[Any], ready: bool) -> None:
    assert (what_is_missing(Guide(ways=ways).ways) == {}) is ready


def test_a_draft_may_lack_it(client: Client) -> None:
    draft = pages.guide(live=False, ways=WITHOUT)
    draft.save_revision()
    draft.full_clean()


def test_a_revision_without_it_is_not_published_by_code(client: Client) -> None:
    draft = pages.guide(live=False, ways=WITHOUT)
    with pytest.raises(ValidationError) as refused:
        draft.save_revision().publish()
    assert list(refused.value.message_dict) == ["ways"]
    assert not Guide.objects.get().live


def test_a_revision_without_it_is_not_scheduled_by_code() -> None:
    draft = pages.guide(live=False, ways=WITHOUT)
    draft.go_live_at = timezone.now() + datetime.timedelta(days=1)
    revision = draft.save_revision()
    with pytest.raises(ValidationError):
        revision.publish()
    revision.refresh_from_db()
    assert revision.approved_go_live_at is None


def test_a_published_guide_cannot_be_saved_without_it() -> None:
    made = pages.guide()
    made.ways = WITHOUT
    with pytest.raises(ValidationError):
        made.save()
    assert what_is_missing(Guide.objects.get().ways) == {}


def test_a_draft_of_a_published_guide_may_lack_it_and_readers_keep_the_old_one(client: Client) -> None:
    with_ways(WITHOUT)
    assert b"By phone" in client.get("/sv/bankid/").content


def test_keys_of_steps_stand_once_even_in_a_draft() -> None:
    draft = pages.guide(live=False)
    draft.steps = [pages.step("one"), pages.step("one")]
    with pytest.raises(ValidationError) as refused:
        draft.full_clean()
    assert "one" in refused.value.message_dict["steps"][0]


def test_keys_that_readers_have_met_stay_wherever_the_step_goes() -> None:
    made = pages.guide(steps=[pages.step("one"), pages.step("two")])
    made = Guide.objects.get(pk=made.pk)
    one, two = made.steps.raw_data
    made.steps = [two, one]
    made.full_clean()
    made.steps = [two | {"value": two["value"] | {"key": "three"}}]
    made.key = "another"
    with pytest.raises(ValidationError) as refused:
        made.save_revision(clean=True)
    assert {field: len(said) for field, said in refused.value.message_dict.items()} == {"key": 1, "steps": 1}
    assert "two" in refused.value.message_dict["steps"][0]
    draft = pages.guide("draft", live=False)
    draft.key = "better"
    draft.full_clean()


# In the admin -----------------------------------------------------------------------------------------


def form_of(guide: Guide, ways: list[Any], **fields: str) -> dict[str, str]:
    """What the browser sends for `guide` with other `ways`; the other streams as they are."""
    data = {
        "title": guide.title,
        "slug": guide.slug,
        "key": guide.key,
        "service": str(guide.service_id),
        "area": guide.area,
        "place_in_order": "1",
        "minutes": "20",
        "tags": "",
        "need": guide.need,
        "summary": guide.summary,
        "what": '{"blocks": [{"key": "a", "text": "What it is.", "type": "unstyled", "depth": 0}], "entityMap": {}}',
        "seo_title": "",
        "search_description": "",
    }
    text = '{"blocks": [{"key": "a", "text": "Text", "type": "unstyled", "depth": 0}], "entityMap": {}}'
    streams: dict[str, list[tuple[str, dict[str, str]]]] = {
        "before": [("need", {"kind": "device", "what": "A phone", "without": ""})],
        "steps": [
            ("step", {"key": "one", "title": "Do", "text": text, "facts-count": "0", "renders-count": "0"})
        ],
        "ways": [
            (kind, {"lacks": value["lacks"], "title": value["title"], "text": text, "facts-count": "0"})
            for kind, value in ways
        ],
        "traps": [],
        "boundary": [],
        "help": [("help", {"text": "Ask", "facts-count": "0"})],
    }
    for name, blocks in streams.items():
        data[f"{name}-count"] = str(len(blocks))
        for place, (kind, values) in enumerate(blocks):
            prefix = f"{name}-{place}"
            data |= {f"{prefix}-deleted": "", f"{prefix}-order": str(place), f"{prefix}-type": kind}
            data |= {f"{prefix}-id": ""}
            data |= {f"{prefix}-value-{field}": value for field, value in values.items()}
    for child in ("comments",):
        data |= {f"{child}-TOTAL_FORMS": "0", f"{child}-INITIAL_FORMS": "0"}
    return data | fields


def edit_address(guide: Page) -> str:
    return reverse("wagtailadmin_pages:edit", args=[guide.pk])


def test_admin_saves_the_draft(editor: Client) -> None:
    draft = pages.guide(live=False)
    answer = editor.post(edit_address(draft), form_of(draft, WITHOUT))
    assert answer.status_code == 302, answer.context["form"].errors
    assert what_is_missing(Guide.objects.get().get_latest_revision_as_object().ways) != {}


@pytest.mark.parametrize("when", [{}, {"go_live_at": "2100-01-01 08:00"}])
def test_admin_refuses_to_publish_or_schedule_and_says_why(editor: Client, when: dict[str, str]) -> None:
    draft = pages.guide(live=False)
    answer = editor.post(edit_address(draft), form_of(draft, WITHOUT, **{"action-publish": "1"}, **when))
    assert answer.status_code == 200
    assert list(answer.context["form"].errors) == ["ways"]
    assert not Guide.objects.get().live


def test_admin_publishes_when_it_is_there(editor: Client) -> None:
    draft = pages.guide(live=False)
    answer = editor.post(edit_address(draft), form_of(draft, WITH, **{"action-publish": "1"}))
    assert answer.status_code == 302, answer.context["form"].errors
    assert Guide.objects.get().live


def bulk_publish(editor: Client, *chosen: Page, **fields: str) -> Any:
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    ids = "&".join(f"id={page.pk}" for page in chosen)
    return editor.post(f"{address}?{ids}&next=/admin/", fields, follow=True)


def test_several_guides_are_not_published_while_one_lacks_it(editor: Client) -> None:
    ready = pages.guide("one", live=False)
    unready = pages.guide("two", live=False, ways=WITHOUT)
    answer = bulk_publish(editor, ready, unready)
    assert "Title two sv" in answer.content.decode()
    assert not Guide.objects.filter(live=True).exists()
    bulk_publish(editor, ready)
    assert Guide.objects.get(live=True).key == "one"
    let_editors_write(pages.start_page("sv-simple"))
    hard = pages.guide("one", "sv-simple", same_as=ready, live=False, what="<p>" + "ord " * 30 + "</p>")
    assert hard.title in bulk_publish(editor, hard).content.decode()
    assert not Guide.objects.get(pk=hard.pk).live


def test_guides_below_a_published_page_are_asked_about_too(editor: Client) -> None:
    unready = pages.guide(live=False, ways=WITHOUT)
    bulk_publish(editor, unready.get_parent(), include_descendants="on")
    assert not Guide.objects.get().live


def test_admin_takes_an_editors_word_that_easy_swedish_is_still_right(editor: Client) -> None:
    swedish = pages.guide(steps=[pages.step("one")])
    let_editors_write(pages.start_page("sv-simple"))
    easy = pages.guide(language="sv-simple", same_as=swedish, steps=[pages.step("one")])
    publish = {"action-publish": "1"}
    ticked = {"is_compared": "on"}

    def behind() -> set[str]:
        guide = Guide.objects.get(pk=easy.pk)
        found = changes(guide, guide.versions["sv"], "sv-simple")
        assert found is not None
        return set(found.by_step)

    def post(**fields: str) -> None:
        answer = editor.post(edit_address(easy), form_of(easy, WITH, **fields))
        assert answer.status_code == 302, answer.context["form"].errors

    post(**publish)
    swedish.steps = [pages.step("one", see="Something else.")]
    swedish.save_revision().publish()
    assert behind() == {"one"}
    post(**publish)
    post(**ticked)
    assert behind() == {"one"}
    post(**publish, **ticked)
    assert behind() == set()


def test_admin_asks_that_of_easy_swedish_only() -> None:
    swedish = pages.guide()
    easy = pages.guide(language="sv-simple", same_as=swedish)
    form = Guide.get_edit_handler().get_form_class()
    person = person_of(Role.EDITOR)
    assert "is_compared" in form(instance=easy, for_user=person).fields
    assert "is_compared" not in form(instance=swedish, for_user=person).fields
    assert "is_compared" not in form(instance=Guide(locale=easy.locale), for_user=person).fields
