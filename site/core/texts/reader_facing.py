"""Which texts of the interface a reader can meet: the one place that says so.

Every text in code and templates is reader-facing, but for what stands in a place of the staff (`STAFF_PLACES`) and for
the names that models and their forms in the admin give to their fields. What only staff read is written in Swedish and
English; what readers read is written in every language of the interface (see `checking.py`).
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.conf import settings
from django.utils.translation.template import templatize

#: Where our code and templates lie, below the project's folder.
ROOTS = ("courses", "mentors", "media", "site")
#: Folders and files that only those who work here see, by their paths below the project's folder.
STAFF_PLACES = re.compile(
    r"(^|/)(desk|admin|staff|translations|management|retention|rounds|mfa|insight|migrations|tests"
    r"|wagtail_hooks|questions\.py|personal_data\.py|permission_cells\.py|checks\.py|roles\.py)"
    r"|core/impact\.py|core/inventory\.py|core/texts/|impact_assessment\.html|/admin\.py|guides/blocks\.py"
    r"|practice/blocks\.py|users/forms/staff\.py|services/models\.py|guides/easy\.py"
    r"|guides/readiness\.py|practice/readiness\.py|practice/models\.py|search/models\.py|sound/models\.py|media/sound\.py|permission"
)
#: How many of the arguments of each function are texts, and whether a context stands before them.
_FUNCTIONS = {
    "_": (1, False),
    "gettext": (1, False),
    "gettext_lazy": (1, False),
    "gettext_noop": (1, False),
    "pgettext": (1, True),
    "pgettext_lazy": (1, True),
    "ngettext": (2, False),
    "ngettext_lazy": (2, False),
    "npgettext": (2, True),
    "npgettext_lazy": (2, True),
}
_LABELS = ("verbose_name", "verbose_name_plural", "help_text", "label")
_RELATIONS = ("ForeignKey", "OneToOneField", "ManyToManyField", "ParentalKey", "ParentalManyToManyField")
_IN_TEMPLATE = re.compile(r"\b(?:n?p?gettext|_)\(")


@dataclass(frozen=True)
class Text:
    """One text as the catalogues know it: English, in a `context`, with a plural where it counts something."""

    english: str
    context: str = ""
    plural: str = ""


@cache
def reader_facing() -> dict[Text, str]:
    """Every text that a reader can meet, and the first file that it stands in."""
    found: dict[Text, str] = {}
    base = Path(settings.PROJECT_DIR)
    for root in ROOTS:
        for path in sorted((base / root).rglob("*")):
            place = str(path.relative_to(base))
            if path.suffix not in {".py", ".html", ".txt"} or STAFF_PLACES.search(place):
                continue
            source = path.read_text(encoding="utf-8")
            texts = in_code(source) if path.suffix == ".py" else in_template(source)
            for text in texts:
                found.setdefault(text, place)
    return found


def in_code(source: str) -> Iterator[Text]:
    """The texts in Python `source`, without the names that models give to their fields."""
    if "gettext" not in source:
        return
    tree = ast.parse(source)
    labels = {id(inner) for node in ast.walk(tree) for label in _labels(node) for inner in ast.walk(label)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and id(node) not in labels:
            text = _text(node)
            if text is not None:
                yield text


def in_template(source: str) -> Iterator[Text]:
    """The texts in a template's `source`."""
    if "trans" not in source and "_(" not in source:
        return
    code = templatize(source)
    for start in _IN_TEMPLATE.finditer(code):
        text = _text(_call_at(code, start.start()))
        if text is not None:
            yield text


def _call_at(code: str, start: int) -> ast.Call:
    """The call that begins at `start`, in what Django makes of a template."""
    depth, place, quote = 0, code.index("(", start), ""
    while True:
        char = code[place]
        if quote:
            if char == "\\":
                place += 1
            elif char == quote:
                quote = ""
        elif char in "'\"":
            quote = char
        else:
            depth += {"(": 1, ")": -1}.get(char, 0)
            if not depth:
                break
        place += 1
    # A variable of the template can stand for the count.
    call = re.sub(r",\s*count\)$", ", 0)", code[start : place + 1])
    [statement] = ast.parse(call.replace("\n", "\\n") if "\n" in call else call).body
    call_read: ast.Call = statement.value  # type: ignore[attr-defined, unused-ignore]
    return call_read


def _text(call: ast.Call) -> Text | None:
    name = _name(call.func)
    if name not in _FUNCTIONS:
        return None
    count, has_context = _FUNCTIONS[name]
    written = [
        each.value for each in call.args if isinstance(each, ast.Constant) and isinstance(each.value, str)
    ]
    if len(written) < count + has_context:
        return None
    context = written.pop(0) if has_context else ""
    return Text(written[0], context, written[1] if count == 2 else "")


def _labels(node: ast.AST) -> Iterator[ast.AST]:
    """Below `node`: what names models and fields, and panels of the admin."""
    if isinstance(node, ast.ClassDef) and node.name == "Meta":
        yield node
    if not isinstance(node, ast.Call):
        return
    name = _name(node.func)
    owner = _name(node.func.value) if isinstance(node.func, ast.Attribute) else ""
    if name.endswith("Panel"):
        yield node
    if (
        owner != "models"
        and not name.endswith("Block")
        and name not in (*_RELATIONS, "ClusterTaggableManager")
    ):
        return
    yield from (each.value for each in node.keywords if each.arg in _LABELS)
    if owner == "models" and node.args and isinstance(node.args[0], ast.Call):
        yield node.args[0]


def _name(node: ast.AST) -> str:
    return node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")
