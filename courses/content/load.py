"""Load the starting content; safe to run again and again."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib.auth.models import Group

from courses.content import files
from courses.content.courses import load_courses
from courses.content.guides import load_guides
from courses.content.indexes import indexed_once
from courses.content.memory import Report, is_all_loaded, remember_all
from courses.content.pages import load_pages
from courses.content.pictures import load_drawing
from courses.content.practices import load_practices
from courses.content.register import load_register
from courses.content.terms import load_terms
from courses.content.translations import take_over_all
from courses.guides.pictures import prepare
from courses.search import index, signals
from courses.start.models import StartPage
from courses.translations.in_step import trust_what_is_there
from users.permissions import COORDINATORS, EDITORS
from users.roles import set_up_roles


def load_content(tell: Callable[[str], None] = lambda line: None, *, only_if_new: bool = False) -> Report:
    """Register, pages, pictures, guides and practice, in that order. `tell` gets a line for each stage.

    What an editor has changed since the last load is left alone and named in the report. With `only_if_new` the
    database is not gone through where all of the files were loaded already, as they are.
    """
    report = Report()
    hash_of_all = files.hash_of_all()
    if only_if_new and is_all_loaded(hash_of_all):
        tell("Loaded before, and no file has changed since. What editors have written stays as it is.")
    else:
        with signals.paused(), indexed_once():
            _load(report, tell)
        remember_all(hash_of_all)
    if report.loaded or not index.is_made_with_these_synonyms():
        tell("Search …")
        index.rebuild()
    return report


def _load(report: Report, tell: Callable[[str], None]) -> None:
    tell("Register of e-services …")
    load_register(report)
    tell("Start and information pages …")
    load_pages(report)
    set_up_missing_roles()
    drawings = files.drawings()
    tell(f"{len(drawings)} pictures …")
    loaded = {name: load_drawing(name, path) for name, path in drawings.items()}
    for picture, is_new in loaded.values():
        if is_new:  # so that no reader waits for it
            prepare(picture)
    tell("Guides …")
    load_guides(report, {name: picture for name, (picture, _) in loaded.items()})
    tell("Courses …")
    load_courses(report)
    tell("Hard words …")
    load_terms(report)
    tell("Practice …")
    load_practices(report)
    tell("Translations …")
    take_over_all(report)
    trust_what_is_there()


def set_up_missing_roles() -> None:
    """Make the groups of those who work here; groups that exist keep what the municipality gave them."""
    if Group.objects.filter(name__in=[COORDINATORS, EDITORS]).count() < 2:
        set_up_roles(StartPage.objects.all())
