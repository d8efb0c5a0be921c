"""The list of page types is whole: nothing that people see escapes the tests that look at every page."""

from __future__ import annotations

from wagtail.models import Page, get_page_models

from core.permission_matrix import LANGUAGE, NOBODY, addresses, cell_for
from tests.browser.page_types import PAGE_TYPES, WITHOUT_PAGE


def _has_a_page(key: str) -> bool:
    cell = cell_for(key)
    return cell is None or cell.get != NOBODY


def test_every_address_for_readers_learners_and_mentors_is_in_the_list():
    """What stands under a language is theirs; the admin and the staff's sign-in stand outside the languages."""
    theirs = {
        one.key for one in addresses() if one.route.startswith(f"/{LANGUAGE}/") and _has_a_page(one.key)
    }
    looked_at = {page_type.route for page_type in PAGE_TYPES}
    assert theirs - looked_at - set(WITHOUT_PAGE) == set()
    assert set(WITHOUT_PAGE) - theirs == set(), "no such address any more"
    assert set(WITHOUT_PAGE) & looked_at == set()


def test_every_type_of_wagtail_page_is_in_the_list():
    models = {model._meta.label for model in get_page_models() if model is not Page}
    assert models - {page_type.route for page_type in PAGE_TYPES} == set()


def test_no_row_of_the_list_is_left_over():
    known = {one.key for one in addresses()} | {model._meta.label for model in get_page_models()}
    assert {page_type.route for page_type in PAGE_TYPES if page_type.route} - known == set()
    names = [page_type.name for page_type in PAGE_TYPES]
    assert len(names) == len(set(names))
