"""The term."""

from __future__ import annotations

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.search import index

from core.privacy.admin_forms import GuardedModelForm
from courses.terms.words import is_plain_phrase, phrase_of

#: So short that it can stand under the sentence where the word is used.
LONGEST_EXPLANATION = 200


def languages() -> list[tuple[str, str]]:
    """The languages that guides are written in."""
    return list(settings.WAGTAIL_CONTENT_LANGUAGES)


class Term(index.Indexed, models.Model):
    """A hard word and its explanation in one language. The same `key` is the same thing in every language."""

    key = models.SlugField(_("permanent key"), max_length=40, help_text=_("The same in every language."))
    language = models.CharField(_("language"), max_length=12, choices=languages)
    word = models.CharField(_("word"), max_length=60, help_text=_("As in a dictionary: “handläggare”."))
    forms = models.CharField(
        _("other forms"),
        max_length=400,
        blank=True,
        help_text=_("As they stand in texts, with a comma between: “handläggaren, handläggarens”."),
    )
    explanation = models.CharField(
        _("explanation"),
        max_length=LONGEST_EXPLANATION,
        help_text=_("One or two short sentences in everyday words. It stands right under the text."),
    )

    search_fields = [
        index.SearchField("word", boost=3),
        index.SearchField("forms"),
        index.SearchField("explanation"),
        index.FilterField("language"),
    ]

    base_form_class = GuardedModelForm

    class Meta:
        ordering = ["language", "word"]
        constraints = [
            models.UniqueConstraint(fields=["key", "language"], name="one_term_of_a_key_in_a_language")
        ]
        verbose_name = _("hard word")
        verbose_name_plural = _("hard words")

    def __str__(self) -> str:
        return self.word

    @property
    def all_forms(self) -> list[str]:
        """The word and its other forms, each once."""
        return list(dict.fromkeys([self.word, *listed_forms(self.forms)]))

    def clean(self) -> None:
        """Only words that can be found in a text, and no form that another term of the language has."""
        super().clean()
        for field, forms in (("word", [self.word]), ("forms", listed_forms(self.forms))):
            for form in forms:
                if not is_plain_phrase(form):
                    raise ValidationError(
                        {field: _("Only letters, digits, hyphens and spaces: “%(form)s”.") % {"form": form}}
                    )
        mine = {phrase_of(form): form for form in self.all_forms}
        for other in Term.objects.filter(language=self.language).exclude(pk=self.pk):
            for form in other.all_forms:
                if phrase_of(form) in mine:
                    raise ValidationError(
                        {
                            "forms": _("“%(form)s” belongs to the word “%(word)s” already.")
                            % {"form": form, "word": other.word}
                        }
                    )


def listed_forms(written: str) -> list[str]:
    """The forms that stand in a text with commas between them."""
    return [form for part in written.split(",") if (form := " ".join(part.split()))]
