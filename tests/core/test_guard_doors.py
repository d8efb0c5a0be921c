"""No text enters by any door without the privacy guard: forms, the admin, file names, addresses, content files."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator
from io import BytesIO

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import get_resolver
from PIL import Image
from wagtail.admin.viewsets import viewsets
from wagtail.contrib.settings.registry import registry as site_settings
from wagtail.documents.forms import get_document_form
from wagtail.images.forms import get_image_form
from wagtail.models import get_page_models
from wagtail.snippets.models import get_snippet_models

from core.personal_data import OUR_APPS
from core.privacy.addresses import holds_number
from core.privacy.admin_forms import GuardedAdminForm, problems_in
from courses.content import files
from media.models import File, Picture
from tests.roles import start_pages

pytestmark = pytest.mark.one_database

NUMBER = "811218-9876"
#: Text fields of forms that are not asked about the number by their own `clean`, and why that is right.
OTHERWISE = {
    # Secrets of one's own are typed here on purpose, and only compared with what is kept as a hash.
    ("users.forms.cards", "code"): "compared only",
    ("users.forms.cards", "token"): "compared only",
    ("users.forms.cards", "pin"): "six digits, kept as a hash only",
    ("users.forms.codes", "code"): "compared only",
    ("users.forms.staff", "code"): "compared only",
    ("users.forms.cards", "next"): "an address of ours, or nothing",
    ("users.forms.codes", "next"): "an address of ours, or nothing",
    ("courses.progress.forms", "code"): "compared only",
    ("courses.progress.forms", "g"): "a guide's key, or nothing",
    # Looked up, never kept.
    ("mentors.desk.forms", "wanted"): "looked up by POST, never kept or shown again elsewhere",
    ("mentors.desk.forms", "chosen"): "one of what was offered",
    ("mentors.cards.forms", "step_guide"): "a guide's key, or nothing",
    ("mentors.cards.forms", "step"): "a step's key, or nothing",
    # Read by a method of the form's own.
    ("mentors.cards.forms", "phone"): "read as a phone number",
    ("mentors.cards.forms", "email"): "read as an e-mail address",
    ("mentors.cards.contact", "phone"): "read as a phone number",
    ("mentors.desk.forms", "phone"): "read as a phone number",
    ("users.forms.codes", "where"): "read as a phone number or an e-mail address",
    ("mentors.cards.forms", "capacity"): "read as a number from 1 to 8",
    ("mentors.cards.mentor_forms", "capacity"): "read as a number from 1 to 8",
    ("mentors.cards.mentor_forms", "rest_days"): "read as a number of days",
    ("mentors.cards.mentor_forms", "meetings_a_week"): "read as a number of meetings",
    ("mentors.desk.views.portraits", "order"): "numbers of the list above it",
    ("mentors.desk.forms", "seats"): "read as a number of seats",
    ("courses.feedback.forms", "text"): "taken out before the form sees it: tests/courses/feedback",
    # Staff accounts, which administrators make.
    ("users.staff_list", "username"): "a sign-in name of somebody who works here",
    ("users.staff_list", "name"): "a name of somebody who works here",
}


def our_forms() -> Iterator[type[forms.BaseForm]]:
    """Every form class that is written in this project."""
    assert get_resolver().url_patterns
    for app in OUR_APPS:
        package = importlib.import_module(app)
        for module in pkgutil.walk_packages(package.__path__, f"{app}."):
            if ".migrations" not in module.name:
                importlib.import_module(module.name)

    def below(kind: type) -> Iterator[type]:
        for one in kind.__subclasses__():
            yield one
            yield from below(one)

    found = {one for one in below(forms.BaseForm) if one.__module__.split(".")[0] in OUR_APPS}
    return iter(sorted(found, key=lambda one: (one.__module__, one.__name__)))


def takes_the_number(field: forms.Field) -> bool:
    """Whether the field by itself lets a text with a personal number through."""
    try:
        field.clean(f"Hej {NUMBER}")
    except ValidationError:
        return False
    return True


def open_fields(form: type[forms.BaseForm]) -> list[str]:
    """The text fields of a form that take the number and are not among those that have a reason to."""
    return [
        f"{form.__module__}.{form.__name__}.{name}"
        for name, field in form.base_fields.items()
        if isinstance(field, forms.CharField)
        and not isinstance(field.widget, forms.PasswordInput)
        and takes_the_number(field)
        and (form.__module__, name) not in OTHERWISE
    ]


# Forms of learners, mentors and the desk


def test_every_text_field_of_a_form_asks_the_guard():
    admin = [form for form in our_forms() if issubclass(form, GuardedAdminForm)]
    assert admin, "the forms of the admin ask in another way"
    assert [name for form in our_forms() if form not in admin for name in open_fields(form)] == []


def test_a_text_field_without_the_guard_is_noticed():
    class CarelessForm(forms.Form):
        about_me = forms.CharField(widget=forms.Textarea)

    assert open_fields(CarelessForm) == [f"{__name__}.CarelessForm.about_me"]


def test_every_reason_is_about_a_field_that_exists():
    names = {(form.__module__, name) for form in our_forms() for name in form.base_fields}
    assert set(OTHERWISE) - names == set()


# The admin


def admin_forms() -> Iterator[tuple[str, type[forms.BaseForm]]]:
    """The form of every page, snippet, setting, picture and file in the admin."""
    for model in get_page_models():
        if model.__module__.split(".")[0] in OUR_APPS:
            yield model.__name__, model.get_edit_handler().get_form_class()
    for model in get_snippet_models():
        yield model.__name__, model.snippet_viewset.get_edit_handler().get_form_class()
    for model in site_settings:
        yield (
            model.__name__,
            model.get_edit_handler().get_form_class()
            if hasattr(model, "get_edit_handler")
            else settings_form(model),
        )
    yield "Picture", get_image_form(Picture)
    yield "File", get_document_form(File)


def settings_form(model: type) -> type[forms.BaseForm]:
    from wagtail.contrib.settings.views import get_setting_edit_handler

    return get_setting_edit_handler(model).get_form_class()


def test_every_form_of_the_admin_asks_the_guard():
    found = dict(admin_forms())
    assert {"Guide", "StartPage", "InfoPage", "Term", "Fact", "Place", "Municipality", "Picture"} <= set(
        found
    )
    assert [name for name, form in found.items() if not issubclass(form, GuardedAdminForm)] == []
    assert viewsets is not None


@pytest.mark.parametrize(
    "value",
    [
        f"Ring {NUMBER}",
        ["x", {"text": f"<p>{NUMBER}</p>"}],
        {"rows": ("a", {"deep": "4111 1111 1111 1111"})},
        "SE45 5000 0000 0583 9825 7466",
    ],
)
def test_numbers_are_found_however_deep(value):
    assert problems_in(value)
    assert not any(NUMBER in str(problem) for problem in problems_in(value))


@pytest.mark.parametrize(
    "value", ["Ring 0771-524 524", "Skriv koden 4711", {"id": NUMBER}, None, 12, ["114 14"]]
)
def test_what_guides_are_full_of_is_fine(value):
    assert problems_in(value) == []


def picture_file(name: str) -> SimpleUploadedFile:
    written = BytesIO()
    Image.new("RGB", (8, 8), "blue").save(written, format="PNG")
    return SimpleUploadedFile(name, written.getvalue(), "image/png")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("title", "description", "file", "wrong"),
    [
        ("Ett kort", "", "bild.png", set()),
        (f"Kort {NUMBER}", "", "bild.png", {"title"}),
        ("Ett kort", f"Alt {NUMBER}", "bild.png", {"description"}),
        ("Ett kort", "", f"{NUMBER}.png", {"file"}),
    ],
)
def test_titles_descriptions_and_file_names_of_pictures_are_read(title, description, file, wrong):
    form_class = get_image_form(Picture)
    picture = Picture()
    form = form_class(
        {"title": title, "description": description, "tags": "", "collection": "1"},
        {"file": picture_file(file)},
        instance=picture,
    )
    form.is_valid()
    assert set(form.errors) & {"title", "description", "file"} == wrong
    assert NUMBER not in str(form.errors)


@pytest.mark.django_db
def test_a_stored_picture_keeps_nothing_of_the_name_of_its_file():
    picture = Picture(title="Ett kort", file=picture_file("Amal Hassan.png"))
    picture.save()
    assert "Amal" not in picture.file.name
    assert picture.file.name.endswith(".png")


# Addresses


@pytest.mark.parametrize(
    "text",
    [
        "/sv/mote/3f2504e0-4f89-41d3-9a0c-0305e82c3301/",
        "/sv/bankid/steg/2/",
        "0771-524 524",
        "70106300-2391-4000-8000-000000000000",
    ],
)
def test_addresses_of_ours_hold_no_number(text):
    assert not holds_number(text)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "address",
    [
        f"/sv/{NUMBER}/",
        "/sv/19811218%2D9876/",
        "/sv/%D9%A7%D9%A0%D9%A1%D9%A0%D9%A6%D9%A3-%D9%A2%D9%A3%D9%A9%D9%A1/",
        f"/sv/traffa/?guide={NUMBER}",
        f"/sv/traffa/?{NUMBER}=1",
        "/en/traffa/?guide=x&guide=4111111111111111",
    ],
)
def test_an_address_with_a_number_is_told_kindly_and_not_repeated(address, caplog):
    start_pages()
    response = Client().get(address)
    page = response.content.decode()
    assert response.status_code == 400
    assert ("en adress" if address.startswith("/sv") else "in an address") in page
    assert "9876" not in page
    assert "2391" not in page
    assert "4111" not in page
    assert response["Referrer-Policy"] == "no-referrer"
    assert not caplog.records


@pytest.mark.django_db
def test_the_search_form_says_it_beside_its_field():
    start_pages()
    response = Client().get("/sv/sok/", {"q": NUMBER})
    assert response.status_code in {200, 400}
    assert "personnummer" in response.content.decode()


# Content files


def test_a_content_file_with_such_a_number_is_not_loaded(tmp_path, monkeypatch):
    monkeypatch.setattr(files, "CONTENT_DIR", tmp_path)
    path = tmp_path / "guide.toml"
    path.write_text('title = "Ett kort"')
    assert files.read(path).data == {"title": "Ett kort"}
    path.write_text(f'[[steps]]\ntext = "Skriv {NUMBER}."')
    with pytest.raises(files.NumberInFile) as refused:
        files.read(path)
    assert "9876" not in str(refused.value)
