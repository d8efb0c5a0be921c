"""The desk is for coordinators. For everybody else, editors too, it does not exist."""

import pytest
from django.test import Client
from django.urls import reverse

from core.permission_matrix import Role
from mentors.meetings.models import Meeting
from tests.mentors.desk.asking import learner_of
from tests.roles import person_of, sign_in
from users.models import User

pytestmark = pytest.mark.one_database

NOT_AT_THE_DESK = [Role.ANONYMOUS, Role.LEARNER, Role.MENTOR, Role.EDITOR]


def addresses(meeting: Meeting) -> list[tuple[str, str]]:
    """(method, address) of everything at the desk, about people and meetings that exist."""
    learner, mentor = learner_of(meeting), meeting.mentor
    return [
        ("get", reverse("desk:today")),
        ("get", reverse("desk:sent")),
        ("get", reverse("desk:find")),
        ("post", reverse("desk:find")),
        ("post", reverse("desk:release", args=[meeting.pairing_id])),
        ("get", reverse("desk:suggest_another", args=[meeting.pairing_id])),
        ("post", reverse("desk:suggest_another", args=[meeting.pairing_id])),
        ("get", reverse("desk:meeting", args=[meeting.pk])),
        ("post", reverse("desk:answer", args=[meeting.pk])),
        ("post", reverse("desk:cancel", args=[meeting.pk])),
        ("post", reverse("desk:give_back", args=[meeting.bookings.get().pk])),
        ("get", reverse("desk:person", args=[learner.public_id])),
        ("get", reverse("desk:apart", args=[learner.public_id])),
        ("get", reverse("desk:why", args=[learner.public_id])),
        ("post", reverse("desk:show_contact", args=[learner.public_id])),
        ("get", reverse("desk:login_card", args=[learner.public_id])),
        ("post", reverse("desk:login_card", args=[learner.public_id])),
        ("get", reverse("desk:needs", args=[learner.public_id])),
        ("get", reverse("desk:suggestions", args=[learner.public_id])),
        ("post", reverse("desk:line", args=[learner.public_id])),
        ("get", reverse("desk:mentor_card", args=[mentor.public_id])),
        ("get", reverse("desk:mentor_standing", args=[mentor.public_id])),
        ("get", reverse("desk:hours", args=[mentor.public_id])),
        ("get", reverse("desk:new_learner")),
        ("get", reverse("desk:new_mentor")),
        ("get", reverse("desk:doors")),
        ("get", reverse("desk:new_door")),
    ]


@pytest.mark.parametrize("role", NOT_AT_THE_DESK)
def test_others_find_nothing(role: Role, client: Client, unreleased: Meeting) -> None:
    sign_in(client, person_of(role))
    for method, address in addresses(unreleased):
        answer = getattr(client, method)(address, follow=True)
        if role is Role.ANONYMOUS:
            # Led to the sign-in of staff, wherever it lies.
            assert answer.redirect_chain
            assert "/staff/" in answer.redirect_chain[-1][0]
        else:
            assert answer.status_code == 404, address
    unreleased.refresh_from_db()
    assert unreleased.state == Meeting.State.HELD


def test_the_coordinator_finds_every_page(desk: Client, unreleased: Meeting) -> None:
    pages = [address for method, address in addresses(unreleased) if method == "get"]
    assert {address: desk.get(address).status_code for address in pages} == dict.fromkeys(pages, 200)


def test_the_menu_shows_the_desk_first_and_only_to_coordinators(desk: Client, coordinator: User) -> None:
    from wagtail.admin.menu import admin_menu

    def names(person: User) -> list[str]:
        request = desk.get(reverse("wagtailadmin_home")).wsgi_request
        request.user = person
        return [
            item.name
            for item in sorted(admin_menu.menu_items_for_request(request), key=lambda one: one.order)
        ]

    assert names(coordinator)[0] == "desk"
    editor = person_of(Role.EDITOR)
    assert editor is not None
    assert "desk" not in names(editor)


@pytest.mark.parametrize(
    ("role", "sees", "does_not_see"),
    [
        (Role.COORDINATOR, "See what needs a human today", "Write or change a guide"),
        (Role.EDITOR, "Write or change a guide", "See what needs a human today"),
    ],
)
def test_the_first_page_offers_the_tasks_of_the_role(
    role: Role, sees: str, does_not_see: str, client: Client, db: None
) -> None:
    from wagtail.users.models import UserProfile

    person = person_of(role)
    UserProfile.objects.create(user=person, preferred_language="en")
    sign_in(client, person)
    page = client.get(reverse("wagtailadmin_home")).content.decode()
    assert sees in page
    assert does_not_see not in page


def test_wagtails_own_statistics_are_left_out(client: Client, db: None) -> None:
    from wagtail.admin.site_summary import SiteSummaryPanel

    person = person_of(Role.ADMINISTRATOR)
    sign_in(client, person)
    request = client.get(reverse("wagtailadmin_home")).wsgi_request
    shown = SiteSummaryPanel(request).summary_items
    assert [item for item in shown if type(item).__module__.startswith("wagtail.")] == []


def test_nobody_keeps_a_copy_of_the_desk(desk: Client) -> None:
    assert "no-store" in desk.get(reverse("desk:today")).headers["Cache-Control"]
