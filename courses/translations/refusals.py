"""What wagtail-localize is not let to do, by whatever door it comes: each is asked before a row is saved."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db.models.signals import pre_save
from django.utils.translation import gettext_lazy as _
from rest_framework.exceptions import ValidationError as Refused
from wagtail.models import Page
from wagtail_localize.models import LocaleSynchronization, StringTranslation, Translation

from core.languages import SOURCE
from core.privacy.admin_forms import problems_in
from courses.translations.targets import is_target


def other_translations(sender: Any, instance: Translation, **kwargs: Any) -> None:
    """No translation from another language than Swedish, none into easy Swedish.

    Neither one onto a page that is there already: its own text would be replaced by Swedish. `take_over` says by
    `is_taken_over` that it has put the page's own words into the translation.
    """
    source, target = instance.source.locale.language_code, instance.target_locale.language_code
    if source != SOURCE or not is_target(target):
        raise ValidationError(_("This is not a language that Swedish is translated into."))
    if instance._state.adding and not getattr(instance, "is_taken_over", False):
        there = Page.objects.filter(
            translation_key=instance.source.object_id, locale=instance.target_locale, alias_of=None
        )
        if there.exists():
            raise ValidationError(_("This page has a text of its own in that language."))


def mirrors(sender: Any, instance: LocaleSynchronization, **kwargs: Any) -> None:
    """No tree of pages is ever filled with copies of another."""
    raise ValidationError(_("Pages are translated one by one."))


def numbers(sender: Any, instance: StringTranslation, **kwargs: Any) -> None:
    """No number of somebody's own in a translated string, by the editor or from a PO file.

    The error is the one that the editor's script is told as a bad request.
    """
    problems = problems_in(instance.data)
    if problems:
        raise Refused([str(message) for problem in problems for message in problem.messages])


def connect() -> None:
    """From the start of the process on."""
    pre_save.connect(other_translations, sender=Translation)
    pre_save.connect(mirrors, sender=LocaleSynchronization)
    pre_save.connect(numbers, sender=StringTranslation)
