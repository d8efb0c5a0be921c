"""Pages without steps: the report says when the Swedish has changed since, and no draft makes it say so."""

from __future__ import annotations

import pytest

from core.models import InfoPage
from core.permission_matrix import Role
from courses.models import Course
from courses.translations import in_step
from courses.translations.models import WrittenAfter
from courses.translations.publishing import publish
from courses.translations.strings import sync, take_over
from courses.translations.table import table
from tests.courses import pages
from tests.courses.progress import scenes
from tests.roles import signed_in_as
from users.roles import let_editors_write

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def behind() -> set[tuple[str, str]]:
    """Title of the Swedish page and code of each language in which the report calls it behind."""
    return {
        (row.page.title, cell.language.code)
        for row in table()
        for cell in row.cells
        if cell.page is not None and not cell.is_in_step
    }


def in_two_languages(code: str) -> tuple[InfoPage, InfoPage]:
    """An information page in Swedish and in `code`, both published."""
    swedish = pages.info_page("om")
    other = pages.info_page("om", code, translation_key=swedish.translation_key)
    other.body = "<p>Own</p>"
    for page in (swedish, other):
        page.save_revision().publish()
    return swedish, other


def say(page: InfoPage, body: str) -> None:
    """Publish `page` with another text."""
    page = InfoPage.objects.get(pk=page.pk)
    page.body = body
    page.save_revision().publish()


def test_a_page_is_behind_from_when_the_swedish_is_published_until_its_own_words_are() -> None:
    swedish, easy = in_two_languages("sv-simple")
    assert behind() == set()

    swedish.body = "<p>Ny</p>"
    swedish.save_revision()
    assert behind() == set()  # a draft
    swedish.get_latest_revision().publish()
    assert behind() == {("om", "sv-simple")}

    easy.get_latest_revision().publish()
    assert behind() == {("om", "sv-simple")}  # with the words that it had
    say(easy, "<p>Nytt</p>")
    assert behind() == set()


def test_a_course_is_in_the_report_and_what_one_can_do_counts() -> None:
    swedish, english = scenes.course(), scenes.course(language="en")
    for course in (swedish, english):
        course.save_revision().publish()
    assert behind() == set()
    course = Course.objects.get(pk=swedish.pk)
    [row, *_others] = course.guides.all()
    row.can_do = "något annat"
    course.guides.add(row)
    course.save_revision().publish()
    assert behind() == {(swedish.title, "en")}


def test_an_editor_says_that_the_two_have_been_compared() -> None:
    swedish, arabic = in_two_languages("ar")
    say(swedish, "<p>Ny</p>")
    editor = signed_in_as(Role.EDITOR)
    let_editors_write(pages.start_page("ar"))
    address = f"/admin/translations/page/{arabic.pk}/compared/"
    assert address in editor.get("/admin/translations/").content.decode()
    editor.post(address)
    assert behind() == set()
    say(swedish, "<p>Nyare</p>")
    assert behind() == {("om", "ar")}


def test_what_was_published_beside_the_swedish_with_a_text_lacking_stays_behind(
    django_capture_on_commit_callbacks,
) -> None:
    swedish, arabic = in_two_languages("ar")
    translation = take_over(InfoPage.objects.get(pk=arabic.pk))
    assert translation is not None
    say(swedish, "<p>Ny</p>")
    sync(translation.source)
    with django_capture_on_commit_callbacks(execute=True):
        assert publish(translation) == ["Ny"]
    assert InfoPage.objects.get(pk=arabic.pk).body == "<p>Own</p>"
    assert behind() == {("om", "ar")}
    translation.source.stringsegment_set.get(string__data="Ny").string.translations.update(
        data="Own", has_error=False, field_error=""
    )
    with django_capture_on_commit_callbacks(execute=True):
        assert publish(translation) == []
    assert behind() == set()


def test_what_was_there_before_is_trusted_once() -> None:
    swedish, _arabic = in_two_languages("ar")
    WrittenAfter.objects.all().delete()
    in_step.trust_what_is_there()
    say(swedish, "<p>Ny</p>")
    in_step.trust_what_is_there()
    assert behind() == {("om", "ar")}
