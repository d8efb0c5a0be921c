"""The list of erased people outside the database: written whole, and forgotten when no backup holds them."""

from __future__ import annotations

import datetime
import uuid
from pathlib import Path

import pytest
import time_machine
from pytest_django.fixtures import Settings

from users import erased_list

DAY = datetime.datetime(2026, 3, 1, 12, tzinfo=datetime.UTC)


@pytest.fixture(autouse=True)
def _own_list(settings: Settings, tmp_path: Path) -> None:
    settings.ERASED_LIST = tmp_path / "erased.txt"
    settings.BACKUPS_KEPT_DAYS = 90


def two_erased() -> tuple[str, str]:
    """One person erased on the day, one a month later."""
    people = uuid.uuid4(), uuid.uuid4()
    for number, person in enumerate(people):
        with time_machine.travel(DAY + datetime.timedelta(days=30 * number), tick=False):
            erased_list.note(person)
    early, late = map(erased_list.hash_of, people)
    return early, late


def test_a_line_goes_a_week_after_the_last_backup_with_that_person() -> None:
    early, late = two_erased()
    last = DAY.date() + datetime.timedelta(days=97)
    assert erased_list.trim(last) == 0
    assert erased_list.hashes() == {early, late}
    assert erased_list.trim(last + datetime.timedelta(days=1)) == 1
    assert erased_list.hashes() == {late}
    assert oct(erased_list.where().stat().st_mode)[-3:] == "600"


def test_no_line_goes_while_nobody_says_how_long_backups_are_kept(settings: Settings) -> None:
    settings.BACKUPS_KEPT_DAYS = 0
    both = set(two_erased())
    assert erased_list.trim(DAY.date() + datetime.timedelta(days=36500)) == 0
    assert erased_list.hashes() == both


def test_whoever_waits_while_the_list_is_trimmed_writes_into_the_new_one() -> None:
    early, late = two_erased()
    with erased_list._locked() as old:
        erased_list.where().rename(erased_list.where().with_name("old"))
        erased_list.where().write_text(old.read(), "ascii")
        third = uuid.uuid4()
        erased_list.note(third)
    assert erased_list.hashes() == {early, late, erased_list.hash_of(third)}


def test_a_line_cut_off_by_a_power_cut_spoils_no_other() -> None:
    early, late = two_erased()
    whole = erased_list.where().read_text("ascii")
    erased_list.where().write_text(whole[:-20], "ascii")
    third = uuid.uuid4()
    erased_list.note(third)
    assert {early, erased_list.hash_of(third)} <= erased_list.hashes()
    assert late not in erased_list.hashes()
