"""Every field about a person is declared, with purpose, ground, time and protection."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import models
from django.test.utils import isolate_apps
from django.utils import translation

from core import personal_data
from core.about_people import About, abouts
from core.personal_data import OUR_APPS, Entry, Seen, declared, models_about_people, needed


def test_every_field_about_a_person_is_declared():
    assert [f"{model}.{field}" for model, field in needed() if (model, field) not in declared()] == []


def test_every_entry_is_about_a_field_that_exists():
    for model, field in declared():
        found = apps.get_model(model)
        assert field == "*" or found._meta.get_field(field), f"{model}.{field}"


def test_every_entry_says_what_a_reader_of_the_register_asks():
    for entry in personal_data.entries():
        assert entry.purpose.strip().endswith("."), entry
        assert entry.retention.strip(), entry
        assert entry.protection.strip(), entry


def test_what_goes_with_a_person_is_found_through_other_models():
    labels = {model._meta.label for model in models_about_people()}
    assert {
        "users.User",
        "users.LoginCard",
        "mentors.NeedsCard",
        "mentors.Wish",
        "mentors.MeetingEvent",
    } <= labels
    assert not labels & {"mentors.Place", "courses.Guide", "insight.Count", "media.Picture"}


@isolate_apps("users")
def test_a_new_field_without_an_entry_is_noticed(monkeypatch):
    """The negative control: a planted model with a field about a person, and no entry for it."""

    class ShoeSize(models.Model):
        person = models.ForeignKey("users.User", models.CASCADE)
        size = models.IntegerField()

        class Meta:
            app_label = "users"

        def __str__(self) -> str:
            return str(self.size)

    ShoeSize._meta.get_field("person").remote_field.model = apps.get_model("users.User")
    everything = [*apps.get_models(), ShoeSize]
    monkeypatch.setattr(personal_data.apps, "get_models", lambda: everything)
    assert {("users.ShoeSize", "person"), ("users.ShoeSize", "size")} <= set(needed()) - set(declared())


def test_two_entries_for_a_field_are_refused(monkeypatch):
    twice = Entry("users.User", ("alias",), "Why.", "how long", Seen.SELF)
    monkeypatch.setattr(personal_data, "entries", lambda: (twice, twice))
    with pytest.raises(ValueError, match=r"users\.User\.alias has two entries"):
        declared.__wrapped__()


def test_what_could_hurt_a_person_has_no_field():
    forbidden = (
        "birth",
        "gender",
        "sex",
        "photo",
        "country",
        "nationality",
        "religion",
        "personnummer",
        "diagnos",
    )
    found = [
        f"{model._meta.label}.{field.name}"
        for model in models_about_people()
        for field in model._meta.local_fields
        if any(word in field.name for word in forbidden)
    ]
    assert found == []


def test_the_list_of_our_apps_is_complete():
    sources = [settings.SITE_DIR, settings.PROJECT_DIR]
    assert {app.name for app in apps.get_app_configs() if Path(app.path).parent in sources} == set(OUR_APPS)


def test_the_command_prints_the_register(capsys):
    call_command("personal_data")
    printed = capsys.readouterr()
    assert "users.ContactPoint: user, kind, value" in printed.out
    assert printed.err == ""
    call_command("personal_data", csv=True)
    assert "users.ContactPoint,value," in capsys.readouterr().out


# What the person is told ------------------------------------------------------------------------------

HOW = "; say it in <app>/about_me.py"


def untold(told: dict[str, About]) -> list[str]:
    """Fields about people that have no name in plain words."""
    ours = [(model, name) for model, name in needed() if name != "*"]
    return [f"{model}.{name}" for model, name in ours if model not in told or name not in told[model].fields]


def test_every_field_about_a_person_has_a_name_in_plain_words():
    assert untold(abouts()) == [], HOW


def test_a_field_without_a_name_is_noticed():
    """The negative control: the account without its alias, and a model that is not told at all."""
    told = dict(abouts())
    user = told["users.User"]
    fewer = {name: label for name, label in user.fields.items() if name != "alias"}
    told["users.User"] = About(user.model, user.title, user.kind, user.mine, fewer)
    del told["users.Look"]
    assert set(untold(told)) >= {"users.User.alias", "users.Look.reason", "users.Look.viewer"}


def test_every_text_of_the_register_is_in_swedish_too():
    """What a person reads about why and how long has to be in the catalogue."""
    missing = set()
    with translation.override("sv"):
        for (model, _name), entry in declared().items():
            if model not in abouts():
                continue
            for text in (entry.purpose, entry.retention, entry.protection, entry.seen_by, entry.ground):
                if translation.gettext(str(text)) == str(text):
                    missing.add(str(text))
    assert sorted(missing) == [], "wrap it in _() in personal_data.py, run makemessages and translate it"
