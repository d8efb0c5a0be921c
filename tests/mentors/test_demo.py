"""The make-believe municipality: something on every page, and nothing twice."""

from __future__ import annotations

from collections import Counter

import pytest

from mentors.cards.models import CanShow, NeedsCard
from mentors.demo.fill import fill, people_to_sign_in_as
from mentors.loans.models import Loan
from mentors.matching.models import Pairing, PairingEvent
from mentors.matching.waiting import expected_wait
from mentors.meetings.models import Meeting
from users.models import User

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def everything() -> dict[str, int]:
    return {model.__name__: model.objects.count() for model in (User, Pairing, PairingEvent, Meeting, Loan)}


def test_the_demo_has_something_of_everything_and_a_second_run_changes_nothing(
    settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.MEDLOTS_DEMO = True
    # The register of facts is filled by the content, which is another test's.
    monkeypatch.setattr("mentors.demo.fill.fill_local_facts", lambda *args, **kwargs: None)
    monkeypatch.setattr("mentors.demo.fill.fill_regional_facts", lambda *args, **kwargs: None)
    fill()

    assert set(Pairing.objects.values_list("state", flat=True)) == set(Pairing.State.values)
    assert set(Loan.objects.values_list("state", flat=True)) == {Loan.State.RESERVED, Loan.State.OUT}
    assert len(set(CanShow.objects.values_list("guide_key", flat=True))) == 24
    in_line = {card.learner.alias: expected_wait(card) for card in NeedsCard.objects.waiting()}
    assert {alias: wait.speakers for alias, wait in in_line.items() if wait}["Blå Sippa"] == 0
    assert Counter(len(card.can_do.all()) > 0 for card in NeedsCard.objects.all())[True] == 4

    before = everything()
    NeedsCard.objects.filter(learner__alias="Snabb Bäck").update(waiting_since=None)
    User.objects.filter(alias="Tidig Lärka").update(alias="Sara")
    fill()

    assert everything() == before
    assert [person.alias for person in people_to_sign_in_as()] == ["Sara", "Glad Sparv"]
    assert not NeedsCard.objects.waiting().filter(learner__alias="Snabb Bäck").exists()
