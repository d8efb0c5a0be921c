"""The calendar as a page: without script, without a cookie, by keyboard, and light."""

import datetime
import re
from html.parser import HTMLParser
from pathlib import Path

import brotli
import pytest
import time_machine
from django.conf import settings
from django.core.cache import cache
from django.test import Client

from courses.papers.views import CAPS
from insight.models import Count
from tests.courses import pages

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

FIXTURE = "due=10&rent=17&electricity=18&insurance=5"
TODAY = datetime.datetime(2026, 11, 21, 12, tzinfo=datetime.UTC)
#: The bar of the first view of a page, in bytes after Brotli.
HEAVIEST = 13_000


class Elements(HTMLParser):
    """Every element of a page in reading order, with the text of links, buttons and labels."""

    def __init__(self, html):
        super().__init__()
        self.found = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))

    def of(self, *tags):
        return [attrs for tag, attrs in self.found if tag in tags]


@pytest.fixture(autouse=True)
def _today():
    cache.clear()
    with time_machine.travel(TODAY):
        yield
    cache.clear()


@pytest.fixture
def page(client):
    """The calendar in English for an address, as text."""

    def of(query="", language="en"):
        response = client.get(f"/{language}/papper/" + (f"?{query}" if query else ""))
        assert response.status_code == 200
        assert not response.cookies
        return response.content.decode()

    return of


def main_of(html):
    return html[html.index("<main") : html.index("</main>")]


def words_of(html):
    return " ".join(re.sub(r"<[^>]+>", " ", main_of(html)).split())


def ticket_of(html):
    return re.search(r'name="ticket" value="([^"]+)"', html)[1]


def counted():
    return dict(Count.objects.values_list("dimensions", "times"))


def test_the_fixture_is_7_and_8_days_late_with_actions_and_one_message(page):
    words = words_of(page(FIXTURE))
    assert "2 papers come after the last day" in words
    assert "Rent slip: 7 days late" in words
    assert "Electricity bill: 8 days late" in words
    assert "In time: Home insurance bill." in words
    for action in (
        "Ask your case officer (handläggare) before the last day.",
        "Apply in time anyway.",
        "use last month's papers, or the rental contract",
        "Ask your landlord:",
    ):
        assert action in words.replace("&#x27;", "'")
    assert words.count("Hej! Min ansökan ska vara inne senast den 10 varje månad.") == 1
    assert "Hello! My application must be in by day 10 of each month." in words


def test_real_dates_of_three_months_over_the_years_end(page):
    words = words_of(page(FIXTURE))
    for said in (
        "December 2026 Last day to apply: Thursday 10 December",
        "Rent slip: Thursday 17 December, 7 days late",
        "January 2027 Last day to apply: Sunday 10 January This is a Sunday. "
        "The working day before is Friday 8 January: apply by then to be safe.",
        "Rent slip: Sunday 17 January, 7 days late This is a Sunday. "
        "The working day after is Monday 18 January.",
        "February 2027",
    ):
        assert said in words


def test_a_holiday_is_named(page):
    words = words_of(page("due=25&rent=26"))
    assert (
        "Friday 25 December This is Christmas Day. The working day before is Wednesday 23 December" in words
    )
    assert "This is the second day of Christmas. The working day after is Monday 28 December." in words


def test_an_eve_is_no_holiday_and_said_with_care(page):
    words = words_of(page("due=24&rent=31"))
    assert (
        "This is Christmas Eve: many offices are closed. The working day before is Wednesday 23 December"
        in words
    )
    assert "Eve: many offices are closed. The working day after is Monday 4 January." in words


def test_a_leap_day_and_a_short_month_are_said(page):
    with time_machine.travel(datetime.datetime(2028, 2, 1, 12, tzinfo=datetime.UTC)):
        words = words_of(page("due=30&rent=31"))
    assert "Last day to apply: Tuesday 29 February This month is shorter: here stands its last day." in words
    assert "Rent slip: up to 1 day late" in words
    assert "Tuesday 29 February, on the last day itself" in words


def test_a_paper_on_the_5th_gives_nothing(page):
    html = page("due=10&rent=5")
    assert "All your papers come in time." in words_of(html)
    assert "days late" not in html
    assert 'name="ticket"' not in html
    assert 'class="papers-message"' not in html


def test_on_a_swedish_page_the_message_stands_once(page):
    html = page(FIXTURE, "sv")
    assert html.count("Hej! Min ansökan") == 1
    assert 'class="papers-meaning"' not in html


def test_the_message_is_marked_as_swedish_and_can_be_sent_from_the_phone(page):
    html = page(FIXTURE)
    assert '<div class="papers-message" lang="sv" dir="ltr">' in html
    assert 'href="sms:?&amp;body=Hej%21%20Min%20ans%C3%B6kan' in html
    assert 'href="mailto:?subject=Papper%20som%20kommer%20sent&amp;body=Hej%21' in html


def test_bad_days_keep_everything_typed_with_words_at_the_top_and_beside(page):
    html = page("due=%3Cb%3Ex&rent=40&electricity=18&union_after=on")
    elements = Elements(main_of(html))
    inputs = {attrs["name"]: attrs for attrs in elements.of("input")}
    assert (inputs["due"]["value"], inputs["rent"]["value"], inputs["electricity"]["value"]) == (
        "<b>x",
        "40",
        "18",
    )
    assert inputs["due"]["aria-invalid"] == inputs["rent"]["aria-invalid"] == "true"
    assert inputs["rent"]["aria-describedby"] == "id_rent_error"
    assert 'id="id_rent_error"' in html
    assert {attrs.get("href") for attrs in elements.of("a")} >= {"#id_due", "#id_rent"}
    assert html.index('role="alert"') < html.index("<h1>")
    assert "<b>x" not in html
    assert "days late" not in html


def test_digits_of_any_script(page):
    assert "Rent slip: 7 days late" in words_of(page("due=١٠&rent=۱۷"))


def test_what_one_enters_is_an_address_and_the_form_says_the_same_again(page):
    elements = Elements(main_of(page("due=28&rent=3&rent_after=1&electricity=30")))
    form = [attrs for attrs in elements.of("form") if attrs["method"] == "get"]
    assert [attrs["action"] for attrs in form] == ["/en/papper/"]
    inputs = {attrs["name"]: attrs for attrs in elements.of("input")}
    assert inputs["due"]["value"] == "28"
    assert "checked" in inputs["rent_after"]
    assert {attrs["data-entry"] for attrs in elements.of("div") if "data-entry" in attrs} == {
        "due=28&rent=3&rent_after=1&electricity=30"
    }


def test_the_other_language_keeps_what_was_entered(page):
    assert 'href="/sv/papper/?due=10&amp;rent=17' in page("due=10&rent=17")


def test_by_keyboard_one_goes_through_the_questions_in_the_order_of_the_page(page):
    elements = Elements(main_of(page(FIXTURE)))
    assert [attrs["tabindex"] for _tag, attrs in elements.found if "tabindex" in attrs] == ["-1", "-1"]
    stops = [
        attrs.get("name") or attrs.get("href", tag).split(":")[0]
        for tag, attrs in elements.found
        if tag in {"a", "button"} or (tag == "input" and attrs["type"] != "hidden")
    ]
    assert stops == [
        "/en/",
        "sms",
        "mailto",
        "#days",
        "#days",
        "button",
        "button",
        "due",
        "rent",
        "rent_before",
        "electricity",
        "electricity_before",
        "insurance",
        "insurance_after",
        "union",
        "unemployment_fund",
        "account",
        "income",
        "other",
        "button",
    ]
    labelled = {attrs["for"] for attrs in elements.of("label")}
    assert {attrs["id"] for attrs in elements.of("input") if attrs["type"] != "hidden"} == labelled


@pytest.mark.parametrize(
    "query",
    [
        "",
        FIXTURE,
        "due=x&rent=0",
        "&".join(
            [
                "due=1",
                *(
                    f"{code}=31&{code}_after=1"
                    for code in (
                        "rent",
                        "electricity",
                        "insurance",
                        "union",
                        "unemployment_fund",
                        "account",
                        "income",
                        "other",
                    )
                ),
            ]
        ),
    ],
)
def test_a_page_is_light(page, query):
    assert len(brotli.compress(page(query).encode())) <= HEAVIEST


def test_the_script_is_an_improvement_of_a_kilobyte(page):
    script = Path(settings.SITE_DIR) / "static" / "js" / "papers.js"
    assert script.stat().st_size <= 1024
    elements = Elements(page())
    assert [attrs["src"].rpartition("/")[2] for attrs in elements.of("script")] == ["papers.js"]
    (kept,) = (attrs for attrs in elements.of("div") if attrs.get("id") == "kept")
    assert "hidden" in kept


def test_a_page_asks_few_queries_however_many_papers(client, django_assert_max_num_queries):
    for query in ("due=10&rent=17", FIXTURE):
        with django_assert_max_num_queries(3):
            client.get(f"/en/papper/?{query}")


def test_a_page_with_a_ticket_is_kept_by_no_shared_cache(client):
    response = client.get(f"/en/papper/?{FIXTURE}")
    assert response["Cache-Control"] == "private, no-cache"


def test_pressing_counts_each_late_paper_once_without_a_cookie(page):
    # A client that enforces CSRF, as production does: the form needs no token of Django's and no cookie.
    client = Client(enforce_csrf_checks=True)
    signed = ticket_of(page(FIXTURE))
    for _press in range(3):
        response = client.post(f"/en/papper/rakna/?{FIXTURE}", {"ticket": signed})
        assert response.status_code == 303
        assert response["Location"] == f"/en/papper/rakna/?counted=1&{FIXTURE}"
        assert not response.cookies
    assert counted() == {"paper=rent": 1, "paper=electricity": 1}


def test_the_thanks_say_what_happens_and_lead_back(client):
    response = client.get(f"/en/papper/rakna/?counted=1&{FIXTURE}")
    html = response.content.decode()
    assert "Thank you, it is counted" in html
    assert "A number is shown only when it is five or more" in html
    assert "The count does not tell your case officer." in html
    assert f'href="/en/papper/?{FIXTURE.replace("&", "&amp;")}"' in html
    assert not response.cookies
    assert counted() == {}


def test_opening_the_address_of_the_count_counts_nothing(client):
    response = client.get(f"/en/papper/rakna/?{FIXTURE}")
    assert (response.status_code, response["Location"]) == (302, f"/en/papper/?{FIXTURE}")
    assert counted() == {}


@pytest.mark.parametrize("sent", [{}, {"ticket": ""}, {"ticket": "made-up:1:2"}])
def test_without_a_good_ticket_nothing_is_counted_and_nothing_is_lost(client, sent):
    response = client.post(f"/en/papper/rakna/?{FIXTURE}", sent)
    html = response.content.decode()
    assert response.status_code == 400
    assert "This was not counted" in html
    assert "Rent slip" in html
    assert counted() == {}
    assert client.post(f"/en/papper/rakna/?{FIXTURE}", {"ticket": ticket_of(html)}).status_code == 303


def test_a_button_on_somebody_elses_site_counts_nothing(client, page):
    sent = {"ticket": ticket_of(page(FIXTURE))}
    response = client.post("/en/papper/rakna/", sent, headers={"Sec-Fetch-Site": "cross-site"})
    assert response.status_code == 400
    assert counted() == {}
    assert (
        client.post("/en/papper/rakna/", sent, headers={"Sec-Fetch-Site": "same-origin"}).status_code == 303
    )


def test_one_address_is_counted_so_often_and_then_told_kindly(client, page):
    at_most = int(CAPS["count"].split("/")[0])
    for _time in range(at_most):
        assert (
            client.post("/en/papper/rakna/", {"ticket": ticket_of(page("due=10&rent=17"))}).status_code == 303
        )
    last = {"ticket": ticket_of(page("due=10&rent=17"))}
    response = client.post("/en/papper/rakna/?due=10&rent=17", last)
    assert response.status_code == 429
    assert "Your days and your message are still there." in response.content.decode()
    assert counted() == {"paper=rent": at_most}
    # Another address is not held back, and an hour later this one is not either.
    assert client.post("/en/papper/rakna/", last, REMOTE_ADDR="192.0.2.7").status_code == 303
    with time_machine.travel(TODAY + datetime.timedelta(hours=1, minutes=1)):
        assert (
            client.post("/en/papper/rakna/", {"ticket": ticket_of(page("due=10&rent=17"))}).status_code == 303
        )


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_the_calendar_itself_is_only_read(client, method):
    assert getattr(client, method)("/en/papper/").status_code == 405


def test_the_step_about_late_papers_leads_to_the_calendar_and_no_other_does():
    pages.guide("income-support", steps=[pages.step(key) for key in ("gather-papers", "note-late-papers")])
    whole, other = (Client().get(f"/sv/income-support/{part}").content.decode() for part in ("", "1/"))
    assert whole.count('href="/sv/papper/"') == 1
    assert whole.index('id="step-note-late-papers"') < whole.index('href="/sv/papper/"')
    assert 'href="/sv/papper/"' not in other
