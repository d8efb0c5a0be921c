"""Wagtail's users area reaches those who work here and nobody else, whatever is asked of it."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse

from tests.users.staff_sign_in import connect_app, sign_in_with_both
from users.models import User

pytestmark = pytest.mark.one_database


@pytest.fixture
def admin(client: Client, staff: User) -> Client:
    """A browser with an administrator signed in: whoever may see most."""
    connect_app(staff)
    sign_in_with_both(client, staff)
    return client


@pytest.fixture
def people(learner: User) -> tuple[User, User]:
    """A learner and somebody else who works here, with words in common to search for."""
    learner.email = "bjork@example.org"
    learner.save()
    editor = User.objects.create_staff("bjorkman", "en lugn stig vid havet", "Eva Björkman")
    return learner, editor


@pytest.mark.parametrize(
    "query", ["", "?q=bj", "?q=p-", "?q=example.org", "?is_active=true", "?p=1&ordering=name"]
)
@pytest.mark.parametrize("name", ["index", "index_results"])
def test_list_and_search_show_staff_only(
    admin: Client, people: tuple[User, User], query: str, name: str
) -> None:
    learner, _editor = people
    answer = admin.get(reverse(f"wagtailusers_users:{name}") + query)
    assert answer.status_code == 200
    page = answer.content.decode()
    assert learner.alias not in page
    assert learner.username not in page


def test_list_and_search_find_staff(admin: Client, people: tuple[User, User]) -> None:
    for query in ("", "?q=Eva", "?q=bjorkm"):
        assert "Eva Björkman" in admin.get(reverse("wagtailusers_users:index") + query).content.decode()


@pytest.mark.parametrize("group", ["Coordinators", "Editors"])
def test_list_of_a_group_shows_staff_only(admin: Client, people: tuple[User, User], group: str) -> None:
    learner, _editor = people
    group_of_all, _is_new = Group.objects.get_or_create(name=group)
    learner.groups.add(group_of_all)
    answer = admin.get(reverse("wagtailusers_users:index") + f"?group={group_of_all.pk}")
    assert learner.alias not in answer.content.decode()
    page = admin.get(reverse("wagtailusers_groups:edit", args=[group_of_all.pk]))
    assert page.status_code == 200
    assert learner.alias not in page.content.decode()


@pytest.mark.parametrize("name", ["edit", "delete", "history", "history_results", "usage"])
def test_no_address_reaches_a_learner_by_number(admin: Client, people: tuple[User, User], name: str) -> None:
    learner, editor = people
    address = reverse(f"wagtailusers_users:{name}", args=[learner.pk])
    # Django looks for an address without a language under one with it before it gives up.
    assert admin.get(address, follow=True).status_code == 404
    assert admin.post(address, follow=True).status_code == 404
    assert admin.get(reverse(f"wagtailusers_users:{name}", args=[editor.pk])).status_code == 200
    assert User.objects.filter(pk=learner.pk).exists()


@pytest.mark.parametrize("action", ["delete", "assign_role", "set_active_state"])
def test_bulk_actions_leave_learners_alone(admin: Client, people: tuple[User, User], action: str) -> None:
    learner, editor = people
    group, _is_new = Group.objects.get_or_create(name="Editors")
    address = reverse("wagtail_bulk_action", args=["users", "user", action])
    data = {"role": group.pk, "mark_as_active": "False"}
    assert admin.get(f"{address}?id={learner.pk}", follow=True).status_code == 404
    assert admin.post(f"{address}?id={learner.pk}", data, follow=True).status_code == 404
    mixed = admin.get(f"{address}?id={learner.pk}&id={editor.pk}")
    assert mixed.status_code == 200
    assert learner.alias not in mixed.content.decode()
    everybody = admin.get(f"{address}?id=all")
    assert everybody.status_code == 200
    assert learner.alias not in everybody.content.decode()
    assert admin.post(f"{address}?id=all&next=/admin/", data).status_code == 302
    learner.refresh_from_db()
    assert learner.is_active
    assert not learner.groups.exists()


@pytest.mark.parametrize("query", ["", "?q=bj"])
def test_bulk_actions_do_reach_staff(admin: Client, people: tuple[User, User], query: str) -> None:
    """The negative control of the test above."""
    _learner, editor = people
    address = reverse("wagtail_bulk_action", args=["users", "user", "set_active_state"])
    admin.post(f"{address}?id=all&next=/admin/&{query.removeprefix('?')}", {"mark_as_active": "False"})
    editor.refresh_from_db()
    assert not editor.is_active


def test_somebody_who_works_here_is_added(admin: Client) -> None:
    address = reverse("wagtailusers_users:add")
    page = admin.get(address).content.decode()
    assert 'name="name"' in page
    assert 'name="first_name"' not in page
    group, _is_new = Group.objects.get_or_create(name="Editors")
    password = "lugna vatten i norr"
    answer = admin.post(
        address,
        {
            "username": "karin",
            "name": "Karin Karlsson",
            "email": "",
            "password1": password,
            "password2": password,
            "groups": [group.pk],
        },
    )
    assert answer.status_code == 302, answer.content.decode()
    karin = User.objects.get(username="karin")
    assert karin.is_staff
    assert karin.name == "Karin Karlsson"
    assert karin.check_password(password)
    assert list(karin.groups.all()) == [group]


def test_short_password_is_refused(admin: Client) -> None:
    data = {"username": "karin", "name": "Karin", "password1": "kort", "password2": "kort"}
    assert admin.post(reverse("wagtailusers_users:add"), data).status_code == 200
    assert not User.objects.filter(username="karin").exists()


def test_account_is_changed(admin: Client, people: tuple[User, User]) -> None:
    _learner, editor = people
    data = {"username": "bjorkman", "name": "Eva B", "email": "eva@example.org", "is_active": "on"}
    answer = admin.post(reverse("wagtailusers_users:edit", args=[editor.pk]), data)
    assert answer.status_code == 302
    editor.refresh_from_db()
    assert (editor.name, editor.alias, editor.email) == ("Eva B", "Eva B", "eva@example.org")
    assert editor.check_password("en lugn stig vid havet")


def test_sign_in_name_of_a_learner_is_not_given_twice(admin: Client, people: tuple[User, User]) -> None:
    learner, _editor = people
    data = {"username": learner.username, "name": "Karin", "password1": "lugna vatten i norr"}
    answer = admin.post(reverse("wagtailusers_users:add"), {**data, "password2": data["password1"]})
    assert answer.status_code == 200
    assert User.objects.filter(username=learner.username).count() == 1


def test_own_settings_ask_for_no_first_name_and_no_picture(admin: Client) -> None:
    answer = admin.get(reverse("wagtailadmin_account"))
    assert answer.status_code == 200
    page = answer.content.decode()
    assert "first_name" not in page
    assert "avatar-avatar" not in page


def test_admin_search_of_users_is_ours(admin: Client, people: tuple[User, User]) -> None:
    page = admin.get(reverse("wagtailusers_users:index") + "?q=bj").content.decode()
    assert "Eva Björkman" in page


def test_no_view_of_the_area_was_forgotten() -> None:
    """A view of one person that a new Wagtail adds has to be looked at here."""
    from users.staff_list import OnlyStaff, StaffViewSet

    viewset = StaffViewSet("wagtailusers_users", url_prefix="users")
    of_one_person = {
        pattern.name: pattern.callback.view_class
        for pattern in viewset.get_urlpatterns()
        if "pk" in pattern.pattern.converters
    }
    assert set(of_one_person) == {"edit", "delete", "history", "history_results", "usage"}
    assert all(issubclass(view, OnlyStaff) for view in of_one_person.values())
