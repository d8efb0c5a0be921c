"""Everything about me: complete by construction, true to the register, and nothing of anybody else's."""

from __future__ import annotations

import json

import pytest
from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from core import about_people, who_sees
from core.about_people import abouts, told_to
from core.permission_matrix import Role
from core.personal_data import OUR_APPS, Seen, declared, models_about_people
from core.retention.kinds import kinds
from core.who_sees import VIEWERS, Viewer, sights_of
from mentors.matching.models import Pairing
from tests.factories import (
    CoordinatorFactory,
    MentorCardFactory,
    NeedsCardFactory,
    PersonFactory,
    SuggestionFactory,
)
from tests.roles import person_of, sign_in
from users import contacts
from users.looks import record_look
from users.models import Look, User

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

# Complete by construction ---------------------------------------------------------------------------------


def test_every_model_about_people_is_told_and_every_way_leads_to_a_person():
    assert {model._meta.label for model in models_about_people()} <= set(abouts())
    for about in abouts().values():
        assert about.mine, about.model
        for way in about.mine:
            model: type = about.model_class
            for part in [] if way == "pk" else way.split("__"):
                model = model._meta.get_field(part).related_model
            assert model is User, f"{about.model} {way}"


def test_what_is_told_exists_and_is_in_the_register():
    for about in abouts().values():
        for name in about.fields:
            try:
                about.model_class._meta.get_field(name)
            except FieldDoesNotExist:
                pytest.fail(f"{about.model} has no {name}")
            assert (about.model, name) in declared(), f"{about.model}.{name} has no entry"
        assert about.kind in kinds(), f"{about.model} is of the kind {about.kind!r}, which nobody declared"
        assert {model._meta.app_label for model in [about.model_class]} <= set(OUR_APPS)


def test_where_something_is_put_right_exists():
    for about in abouts().values():
        if about.correct:
            reverse(about.correct)


def test_every_sort_of_seeing_says_who_sees():
    assert set(VIEWERS) == set(Seen)
    assert set(who_sees.TITLES) == set(Viewer)


# The page -------------------------------------------------------------------------------------------------


@pytest.fixture
def learner() -> User:
    card = NeedsCardFactory(learner=PersonFactory(alias="Stilla Björk", phone="+46701740605"))
    card.wishes.create(own_words="Jag vill kunna betala räkningar", place_in_order=1)
    return card.learner


def page(person: User, name: str = "users:about_me", *args: str) -> str:
    browser = Client()
    sign_in(browser, person)
    response = browser.get(reverse(name, args=args))
    assert response.status_code == 200
    assert "no-store" in response.headers["Cache-Control"]
    return response.content.decode()


def test_the_page_shows_what_is_kept_and_who_looked(learner):
    record_look(CoordinatorFactory(name="Karin Svensson"), learner, "meeting", "contact")
    text = page(learner)
    for shown in ("Stilla Björk", "+46701740605", "betala räkningar", "Soomaali", "Karin Svensson"):
        assert shown in text
    assert "om ett möte som är bokat" in text
    secret = learner.contact_points.get()
    assert secret.found_by not in text


def test_the_page_of_somebody_else_shows_none_of_it(learner):
    text = page(PersonFactory(alias="Glad Sparv"))
    assert "Glad Sparv" in text
    assert not [value for value in ("Stilla Björk", "+46701740605", "räkningar") if value in text]


def test_every_model_with_rows_is_on_the_page(learner):
    contacts.keep(learner, {"phone": ""})  # and so there is a message
    text = page(learner)
    titles = [section.about.title for section in told_to(learner)]
    assert len(titles) >= 4
    assert learner.messages.get().text in text
    assert [title for title in titles if str(title) not in text] == []


def test_those_who_work_here_can_look_at_their_own(client):
    for role in (Role.COORDINATOR, Role.EDITOR, Role.ADMINISTRATOR):
        person = person_of(role)
        assert person.name in page(person)


def test_the_count_of_queries_does_not_grow_with_the_rows(learner):
    browser, viewer = Client(), CoordinatorFactory()
    sign_in(browser, learner)
    browser.get(reverse("users:about_me"))  # what is looked up once for a process
    counts = []
    for rows in (1, 12):
        for number in range(rows):
            learner.needs_card.wishes.create(own_words=f"Sak {number}", place_in_order=number + 2)
            record_look(viewer, learner, "asked", list(Look.What)[number % 5])
        with CaptureQueriesContext(connection) as queries:
            browser.get(reverse("users:about_me"))
        counts.append(len(queries))
    assert counts[0] == counts[1]


# What others keep to themselves ---------------------------------------------------------------------------


def test_a_mentor_is_not_told_who_was_shown_them_or_asks_before_the_release(learner):
    mentor = MentorCardFactory().mentor
    SuggestionFactory(card=learner.needs_card, mentor=mentor)
    pairing = Pairing.objects.create(learner=learner, mentor=mentor, needs_release=True)
    assert "Stilla Björk" not in page(mentor)
    assert "Stilla Björk" not in page(mentor, "users:about_me_file", "data")
    pairing.needs_release = False
    pairing.save()
    assert "Stilla Björk" in page(mentor)  # the control: then they are asked


def test_who_blocked_somebody_is_told_to_nobody_but_themselves(learner):
    block = apps.get_model("mentors", "Block")
    other = PersonFactory(alias="Rask Lind")
    block.objects.create(by=learner, other=other)
    assert "Rask Lind" in page(learner)
    assert "Stilla Björk" not in page(other)


# What others see ------------------------------------------------------------------------------------------


def seen(person: User, viewer: Viewer) -> set[str]:
    (sight,) = [sight for sight in sights_of(list(told_to(person))) if sight.viewer is viewer]
    return {str(label) for _title, labels in sight.things for label in labels}


def test_what_others_see_follows_the_register(learner):
    with translation.override("en"):
        assert "My name here" in seen(learner, Viewer.OFFERED)
        assert "Number or address" not in seen(learner, Viewer.OFFERED) | seen(learner, Viewer.PAIR)
        assert "In my own words" in seen(learner, Viewer.PAIR)
        assert "Number or address" in seen(learner, Viewer.COORDINATOR)
        assert "In my own words" not in seen(learner, Viewer.EDITOR)
        assert "Number or address" not in seen(learner, Viewer.EDITOR)


# The files ------------------------------------------------------------------------------------------------


def test_the_file_for_a_machine_holds_every_model_and_every_field(learner):
    told = json.loads(page(learner, "users:about_me_file", "data"))
    assert set(told["kept"]) == set(abouts())
    (account,) = told["kept"]["users.User"]
    assert set(account) == set(abouts()["users.User"].fields)
    assert account["alias"] == "Stilla Björk"
    assert account["password"] is None
    (contact,) = told["kept"]["users.ContactPoint"]
    assert contact["value"] == "+46701740605"
    assert contact["found_by"] is None


def test_the_file_to_read_stands_alone(learner):
    text = page(learner, "users:about_me_file", "lasa")
    assert "betala räkningar" in text
    assert "<script" not in text
    assert "<link" not in text


def test_there_is_no_third_file_and_nothing_without_signing_in(learner):
    browser = Client()
    assert browser.get(reverse("users:about_me")).status_code == 302
    sign_in(browser, learner)
    assert browser.get(reverse("users:about_me_file", args=["allt"])).status_code == 404


def test_words_for_values():
    with translation.override("en"):
        assert about_people.in_words(True) == "yes"
        assert about_people.in_words(["so", "sv"]) == "Somali, Swedish"
        assert about_people.in_words(None) == ""
        assert about_people.in_words(0) == "0"


def test_whoever_reads_in_another_language_can_be_written_to_in_it(client, db) -> None:
    person = User.objects.create_person("Tyst Regn", language="sv")
    sign_in(client, person)
    assert "/om-mig/sprak/" not in client.get("/sv/om-mig/").content.decode()
    assert 'action="/ar/om-mig/sprak/"' in client.get("/ar/om-mig/").content.decode()

    answer = client.post("/ar/om-mig/sprak/", {"next": "/ar/om-mig/"})

    assert answer.headers["Location"] == "/ar/om-mig/"
    person.refresh_from_db()
    assert person.language == "ar"
    assert "/om-mig/sprak/" not in client.get("/ar/om-mig/").content.decode()
