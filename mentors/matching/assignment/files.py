"""An instance from a file and an answer to it. What does not fit is said with its place, never with a trace."""

from __future__ import annotations

import json
from typing import Any

from mentors.matching.assignment.instance import Assigned, Id, Instance, NotAnInstance, Seat

KEYS = ("learners", "mentors", "pairs", "unmatched_cost", "load_cost")


def instance_from(content: bytes) -> Instance:
    """The instance that `content` describes, in JSON. Raises `NotAnInstance` with the place of what does not fit."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise NotAnInstance(f"byte {error.start}: expected UTF-8 text") from None
    try:
        data = json.loads(text, parse_constant=_no_constant, object_pairs_hook=_once)
    except json.JSONDecodeError as error:
        raise NotAnInstance(f"line {error.lineno}, column {error.colno}: not JSON: {error.msg}") from None
    except RecursionError:
        raise NotAnInstance("the file is nested too deeply") from None
    except NotAnInstance:
        raise
    except ValueError as error:
        raise NotAnInstance(f"a number in the file cannot be read: {error}") from None
    if not isinstance(data, dict):
        raise NotAnInstance(f"$: expected an object with {', '.join(KEYS)}, got {_kind(data)}")
    for key in KEYS:
        if key not in data:
            raise NotAnInstance(f"$: the key {key!r} is missing")
    mentors = []
    for nth, one in enumerate(_list(data["mentors"], "mentors")):
        if not isinstance(one, dict):
            raise NotAnInstance(f'mentors[{nth}]: expected {{"id", "capacity"}}, got {_kind(one)}')
        for key in ("id", "capacity"):
            if key not in one:
                raise NotAnInstance(f"mentors[{nth}]: the key {key!r} is missing")
        where = f"mentors[{nth}]"
        mentors.append(Seat(_id(one["id"], f"{where}.id"), _whole(one["capacity"], f"{where}.capacity")))
    pairs = []
    for nth, one in enumerate(_list(data["pairs"], "pairs")):
        if not isinstance(one, list) or len(one) != 3:
            raise NotAnInstance(f"pairs[{nth}]: expected [learner, mentor, cost], got {_kind(one)}")
        learner, mentor = _id(one[0], f"pairs[{nth}][0]"), _id(one[1], f"pairs[{nth}][1]")
        pairs.append((learner, mentor, _whole(one[2], f"pairs[{nth}][2]")))
    instance = Instance(
        learners=tuple(
            _id(one, f"learners[{nth}]") for nth, one in enumerate(_list(data["learners"], "learners"))
        ),
        mentors=tuple(mentors),
        pairs=tuple(pairs),
        unmatched_cost=_whole(data["unmatched_cost"], "unmatched_cost"),
        load_cost=tuple(
            _whole(one, f"load_cost[{nth}]") for nth, one in enumerate(_list(data["load_cost"], "load_cost"))
        ),
    )
    keys: dict[str, int] = {}
    for nth, seat in enumerate(instance.mentors):
        if (first := keys.setdefault(str(seat.id), nth)) != nth:
            raise NotAnInstance(
                f"mentors[{nth}].id: {seat.id!r} and mentors[{first}].id would have the same name among the prices"
            )
    return instance


def answer_as_data(answer: Assigned) -> dict[str, Any]:
    """The answer as it is written to a file. A key of JSON is a text, so the prices' keys are texts."""
    return {
        "pairs": [list(pair) for pair in answer.pairs],
        "unmatched": list(answer.unmatched),
        "total_cost": answer.total_cost,
        "prices": {str(mentor): price for mentor, price in answer.prices.items()},
    }


def remarks(instance: Instance) -> list[str]:
    """Why an instance that fits has an empty or a thin answer."""
    said = []
    if not instance.learners:
        said.append("There are no learners, so there is nobody to find a mentor for.")
    if not instance.mentors:
        said.append("There are no mentors, so everybody stays without.")
    elif not any(seat.capacity for seat in instance.mentors):
        said.append("No mentor has room for one more (every capacity is 0), so everybody stays without.")
    if instance.learners and instance.mentors:
        alone = len(set(instance.learners) - {learner for learner, _mentor, _cost in instance.pairs})
        if alone:
            said.append(f"{alone} of {len(instance.learners)} learners have no allowed mentor at all.")
    return said


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise NotAnInstance(f"the key {key!r} stands twice in the same object")
        found[key] = value
    return found


def _no_constant(name: str) -> None:
    raise NotAnInstance(f"expected whole numbers, got {name}")


def _list(value: Any, where: str) -> list[Any]:
    if not isinstance(value, list):
        raise NotAnInstance(f"{where}: expected a list, got {_kind(value)}")
    return value


def _id(value: Any, where: str) -> Id:
    if isinstance(value, bool) or not isinstance(value, int | str):
        raise NotAnInstance(f"{where}: expected an id (a whole number or a text), got {_kind(value)}")
    return value


def _whole(value: Any, where: str) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise NotAnInstance(f"{where}: expected a whole number, got {_kind(value)}")
    return value


def _kind(value: Any) -> str:
    """The value, short: what it is and how it begins."""
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 40 else f"{text[:37]}..."
