"""The editors' queue: notes come from readers, answers from editors."""

import datetime

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.users.models import UserProfile

from core.permission_matrix import Role
from courses.feedback.models import StuckNote
from tests.courses import pages
from tests.roles import person_of, sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

LIST = "wagtailsnippets_courses_stucknote:list"


def note(number=1, **fields):
    return StuckNote.objects.create(
        **{
            "guide_key": "bankid",
            "step_key": "step-1",
            "language": "sv",
            "reason": "words",
            "text": f"Text {number}",
            "address_hash": f"{number:064}",
            **fields,
        }
    )


@pytest.fixture
def editor(client):
    person = person_of(Role.EDITOR)
    UserProfile.objects.create(user=person, preferred_language="en")
    sign_in(client, person)
    return client


def edit(note):
    return reverse("wagtailsnippets_courses_stucknote:edit", args=[note.pk])


def test_a_new_note_is_in_the_queue_with_a_way_to_the_guide(editor):
    guide = pages.guide()
    note()
    page = editor.get(reverse(LIST)).content.decode()
    for said in ("I do not understand the words", "Text 1", guide.title, "step-1"):
        assert said in page
    assert reverse("wagtailadmin_pages:edit", args=[guide.pk]) in page


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("guide_key", "1177"),
        ("step_key", "other-step"),
        ("language", "en"),
        ("state", "mended"),
        ("reason", "error"),
    ],
)
def test_the_queue_is_filtered(editor, field, value):
    note(1)
    note(2, **{field: value})
    page = editor.get(reverse(LIST), {field: value}).content.decode()
    assert "Text 2" in page
    assert "Text 1" not in page


def test_the_queue_takes_as_many_queries_for_three_notes_as_for_one(editor, django_assert_num_queries):
    pages.guide()
    note(1)
    editor.get(reverse(LIST))
    with CaptureQueriesContext(connection) as first:
        editor.get(reverse(LIST))
    note(2)
    note(3)
    with django_assert_num_queries(len(first)):
        editor.get(reverse(LIST))


def test_an_answer_is_kept_with_its_day_and_what_the_reader_said_stays(editor):
    one = note()
    with time_machine.travel(datetime.datetime(2026, 11, 24, 12, tzinfo=datetime.UTC), tick=False):
        response = editor.post(
            edit(one),
            {"state": "mended", "answer": "We wrote it plainer.", "text": "Changed", "reason": "other"},
        )
    assert response.status_code == 302
    one.refresh_from_db()
    assert (one.state, one.answer, one.text, one.reason) == (
        "mended",
        "We wrote it plainer.",
        "Text 1",
        "words",
    )
    assert one.handled_on == datetime.date(2026, 11, 24)


def test_who_answers_a_new_note_has_read_it(editor):
    one = note()
    editor.post(edit(one), {"state": "new", "answer": "Thank you."})
    one.refresh_from_db()
    assert one.state == "read"


def test_saving_without_a_change_leaves_the_day(editor):
    one = note()
    editor.post(edit(one), {"state": "new", "answer": ""})
    one.refresh_from_db()
    assert (one.state, one.handled_on) == ("new", None)


def test_a_no_has_a_reason(editor):
    one = note()
    response = editor.post(edit(one), {"state": "not_now", "answer": ""})
    assert "Say in the answer why" in response.content.decode()
    one.refresh_from_db()
    assert one.state == "new"
    with pytest.raises(IntegrityError), transaction.atomic():
        StuckNote.objects.update(state="not_now")


def test_an_answer_holds_nobodys_number():
    one = note()
    one.answer = "You are 191212121212."
    with pytest.raises(ValidationError):
        one.full_clean()


def test_the_note_shows_the_guide_as_it_was_and_is(editor):
    guide = pages.guide()
    before = guide.save_revision()
    before.publish()
    one = note(revision=before.pk)
    page = editor.get(edit(one)).content.decode()
    assert reverse("wagtailadmin_pages:edit", args=[guide.pk]) in page
    assert "What has changed since" not in page
    guide.save_revision().publish()
    page = editor.get(edit(one)).content.decode()
    compare = reverse("wagtailadmin_pages:revisions_compare", args=[guide.pk, before.pk, "live"])
    assert compare in page
    assert editor.get(compare).status_code == 200


def test_a_note_about_a_guide_that_is_gone_can_be_answered(editor):
    page = editor.get(edit(note())).content.decode()
    assert "The guide is no longer here." in page


def test_nobody_adds_or_copies_a_note(editor):
    response = editor.get(reverse("wagtailsnippets_courses_stucknote:add"))
    assert response.status_code in {302, 403}
    assert "stucknote/add" not in editor.get(reverse(LIST)).content.decode()
    editor.post(reverse("wagtailsnippets_courses_stucknote:add"), {"state": "new"})
    assert not StuckNote.objects.exists()


def test_a_hostile_note_stays_text_in_the_admin(editor):
    one = note(text="<script>alert(1)</script>")
    for address in (reverse(LIST), edit(one)):
        assert "<script>alert(1)" not in editor.get(address).content.decode()


def test_the_first_page_of_the_admin_counts_what_is_not_read(editor):
    note(1)
    note(2)
    note(3, state="read")
    page = editor.get(reverse("wagtailadmin_home")).content.decode()
    assert "2 places where readers got stuck, not read yet" in page


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.LEARNER, Role.MENTOR, Role.ANONYMOUS])
def test_the_queue_is_for_editors(client, role):
    one = note()
    sign_in(client, person_of(role))
    for address in (reverse(LIST), edit(one)):
        assert client.get(address).status_code in {302, 403, 404}
