"""Load the hard words from their files: terms/<language>.toml."""

from __future__ import annotations

from typing import Any

from courses.content import files
from courses.content.files import CONTENT_DIR, ContentFile
from courses.content.memory import Report, load_if_ours
from courses.terms.models import Term

FIELDS = ("word", "forms", "explanation")


def term_files() -> dict[str, ContentFile]:
    """The files of words by language, Swedish first; none for a language that has no list."""
    paths = {language: CONTENT_DIR / "terms" / f"{language}.toml" for language in files.languages()}
    return {language: files.read(path) for language, path in paths.items() if path.exists()}


def load_terms(report: Report) -> None:
    """Every list of words. A word that an editor has added stays; a changed one keeps its whole file out."""
    for language, file in term_files().items():
        load_language(language, file, report)


def load_language(language: str, file: ContentFile, report: Report) -> None:
    """The words of one language. Raises `ValidationError` for one that cannot be found in a text."""
    wanted: dict[str, dict[str, Any]] = file.data["terms"]
    ours = Term.objects.filter(language=language, key__in=wanted)

    def state() -> Any | None:
        return list(ours.order_by("key").values_list("key", *FIELDS)) or None

    def write() -> None:
        for key, row in wanted.items():
            term = ours.filter(key=key).first() or Term(key=key, language=language)
            term.word, term.explanation = row["word"], row["explanation"]
            term.forms = ", ".join(row.get("forms", []))
            term.full_clean()
            term.save()

    load_if_ours(file, report, state, write)
