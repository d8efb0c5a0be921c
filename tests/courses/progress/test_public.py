"""Progress in the address: without account, cookie or script."""

from __future__ import annotations

import datetime
import re
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
import time_machine
from django.conf import settings
from django.test import Client

from courses.models import Guide, GuideMark, Progress
from courses.progress.able import GOOD_FOR, BadTicketError, new_ticket, read_ticket
from courses.progress.marks import Able, When, mark_of, read, write
from courses.progress.views import public
from insight.models import Count
from tests.courses import pages
from tests.courses.progress import scenes
from tests.courses.reading_room import bytes_br, is_anonymous, parts, queries, words

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

HERE = "/sv/framsteg/"
FROM_HERE = {"Sec-Fetch-Site": "same-origin"}


@pytest.fixture(scope="module")
def built(kept):
    scenes.three_guides()
    scenes.course(guides=("bankid", "1177", "email"))


@pytest.fixture
def guides(built, db):
    return list(Guide.objects.order_by("pk"))


def marks_in(address: str, name: str = "g"):
    return read(parse_qs(urlsplit(address).query)[name][0])


# How far


def test_a_step_leads_to_an_address_that_says_how_far_one_has_come(client: Client, guides) -> None:
    link = parts(client.get("/sv/bankid/")).find(id="step-step-2").find("a", rel="nofollow")
    led = client.get(link["href"])
    assert led.status_code == 302
    page = parts(client.get(led["Location"]))
    assert marks_in(led["Location"], "m") == (mark_of("bankid", "step-2"),)
    line = page.find(class_="progress-lines").li
    assert "steg 2 av 3" in words(line.text) or "step 2 of 3" in words(line.text)
    assert line.find(class_="ask").a["href"].endswith("#step-step-3")


def test_marks_travel_with_the_reader_through_the_guide(client: Client, guides) -> None:
    """The guide's address takes them along, and the browser tells where one comes from."""
    had = write([mark_of("email", "step-1"), mark_of("bankid", "step-1")])
    page = parts(client.get(f"{HERE}?g={had}"))
    on = page.find(class_="go").a["href"]
    assert on.startswith(f"/sv/bankid/?g={had}#")
    came_from = {"Referer": f"http://testserver{on.split('#')[0]}"}
    led = client.get("/sv/framsteg/hit/bankid/step-2/", headers=came_from)
    assert marks_in(led["Location"]) == (mark_of("email", "step-1"), mark_of("bankid", "step-2"))


def test_where_somebody_comes_from_elsewhere_does_not_count(client: Client, guides) -> None:
    had = write([mark_of("email", "step-1")])
    came_from = {"Referer": f"https://elsewhere.example/sv/bankid/?g={had}"}
    led = client.get("/sv/framsteg/hit/bankid/step-2/", headers=came_from)
    assert "g=" not in led["Location"]


def test_news_are_put_to_what_one_had(client: Client, guides) -> None:
    had, news = write([mark_of("bankid", "step-3")]), write([mark_of("bankid", "step-1")])
    led = client.get(f"{HERE}?g={had}&m={news}")
    assert marks_in(led["Location"]) == (mark_of("bankid", "step-1"),)


@pytest.mark.parametrize("place", ["bankid/nothing", "nothing/step-1"])
def test_a_step_that_is_not_there_is_not_found(client: Client, guides, place) -> None:
    assert client.get(f"/sv/framsteg/hit/{place}/").status_code == 404


def test_the_page_says_what_comes_next(client: Client, guides) -> None:
    def next_of(*marks) -> str:
        go = parts(client.get(f"{HERE}?g={write(marks)}")).find(class_="go")
        return go.a["href"].split("?")[0] + go.a["href"].partition("#")[2] if go else ""

    assert next_of(mark_of("bankid", "step-1")) == "/sv/bankid/step-step-2"
    assert next_of(mark_of("bankid", "step-3")) == "/sv/1177/"
    assert next_of(mark_of("1177", "step-1"), mark_of("bankid", after="by_myself")) == "/sv/1177/"
    assert next_of(*(mark_of(key, "step-3") for key in ("bankid", "1177", "email"))) == ""


def test_a_line_can_be_taken_out(client: Client, guides) -> None:
    both = write([mark_of("email"), mark_of("bankid", "step-1")])
    page = parts(client.get(f"{HERE}?g={both}"))
    out = page.find(class_="progress-lines").li.find_all(class_="ask")[1].a["href"]
    assert marks_in(out) == (mark_of("email"),)


def test_marks_that_mean_nothing_here_do_no_harm(client: Client, guides) -> None:
    gone = write([mark_of("gone", "step-1"), mark_of("bankid", "gone")])
    page = parts(client.get(f"{HERE}?g={gone}"))
    assert [h3.text for h3 in page.find(class_="progress-lines").find_all("h3")] == ["Title bankid sv"]
    assert client.get(f"{HERE}?g=%00%FF&m=<script>").status_code == 200


def test_marks_are_the_same_in_the_other_language(client: Client, guides) -> None:
    pages.guide("bankid", "en", same_as=guides[0])
    had = write([mark_of("bankid", "step-2", after="with_help")])
    link = parts(client.get(f"{HERE}?g={had}")).find("a", hreflang="en")["href"]
    assert link == f"/en/framsteg/?g={had}"
    read_there = words(parts(client.get(link)).find(class_="progress-lines").text)
    assert "You have come to step 2 of 3: Do step-2." in read_there
    assert "After the guide: With help" in read_there


def test_without_anything_the_page_shows_where_to_begin(client: Client, guides) -> None:
    addresses = {link["href"] for link in parts(client.get(HERE)).main.find_all("a", href=True)}
    assert {"/sv/framsteg/kod/", "/sv/framsteg/konto/", "/sv/course-start-safely/"} <= addresses


# What the pages are


ADDRESSES = [
    HERE,
    f"{HERE}?g=GUIDES",
    "/sv/framsteg/kod/",
    "/sv/framsteg/glom/",
    "/sv/framsteg/glom/?klart=1",
    "/sv/framsteg/intyg/start-safely/?g=GUIDES",
    "/sv/framsteg/kan/bankid/efter/",
]


def filled(address: str) -> str:
    able = write([mark_of(key, "step-1", after="by_myself") for key in ("bankid", "1177", "email")])
    return address.replace("GUIDES", able)


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("address", ADDRESSES)
def test_pages_are_anonymous_light_and_not_for_search_engines(
    client: Client, guides, address, language
) -> None:
    for swedish in guides:
        pages.guide(swedish.key, "en", same_as=swedish)
    scenes.course(language="en", slug="english")
    response = client.get(filled(address).replace("/sv/", f"/{language}/", 1))
    assert response.status_code == 200
    assert is_anonymous(response)
    assert "private" in response["Cache-Control"]
    assert response["X-Robots-Tag"] == "noindex"
    assert bytes_br(response) <= 13_000
    page = parts(response)
    assert len(page.find_all("h1")) == 1
    assert not page.find_all("script", src=False)


@pytest.mark.parametrize("address", ADDRESSES)
def test_queries_are_few_and_do_not_grow(client: Client, guides, address) -> None:
    few = queries(client, filled(address))
    for number in range(5):
        pages.guide(f"more-{number}")
        scenes.course(f"course-{number}", guides=("bankid", f"more-{number}"))
    assert queries(client, filled(address)) == few
    assert few <= 12


def test_the_script_is_small_and_on_no_guide(client: Client, guides) -> None:
    script = Path(settings.SITE_DIR / "static/js/progress.js")
    assert script.stat().st_size <= 2048
    assert not parts(client.get("/sv/bankid/")).find_all("script")


def test_the_real_guides_stay_within_the_budget_with_what_progress_adds(client: Client, guides) -> None:
    response = client.get("/sv/bankid/")
    assert is_anonymous(response)
    assert bytes_br(response) <= 13_000


# "Can you do this?"


def ask(client: Client, when: str, able: str, ticket: str, **more) -> object:
    return client.post(f"/sv/framsteg/kan/bankid/{when}/", {"able": able, "ticket": ticket}, **more)


@pytest.mark.parametrize("language", ["sv", "en"])
def test_an_answer_before_is_counted_and_leads_back_to_the_guide(client: Client, guides, language) -> None:
    pages.guide("bankid", "en", same_as=guides[0])
    page = client.get(f"/{language}/bankid/")
    form = parts(page).find("form", class_="able")
    assert form["action"] == f"/{language}/framsteg/kan/bankid/fore/"
    assert [button["value"] for button in form.find_all("button")] == Able.values
    assert not form.find("input"), "the page is baked for everybody"
    led = client.post(form["action"], {"able": "not_yet"}, headers=FROM_HERE)
    assert led.status_code == 303
    assert led["Location"].startswith(f"/{language}/bankid/?g=")
    assert led["Location"].endswith("#thanks")
    assert marks_in(led["Location"]) == (mark_of("bankid", before="not_yet"),)
    assert parts(client.get(led["Location"])).find(id="thanks")
    assert scenes.counted() == {("guide.able.not_yet", f"guide=bankid language={language} when=before"): 1}


def test_an_answer_after_is_kept_beside_the_answer_before(client: Client, guides) -> None:
    before = write([mark_of("bankid", before="not_yet")])
    came_from = {"Referer": f"http://testserver/sv/bankid/?g={before}"}
    led = client.post("/sv/framsteg/kan/bankid/efter/", {"able": "with_help"}, headers=came_from)
    assert marks_in(led["Location"]) == (mark_of("bankid", "step-3", before="not_yet", after="with_help"),)
    assert scenes.counted() == {("guide.able.with_help", "guide=bankid language=sv when=after"): 1}


def test_the_question_stands_once_at_the_top_and_once_after_the_last_step(client: Client, guides) -> None:
    page = parts(client.get("/sv/bankid/"))
    assert [form["action"].split("/")[-2] for form in page.find_all("form", class_="able")] == [
        "fore",
        "efter",
    ]
    assert page.find(id="step-step-3").find("form", class_="able")
    assert not parts(client.get("/sv/bankid/2/")).find("form", class_="able")
    assert parts(client.get("/sv/bankid/3/")).find("form", class_="able")


def test_pressing_twice_counts_once(client: Client, guides) -> None:
    ticket = scenes.ticket_on(client.get("/sv/framsteg/kan/bankid/fore/"))
    for able in ("not_yet", "not_yet", "by_myself"):
        assert ask(client, "fore", able, ticket).status_code == 303
    assert sum(scenes.counted().values()) == 1
    ask(client, "efter", "by_myself", ticket)
    assert sum(scenes.counted().values()) == 2


def test_a_press_on_the_guide_counts_and_the_same_press_again_does_not(client: Client, guides) -> None:
    def press(able: str, agent: str = "Old phone") -> None:
        said = {"able": able}
        headers = {**FROM_HERE, "User-Agent": agent}
        assert client.post("/sv/framsteg/kan/bankid/fore/", said, headers=headers).status_code == 303

    for _press in range(2):
        press("not_yet")
    assert sum(scenes.counted().values()) == 1
    press("not_yet", agent="Somebody else's")
    press("by_myself")
    assert sum(scenes.counted().values()) == 3


@pytest.mark.parametrize(
    "said_by_the_browser",
    [
        {},
        {"Sec-Fetch-Site": "none"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Origin": "https://elsewhere.example"},
    ],
)
def test_a_press_that_may_come_from_elsewhere_is_asked_for_once_more(
    client: Client, guides, said_by_the_browser
) -> None:
    again = client.post("/sv/framsteg/kan/bankid/fore/", {"able": "not_yet"}, headers=said_by_the_browser)
    assert again.status_code == 200
    assert Count.objects.count() == 0


@pytest.mark.parametrize("ticket", ["", "x", "a:b:c", "\x00"])
def test_without_a_good_ticket_one_is_asked_once_more_and_nothing_is_lost(
    client: Client, guides, ticket
) -> None:
    had = write([mark_of("email", "step-1")])
    came_from = {"Referer": f"http://testserver/sv/bankid/?g={had}"}
    again = ask(client, "efter", "by_myself", ticket, headers=came_from)
    assert again.status_code == 200
    assert Count.objects.count() == 0
    form = parts(again).find("form", class_="able")
    led = client.post(
        "/sv/framsteg/kan/bankid/efter/",
        {field["name"]: field["value"] for field in form.find_all("input")} | {"able": "by_myself"},
    )
    assert led.status_code == 303
    assert [mark.guide for mark in marks_in(led["Location"])] == [
        mark_of("email").guide,
        mark_of("bankid").guide,
    ]
    assert sum(scenes.counted().values()) == 1


def test_a_ticket_is_for_one_guide_and_a_day(client: Client, guides) -> None:
    with pytest.raises(BadTicketError):
        read_ticket(new_ticket("email"), "bankid")
    now = datetime.datetime(2026, 11, 21, 12, tzinfo=datetime.UTC)
    with time_machine.travel(now, tick=False) as clock:
        signed = new_ticket("bankid")
        clock.shift(GOOD_FOR - 5)
        assert read_ticket(signed, "bankid").guide_key == "bankid"
        clock.shift(10)
        with pytest.raises(BadTicketError):
            read_ticket(signed, "bankid")


def test_another_site_cannot_count(client: Client, guides) -> None:
    ticket = scenes.ticket_on(client.get("/sv/framsteg/kan/bankid/fore/"))
    assert ask(client, "fore", "not_yet", ticket, headers={"Sec-Fetch-Site": "cross-site"}).status_code == 200
    assert Count.objects.count() == 0


def test_what_could_not_be_counted_may_be_tried_again(monkeypatch) -> None:
    ticket = read_ticket(new_ticket("bankid"), "bankid")

    def full(*args, **kwargs):
        raise OSError("the disk is full")

    with monkeypatch.context() as broken:
        broken.setattr("courses.progress.able.counts.add", full)
        with pytest.raises(OSError, match="full"):
            ticket.use(When.AFTER, Able.NOT_YET, "sv")
    assert ticket.use(When.AFTER, Able.NOT_YET, "sv")


def test_very_many_answers_from_one_address_are_not_all_counted_but_nobody_is_stopped(
    client: Client, guides, monkeypatch, caplog
) -> None:
    monkeypatch.setattr(public, "CAPS", {"able": "2/h/ip"})
    for _press in range(3):
        assert ask(client, "fore", "not_yet", new_ticket("bankid")).status_code == 303
    assert sum(scenes.counted().values()) == 2
    assert "not counted" in caplog.text
    assert "127.0.0.1" not in caplog.text


@pytest.mark.parametrize("place", ["bankid/sedan", "gone/fore"])
def test_a_question_that_does_not_exist_is_not_found(client: Client, guides, place) -> None:
    assert client.get(f"/sv/framsteg/kan/{place}/").status_code == 404


def test_an_answer_that_does_not_exist_is_asked_again(client: Client, guides) -> None:
    assert ask(client, "fore", "perhaps", new_ticket("bankid")).status_code == 200
    assert Count.objects.count() == 0


def test_nothing_is_kept_about_anybody(client: Client, guides) -> None:
    led = ask(client, "efter", "by_myself", new_ticket("bankid"))
    client.get(led["Location"])
    client.get("/sv/framsteg/hit/bankid/step-2/")
    assert (Progress.objects.count(), GuideMark.objects.count()) == (0, 0)
    assert not client.cookies


# The certificate


def test_a_certificate_lists_what_one_can_do_alone_and_leaves_the_name_to_the_pen(
    client: Client, guides
) -> None:
    marks = write(
        [mark_of("bankid", after="by_myself"), mark_of("1177", after="with_help"), mark_of("email")]
    )
    with time_machine.travel(datetime.datetime(2026, 11, 21, 12, tzinfo=datetime.UTC)):
        page = parts(client.get(f"/sv/framsteg/intyg/start-safely/?g={marks}"))
    card = page.find(class_="paper-card")
    assert [item.text for item in card.find_all("li")] == ["can do bankid"]
    assert "21 november 2026" in words(card.text)
    assert len(card.find_all(class_="to-write")) == 3
    assert not card.find_all("input")
    assert not re.search(r"brukare|klient|bistånd|social|kommun|client", card.text.lower())


def test_a_certificate_of_nothing_says_how_to_get_one(client: Client, guides) -> None:
    page = parts(client.get("/sv/framsteg/intyg/start-safely/"))
    assert not page.find(class_="paper-card")
    assert page.find(class_="go").a["href"] == "/sv/bankid/"


def test_a_certificate_of_no_course_is_not_found(client: Client, guides) -> None:
    assert client.get("/sv/framsteg/intyg/nothing/").status_code == 404


def test_the_way_to_the_certificate_is_shown_when_there_is_something_to_print(client: Client, guides) -> None:
    def ways(**answers) -> list[str]:
        page = parts(client.get(f"{HERE}?g={mark_of('bankid', **answers)}"))
        return [link["href"] for link in page.find_all("a", href=re.compile("intyg"))]

    assert ways(after="with_help") == []
    assert len(ways(after="by_myself")) == 1
    assert ways(after="by_myself", later="with_help") == []
