"""The groups of those who work here, with exactly what each needs.

Coordinators have the admin and their desk. Editors have the admin, the pages under the start pages,
pictures, files and the courses' snippets. Neither has anything on people: accounts of staff belong to
administrators, and learners and mentors are met at the desk only.
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

from users.permissions import COORDINATORS, DESK_PERMISSION, EDITORS

ADMIN_ACCESS = "wagtailadmin.access_admin"
#: Made by Wagtail's first migration, with rights to every page. This house has no such role.
GROUP_WITHOUT_ROLE = "Moderators"
PAGE_ACTIONS = ("add", "change", "publish")
FILE_ACTIONS = ("add", "change", "choose")
SNIPPET_ACTIONS = ("view", "add", "change")


@transaction.atomic
def set_up_roles(start_pages: Iterable[Page], snippet_app: str = "courses") -> tuple[Group, Group]:
    """Make the two groups, or bring them back to what they should be; returns coordinators and editors.

    `start_pages` are the tops of the trees that editors write in, one for each language. Run it again when
    one is added. The desk's permission comes with the mentors app: raises `Permission.DoesNotExist` before
    `migrate`.
    """
    Group.objects.filter(name=GROUP_WITHOUT_ROLE, user=None).delete()
    coordinators = _group(COORDINATORS, [_named(ADMIN_ACCESS), _named(DESK_PERMISSION)])
    editors = _group(EDITORS, [_named(ADMIN_ACCESS), *_for_snippets(snippet_app)])
    _set_pages(editors, start_pages)
    _set_files(editors)
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


def _set_pages(group: Group, start_pages: Iterable[Page]) -> None:
    GroupPagePermission.objects.bulk_create(
        GroupPagePermission(
            group=group, page=page.page_ptr if hasattr(page, "page_ptr") else page, permission=action
        )
        for page in start_pages
        for action in (_of(Page, name) for name in PAGE_ACTIONS)
    )


def _set_files(group: Group) -> None:
    everything = Collection.get_first_root_node()
    GroupCollectionPermission.objects.bulk_create(
        GroupCollectionPermission(group=group, collection=everything, permission=_of(model, action))
        for model in (Image, Document)
        for action in FILE_ACTIONS
    )


def _for_snippets(app: str) -> list[Permission]:
    found = []
    for model in get_snippet_models():
        if model._meta.app_label != app:
            continue
        actions = (*SNIPPET_ACTIONS, "publish") if issubclass(model, DraftStateMixin) else SNIPPET_ACTIONS
        found += [_of(model, action) for action in actions]
    return found


def _of(model: type[Model], action: str) -> Permission:
    content_type = ContentType.objects.get_for_model(model)
    return Permission.objects.get(content_type=content_type, codename=f"{action}_{model._meta.model_name}")


def _named(name: str) -> Permission:
    app, codename = name.split(".")
    return Permission.objects.get(content_type__app_label=app, codename=codename)
