"""One person of each role, signed in as that role signs in."""

from __future__ import annotations

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from django.contrib.auth.models import Group
from django.test import Client
from django.utils import timezone
from wagtail.models import Locale, Page, Site

from core.permission_matrix import Role
from courses.models import StartPage
from mentors.models import MentorCard, NeedsCard
from users.models import User
from users.permissions import COORDINATORS, REVIEWERS
from users.roles import set_up_roles
from users.second_factor import JUST_SET_UP


def start_pages() -> list[StartPage]:
    """The start pages in Swedish and English, each other's translation and the top of the site; made once."""
    root = Page.get_first_root_node()
    found: list[StartPage] = []
    for code in ("sv", "en"):
        locale, _is_new = Locale.objects.get_or_create(language_code=code)
        page = StartPage.objects.filter(locale=locale).first()
        if page is None:
            page = StartPage(title="Start", slug=f"start-{code}", lead="Start", locale=locale)
            if found:
                page.translation_key = found[0].translation_key
            root.add_child(instance=page)
        found.append(page)
    site = {"hostname": "testserver", "root_page": found[0]}
    Site.objects.update_or_create(is_default_site=True, defaults=site)
    return found


def person_of(role: Role) -> User | None:
    """Somebody who has this role and no other; None for a visitor who has not signed in."""
    if role is Role.ANONYMOUS:
        return None
    if role is Role.LEARNER:
        learner = User.objects.create_person("Tidig Lärka")
        NeedsCard.objects.create(learner=learner, languages=["sv"])
        return learner
    if role is Role.MENTOR:
        mentor = User.objects.create_person("Glad Sparv")
        today = timezone.localdate()
        MentorCard.objects.create(mentor=mentor, languages=["sv"], trained_on=today, promised_on=today)
        return mentor
    person = User.objects.create_staff(f"test-{role.value}", "a long password for tests", role.value.title())
    if role is Role.COORDINATOR:
        person.groups.add(Group.objects.filter(name=COORDINATORS).first() or set_up_roles([])[0])
        return person
    _coordinators, editors = set_up_roles(start_pages())
    if role is Role.EDITOR:
        person.groups.add(editors)
    elif role is Role.REVIEWER:
        person.groups.add(Group.objects.get(name=REVIEWERS))
    else:
        person.is_superuser = True
        person.save()
    return person


def sign_in(client: Client, person: User | None) -> None:
    """Let `person` sign in with this browser, staff with their second factor; None signs out."""
    client.cookies.clear()
    if person is None:
        return
    if not person.is_staff:
        client.force_login(person, backend="users.sign_in.LoginCardBackend")
        return
    if not Authenticator.objects.filter(user=person).exists():
        totp.TOTP.activate(person, totp.generate_totp_secret())
    client.force_login(person, backend="users.sign_in.StaffBackend")
    session = client.session
    session[JUST_SET_UP] = person.pk
    session.save()


def signed_in_as(role: Role, client: Client | None = None) -> Client:
    """A browser in which somebody of this role has signed in."""
    client = client or Client()
    sign_in(client, person_of(role))
    return client
