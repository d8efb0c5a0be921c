"""The privacy guard at the door of the admin: what editors and coordinators write and upload.

Their texts are full of phone numbers of authorities, and guides speak of codes: those are fine here. Numbers that
point at one person or at somebody's money are not, whoever they belong to.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePath
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm, WagtailAdminPageForm
from wagtail.blocks import StreamValue

from core.privacy.addresses import NEVER
from core.privacy.finding import Severity
from core.privacy.guard import MESSAGES, findings

IN_FILE_NAME = _(
    "The name of the file holds something that looks like a number of somebody's own. "
    "Give the file another name and choose it again."
)


def problems_in(value: Any) -> list[ValidationError]:
    """What stops a text of the admin: one error for each kind of number found in `value`, however deep."""
    kinds = {
        one.kind: None
        for text in texts_in(value)
        for one in findings(text)
        if one.severity is Severity.BLOCK and one.kind in NEVER
    }
    return [ValidationError(MESSAGES[kind], code=kind.value) for kind in kinds]


def texts_in(value: Any) -> Iterator[str]:
    """Every text of a form's value: a string, a stream of blocks, lists and dicts of them."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, StreamValue):
        # Ids are made by machines.
        yield from texts_in([(block["type"], block["value"]) for block in value.get_prep_value()])
    elif isinstance(value, dict):
        for key, one in value.items():
            if key != "id":
                yield from texts_in(one)
    elif isinstance(value, list | tuple):
        for one in value:
            yield from texts_in(one)


class GuardedAdminForm:
    """For an admin form: refuses such numbers in its fields, in the rows below it and in names of files."""

    def clean(self) -> dict[str, Any]:
        """Look at every text; each error stands beside its field, and repeats nothing."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data  # type: ignore[misc, attr-defined]
        guard(self)  # type: ignore[arg-type]
        return cleaned

    def is_valid(self) -> bool:
        """With the rows below it, which are forms of their own."""
        valid: bool = super().is_valid()  # type: ignore[misc]
        found = False
        for formset in getattr(self, "formsets", {}).values():
            for row in formset.forms:
                if row.is_valid() and guard(row):
                    found = True
        return valid and not found


def guard(form: forms.BaseForm) -> bool:
    """Add what stops each field of a form that has been cleaned. Says whether there was anything."""
    found: dict[str, list[ValidationError]] = {}
    for name, value in form.cleaned_data.items():
        problems = problems_in(value)
        if isinstance(value, File) and problems_in(PurePath(value.name or "").stem):
            problems = [ValidationError(IN_FILE_NAME, code="file_name")]
        if problems and name in form.fields:
            found[name] = problems
    for name, problems in found.items():
        form.add_error(name, problems)  # type: ignore[arg-type]
    return bool(found)


class GuardedPageForm(GuardedAdminForm, WagtailAdminPageForm):
    """For pages."""


class GuardedModelForm(GuardedAdminForm, WagtailAdminModelForm):
    """For snippets and settings."""
