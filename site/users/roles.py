"""The groups of those who work here, with exactly what each needs.

Coordinators have the admin and their desk. Editors have the admin, the pages under the start pages,
pictures, files and the courses' snippets. Reviewers read what editors write, check facts and publish; they begin
nothing new and upload nothing. None of them has anything on people: accounts of staff belong to administrators, and
learners and mentors are met at the desk only.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Model
from wagtail.documents.models import Document
from wagtail.images.models import Image
from wagtail.models import Collection, DraftStateMixin, GroupCollectionPermission, GroupPagePermission, Page
from wagtail.snippets.models import get_snippet_models

from users.permissions import COORDINATORS, DESK_PERMISSION, EDITORS, REVIEWERS

ADMIN_ACCESS = "wagtailadmin.access_admin"
#: Begin a translation: a draft in another language with the Swedish text, to be written over.
TRANSLATE = "wagtail_localize.submit_translation"
#: Made by Wagtail's first migration, with rights to every page. This house has no such role.
GROUP_WITHOUT_ROLE = "Moderators"
PAGE_ACTIONS = ("add", "change", "publish")
FILE_ACTIONS = ("add", "change", "choose")
SNIPPET_ACTIONS = ("view", "add", "change")
REVIEWED_PAGE_ACTIONS = ("change", "publish")
REVIEWED_SNIPPET_ACTIONS = ("view", "change")


@transaction.atomic
def set_up_roles(start_pages: Iterable[Page], snippet_app: str = "courses") -> tuple[Group, Group]:
    """Make the three groups, or bring them back to what they should be; returns coordinators and editors.

    `start_pages` are the tops of the trees that editors write in, one for each language. Run it again when
    one is added. The desk's permission comes with the mentors app: raises `Permission.DoesNotExist` before
    `migrate`.
    """
    Group.objects.filter(name=GROUP_WITHOUT_ROLE, user=None).delete()
    coordinators = _group(COORDINATORS, [_named(ADMIN_ACCESS), _named(DESK_PERMISSION)])
    editors = _group(EDITORS, [_named(ADMIN_ACCESS), _named(TRANSLATE), *_for_snippets(snippet_app)])
    start_pages = list(start_pages)
    _set_pages(editors, start_pages)
    _set_files(editors)
    reviewers = _group(
        REVIEWERS, [_named(ADMIN_ACCESS), *_for_snippets(snippet_app, REVIEWED_SNIPPET_ACTIONS)]
    )
    _set_pages(reviewers, start_pages, REVIEWED_PAGE_ACTIONS)
    return coordinators, editors


def let_editors_write(start_page: Page) -> None:
    """Let the editors write in the tree of a language that is new; everything else they may stays as it is."""
    editors = Group.objects.filter(name=EDITORS).first()
    if editors is not None:
        _set_pages(editors, [start_page])


def _group(name: str, permissions: list[Permission]) -> Group:
    group, _is_new = Group.objects.get_or_create(name=name)
    group.permissions.set(permissions)
    GroupPagePermission.objects.filter(group=group).delete()
    GroupCollectionPermission.objects.filter(group=group).delete()
    return group


def _set_pages(
    group: Group, start_pages: Iterable[Page], page_actions: tuple[str, ...] = PAGE_ACTIONS
) -> None:
    GroupPagePermission.objects.bulk_create(
        GroupPagePermission(
            group=group, page=page.page_ptr if hasattr(page, "page_ptr") else page, permission=action
        )
        for page in start_pages
        for action in (_of(Page, name) for name in page_actions)
    )


def _set_files(group: Group) -> None:
    everything = Collection.get_first_root_node()
    GroupCollectionPermission.objects.bulk_create(
        GroupCollectionPermission(group=group, collection=everything, permission=_of(model, action))
        for model in (Image, Document)
        for action in FILE_ACTIONS
    )


def _for_snippets(app: str, of_all: tuple[str, ...] = SNIPPET_ACTIONS) -> list[Permission]:
    found = []
    for model in get_snippet_models():
        if model._meta.app_label != app:
            continue
        actions = (*of_all, "publish") if issubclass(model, DraftStateMixin) else of_all
        found += [_of(model, action) for action in actions]
    return found


def _of(model: type[Model], action: str) -> Permission:
    content_type = ContentType.objects.get_for_model(model)
    return Permission.objects.get(content_type=content_type, codename=f"{action}_{model._meta.model_name}")


def _named(name: str) -> Permission:
    app, codename = name.split(".")
    return Permission.objects.get(content_type__app_label=app, codename=codename)
