"""Editors build runs: a draft may be unfinished, a published run may not, and the preview shows all of it."""

import pytest
from django.urls import reverse

from core.permission_matrix import Role
from courses.practice.models import Practice
from tests.courses import pages
from tests.courses.practice import scenes
from tests.roles import signed_in_as

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor():
    pages.start_page("sv")
    return signed_in_as(Role.EDITOR)


def url(name, *args):
    return reverse(Practice.snippet_viewset.get_url_name(name), args=args)


def sent(*titles, **more):
    """The form with a screen to read for each title."""
    data = {
        "key": "parcel",
        "title": "A parcel",
        "summary": "A false text.",
        "area": "safety",
        "place_in_order": "1",
        "minutes": "5",
        "guides-TOTAL_FORMS": "1",
        "guides-INITIAL_FORMS": "0",
        "guides-0-guide_key": "fraud",
        "guides-0-ORDER": "1",
        "screens-count": str(len(titles)),
        "can_now-count": "1",
        "can_now-0-type": "line",
        "can_now-0-value": "see the signs",
        "can_now-0-order": "0",
        "can_now-0-deleted": "",
    }
    for place, title in enumerate(titles):
        name = f"screens-{place}"
        data |= {
            f"{name}-type": "read",
            f"{name}-order": str(place),
            f"{name}-deleted": "",
            f"{name}-value-title": title,
            f"{name}-value-text": '{"blocks": [], "entityMap": {}}',
            f"{name}-value-device": "phone",
            f"{name}-value-shown-count": "0",
        }
    return data | more


def test_editor_sees_the_form_with_the_guides(editor):
    pages.guide("fraud", title="Stoppa en bluff")
    page = editor.get(url("add")).content.decode()
    assert "Stoppa en bluff" in page
    assert ".example" in page


def test_unfinished_run_is_kept_as_a_draft(editor):
    pages.guide("fraud")
    response = editor.post(url("add"), sent("One"))
    assert response.status_code == 302
    made = Practice.objects.get()
    assert (made.live, len(made.screens)) == (False, 1)
    assert list(made.guides.values_list("guide_key", flat=True)) == ["fraud"]


def test_unfinished_run_is_not_published(editor):
    pages.guide("fraud")
    response = editor.post(url("add"), sent("One", **{"action-publish": "1"}))
    assert response.status_code == 200
    assert not Practice.objects.exists()
    assert response.context["form"].non_field_errors()


def test_whole_run_is_published_from_its_draft(editor):
    draft = scenes.practice(live=False)
    form = editor.get(url("edit", draft.pk)).context["form"]
    assert form.instance.pk == draft.pk
    draft.save_revision().publish()
    assert Practice.objects.get().live


def test_list_and_preview_open(editor):
    run = scenes.practice()
    assert "Practise parcel in sv" in editor.get(url("list")).content.decode()
    shown = run.make_preview_request().content.decode()
    assert "Kim Exempel" in shown
    assert "press" in shown
