"""Roles: what the two groups hold, and what the predicates say."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import AnonymousUser, Group
from wagtail.models import Locale, Page

from users import permissions
from users.models import User
from users.roles import set_up_roles


@pytest.fixture
def start_page(db: None) -> Page:
    """The top of a tree that editors write in."""
    root = Page.get_first_root_node()
    return root.add_child(instance=Page(title="Start", slug="start-of-test", locale=Locale.get_default()))


def names(group: Group) -> set[str]:
    """The group's own permissions, as `app.codename`."""
    return {f"{one.content_type.app_label}.{one.codename}" for one in group.permissions.all()}


def test_coordinators_have_the_admin_and_the_desk_and_no_more(start_page: Page) -> None:
    coordinators, _editors = set_up_roles([start_page])
    assert names(coordinators) == {"wagtailadmin.access_admin", "mentors.work_at_desk"}
    assert not coordinators.page_permissions.exists()
    assert not coordinators.collection_permissions.exists()


def test_editors_have_pages_files_and_snippets_and_no_people(start_page: Page) -> None:
    _coordinators, editors = set_up_roles([start_page])
    held = names(editors)
    assert "wagtailadmin.access_admin" in held
    assert {name.split(".")[0] for name in held} == {"wagtailadmin", "courses", "wagtail_localize"}
    assert not any("delete_" in name for name in held)
    pages = {(one.page.pk, one.permission.codename) for one in editors.page_permissions.all()}
    assert pages == {(start_page.pk, f"{action}_page") for action in ("add", "change", "publish")}
    files = {one.permission.codename for one in editors.collection_permissions.all()}
    assert files == {
        f"{action}_{kind}" for action in ("add", "change", "choose") for kind in ("image", "document")
    }


def test_running_again_takes_back_what_was_added_by_hand(start_page: Page) -> None:
    coordinators, editors = set_up_roles([start_page])
    coordinators.permissions.set(editors.permissions.all())
    again, _editors = set_up_roles([start_page])
    assert again.pk == coordinators.pk
    assert names(again) == {"wagtailadmin.access_admin", "mentors.work_at_desk"}
    assert editors.page_permissions.count() == 3


def test_wagtails_moderators_go_unless_somebody_is_one(start_page: Page) -> None:
    moderators, _is_new = Group.objects.get_or_create(name="Moderators")
    member = User.objects.create_staff("m", "en lugn stig vid havet", "M")
    member.groups.add(moderators)
    set_up_roles([start_page])
    assert Group.objects.filter(name="Moderators").exists()
    member.groups.clear()
    set_up_roles([start_page])
    assert not Group.objects.filter(name="Moderators").exists()


def test_predicates_say_who_is_what(start_page: Page, learner: User, staff: User) -> None:
    coordinators, editors = set_up_roles([start_page])
    coordinator = User.objects.create_staff("c", "en lugn stig vid havet", "C")
    coordinator.groups.add(coordinators)
    editor = User.objects.create_staff("e", "en lugn stig vid havet", "E")
    editor.groups.add(editors)
    learner.groups.add(coordinators, editors)
    predicates = (permissions.is_staff_member, permissions.is_coordinator, permissions.is_editor)
    said = {
        person: [predicate(person) for predicate in predicates]
        for person in (AnonymousUser(), learner, coordinator, editor, staff)
    }
    assert list(said.values()) == [
        [False, False, False],
        [False, False, False],
        [True, True, False],
        [True, False, True],
        [True, True, True],
    ]


def test_learner_and_mentor_are_known_by_their_cards(learner: User) -> None:
    from mentors.models import MentorCard, NeedsCard

    assert not permissions.is_learner(learner)
    assert not permissions.is_mentor(learner)
    assert not permissions.is_learner(AnonymousUser())
    NeedsCard.objects.create(learner=learner)
    MentorCard.objects.create(mentor=learner)
    assert permissions.is_learner(learner)
    assert permissions.is_mentor(learner)
