"""A bar, and how it is printed."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Bar:
    """Something measured against the most that it may be. `detail` says on what it was measured."""

    name: str
    measured: float
    at_most: float
    unit: str
    detail: str = ""

    @property
    def is_met(self) -> bool:
        """Whether what was measured is within the bar."""
        return self.measured <= self.at_most

    def line(self) -> str:
        """One line for the screen."""
        verdict = "met   " if self.is_met else "MISSED"
        return (
            f"{verdict}  {_number(self.measured):>9} ≤ {_number(self.at_most):<9} {self.unit:<8} {self.name}"
            + (f" ({self.detail})" if self.detail else "")
        )


def _number(value: float) -> str:
    return f"{value:,.0f}" if float(value).is_integer() or value >= 1000 else f"{value:.3f}"
