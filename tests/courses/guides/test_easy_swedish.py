"""Easy Swedish is a variant of its own: no sync, its own steps, and it says when Swedish has gone ahead."""

from __future__ import annotations

import json
import uuid

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from courses.guides.models import Guide
from courses.search import index
from courses.search.find import find
from tests.courses import pages
from tests.courses.reading_room import parts, queries, words

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
EASY = "sv-simple"


def both() -> tuple[Guide, Guide]:
    """A Swedish guide of three steps, and its easy text of two: the second renders two Swedish steps."""
    swedish = pages.guide()
    steps = [
        pages.step("step-1", renders=["step-1"], title="Lätt ett"),
        pages.step("own", renders=["step-2", "step-3"], title="Lätt två"),
    ]
    return swedish, pages.guide(language=EASY, same_as=swedish, steps=steps)


def change_swedish(guide: Guide, number: int, **fields: str) -> None:
    """Publish the Swedish guide with another step `number`: another text, or with a `key` a new step."""
    steps = [dict(block) for block in guide.steps.raw_data]
    changed = {**steps[number - 1], "value": {**steps[number - 1]["value"], **fields}}
    steps[number - 1] = changed | ({"id": str(uuid.uuid4())} if "key" in fields else {})
    guide.steps = json.dumps(steps)
    guide.save_revision().publish()


def stale(client: Client, address: str = "/sv-simple/bankid/") -> dict[str, list[str]]:
    """By the id of each step that says that it is behind: where the Swedish step is."""
    return {
        item["id"]: [link["href"] for link in note.find_all("a")]
        for item in parts(client.get(address)).find_all(class_="step")
        if (note := item.find(class_="overdue"))
    }


def test_editing_swedish_changes_no_step_of_it() -> None:
    swedish, easy = both()
    before = list(easy.steps.raw_data)
    change_swedish(swedish, 1, title="Något helt annat")
    change_swedish(swedish, 2, key="another-key")
    assert list(Guide.objects.get(pk=easy.pk).steps.raw_data) == before


def test_the_page_is_marked_as_swedish_and_has_an_address_of_its_own(client: Client) -> None:
    both()
    html = parts(client.get("/sv-simple/bankid/")).html
    assert (html["lang"], html["dir"]) == ("sv", "ltr")
    assert html.find("a", hreflang="sv")["href"] == "/sv/bankid/"
    assert parts(client.get("/sv/bankid/")).find("a", hreflang=EASY)["href"] == "/sv-simple/bankid/"


def test_a_step_leads_to_the_one_that_renders_it(client: Client) -> None:
    both()
    assert parts(client.get("/sv/bankid/3/")).find("a", hreflang=EASY)["href"] == "/sv-simple/bankid/2/"
    assert parts(client.get("/sv-simple/bankid/2/")).find("a", hreflang="sv")["href"] == "/sv/bankid/2/"


def test_nothing_is_behind_when_the_text_is_new(client: Client) -> None:
    both()
    assert stale(client) == {}


def test_a_step_says_that_swedish_has_changed_with_the_way_there(client: Client) -> None:
    swedish, _easy = both()
    change_swedish(swedish, 3, text="<p>På ett nytt sätt.</p>")
    assert stale(client) == {"step-own": ["/sv/bankid/2/", "/sv/bankid/3/"]}
    assert parts(client.get("/sv-simple/bankid/2/")).find(class_="overdue")


def test_saving_swedish_without_a_change_or_as_a_draft_makes_nothing_stale(client: Client) -> None:
    swedish, _easy = both()
    swedish.save_revision().publish()
    swedish.title = "Ett utkast"
    swedish.save_revision()
    assert stale(client) == {}


def test_a_step_with_a_new_text_has_caught_up_and_the_others_have_not(client: Client) -> None:
    swedish, easy = both()
    change_swedish(swedish, 1, see="En annan sida.")
    change_swedish(swedish, 2, see="En annan sida.")
    steps = [dict(block) for block in easy.steps.raw_data]
    steps[0]["value"] = {**steps[0]["value"], "see": "En ny sida."}
    easy.steps = json.dumps(steps)
    draft = easy.save_revision()
    assert set(stale(client)) == {"step-step-1", "step-own"}
    draft.publish()
    assert set(stale(client)) == {"step-own"}


def test_a_swedish_step_that_is_gone_leads_to_the_whole_guide_and_a_new_one_is_named(client: Client) -> None:
    swedish, _easy = both()
    change_swedish(swedish, 1, key="new-one", title="Nytt steg")
    assert stale(client) == {"step-step-1": ["/sv/bankid/"]}
    page = parts(client.get("/sv-simple/bankid/"))
    assert "Nytt steg" in page.find(id="steps").find(class_="overdue").text


def test_a_guide_without_an_easy_text_is_shown_in_swedish_and_says_so(client: Client) -> None:
    pages.guide("email")
    pages.start_page(EASY)
    for address in ("/sv-simple/email/", "/sv-simple/email/2/", "/sv-simple/email/utan/smartphone-e_id/"):
        page = parts(client.get(address))
        note = page.find(class_="overdue")
        assert "finns inte på lätt svenska än" in words(note.text), address
        assert note.a["href"] == "/sv/email/"
    link = parts(client.get("/sv-simple/")).find(class_="guides").a
    assert link["href"] == "/sv-simple/email/"


def test_a_guide_with_an_easy_text_says_nothing_of_the_kind_and_is_listed_once(client: Client) -> None:
    both()
    assert not parts(client.get("/sv-simple/bankid/")).find(class_="overdue")
    links = parts(client.get("/sv-simple/")).find(class_="guides").find_all("a")
    assert [link["href"] for link in links] == ["/sv-simple/bankid/"]
    assert not parts(client.get("/sv/")).find("a", href="/sv-simple/bankid/")


def test_a_page_that_is_in_neither_language_is_not_there(client: Client) -> None:
    pages.guide("hidden", live=False)
    pages.start_page(EASY)
    assert client.get("/sv-simple/hidden/").status_code == 404
    assert client.get("/sv-simple/nothing/").status_code == 404


def test_a_way_without_is_the_same_in_the_easy_tree(client: Client) -> None:
    both()
    assert client.get("/sv-simple/bankid/utan/smartphone-e_id/").status_code == 200
    answer = client.get("/sv-simple/for-mig/bankid/?lack=smartphone")
    assert answer.headers["Location"] == "/sv-simple/bankid/utan/smartphone/"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "<p>Du skriver din kod och sedan trycker du på knappen som finns längst ner på sidan.</p>",
            "12 ord",
        ),
        ("<p>Försörjningsstödsansökningar handläggs. Kontoutdragsgranskningar förekommer.</p>" * 40, "LIX"),
    ],
)
def test_what_is_not_easy_cannot_be_published(text: str, said: str) -> None:
    _swedish, easy = both()
    [first, *_others] = (dict(block) for block in easy.steps.raw_data)
    easy.steps = json.dumps([{**first, "value": {**first["value"], "text": text}}])
    with pytest.raises(ValidationError, match=said):
        easy.save_revision().publish()


def test_ordinary_swedish_is_not_held_to_it() -> None:
    text = "<p>Du skriver din kod och sedan trycker du på knappen som finns längst ner på sidan.</p>"
    change_swedish(pages.guide(), 1, text=text)


def test_search_finds_easy_guides_and_swedish_ones_without_leaving_the_tree() -> None:
    both()
    pages.guide("email", title="Skaffa en e-postadress")
    index.rebuild()
    found = [result.entry.address for result in find("e-postadress", EASY).results]
    assert "/sv-simple/email/" in found
    assert not any(address.startswith("/sv/") for address in found)


def test_queries_stay_within_the_budget(client: Client) -> None:
    both()
    pages.guide("email")
    for address in ("/sv-simple/", "/sv-simple/bankid/", "/sv-simple/bankid/2/", "/sv-simple/email/"):
        assert queries(client, address) <= 12, address
