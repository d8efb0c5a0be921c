"""The course page, the place of a guide in its course, and courses on the start page."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from courses.models import CourseGuide
from courses.progress.listing import courses
from courses.progress.marks import Able, mark_of, write
from tests.courses import pages
from tests.courses.progress import scenes
from tests.courses.reading_room import bytes_br, is_anonymous, parts, queries, words

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def test_a_course_says_what_one_will_be_able_to_do_how_long_it_takes_and_where_to_begin(
    client: Client,
) -> None:
    pages.guide("bankid", "en", minutes=40)
    pages.guide("1177", "en", minutes=25)
    pages.start_page("sv")
    scenes.course(language="en")
    page = parts(client.get("/en/course-start-safely/"))
    read = words(page.main.text)
    assert [h1.text for h1 in page.find_all("h1")] == ["Course start-safely en"]
    assert "2 guides. About 65 minutes in all." in read
    assert [item.text for item in page.find(class_="part").find_all("li")] == ["can do bankid", "can do 1177"]
    assert page.main.find(class_="go").a["href"] == "/en/bankid/"
    assert [link["href"] for link in page.find(class_="course-parts").find_all("a")] == [
        "/en/bankid/",
        "/en/1177/",
    ]


def test_a_guide_that_is_not_published_is_left_out(client: Client) -> None:
    pages.guide("bankid", live=False)
    pages.guide("1177")
    scenes.course()
    page = parts(client.get("/sv/course-start-safely/"))
    assert [link["href"] for link in page.find(class_="course-parts").find_all("a")] == ["/sv/1177/"]


def test_a_course_without_guides_leads_to_a_human(client: Client) -> None:
    scenes.course()
    page = parts(client.get("/sv/course-start-safely/"))
    assert "/sv/traffa/" in {link["href"] for link in page.main.find_all("a")}


def test_a_guide_tells_its_place_in_the_course_and_the_next_guide(client: Client) -> None:
    scenes.three_guides()
    scenes.course(guides=("bankid", "1177", "email"))

    def place(address: str) -> list[str]:
        found = parts(client.get(address)).find_all(class_="course-place")
        return [link["href"] for each in found for link in each.find_all("a")]

    assert place("/sv/1177/") == ["/sv/course-start-safely/", "/sv/email/"]
    assert place("/sv/email/") == ["/sv/course-start-safely/"]
    assert place("/sv/1177/2/") == []
    assert place("/sv/1177/3/") == ["/sv/course-start-safely/", "/sv/email/"]


def test_a_guide_in_two_courses_tells_both(client: Client) -> None:
    scenes.three_guides()
    scenes.course("one", guides=("bankid", "1177"))
    scenes.course("two", guides=("bankid", "email"))
    scenes.course("not-ready", guides=("bankid",), live=False)
    found = parts(client.get("/sv/bankid/")).find_all(class_="course-place")
    assert [each.find_all("a")[1]["href"] for each in found] == ["/sv/1177/", "/sv/email/"]


def test_the_start_page_shows_courses_and_the_way_back_to_ones_progress(client: Client) -> None:
    scenes.three_guides()
    scenes.course()
    addresses = {link["href"] for link in parts(client.get("/sv/")).main.find_all("a")}
    assert {"/sv/course-start-safely/", "/sv/framsteg/"} <= addresses


def test_a_course_leads_to_itself_in_the_other_language(client: Client) -> None:
    pages.guide_in_both()
    swedish = scenes.course()
    scenes.course(language="en", slug="in-english", translation_key=swedish.translation_key)
    link = parts(client.get("/sv/course-start-safely/")).find("a", hreflang="en")
    assert link["href"] == "/en/in-english/"


@pytest.mark.parametrize("address", ["/sv/course-start-safely/", "/sv/", "/sv/bankid/3/"])
def test_queries_are_few_and_do_not_grow(client: Client, address: str) -> None:
    pages.guide("bankid")
    scenes.course(guides=("bankid",))
    few = queries(client, address)
    more = [f"guide-{number}" for number in range(6)]
    for key in more:
        pages.guide(key)
    scenes.course("second", guides=("bankid", *more))
    scenes.course("third", guides=(*more, "bankid"))
    assert queries(client, address) == few
    assert few <= 12


def test_a_course_page_is_anonymous_and_light(client: Client) -> None:
    keys = [f"guide-{number}" for number in range(9)]
    for key in keys:
        pages.guide(key)
    scenes.course(guides=tuple(keys))
    response = client.get("/sv/course-start-safely/")
    assert is_anonymous(response)
    assert not parts(response).find_all("script")
    assert bytes_br(response) <= 13_000


def test_a_course_takes_only_guides_that_exist() -> None:
    pages.guide("bankid")
    course = scenes.course(guides=("bankid",))
    CourseGuide(course=course, guide_key="bankid", can_do="x").clean()
    with pytest.raises(ValidationError, match="guide"):
        CourseGuide(course=course, guide_key="gone", can_do="x").clean()


def test_easy_swedish_has_its_own_course_and_from_swedish_what_it_lacks() -> None:
    scenes.three_guides()
    pages.start_page("sv-simple")
    scenes.course("one", guides=("bankid", "1177"))
    scenes.course("two", guides=("bankid", "email"))
    easy = scenes.course("one", language="sv-simple", guides=("bankid",))
    shown = courses("sv-simple")
    assert [(course.title, len(course.parts)) for course in shown] == [(easy.title, 1), ("Course two sv", 2)]
    assert [course.title for course in courses("sv")] == ["Course one sv", "Course two sv"]


def test_a_language_without_courses_has_them_from_easy_swedish_marked_and_says_so(client: Client) -> None:
    scenes.three_guides()
    pages.start_page("so")
    swedish = scenes.course("one", guides=("bankid", "1177"))
    scenes.course("two", guides=("bankid", "email"))
    easy = scenes.course(
        "one", language="sv-simple", guides=("bankid",), translation_key=swedish.translation_key
    )
    listed = parts(client.get("/so/")).find("a", href="/so/course-one/")
    assert [each.text for each in listed.find_all("span", lang="sv")] == [easy.title, "Lätt svenska"]
    assert parts(client.get("/so/")).find("a", href="/so/course-two/")
    page = parts(client.get("/so/course-one/"))
    assert page.html["lang"] == "so"
    assert page.h1.span["lang"] == page.main.find(class_="lead").span["lang"] == "sv"
    note = page.find(class_="overdue")
    assert (note.a["href"], note.a.text) == ("/sv-simple/course-one/", "Lätt svenska")
    assert page.find("link", rel="canonical")["href"] == "/sv-simple/course-one/"
    assert page.title.text.startswith(easy.title)
    assert [item.span["lang"] for item in page.find(class_="part").find_all("li")] == ["sv"]
    # The way here from Swedish; and a course that has a slug of its own in English is not borrowed there.
    assert parts(client.get("/sv/course-one/")).find("a", hreflang="so")["href"] == "/so/course-one/"
    pages.start_page("en")
    scenes.course("one", "en", slug="in-english", translation_key=swedish.translation_key)
    answer = client.get("/en/course-one/")
    assert (answer.status_code, answer["Location"]) == (302, "/en/in-english/")


def test_a_certificate_in_a_language_without_courses_is_marked_as_swedish(client: Client) -> None:
    pages.guide("bankid")
    pages.start_page("so")
    scenes.course(guides=("bankid",))
    marks = write((mark_of("bankid", after=Able.BY_MYSELF),))
    page = parts(client.get(f"/so/framsteg/intyg/start-safely/?g={marks}"))
    assert page.find(class_="can-do").li.span["lang"] == "sv"
    assert "no-print" in page.find(class_="overdue").parent["class"]
