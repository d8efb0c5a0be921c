"""Facts for readers: when they were to be checked, which region they are for, and what stands in for them."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.utils import timezone

from courses.services.models import Fact, FactVariant, FactWording, VariantWording
from courses.services.shown import ShownFact, facts_for_reader, facts_named
from messaging import outbox, worker
from tests.courses import pages
from tests.factories import PersonFactory

pytestmark = pytest.mark.django_db

TODAY = datetime.date(2026, 11, 22)
DAY = datetime.timedelta(days=1)


def shown(fact: Fact, language: str = "sv", region: str = "") -> ShownFact | None:
    return facts_for_reader([fact.pk], language, TODAY, region).get(fact.pk)


def phone(key: str, value: str = "", **fields: Any) -> Fact:
    return pages.fact(key, value, kind="phone", **fields)


def in_skane(fact: Fact, value: str = "", **fields: Any) -> FactVariant:
    return FactVariant.objects.create(fact=fact, region="skane", value=value, **fields)


# Days -----------------------------------------------------------------------------------------------


def test_a_facts_own_day_goes_before_that_of_its_source() -> None:
    old, good = pages.source("OLD", TODAY - DAY), pages.source("NEW", TODAY + DAY)
    assert shown(phone("a", "1", source=old)).is_overdue
    assert not shown(phone("b", "1", source=old, check_by=TODAY + DAY)).is_overdue
    assert shown(phone("c", "1", source=good, check_by=TODAY - DAY)).is_overdue
    assert shown(phone("d", "1", check_by=TODAY - DAY)).check_by == TODAY - DAY


def test_a_fact_is_not_overdue_on_its_day() -> None:
    assert not shown(phone("a", "1", check_by=TODAY)).is_overdue


def test_nobody_learns_who_checked_a_fact() -> None:
    assert not [name for name in ShownFact.__dataclass_fields__ if "checked" in name]


# Regions --------------------------------------------------------------------------------------------


def test_a_reader_gets_the_variant_of_their_region_and_its_name() -> None:
    fact = phone("care", "1177", scope="region")
    in_skane(fact, "031-390 06 40")
    assert (shown(fact, region="skane").value, shown(fact, region="skane").region) == (
        "031-390 06 40",
        "Region Skåne",
    )


@pytest.mark.parametrize("region", ["", "varmland"])
def test_unknown_region_and_missing_variant_fall_back_to_the_national_way(region: str) -> None:
    fact = phone("care", "1177", scope="region")
    in_skane(fact, "031-390 06 40")
    assert (shown(fact, region=region).value, shown(fact, region=region).region) == ("1177", "")


def test_a_regional_fact_without_anything_to_say_is_left_out() -> None:
    assert shown(phone("care", scope="region"), region="skane") is None


def test_a_variant_has_texts_in_each_language_and_the_name_of_the_fact() -> None:
    fact = pages.fact("how", kind="text", scope="region")
    variant = in_skane(fact)
    for language in ("sv", "en"):
        VariantWording.objects.create(variant=variant, language=language, text=f"In {language}")
    found = shown(fact, "en", "skane")
    assert (found.label, found.value, found.language) == ("how in en", "In en", "")


def test_what_is_said_in_swedish_only_is_marked_and_its_name_is_the_readers_own() -> None:
    fact = pages.fact("how", kind="text", scope="region")
    VariantWording.objects.create(variant=in_skane(fact), language="sv", text="På svenska")
    found = shown(fact, "en", "skane")
    assert (found.value, found.value_language) == ("På svenska", "sv")
    assert (found.label, found.language) == ("how in en", "")


def test_a_name_that_all_languages_share_is_marked_where_letters_are_others() -> None:
    fact = pages.fact("version", "Android 9", kind="text")
    assert (shown(fact, "en").value_language, shown(fact, "ar").value_language) == ("", "sv")
    assert shown(fact, "ar").language == "sv"


def test_a_variant_says_itself_whether_it_is_an_example_and_how_old_it_is() -> None:
    fact = phone("care", "1177", scope="region", source=pages.source("NEW", TODAY + DAY))
    in_skane(fact, "1", is_example=True, source=pages.source("OLD", TODAY - DAY))
    in_region = shown(fact, region="skane")
    assert (in_region.is_example, in_region.is_overdue) == (True, True)
    assert (shown(fact).is_example, shown(fact).is_overdue) == (False, False)


def test_a_regions_own_name_is_not_said_twice() -> None:
    fact = pages.fact("region", kind="text", scope="region")
    in_skane(fact, "Region Skåne")
    assert (shown(fact, region="skane").value, shown(fact, region="skane").region) == ("Region Skåne", "")


# What stands in ---------------------------------------------------------------------------------------


def test_what_the_municipality_has_not_filled_in_is_replaced_by_the_national_way() -> None:
    national = phone("advice", "1177")
    local = phone("clinic", scope="local", otherwise=national)
    assert shown(local).value == "1177"
    assert shown(local).label == "advice in sv"
    local.value = "031-390 06 30"
    local.save()
    assert shown(local).value == "031-390 06 30"


def test_what_stands_in_must_be_settled_itself() -> None:
    national = phone("advice", "1177", is_settled=False)
    local = phone("clinic", scope="local", otherwise=national, is_example=True)
    assert shown(local).must_be_asked_for
    assert not shown(local).is_example, "nothing said is no example"
    assert shown(phone("care", scope="region", otherwise=national)) is None


def test_a_fact_that_is_not_settled_is_hidden_with_what_stands_in_for_it() -> None:
    national = phone("advice", "1177")
    assert shown(phone("clinic", scope="local", is_settled=False, otherwise=national)) is None


def test_facts_asked_for_by_name_keep_the_name_they_were_asked_by() -> None:
    phone("clinic", scope="local", otherwise=phone("advice", "1177"))
    found = facts_named(["bankid.clinic"], "sv")
    assert {name: fact.value for name, fact in found.items()} == {"bankid.clinic": "1177"}


def test_a_text_message_says_the_number_that_the_register_has_when_it_leaves(
    settings: Any, tmp_path: Any
) -> None:
    settings.VAR_DIR = tmp_path
    number = phone("clinic", scope="local")
    now = timezone.now()
    (message,) = outbox.write(
        subject="meeting:1",
        version=1,
        kind="cancelled",
        person=PersonFactory(phone="+46700000001"),
        language="sv",
        text="Ring [[bankid.clinic]] eller [[bankid.unknown]].",
        useful_until=now + DAY,
    )
    Fact.objects.filter(pk=number.pk).update(value="1177")
    worker.send_due()
    message.refresh_from_db()
    assert message.text == "Ring 1177 eller numret på sidan."
    assert message.text in (tmp_path / "messages.log").read_text()


def test_facts_take_one_query_with_regions_and_stand_ins(django_assert_num_queries: Any) -> None:
    facts = [phone(f"f{number}", scope="region", otherwise=phone(f"n{number}", "1")) for number in range(3)]
    in_skane(facts[0], "2")
    with django_assert_num_queries(1):
        found = facts_for_reader([fact.pk for fact in facts], "sv", TODAY, "skane")
    assert [found[fact.pk].value for fact in facts] == ["2", "1", "1"]


def test_a_fact_without_wordings_has_no_label() -> None:
    fact = phone("bare", "1")
    FactWording.objects.filter(fact=fact).delete()
    assert shown(fact).label == ""


# Languages ------------------------------------------------------------------------------------------


def test_a_wording_whose_swedish_has_changed_since_gives_way_to_the_swedish() -> None:
    fact = pages.fact("due", kind="text", text="Senast den 14.")
    arabic = FactWording.objects.create(fact=fact, language="ar", label="متى", text="حتى يوم 14.")
    assert (shown(fact, "ar").value, shown(fact, "ar").value_language) == ("حتى يوم 14.", "")
    swedish = fact.wordings.get(language="sv")
    swedish.text = "Senast den 12."
    swedish.save()
    arabic.label = "آخر يوم"
    arabic.save()
    behind = shown(fact, "ar")
    assert (behind.value, behind.value_language) == ("Senast den 12.", "sv")
    assert (behind.label, behind.language) == ("آخر يوم", "")
    # The English says the same as the Swedish did, so it gives way too.
    assert shown(fact, "en").value_language == "sv"
    arabic.text = "حتى يوم 12."
    arabic.save()
    assert (shown(fact, "ar").value, shown(fact, "ar").value_language) == ("حتى يوم 12.", "")


def test_a_regional_wording_gives_way_to_the_swedish_of_its_region_until_it_is_compared() -> None:
    fact = pages.fact("ticket", kind="text", text="Köp.", scope="region")
    variant = in_skane(fact)
    swedish = VariantWording.objects.create(variant=variant, language="sv", text="Köp i appen.")
    english = VariantWording.objects.create(variant=variant, language="en", text="Buy it in the app.")
    VariantWording.objects.filter(pk=swedish.pk).update(text="Köp i appen eller på kortet.")
    assert shown(fact, "en", region="skane").value == "Köp i appen eller på kortet."
    english.compared()
    assert shown(fact, "en", region="skane").value == "Buy it in the app."
