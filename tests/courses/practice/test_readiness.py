"""No run is published before it is whole, by whatever door."""

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from courses.practice.models import Practice
from courses.practice.readiness import what_is_missing
from tests.courses import pages
from tests.courses.practice import scenes
from tests.courses.practice.scenes import answer, blank, choose, fill, read, sign, spot
from tests.courses.progress.scenes import course


@pytest.fixture(autouse=True)
def _in_english():
    with translation.override("en"):
        yield


RIGHT, WRONG = answer("wait", right=True), answer("press")


def missing(*screens):
    return " ".join(what_is_missing(scenes.run(*screens)))


def test_whole_run_misses_nothing():
    assert what_is_missing(scenes.run()) == []


@pytest.mark.parametrize(
    ("screens", "says"),
    [
        ([read(), choose(), read()], "at least 4 screens"),
        ([read(), read(), read(), choose(RIGHT, WRONG)], "at least 2 wrong answers"),
        (
            [read(), read(), choose(), choose(WRONG, answer("other"))],
            "Screen 4: A choice has exactly one right way",
        ),
        ([read(), read(), choose(), choose(RIGHT, answer("b", right=True))], "exactly one right way"),
        ([read(), read(), choose(), choose(RIGHT)], "at least two answers"),
        (
            [read(), read(), choose(), choose(RIGHT, {"text": "x", "is_right": False, "reason": " "})],
            "Every answer has its reason",
        ),
        ([read(), read(), choose(), fill(blank("Name", ""))], "says what to type"),
        ([read(), read(), choose(), fill(blank("Number", "811218-9876"))], "would be refused"),
        ([read(), read(), choose(), fill(blank("A", "811218"), blank("B", "9876"))], "would be refused"),
        (
            [read(), read(), choose(), spot(sign("a", True), sign("b", True))],
            "at least one sign that is none",
        ),
        ([read(), read(), choose(), spot(sign("a"), sign("b"))], "at least one warning sign"),
        ([read(), read(), choose(), read(text="<p>811218-9876</p>")], "Write for example ÅÅMMDD-XXXX"),
        (
            [
                read(),
                read(),
                choose(),
                read(shown=[("filled", {"label": "Nummer", "value": "19121212-1212"})]),
            ],
            "Write for example ÅÅMMDD-XXXX",
        ),
    ],
)
def test_what_is_missing_is_said_with_its_screen(screens, says):
    assert says in missing(*screens)


@pytest.mark.django_db
def test_run_that_is_not_whole_cannot_be_saved_as_published():
    with pytest.raises(ValidationError, match="at least 4 screens"):
        scenes.practice(screens=[read()])
    with pytest.raises(ValidationError, match="Say what one can do"):
        scenes.practice(can_now=[])


@pytest.mark.django_db
def test_draft_may_be_unfinished_and_cannot_be_published():
    draft = scenes.practice(screens=[read()], live=False)
    revision = draft.save_revision()
    with pytest.raises(ValidationError):
        revision.publish()
    assert not Practice.objects.get(pk=draft.pk).live


@pytest.mark.django_db
def test_published_run_keeps_its_screens_while_a_draft_is_unfinished():
    run = scenes.practice()
    run.screens = [read()]
    run.save_revision()
    kept = Practice.objects.get(pk=run.pk)
    assert (kept.live, kept.has_unpublished_changes, len(kept.screens)) == (True, True, 4)


@pytest.mark.django_db
def test_key_is_once_in_each_language():
    scenes.practice("parcel", "sv")
    scenes.practice("parcel", "en")
    doubled = Practice(
        key="parcel", locale=pages.locale("sv"), title="x", summary="x", area="safety", live=False
    )
    with pytest.raises(ValidationError, match="key"):
        doubled.full_clean()


@pytest.mark.django_db
@pytest.mark.one_database
def test_the_key_of_a_run_and_of_a_course_stays_once_readers_have_met_it() -> None:
    for met in (scenes.practice(), course()):
        met.key = "another"
        with pytest.raises(ValidationError, match=r"stays (parcel|start-safely)\."):
            met.full_clean()
    draft = scenes.practice("draft", live=False)
    draft.key = "better"
    draft.full_clean()
