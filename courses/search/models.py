"""The index: what can be found, and the words that lead to it."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from courses.search.folding import LONGEST_WORD

#: Begins what stands for several words written together, so that it is none of the words.
PHRASE = " "


class Part(models.IntegerChoices):
    """Where a word stands. The number is what a word there weighs."""

    TITLE = 10, _("title")
    TAG = 9, _("everyday word")
    NEED = 8, _("need")
    SYNONYM = 7, _("another word for its title or need")
    TAG_SYNONYM = 6, _("another word for an everyday word of it")
    SUMMARY = 5, _("summary")
    WITHIN = 4, _("one of several words that mean something together")
    HEADING = 3, _("heading")
    TEXT = 1, _("text")


class SearchEntry(models.Model):
    """One thing to find in one language, such as a guide. Made from it, and made anew whenever it changes."""

    kind = models.CharField(
        _("kind"), max_length=20, help_text=_("Which source it comes from, such as guide.")
    )
    key = models.CharField(
        _("key"), max_length=60, help_text=_("Its permanent key, the same in every language.")
    )
    language = models.CharField(_("language"), max_length=12)
    written_in = models.CharField(
        _("written in"), max_length=12, blank=True, help_text=_("Empty where it is in the language itself.")
    )
    title = models.CharField(_("title"), max_length=200)
    summary = models.CharField(_("in short"), max_length=300, blank=True)
    address = models.CharField(_("address"), max_length=300)
    place_in_order = models.PositiveIntegerField(_("place in the order"), default=100)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "key", "language"], name="courses_search_one_entry_in_a_language"
            )
        ]
        verbose_name = _("search entry")
        verbose_name_plural = _("search entries")

    def __str__(self) -> str:
        return f"{self.kind} {self.key} ({self.language})"


class SearchWord(models.Model):
    """A word that leads to an entry, with the weightiest part that it stands in."""

    entry = models.ForeignKey(SearchEntry, models.CASCADE, related_name="words")
    #: The entry's, so that words are counted without looking at entries.
    language = models.CharField(max_length=12)
    folded = models.CharField(
        max_length=LONGEST_WORD + len(PHRASE), help_text=_("Looked up: see courses/search/folding.py.")
    )
    exact = models.CharField(max_length=LONGEST_WORD)
    part = models.PositiveSmallIntegerField(choices=Part.choices)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["entry", "folded", "exact"], name="courses_search_a_word_once_in_an_entry"
            )
        ]
        indexes = [
            # Holds all that a look-up reads, so that the rows themselves are left alone.
            models.Index(
                fields=["language", "folded", "exact", "part", "entry"],
                name="courses_search_by_word",
            )
        ]
        verbose_name = _("search word")
        verbose_name_plural = _("search words")

    def __str__(self) -> str:
        return self.exact


class SearchState(models.Model):
    """The one row that says which state of the index is the present one."""

    version = models.UUIDField(default=uuid.uuid4)
    #: A fingerprint of the files of synonyms that the index was made with.
    made_with = models.CharField(max_length=64, blank=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="courses_search_one_state")]

    def __str__(self) -> str:
        return str(self.version)
