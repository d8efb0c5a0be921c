"""“I got stuck here” as a page: no account, no script, no cookie; once; and nobody else's."""

import logging
import re

import pytest
from django.test import Client
from django.urls import NoReverseMatch, reverse

from courses.feedback.models import StuckNote
from courses.feedback.tickets import hashed
from courses.feedback.views import CAPS
from courses.guides.models import Guide
from insight.models import Count
from tests.courses import pages
from tests.courses.reading_room import bytes_br, is_anonymous, parts, words

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

HERE = "/en/fastnat/bankid/step-2/"
MOST_BYTES_BR = 13_000
#: From Skatteverket's list of numbers to test with, and the telephone numbers that belong to nobody.
PERSONAL_NUMBER = "191212121212"
PHONE = "070-174 06 05"


@pytest.fixture(scope="module")
def built(kept):
    _swedish, english = pages.guide_in_both()
    english.save_revision().publish()


@pytest.fixture(autouse=True)
def guide(built, db):
    return Guide.objects.get(locale__language_code="en")


@pytest.fixture
def browser():
    """As production has it: forms without a CSRF token are refused where the view asks for one."""
    return Client(enforce_csrf_checks=True)


def ticket_of(response):
    return parts(response).find("input", attrs={"name": "ticket"})["value"]


def send(browser, address=HERE, *, ticket=None, **fields):
    ticket = ticket or ticket_of(browser.get(address))
    return browser.post(address, {"ticket": ticket, "reason": "words", "text": "", **fields})


def counted():
    return dict(Count.objects.filter(measure="guide.stuck").values_list("dimensions", "times"))


# The way there ----------------------------------------------------------------------------------------------


def test_each_step_leads_here_on_the_guide_and_on_its_own_page(client):
    links = parts(client.get("/en/bankid/")).main.find_all("a", href=re.compile("/fastnat/"))
    assert [link["href"] for link in links] == [f"/en/fastnat/bankid/step-{number}/" for number in (1, 2, 3)]
    assert words(links[1].text) == "I got stuck here: Do step-2"
    alone = parts(client.get("/en/bankid/2/")).main.find_all("a", href=re.compile("/fastnat/"))
    assert [link["href"] for link in alone] == [HERE]


def test_the_form_says_which_step_and_leads_back_to_it(client):
    page = parts(client.get(HERE))
    assert "Step 2: Do step-2" in words(page.main.text)
    assert page.find(class_="back").a["href"] == "/en/bankid/2/"
    assert page.find("a", hreflang="sv")["href"] == "/sv/fastnat/bankid/step-2/"
    assert page.html["lang"] == "en"


def test_fixed_reasons_as_radio_buttons_and_a_text_that_may_be_left_out(client):
    page = parts(client.get(HERE))
    radios = page.find_all("input", type="radio")
    assert [radio["value"] for radio in radios] == ["words", "looks", "lacks", "error", "other"]
    assert len({radio["name"] for radio in radios}) == 1
    assert all(page.find("label", attrs={"for": radio["id"]}) for radio in radios)
    assert page.find("textarea")["maxlength"] == "300"
    assert page.find_all("script") == []


@pytest.mark.parametrize(
    "address", ["/en/fastnat/bankid/none/", "/en/fastnat/none/step-1/", "/sv/fastnat/bankid/STEP-1x/"]
)
def test_a_step_that_is_not_there_is_not_found(client, address):
    assert client.get(address).status_code == 404
    assert client.post(address, {"reason": "words"}).status_code == 404
    assert not StuckNote.objects.exists()


def test_a_guide_that_is_not_published_has_no_form(client, guide):
    for each in Guide.objects.filter(key=guide.key):
        each.unpublish()
    assert client.get(HERE).status_code == 404


def test_the_page_is_for_everybody_light_and_few_queries(client, django_assert_max_num_queries):
    client.get(HERE)
    with django_assert_max_num_queries(4):
        response = client.get(HERE)
    assert is_anonymous(response)
    assert response["Cache-Control"] == "no-cache"
    assert bytes_br(response) <= MOST_BYTES_BR


# Sending ----------------------------------------------------------------------------------------------------


def test_what_is_sent_is_kept_with_step_language_and_version_and_nothing_about_who(browser, guide):
    response = send(browser, reason="looks", text="There is no such button")
    assert response.status_code == 303
    note = StuckNote.objects.get()
    assert (note.guide_key, note.step_key, note.language, note.revision) == (
        "bankid",
        "step-2",
        "en",
        guide.live_revision_id,
    )
    assert (note.reason, note.text, note.state, note.answer) == (
        "looks",
        "There is no such button",
        "new",
        "",
    )
    assert guide.live_revision_id is not None
    fields = {field.name for field in StuckNote._meta.get_fields()}
    assert not fields & {"user", "person", "ip", "address", "email", "session", "created_at"}


def test_it_is_counted_without_a_person(browser):
    send(browser, reason="lacks")
    assert counted() == {"guide=bankid language=en reason=lacks step=step-2": 1}


def test_no_cookie_is_set_on_the_whole_way(browser):
    form = browser.get(HERE)
    sent = send(browser, ticket=ticket_of(form))
    answer = browser.get(sent["Location"])
    assert [answer.cookies for answer in (form, sent, answer) if answer.cookies] == []
    assert not browser.cookies


def test_the_version_is_the_one_that_was_read(browser, guide):
    ticket = ticket_of(browser.get(HERE))
    before = guide.live_revision_id
    guide.summary = "Changed"
    guide.save_revision().publish()
    send(browser, ticket=ticket)
    assert StuckNote.objects.get().revision == before


def test_pressing_twice_keeps_and_counts_once_and_leads_to_the_same_address(browser):
    ticket = ticket_of(browser.get(HERE))
    answers = {send(browser, ticket=ticket, text="Once")["Location"] for _press in range(3)}
    assert len(answers) == 1
    assert StuckNote.objects.count() == 1
    assert sum(counted().values()) == 1


def test_going_back_and_writing_something_else_loses_nothing(browser):
    ticket = ticket_of(browser.get(HERE))
    first, second = send(browser, ticket=ticket, text="One"), send(browser, ticket=ticket, text="Two")
    assert first["Location"] != second["Location"]
    assert set(StuckNote.objects.values_list("text", flat=True)) == {"One", "Two"}


def test_without_a_reason_it_says_so_and_keeps_the_text(browser):
    response = send(browser, reason="", text="It stops here")
    page = parts(response)
    assert page.find("textarea").text.strip() == "It stops here"
    assert page.find(id="errors").find("a", href="#id_reason_0")
    assert not StuckNote.objects.exists()


@pytest.mark.parametrize("ticket", ["made-up", "a:b:c", " "])
def test_a_bad_ticket_asks_to_press_again_and_loses_nothing(browser, ticket):
    response = send(browser, ticket=ticket, reason="error", text="Error 17")
    page = parts(response)
    assert response.status_code == 400
    assert page.find("textarea").text.strip() == "Error 17"
    assert page.find("input", value="error").has_attr("checked")
    assert not StuckNote.objects.exists()
    again = send(browser, ticket=ticket_of(response), reason="error", text="Error 17")
    assert again.status_code == 303


def test_a_ticket_of_another_step_is_not_good(browser):
    ticket = ticket_of(browser.get("/en/fastnat/bankid/step-1/"))
    assert send(browser, ticket=ticket).status_code == 400


def test_a_form_on_somebody_elses_site_sends_nothing(browser):
    ticket = ticket_of(browser.get(HERE))
    response = browser.post(
        HERE, {"ticket": ticket, "reason": "words"}, headers={"Sec-Fetch-Site": "cross-site"}
    )
    assert response.status_code == 400
    assert not StuckNote.objects.exists()


def test_one_address_sends_so_many_an_hour_and_then_is_told_kindly(browser):
    most = int(CAPS["send"].split("/")[0])
    for number in range(most):
        assert send(browser, text=f"Note {number}").status_code == 303
    response = send(browser, text="One too many")
    assert response.status_code == 429
    page = parts(response)
    assert page.find("textarea").text.strip() == "One too many"
    assert page.find("input", value="words").has_attr("checked")
    assert StuckNote.objects.count() == most
    elsewhere = browser.post(
        HERE, {"ticket": ticket_of(response), "reason": "words"}, REMOTE_ADDR="192.0.2.7"
    )
    assert elsewhere.status_code == 303


# Hostile and careless texts ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "secret"),
    [
        (f"I am {PERSONAL_NUMBER} and it stops", PERSONAL_NUMBER),
        ("My number ٧٠١٠٦٣-٢٣٩١ is refused", "٧٠١٠٦٣-٢٣٩١"),
        (f"Call me on {PHONE} please", PHONE),
        ("Write to me at some.body@post.example now", "some.body@post.example"),
        ("My password is Sommar2026 and it fails", "Sommar2026"),
        ("It may be 8112189877 or so", "8112189877"),
    ],
)
def test_own_numbers_and_addresses_are_taken_out_and_shown_nowhere(browser, caplog, text, secret):
    with caplog.at_level(logging.DEBUG):
        response = send(browser, text=text)
    page = parts(response)
    assert response.status_code == 200
    assert secret not in response.content.decode()
    assert secret not in caplog.text
    assert not StuckNote.objects.exists()
    assert "We took something out for you" in page.main.text
    rest = page.find("textarea").text.strip()
    assert "[…]" in rest
    assert rest.split()[0] == text.split()[0]
    assert send(browser, ticket=ticket_of(response), text=rest).status_code == 303
    assert secret not in StuckNote.objects.get().text


def test_a_number_is_not_shown_again_when_the_ticket_is_old_either(browser):
    response = send(browser, ticket="old", text=f"I am {PERSONAL_NUMBER}")
    assert response.status_code == 400
    assert PERSONAL_NUMBER not in response.content.decode()


def test_a_hostile_text_stays_text_in_the_form(browser):
    response = send(browser, reason="", text="</textarea><script>alert(1)</script>")
    assert "<script>alert" not in response.content.decode()
    assert parts(response).find("textarea").text.strip() == "</textarea><script>alert(1)</script>"


@pytest.mark.parametrize("reason", ["<script>", "new", "x" * 5000, "\x00"])
def test_a_reason_that_is_none_of_the_fixed_ones_is_refused(browser, reason):
    response = send(browser, reason=reason)
    assert response.status_code == 200
    assert "<script>" not in response.content.decode()
    assert not StuckNote.objects.exists()


def test_a_text_is_at_most_300_signs_whatever_ends_its_lines(browser):
    fits = "\r\n".join(["x" * 99, "y" * 99, "z" * 100])
    assert send(browser, text=fits).status_code == 303
    assert len(StuckNote.objects.get().text) == 300
    response = send(browser, text="x" * 301)
    assert response.status_code == 200
    assert "at most 300 signs. Now it has 301." in words(parts(response).main.text)
    assert parts(response).find("textarea").text.strip() == "x" * 301


def test_an_endless_text_is_not_sent_back(browser):
    response = send(browser, text="ha " * 100_000)
    assert response.status_code == 200
    assert len(response.content) < 40_000


def test_signs_that_turn_or_hide_text_are_left_out(browser):
    send(browser, text="\u202eback\u2066 to\x07 \x00front")
    assert StuckNote.objects.get().text == "back to front"


# The answer -------------------------------------------------------------------------------------------------


def answered(**fields):
    """A note that was sent, handled as `fields` say, and its address."""
    browser = Client()
    address = send(browser, text="My own words")["Location"]
    StuckNote.objects.update(**fields)
    return address


def test_the_secret_is_kept_as_a_hash_alone(browser):
    address = send(browser)["Location"]
    secret = address.rstrip("/").rpartition("/")[2]
    note = StuckNote.objects.get()
    assert note.address_hash == hashed(secret)
    assert secret not in str(StuckNote.objects.values().get())


@pytest.mark.parametrize(
    ("state", "said"),
    [
        ("new", "Thank you. We have got it."),
        ("read", "We have read it"),
        ("mended", "We have mended the guide"),
        ("not_now", "We cannot mend this now"),
    ],
)
def test_the_reader_sees_state_and_answer(client, state, said):
    address = answered(state=state, answer="The bank has moved the button.")
    response = client.get(address)
    page = parts(response)
    assert page.h1.text == said
    assert "The bank has moved the button." in page.main.text
    assert page.find(class_="note").find("p")["lang"] == "en"
    assert page.main.find("a", href="/en/bankid/2/")


def test_what_was_written_is_not_shown_at_the_address(client):
    assert "My own words" not in client.get(answered()).content.decode()


def test_the_page_of_the_answer_is_kept_by_no_cache_and_no_search_engine(client):
    response = client.get(answered())
    assert response["Cache-Control"] == "no-store"
    assert response["X-Robots-Tag"] == "noindex"
    assert not response.cookies
    assert bytes_br(response) <= MOST_BYTES_BR


def test_the_address_stands_there_to_keep_with_a_picture_of_it(client):
    address = answered()
    page = parts(client.get(address))
    assert page.find(class_="stuck-link").a["href"] == f"http://testserver{address}"
    assert page.find("svg", class_="qr")


@pytest.mark.parametrize("secret", ["x", "A" * 24, "%00", "../../admin", "<script>", "a" * 5000])
def test_another_address_leads_nowhere(client, secret):
    answered()
    assert client.get(f"/en/besked/{secret}/").status_code in {302, 404}
    assert b"<script>" not in client.get(f"/en/besked/{secret}/").content


def test_the_number_and_the_hash_of_a_note_are_no_way_in(client):
    answered()
    note = StuckNote.objects.get()
    for guess in (str(note.pk), note.address_hash):
        assert client.get(f"/en/besked/{guess}/").status_code == 404


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_nothing_can_be_changed_after_sending(client, method):
    address = answered()
    before = StuckNote.objects.values().get()
    assert (
        getattr(client, method)(address, {"text": "Changed", "answer": "Mine", "state": "mended"}).status_code
        == 405
    )
    assert StuckNote.objects.values().get() == before


def test_nothing_that_is_posted_can_name_another_note_or_its_answer(browser):
    answered(answer="From the editor", state="mended")
    first = StuckNote.objects.get()
    secret_hash = first.address_hash
    send(
        browser,
        pk=first.pk,
        id=first.pk,
        address_hash=secret_hash,
        answer="Mine",
        state="not_now",
        text="New",
    )
    assert StuckNote.objects.values().get(pk=first.pk)["answer"] == "From the editor"
    new = StuckNote.objects.exclude(pk=first.pk).get()
    assert (new.answer, new.state) == ("", "new")


def test_opening_the_address_changes_nothing(client, django_assert_max_num_queries):
    address = answered()
    before = StuckNote.objects.values().get()
    with django_assert_max_num_queries(4):
        client.get(address)
    assert StuckNote.objects.values().get() == before


def test_the_answer_can_be_read_in_the_other_language(client):
    address = answered(state="mended", answer="Done.")
    page = parts(client.get(address.replace("/en/", "/sv/")))
    assert page.html["lang"] == "sv"
    assert page.find(class_="note").find("p")["lang"] == "en"
    assert page.find("a", hreflang="en")["href"] == address


def test_an_answer_outlives_the_guide(client, guide):
    address = answered(state="mended", answer="Done.")
    for each in Guide.objects.filter(key=guide.key):
        each.delete()
    page = parts(client.get(address))
    assert page.find(class_="back").a["href"] == "/en/"
    assert "Done." in page.main.text


def test_a_hostile_answer_stays_text(client):
    address = answered(state="read", answer="<script>alert(1)</script>\nLine two")
    html = client.get(address).content.decode()
    assert "<script>alert" not in html
    assert "Line two" in html


def test_there_is_no_address_to_change_a_note_at():
    with pytest.raises(NoReverseMatch):
        reverse("courses:stuck_edit")
