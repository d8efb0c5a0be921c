"""The page "Min bild", without script: open, press, fill in, take away."""

import re

import pytest
import time_machine
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mentors.cards.models import CanDo, NeedsCard, Wish
from mentors.portrait.blank import CODES
from mentors.portrait.changing import Hand, add_can_do, add_wishes
from tests.courses.pages import guide, step
from tests.factories import NeedsCardFactory, PersonFactory
from tests.mentors.scenes import NOW
from tests.mentors.views.browsing import Browser

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

HERE = "/en/traffa/min-bild/"


@pytest.fixture(autouse=True)
def monday_at_ten():
    cache.clear()
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def card() -> NeedsCard:
    guide("bankid", "en", need="Log in on the internet", steps=[step("first")])
    guide("fraud", "en", need="Avoid being tricked", steps=[step("hang-up")])
    return NeedsCardFactory(wishes=["bankid"])


@pytest.fixture
def browser(card: NeedsCard) -> Browser:
    return Browser().sign_in(card.learner)


def order(card: NeedsCard) -> list[str]:
    return [wish.guide_key or wish.own_words for wish in card.wishes.all()]


def test_without_a_card_the_three_questions_come_first(card: NeedsCard) -> None:
    response = Browser().sign_in(PersonFactory()).get(HERE)
    assert response.headers["Location"] == "/en/traffa/"


def test_the_page_says_everything_in_words_beside_the_drawing(browser: Browser, card: NeedsCard) -> None:
    NeedsCard.objects.filter(pk=card.pk).update(
        devices=["button"], network="calls", obstacles=["linguistic"], mentor_wishes=["same_person"]
    )
    add_can_do(card, [], "Cook for many", "people", "by_myself", Hand())
    page = browser.open(HERE)
    assert '<svg class="voyage"' in page
    without_drawing = re.sub(r'<svg class="voyage".*?</svg>', "", page, flags=re.S)
    for words in (
        "Log in on the internet",
        "Cook for many",
        "A button phone.",
        "The language.",
        "Is the same person every time.",
    ):
        assert words in without_drawing, words


def test_wishes_are_added_moved_and_taken_away_with_buttons(browser: Browser, card: NeedsCard) -> None:
    browser.open(HERE + "vill/")
    browser.send(HERE + "vill/", {"guides": ["fraud"], "own_words": "Send a picture", "icon": "letter"})
    assert order(card) == ["bankid", "fraud", "Send a picture"]
    last = card.wishes.get(own_words="Send a picture")
    browser.send(HERE + "andra/", {"which": last.pk, "do": "up"})
    assert order(card) == ["bankid", "Send a picture", "fraud"]
    browser.send(HERE + "andra/", {"which": last.pk, "do": "away"})
    assert order(card) == ["bankid", "fraud"]
    browser.send(HERE + "andra/", {"which": card.wishes.get(guide_key="bankid").pk, "do": "with_help"})
    assert (order(card), card.can_do.get().guide_key) == (["fraud"], "bankid")
    browser.send(HERE + "andra/", {"which": card.can_do.get().pk, "do": "want_again"})
    assert order(card) == ["fraud", "bankid"]


@pytest.mark.parametrize("which", ["", "x", "-1", "9" * 40, "٣"])
def test_a_button_with_nonsense_changes_nothing(browser: Browser, card: NeedsCard, which: str) -> None:
    browser.open(HERE)
    assert browser.send(HERE + "andra/", {"which": which, "do": "away"}).status_code == 302
    assert order(card) == ["bankid"]


def test_nobody_changes_another_ones_card(browser: Browser, card: NeedsCard) -> None:
    other = NeedsCardFactory(wishes=["fraud"])
    browser.open(HERE)
    for do in ("away", "by_myself", "up"):
        browser.send(HERE + "andra/", {"which": other.wishes.get().pk, "do": do})
    assert (order(other), other.can_do.count()) == (["fraud"], 0)


@pytest.mark.parametrize(
    ("name", "answers", "field", "value"),
    [
        ("sprak", {"languages": ["so", "ar"]}, "languages", ["ar", "so"]),
        ("telefon", {"devices": ["none", "iphone"], "network": "all"}, "devices", ["iphone"]),
        ("telefon", {"devices": ["none"]}, "devices", ["none"]),
        ("hinder", {"obstacles": ["legal", "factual"]}, "obstacles", ["legal", "factual"]),
        ("mote", {"meeting_ways": ["video"], "needs_step_free": "on"}, "needs_step_free", True),
        ("mentor", {"mentor_wishes": ["soon"]}, "mentor_wishes", ["soon"]),
    ],
)
def test_each_part_is_saved_on_a_page_of_its_own(browser, card, name, answers, field, value) -> None:
    browser.open(f"{HERE}del/{name}/")
    response = browser.send(f"{HERE}del/{name}/", answers)
    assert response.headers["Location"] == HERE
    saved = getattr(NeedsCard.objects.get(pk=card.pk), field)
    assert (sorted(saved) if field == "languages" else saved) == value
    assert "You: " in browser.open(HERE)


def test_own_words_with_a_number_are_not_kept_and_can_be_taken_out(browser: Browser, card: NeedsCard) -> None:
    address = f"{HERE}del/mentor/"
    browser.open(address)
    wrong = browser.send(address, {"mentor_wish_in_words": "Somebody calm, 811218-9876"})
    assert wrong.status_code == 200
    assert not NeedsCard.objects.get(pk=card.pk).mentor_wish_in_words
    browser.send(address, {"mentor_wish_in_words": "Somebody calm, 811218-9876", "take_out": "1"})
    kept = NeedsCard.objects.get(pk=card.pk).mentor_wish_in_words
    assert "Somebody calm" in kept
    assert "9876" not in kept


def test_nothing_is_saved_of_an_empty_wish(browser: Browser, card: NeedsCard) -> None:
    browser.open(HERE + "vill/")
    assert "Choose at least one thing" in browser.send(HERE + "vill/", {}).content.decode()


def test_the_card_is_deleted_by_its_owner_alone(browser: Browser, card: NeedsCard) -> None:
    add_can_do(card, [], "Swim", "", "by_myself", Hand())
    page = browser.open(HERE + "ta-bort/")
    assert "Yes, delete it" in page
    assert NeedsCard.objects.filter(pk=card.pk).exists(), "opening deletes nothing"
    browser.send(HERE + "ta-bort/")
    assert not NeedsCard.objects.filter(pk=card.pk).exists()
    assert (Wish.objects.count(), CanDo.objects.count()) == (0, 0)


def test_the_paper_form_has_a_code_for_each_question_and_nothing_about_anybody(card: NeedsCard) -> None:
    page = Browser().open(HERE + "pa-papper/")
    for code in CODES:
        if code != "I":  # no places are entered here
            assert f'<span class="code">{code}</span>' in page, code
    assert card.learner.alias not in page


def test_the_page_asks_the_database_as_often_for_much_as_for_little(
    browser: Browser, card: NeedsCard
) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as captured:
            browser.open(HERE)
        return len(captured)

    browser.open(HERE)
    little = asked()
    add_wishes(card, ["fraud"], "One more", "", Hand())
    add_can_do(card, [], "A thing", "", "by_myself", Hand())
    add_can_do(card, [], "Another", "", "by_myself", Hand())
    assert asked() == little
    assert little <= 14, little


def test_the_drawing_is_mirrored_from_right_to_left(card: NeedsCard) -> None:
    from django.utils.translation import get_language_bidi, override

    from mentors.portrait.showing import portrait_of

    with override("ar"):
        drawing = portrait_of(card).drawing("ليلى", is_rtl=get_language_bidi())
    assert "scale(-1 1)" in drawing
