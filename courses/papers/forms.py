"""The days a person writes: numbers of days and codes of papers, in the address and nowhere else."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from core.digits import ascii_digits
from courses.papers.calendar import DAYS, UsualDay
from courses.papers.kinds import PAPERS, Paper

#: `17`, `den 17`, `17:e`, `17.`, `17th`.
_DAY = re.compile(r"(?:den\s*)?(\d{1,2})(?::?[ae]|st|nd|rd|th|\.)?", re.IGNORECASE)


class DayOfMonthField(forms.CharField):
    """A day of the month, 1 to 31, the way people write it, in digits of any script."""

    widget = forms.TextInput(attrs={"inputmode": "numeric", "size": 4, "autocomplete": "off", "dir": "auto"})

    def clean(self, value: Any) -> int | None:
        """The number, or nothing for nothing where that is allowed."""
        typed: str = super().clean(value)
        if not typed:
            return None
        found = _DAY.fullmatch(ascii_digits(typed))
        if found and int(found[1]) in DAYS:
            return int(found[1])
        raise ValidationError(self.error_messages["invalid"], code="invalid")


@dataclass(frozen=True)
class Row:
    """One paper of the form: its day and, where it makes sense to ask, whether it comes in another month."""

    paper: Paper
    day: forms.BoundField
    other_month: forms.BoundField | None


def month_after_name(code: str) -> str:
    """The name, in the address, of the answer "it comes in the month after"."""
    return f"{code}_after"


def month_before_name(code: str) -> str:
    """The name, in the address, of the answer "it comes already in the month before"."""
    return f"{code}_before"


class PapersForm(forms.Form):
    """The last day for the application, and the day each paper usually comes."""

    use_required_attribute = False

    due = DayOfMonthField(
        label=_("Which day of the month must your application be in?"),
        help_text=_("Write the number of the last day, such as 10."),
        error_messages={
            "required": _("Write the last day for your application, such as 10."),
            "invalid": _("The last day is a number from 1 to 31. Write for example 10."),
        },
    )

    def __init__(self, data: QueryDict | None = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        for paper in PAPERS:
            self.fields[paper.code] = DayOfMonthField(
                label=paper.name,
                required=False,
                error_messages={"invalid": _("A day is a number from 1 to 31. Write for example 17.")},
            )
            self.fields[month_after_name(paper.code)] = forms.BooleanField(
                label=_("It comes in the month after the last day"), required=False
            )
            self.fields[month_before_name(paper.code)] = forms.BooleanField(
                label=_("It comes already in the month before"), required=False
            )

    @classmethod
    def from_address(cls, address: QueryDict) -> PapersForm:
        """The form as the address fills it. Where only the due day is known it waits, without errors."""
        if any(paper.code in address for paper in PAPERS):
            return cls(address)
        return cls(initial={"due": address.get("due", "")})

    def clean(self) -> dict[str, Any]:
        """One paper at least."""
        cleaned = super().clean() or self.cleaned_data
        if not self.errors and not self.usual_days():
            self.add_error(PAPERS[0].code, _("Write the day for one paper at least."))
        return cleaned

    def usual_days(self) -> list[UsualDay]:
        """The papers that were given a day, in the order of the page."""
        return [
            UsualDay(paper.code, day, self._months_after(paper.code))
            for paper in PAPERS
            if (day := self.cleaned_data.get(paper.code))
        ]

    def rows(self) -> Iterator[Row]:
        """The papers.

        "The month after" is asked where a day comes before the due day, "the month before" where it comes after
        it; and what was ticked.
        """
        for paper in PAPERS:
            asked = self._asks_month(paper.code)
            yield Row(paper, self[paper.code], self[asked] if asked else None)

    def _asks_month(self, code: str) -> str:
        """The name of the question for one paper; nothing where there is none to ask."""
        if not self.is_bound:
            return ""
        self.is_valid()
        known = self.cleaned_data
        day, due = known.get(code) or 0, known.get("due") or 0
        after, before = month_after_name(code), month_before_name(code)
        if known.get(after) or known.get(before):
            return after if known.get(after) else before
        if not day or not due or day == due:
            return ""
        return after if day < due else before

    def _months_after(self, code: str) -> int:
        """1 for the month after, which wins over -1 for the month before; else 0."""
        if self.cleaned_data[month_after_name(code)]:
            return 1
        return -1 if self.cleaned_data[month_before_name(code)] else 0

    def address(self) -> str:
        """The shortest query string that says the same as this valid form."""
        said = [("due", str(self.cleaned_data["due"]))]
        for usual in self.usual_days():
            said.append((usual.paper, str(usual.day)))
            if usual.months_after:
                name = month_after_name if usual.months_after > 0 else month_before_name
                said.append((name(usual.paper), "1"))
        return urlencode(said)
