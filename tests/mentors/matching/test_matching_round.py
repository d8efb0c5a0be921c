"""`manage.py matching_round`: the formats, what does not fit, and no database."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

pytestmark = pytest.mark.one_database

FITS = {
    "learners": [1, "två"],
    "mentors": [{"id": "a", "capacity": 1}, {"id": 2, "capacity": 3}],
    "pairs": [[1, "a", 3], ["två", "a", 4], ["två", 2, 9]],
    "unmatched_cost": 100,
    "load_cost": [0, 2],
}


def solved(tmp_path: Path, data: object, **options: bool) -> str:
    file = tmp_path / "instance.json"
    file.write_text(data if isinstance(data, str) else json.dumps(data), encoding="utf-8")
    out = StringIO()
    call_command("matching_round", source=str(file), stdout=out, stderr=StringIO(), **options)
    return out.getvalue()


def test_answer_has_the_promised_format(tmp_path: Path) -> None:
    assert json.loads(solved(tmp_path, FITS, json=True)) == {
        "pairs": [[1, "a"], ["två", 2]],
        "unmatched": [],
        "total_cost": 12,
        "prices": {"2": 2, "a": 97},
    }


def test_huge_weights_just_work(tmp_path: Path) -> None:
    huge = {**FITS, "pairs": [[1, "a", 2**90]], "unmatched_cost": 2**91}

    assert json.loads(solved(tmp_path, huge, json=True))["total_cost"] == 2**90 + 2**91


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"pairs": [[1, "a", 3], [1, "a", 4]]}, "pairs[1]: the same two people as pairs[0]"),
        ({"pairs": [[7, "a", 3]]}, "pairs[0][0]: expected the id of a learner, got 7"),
        ({"pairs": [[1, "b", 3]]}, "pairs[0][1]: expected the id of a mentor, got 'b'"),
        ({"pairs": [[1, "a", 3.5]]}, "pairs[0][2]: expected a whole number, got 3.5"),
        ({"pairs": [[1, "a", True]]}, "pairs[0][2]: expected a whole number, got true"),
        ({"pairs": [[True, "a", 1]]}, "pairs[0][0]: expected an id (a whole number or a text), got true"),
        ({"pairs": [[1, "a"]]}, "pairs[0]: expected [learner, mentor, cost]"),
        ({"pairs": {}}, "pairs: expected a list, got {}"),
        ({"learners": [1, "två", 1]}, "learners[2]: the same id as learners[0], 1"),
        (
            {"mentors": [{"id": 2, "capacity": -1}], "pairs": []},
            "mentors[0].capacity: expected 0 or more, got -1",
        ),
        ({"mentors": [{"id": 2}]}, "mentors[0]: the key 'capacity' is missing"),
        ({"mentors": [{"id": 2, "capacity": 1}, {"id": "2", "capacity": 1}], "pairs": []}, "mentors[1].id"),
        ({"load_cost": [3, 1]}, "load_cost[1]: expected at least 3"),
        ({"load_cost": []}, "load_cost: expected at least one"),
        ({"unmatched_cost": None}, "unmatched_cost: expected a whole number, got null"),
    ],
)
def test_what_does_not_fit_is_said_with_its_place(tmp_path: Path, change: dict, said: str) -> None:
    with pytest.raises(CommandError) as refused:
        solved(tmp_path, {**FITS, **change}, json=True)

    assert said in str(refused.value)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{", "line 1, column 2: not JSON"),
        ("", "line 1, column 1: not JSON"),
        ("[]", "$: expected an object"),
        ("{}", "$: the key 'learners' is missing"),
        ('{"unmatched_cost": NaN}', "expected whole numbers, got NaN"),
        ('{"learners": [], "learners": []}', "the key 'learners' stands twice"),
        ("[" * 200_000, "nested too deeply"),
        ('{"unmatched_cost": ' + "9" * 5000 + "}", "cannot be read"),
    ],
)
def test_a_file_that_is_no_instance_is_refused(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(CommandError) as refused:
        solved(tmp_path, text, json=True)

    assert said in str(refused.value)


def test_works_with_no_database_and_from_standard_input(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "manage.py", "matching_round", "--from", "-", "--json"],
        input=json.dumps({**FITS, "learners": [1, "två", "ensam"]}),
        env={**os.environ, "MEDLOTS_VAR": str(tmp_path / "nothing"), "DATABASE_URL": ""},
        capture_output=True,
        text=True,
        check=True,
    )

    assert json.loads(done.stdout)["unmatched"] == ["ensam"]
    assert "1 of 3 learners have no allowed mentor at all." in done.stderr
    assert not list(tmp_path.rglob("*.sqlite3"))


def test_a_refusal_has_exit_code_1_and_no_trace(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "manage.py", "matching_round", "--from", str(tmp_path / "missing.json"), "--json"],
        env={**os.environ, "DATABASE_URL": ""},
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert "missing.json: No such file or directory" in done.stderr
