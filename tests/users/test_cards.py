"""Login cards: what is issued, what opens, how long one waits."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.hashers import identify_hasher
from django.utils import timezone
from pytest_django.fixtures import Settings

from users import cards
from users.models import CardTries, LoginCard, User


def wrong(card: cards.NewCard) -> str:
    """The card's number with another secret."""
    last = "1" if card.secret.endswith("0") else "0"
    return card.number + card.secret[:-1] + last


def test_issued_card_opens_by_code_and_by_token(learner: User) -> None:
    card = cards.issue_card(learner)
    assert [len(group) for group in card.groups] == [4, 4, 4, 4]
    assert len(card.token) == 32  # 160 bits in base32
    assert cards.owner_of_code(card.code) == learner
    assert cards.owner_of_token(card.token) == learner
    assert cards.owner_of_token(card.token.lower()) == learner


def test_nothing_of_a_card_is_stored_but_hashes(learner: User) -> None:
    card = cards.issue_card(learner)
    stored = LoginCard.objects.values().get(user=learner)
    assert stored["number"] == card.number
    values = [str(value) for value in stored.values()]
    assert not any(card.secret in value or card.token in value for value in values)
    assert identify_hasher(stored["secret_hash"])


def test_production_hashes_the_secret_with_argon2(learner: User, settings: Settings) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
    card = cards.issue_card(learner)
    assert LoginCard.objects.get(user=learner).secret_hash.startswith("argon2$")
    assert cards.owner_of_code(card.code) == learner


@pytest.mark.parametrize(
    "spelling",
    [
        "1234567890123456",
        "1234 5678 9012 3456",
        "1234-5678-9012-3456",
        " 1234\u00a05678\u20139012.3456\t",
        "١٢٣٤ ٥٦٧٨ ٩٠١٢ ٣٤٥٦",
        "۱۲۳۴۵۶۷۸۹۰۱۲۳۴۵۶",
        "\u200f1234 5678 9012 3456\u200e",
    ],
)
def test_code_is_read_however_it_is_written(spelling: str) -> None:
    assert cards.read_code(spelling) == ("123456", "7890123456")


@pytest.mark.parametrize(
    ("typed", "digits"),
    [("", 0), ("1234", 4), ("12345678901234567", 17), ("1234 5678 9012 345x", 15), ("²²²²²²²²²²²²²²²²", 16)],
)
def test_what_is_no_code_is_told_apart(typed: str, digits: int) -> None:
    with pytest.raises(cards.NotACode) as told:
        cards.read_code(typed)
    assert told.value.digits == digits


def test_wrong_secret_opens_nothing(learner: User) -> None:
    assert cards.owner_of_code(wrong(cards.issue_card(learner))) is None


def test_new_card_replaces_the_old_one(learner: User) -> None:
    old = cards.issue_card(learner)
    new = cards.issue_card(learner)
    assert LoginCard.objects.filter(user=learner).count() == 1
    assert cards.owner_of_code(old.code) is None
    assert cards.owner_of_token(old.token) is None
    assert cards.owner_of_code(new.code) == learner


def test_blocked_card_opens_nothing_until_a_new_one_is_issued(learner: User) -> None:
    card = cards.issue_card(learner)
    cards.block_card(learner)
    assert cards.owner_of_code(card.code) is None
    assert cards.owner_of_token(card.token) is None
    assert cards.owner_of_code(cards.issue_card(learner).code) == learner


def test_staff_get_no_card(staff: User) -> None:
    with pytest.raises(cards.StaffHaveNoCard):
        cards.issue_card(staff)


def test_wait_grows_and_has_an_end() -> None:
    now = timezone.now()
    waits = [cards.wait_seconds(failures, now, now) for failures in range(12)]
    assert waits == [0, 0, 0, 10, 20, 40, 80, 160, 300, 300, 300, 300]
    assert cards.wait_seconds(3, now - timedelta(seconds=4), now) == 6
    assert cards.wait_seconds(9, now - timedelta(seconds=300), now) == 0
    assert cards.wait_seconds(9, now - timedelta(hours=24), now) == 0


def tries_until_wait(code: str, now: object) -> int:
    """How many wrong codes are looked at before the number has to rest."""
    for count in range(20):
        try:
            assert cards.owner_of_code(code, now) is None  # type: ignore[arg-type]
        except cards.TooSoon:
            return count
    return 20


@pytest.mark.parametrize("is_known", [True, False])
def test_known_and_unknown_numbers_wait_alike(learner: User, is_known: bool) -> None:
    card = cards.issue_card(learner)
    other = f"{(int(card.number) + 1) % 10**6:06}"
    code = wrong(card) if is_known else other + card.secret
    now = timezone.now()
    assert tries_until_wait(code, now) == cards.FREE_TRIES
    with pytest.raises(cards.TooSoon) as told:
        cards.owner_of_code(code, now + timedelta(seconds=1))
    assert told.value.seconds == 9
    assert cards.owner_of_code(code, now + timedelta(seconds=10)) is None
    with pytest.raises(cards.TooSoon) as told:
        cards.owner_of_code(code, now + timedelta(seconds=10))
    assert told.value.seconds == 20


def test_right_code_waits_too_and_then_opens(learner: User) -> None:
    card = cards.issue_card(learner)
    now = timezone.now()
    tries_until_wait(wrong(card), now)
    with pytest.raises(cards.TooSoon):
        cards.owner_of_code(card.code, now)
    assert cards.owner_of_code(card.code, now + timedelta(seconds=10)) == learner
    assert not CardTries.objects.exists()


def test_scanned_card_never_waits(learner: User) -> None:
    card = cards.issue_card(learner)
    tries_until_wait(wrong(card), timezone.now())
    assert cards.owner_of_token(card.token) == learner


def test_tries_are_forgotten_after_a_day(learner: User) -> None:
    card = cards.issue_card(learner)
    now = timezone.now()
    tries_until_wait(wrong(card), now)
    other = f"{(int(card.number) + 1) % 10**6:06}"
    assert cards.owner_of_code(other + card.secret, now + timedelta(hours=25)) is None
    assert list(CardTries.objects.values_list("number", flat=True)) == [other]


def test_tries_at_the_same_moment_are_all_counted(learner: User, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another try slips in between looking and counting: the row has changed, so this one looks again."""
    card = cards.issue_card(learner)
    now = timezone.now()
    cards.owner_of_code(wrong(card), now)
    original = CardTries.objects.get_or_create
    slipped_in: list[int] = []

    def looks_and_is_overtaken(**kwargs: Any) -> tuple[CardTries, bool]:
        found = original(**kwargs)
        if not slipped_in:
            slipped_in.append(CardTries.objects.filter(number=card.number).update(failures=2))
        return found

    monkeypatch.setattr(CardTries.objects, "get_or_create", looks_and_is_overtaken)
    cards.owner_of_code(wrong(card), now)
    assert CardTries.objects.get(number=card.number).failures == 3


def test_numbers_are_drawn_until_one_is_free(learner: User, monkeypatch: pytest.MonkeyPatch) -> None:
    taken = cards.issue_card(learner)
    other = User.objects.create_person("Grön Tall")
    draws = iter([int(taken.number), 7, 1234567890])
    monkeypatch.setattr(cards.secrets, "randbelow", lambda _below: next(draws))
    assert cards.issue_card(other).code == "0000 0712 3456 7890"
