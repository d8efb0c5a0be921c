"""What a person may write, and what becomes of it."""

import pytest
from django.http import QueryDict
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from courses.papers.calendar import UsualDay
from courses.papers.forms import PapersForm
from courses.papers.kinds import PAPERS

pytestmark = pytest.mark.one_database


def form(address):
    return PapersForm.from_address(QueryDict(address))


@pytest.mark.parametrize(
    "typed", ["17", " 17 ", "17:e", "17e", "17.", "17th", "den 17", "Den 17:e", "١٧", "۱۷", "１７"]
)
def test_a_day_is_read_the_way_people_write_it(typed):
    query = QueryDict(mutable=True)
    query.update({"due": "10", "rent": typed})
    assert PapersForm.from_address(query).is_valid()
    assert PapersForm(query).data["rent"] == typed


@pytest.mark.parametrize(
    ("typed", "day"), [("1", 1), ("1:a", 1), ("2:a", 2), ("31", 31), ("3rd", 3), ("٣١", 31), ("09", 9)]
)
def test_a_day_becomes_its_number(typed, day):
    query = QueryDict(mutable=True)
    query.update({"due": typed, "rent": "5"})
    filled = PapersForm(query)
    assert filled.is_valid()
    assert filled.cleaned_data["due"] == day


@pytest.mark.parametrize(
    "typed", ["0", "32", "-1", "x", "1.5", "10 11", "17/12", "²", "Ⅶ", "1" * 500, "<b>7</b>", "\x00"]
)
def test_what_is_no_day_gets_a_word_beside_it_and_stays_as_typed(typed):
    query = QueryDict(mutable=True)
    query.update({"due": typed, "rent": "17"})
    filled = PapersForm(query)
    assert not filled.is_valid()
    assert list(filled.errors) == ["due"]
    assert filled["due"].value() == typed
    assert filled["rent"].value() == "17"


@given(st.text(max_size=40))
def test_any_text_is_a_day_or_an_error_and_never_a_fault(typed):
    query = QueryDict(mutable=True)
    query.update({"due": "10", "rent": typed})
    filled = PapersForm(query)
    if filled.is_valid():
        assert [usual.day in range(1, 32) for usual in filled.usual_days()] == [True]


def test_no_paper_at_all_asks_for_one():
    with override("en"):
        assert form("due=10&rent=&electricity=").errors == {"rent": ["Write the day for one paper at least."]}


def test_a_link_with_the_due_day_alone_waits_without_errors():
    waiting = form("due=10")
    assert not waiting.is_bound
    assert waiting["due"].value() == "10"


def test_other_things_in_the_address_are_not_looked_at():
    filled = form("due=10&rent=17&name=Kim&paper=%F0%9F%98%80")
    assert filled.is_valid()
    assert filled.address() == "due=10&rent=17"


def asked(query: str) -> list[str]:
    return [row.other_month.name for row in form(query).rows() if row.other_month]


def test_another_month_is_asked_about_where_it_makes_sense():
    filled = "due=10&rent=5&electricity=18&union=20&union_after=1&income=10&account=3&account_before=1"
    assert asked(filled) == ["rent_after", "electricity_before", "union_after", "account_before"]
    assert asked("") == asked("due=x&rent=5") == []


DAYS = st.integers(1, 31)


@given(
    DAYS,
    st.dictionaries(
        st.sampled_from([paper.code for paper in PAPERS]),
        st.tuples(DAYS, st.sampled_from([-1, 0, 1])),
        min_size=1,
    ),
)
def test_the_address_says_all_and_nothing_more(due, papers):
    query = QueryDict(mutable=True)
    query["due"] = str(due)
    for code, (day, months_after) in papers.items():
        query[code] = f"den {day}:e"
        if months_after:
            query[f"{code}_{'after' if months_after > 0 else 'before'}"] = "on"
    filled = PapersForm(query)
    assert filled.is_valid()
    again = form(filled.address())
    assert again.is_valid()
    assert again.address() == filled.address()
    assert again.cleaned_data["due"] == due
    assert {usual.paper: usual for usual in again.usual_days()} == {
        code: UsualDay(code, day, months_after) for code, (day, months_after) in papers.items()
    }
    assert set(filled.address()) <= set("abcdefghijklmnopqrstuvwxyz_0123456789=&")


@pytest.mark.parametrize("language", ["sv", "sv-simple", "en", "ar"])
def test_the_swedish_word_on_a_paper_is_said_once(language):
    with override(language):
        labels = [f"{paper.name} ({paper.beside_name})".replace(" ()", "") for paper in PAPERS]
    is_swedish = language.startswith("sv")
    assert [label.count("(") for label in labels] == [0 if is_swedish else 1] * len(PAPERS)
