"""A translation that nobody has signed says so, and where a wrong word costs money it is not shown at all."""

from __future__ import annotations

import datetime
import json
from pathlib import Path

import polib
import pytest
from django.test import Client

from core.models import TranslationSignature
from core.permission_matrix import Role
from core.signing import sign, text_hash, unsigned
from courses.guides.models import Guide
from courses.search import index
from courses.search.find import find
from courses.translations.table import interface, table
from publishing.sitemaps import page_entries
from tests.courses import pages
from tests.courses.reading_room import parts, words
from tests.roles import signed_in_as

pytestmark = pytest.mark.django_db
DAY = datetime.date(2026, 11, 20)


def in_arabic(key: str = "bankid", **fields: str) -> tuple[Guide, Guide]:
    """A guide in Swedish and in Arabic, and the Arabic start page."""
    swedish = pages.guide(key, **fields)
    steps = [pages.step(f"step-{number}", title="افتح BankID") for number in (1, 2, 3)]
    return swedish, pages.guide(key, "ar", same_as=swedish, title="دليل", steps=steps, **fields)


def notice(client: Client, address: str) -> str:
    found = parts(client.get(address)).find("p", class_="example")
    return words(found.text) if found else ""


def test_it_says_so_in_its_language_and_in_swedish_until_page_and_interface_are_signed(
    client: Client,
) -> None:
    _swedish, arabic = in_arabic()
    said = notice(client, "/ar/bankid/")
    assert "لغته الأم" in said
    assert "Översättningen är inte granskad än" in said
    assert notice(client, "/sv/bankid/") == ""
    sign("ar", "Amira", DAY, arabic)
    assert notice(client, "/ar/bankid/")
    sign("ar", "Amira", DAY)
    assert notice(client, "/ar/bankid/") == ""
    assert notice(client, "/ar/") != ""  # the start page itself is another text


def test_a_signature_holds_for_the_text_that_was_read() -> None:
    _swedish, arabic = in_arabic()
    sign("ar", "Amira", DAY)
    sign("ar", "Amira", DAY, arabic)
    arabic.save_revision().publish()
    assert not unsigned("ar", arabic)
    arabic.summary = "نص جديد"
    draft = arabic.save_revision()
    assert not unsigned("ar", arabic)
    draft.publish()
    assert unsigned("ar", arabic)


def test_what_is_no_word_takes_no_signature_away() -> None:
    _swedish, arabic = in_arabic()
    read = text_hash(arabic)
    [first, *others] = [block["value"] for block in arabic.steps.raw_data]
    changed = {**first, "picture": pages.picture("other").pk, "minutes": 5}
    arabic.steps = json.dumps([{"type": "step", "value": each} for each in (changed, *others)])
    arabic.place_in_order, arabic.minutes, arabic.slug = 7, 45, "other"
    arabic.save_revision().publish()
    arabic = Guide.objects.get(pk=arabic.pk)
    assert text_hash(arabic) == read
    arabic.traps = [("trap", {"title": "A trap", "text": "<p>Other words</p>"})]
    assert text_hash(arabic) != read


def test_the_signature_of_the_interface_holds_for_the_texts_that_were_read(settings, tmp_path) -> None:
    folder = tmp_path / "ar" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    catalogue = polib.mofile(str(Path(settings.LOCALE_PATHS[0]) / "ar" / "LC_MESSAGES" / "django.mo"))
    settings.LOCALE_PATHS = [tmp_path]
    catalogue.save(str(folder / "django.mo"))
    sign("ar", "Amira", DAY)
    assert not unsigned("ar")
    assert [cell.is_lapsed for cell in interface() if cell.signature] == [False]
    catalogue.append(polib.MOEntry(msgid="A new text", msgstr="نص جديد"))
    catalogue.save(str(folder / "django.mo"))
    assert unsigned("ar")
    assert [cell.is_lapsed for cell in interface() if cell.signature] == [True]


def test_readers_of_dari_are_told_of_an_unsigned_page_in_persian(client: Client) -> None:
    swedish = pages.guide()
    persian = pages.guide(language="fa", same_as=swedish, title="راهنما")
    pages.start_page("fa-af")
    sign("fa-af", "Laila", DAY)
    assert notice(client, "/fa-af/bankid/")
    sign("fa", "Parvin", DAY, persian)
    assert notice(client, "/fa-af/bankid/") == ""


def test_the_address_of_a_hidden_guide_leads_to_what_its_readers_get_instead(
    client: Client, settings
) -> None:
    settings.SHOW_UNSIGNED = False
    _swedish, arabic = in_arabic()
    arabic.slug = "bankid-ar"
    arabic.save_revision().publish()
    assert client.get("/ar/bankid-ar/").headers["Location"] == "/ar/bankid/"
    assert client.get("/ar/bankid-ar/2/").headers["Location"] == "/ar/bankid/2/"
    assert client.get("/ar/bankid-ar/utan/smartphone/").headers["Location"] == "/ar/bankid/utan/smartphone/"
    assert parts(client.get("/ar/bankid/")).find(class_="overdue")
    assert client.get("/ar/no-such-guide/").status_code == 404
    sign("ar", "Amira", DAY, arabic)
    assert parts(client.get("/ar/bankid-ar/")).h1.text == "دليل"


def test_unsigned_guides_about_money_and_e_id_are_off_unless_the_municipality_shows_them(
    client: Client, settings
) -> None:
    settings.SHOW_UNSIGNED = False
    _swedish, arabic = in_arabic()
    pages_of_health = in_arabic("1177", service=None, area=Guide.Area.HEALTH)
    index.rebuild()
    page = parts(client.get("/ar/bankid/"))
    assert page.h1.text == "Title bankid sv"
    assert page.find(class_="overdue")
    assert parts(client.get("/ar/1177/")).h1.text == pages_of_health[1].title
    listed = parts(client.get("/ar/")).find_all(class_="guides")
    assert "Title bankid sv · 20 دقيقة · Svenska" in " ".join(words(each.text) for each in listed)
    assert [result.entry.title for result in find("دليل", "ar").results] == ["دليل"]
    assert "/ar/bankid/" not in {entry.address for entry in page_entries()}
    sign("ar", "Amira", DAY, arabic)
    assert parts(client.get("/ar/bankid/")).h1.text == "دليل"
    TranslationSignature.objects.all().delete()
    settings.SHOW_UNSIGNED = True
    assert parts(client.get("/ar/bankid/")).h1.text == "دليل"


def test_editors_sign_and_see_page_by_language(django_user_model) -> None:
    swedish, arabic = in_arabic()
    steps = [dict(block) for block in swedish.steps.raw_data]
    steps[1] = {**steps[1], "value": {**steps[1]["value"], "see": "En annan sida."}}
    swedish.steps = json.dumps(steps)
    swedish.save_revision().publish()
    [row] = [row for row in table() if isinstance(row.page, Guide)]
    cells = {cell.language.code: cell for cell in row.cells}
    assert (cells["ar"].behind, cells["ar"].lacks, cells["ar"].must_be_signed) == ((2,), 0, True)
    assert cells["so"].page is None

    editor = signed_in_as(Role.EDITOR)
    assert "دليل" not in editor.get("/admin/translations/").content.decode()
    assert "BankID" not in editor.get("/admin/translations/").content.decode()
    address = "/admin/translations/interface/so/"
    assert editor.get(address).status_code == 200
    tomorrow = datetime.date.today() + datetime.timedelta(days=1)
    assert editor.post(address, {"name": "Hodan", "signed_on": tomorrow}).status_code == 200
    editor.post(address, {"name": "Hodan", "signed_on": "2026-11-20"})
    assert [(row.language, row.name) for row in TranslationSignature.objects.all()] == [("so", "Hodan")]
    assert "Hodan" in editor.get("/admin/translations/").content.decode()
    editor.post(address, {"withdraw": "1"})
    assert not TranslationSignature.objects.exists()
    # What is written in Swedish is no translation; Django looks for the address under /sv/ then.
    assert editor.get("/admin/translations/interface/sv/").status_code == 302
    assert arabic.pk
