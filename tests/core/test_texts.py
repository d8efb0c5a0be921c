"""Every text that readers meet, in every language of the interface; and staff's pages in staff's languages."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.conf import settings
from django.test import RequestFactory
from django.utils import translation
from django.utils.translation import get_language_info, gettext, override

from core.language_of_request import LanguageMiddleware
from core.languages import SPOKEN, interface_languages, language, reading_order
from core.texts import checking
from core.texts.checking import Remark, remarks
from core.texts.reader_facing import Text, in_code, in_template, reader_facing

CODES = [each.code for each in interface_languages() if each.code != "en"]


@pytest.mark.parametrize("code", CODES)
def test_catalogue_says_everything_that_readers_read(code: str) -> None:
    assert [str(remark) for remark in remarks(code)] == []


def test_catalogue_that_lacks_a_text_or_says_it_wrongly_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = [
        Text("Sign in"),
        Text("Step %(number)s of %(all)s"),
        Text("Where you get help"),
        Text("%(n)s day", plural="%(n)s days"),
        Text("\nHello there\n"),
        Text("Call the police"),
        Text("BankID"),
        Text("Help"),
        Text("Finnish"),
        Text("Phone, with %(name)s, 3"),
    ]
    said = {
        "Step %(number)s of %(all)s": "خطوة %(number)s",
        "Where you get help": "Where you get help",
        ("%(n)s day", 0): "يوم",
        "\nHello there\n": "مرحبا",
        "Call the police": "اتصل بالشرطة полиция",
        "BankID": "BankID",
        "Help": "مساعدة",
        "Finnish": "Finnish",
        "Phone, with %(name)s, 3": "هاتف, مع %(name)s, 3",
    }
    monkeypatch.setattr(checking, "reader_facing", lambda: dict.fromkeys(texts, "x.html"))
    monkeypatch.setattr(checking, "_catalogue", lambda locale: said)
    monkeypatch.setattr(checking, "_number_of_forms", lambda language: 6)

    assert remarks("ar") == [
        Remark(texts[0], "missing"),
        Remark(texts[1], "placeholders ['%(number)s'] instead of ['%(all)s', '%(number)s']"),
        Remark(texts[2], "the same as in English"),
        Remark(texts[3], "missing"),
        Remark(texts[4], "line breaks at its ends"),
        Remark(texts[5], "letters of another script"),
        Remark(texts[8], "the same as in English"),
        Remark(texts[9], "',' where arabic has '،'"),
    ]


def test_reader_facing_is_everything_but_the_staffs_places_and_the_names_of_fields() -> None:
    found = reader_facing()
    assert len(found) > 1900
    assert {Text("To the start page"), Text("I think I was tricked")} <= set(found)
    # A page of the editors, and a field's name.
    assert not {Text("Sign a translation"), Text("permanent key")} & set(found)
    code = """
class A:
    x = models.CharField(_("name"), help_text=_("help"))
    y = pgettext("c", "said"), ngettext("one", "%(n)s", n)
    class Meta:
        verbose_name = _("a")
"""
    assert list(in_code("# gettext" + code)) == [Text("said", "c"), Text("one", plural="%(n)s")]
    template = (
        "{% translate 'a' context 'c' %} {% blocktranslate count n=n trimmed %}\n one {{ n }}\n{% plural %} "
        "many {{ n }} {% endblocktranslate %} {% include 'x' with y=_('z') %}"
    )
    assert set(in_template(template)) == {
        Text("a", "c"),
        Text("one %(n)s", plural="many %(n)s"),
        Text("z"),
    }


def test_every_language_is_chosen_by_its_own_name_and_django_knows_it() -> None:
    for each in interface_languages():
        assert get_language_info(each.code)["name_local"] or each.code == "en"
        assert get_language_info(each.code)["bidi"] == (each.direction == "rtl")
    assert language("fa-af").variant_of == "fa"
    assert "fa-af" in {spoken.code for spoken in SPOKEN}


def test_where_a_text_is_looked_for() -> None:
    assert reading_order("sv") == ("sv",)
    assert reading_order("sv-simple") == ("sv-simple", "sv")
    assert reading_order("ar") == ("ar", "sv-simple", "sv")
    assert reading_order("fa-af") == ("fa-af", "fa", "sv-simple", "sv")


@pytest.mark.parametrize(
    ("address", "asked", "answered"),
    [("/admin/", "ar", "sv"), ("/staff/login/", "en", "en"), ("/en/", "ar", "en"), ("/", "en", "en")],
)
def test_staffs_pages_are_in_staffs_languages(address: str, asked: str, answered: str) -> None:
    request = RequestFactory().get(address, headers={"accept-language": asked})
    with translation.override("sv"):
        LanguageMiddleware(lambda request: None).process_request(request)
        assert translation.get_language() == answered


def test_each_catalogue_is_compiled_as_it_is_written() -> None:
    for written in Path(settings.LOCALE_PATHS[0]).glob("*/LC_MESSAGES/django.po"):
        assert written.with_suffix(".mo").exists()


def test_dari_says_what_persian_says_where_it_has_no_words_of_its_own() -> None:
    if "fa-af" not in dict(settings.LANGUAGES):
        pytest.skip("Persian is not whole yet")
    with override("fa"):
        persian = gettext("Skip to the content")
    with override("fa-af"):
        assert gettext("Skip to the content") == persian
