"""Small glossaries for tests."""

from __future__ import annotations

from courses.terms.glossary import Glossary, _glossary
from courses.terms.models import Term


def glossary_of(words: dict[str, str], language: str = "sv") -> Glossary:
    """A glossary of `words`: explanations by forms ("kod, koden"), of which the first is the word."""
    rows = []
    for number, (forms, explanation) in enumerate(words.items()):
        word, _, others = forms.partition(",")
        rows.append((language, f"key-{number}", word, others, explanation))
    return _glossary(language, tuple(rows))


def term(word: str, explanation: str, language: str = "sv", forms: str = "", key: str = "") -> Term:
    """A term in the database."""
    return Term.objects.create(
        key=key or word.lower().replace(" ", "-"),
        word=word,
        explanation=explanation,
        language=language,
        forms=forms,
    )
