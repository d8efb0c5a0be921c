"""No small number of people is ever told, and none can be reckoned from the others."""

import pytest
from django.utils.translation import override

from insight.figures import figure, figures


@pytest.mark.parametrize(
    ("times", "shown"),
    [(0, "0"), (1, "färre än 5"), (4, "färre än 5"), (5, "5"), (6, "6"), (1200, "1200")],
)
def test_a_count_is_nothing_few_or_the_number(times, shown):
    with override("sv"):
        assert figure(times) == shown


def test_a_number_that_no_count_can_be_is_refused():
    with pytest.raises(ValueError, match="-1"):
        figure(-1)


@pytest.mark.parametrize(
    ("counts", "shown"),
    [
        ({"a": 3, "b": 9, "c": 20}, {"a": "färre än 5", "b": "visas inte", "c": "20"}),
        ({"a": 3, "b": 2, "c": 20}, {"a": "färre än 5", "b": "färre än 5", "c": "20"}),
        ({"a": 0, "b": 9}, {"a": "0", "b": "9"}),
        ({"a": 1}, {"a": "färre än 5"}),
        ({}, {}),
    ],
)
def test_a_hidden_part_cannot_be_reckoned_from_the_total(counts, shown):
    with override("sv"):
        assert figures(counts) == shown
