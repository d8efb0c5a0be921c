"""Load the register: sources, e-services and their facts."""

from __future__ import annotations

from typing import Any

from core.regions import REGIONS
from courses.content import files
from courses.content.files import ContentFile
from courses.content.memory import Report, load_if_ours
from courses.services.models import (
    Demand,
    EService,
    Fact,
    FactVariant,
    FactWording,
    Source,
    VariantWording,
)

#: Facts of these kinds are texts, so they are worded in each language; the others are the same in all.
WORDED_KINDS = {Fact.Kind.TEXT, Fact.Kind.POST, Fact.Kind.OFFICE, Fact.Kind.PAPER_FORM}


def load_register(report: Report) -> None:
    """Put sources and e-services into the database. A municipality has the values of local facts."""
    load_sources(report)
    for file in files.services():
        load_service(file, report)
    for language in files.languages():
        if worded := files.facts(language):
            load_wordings(language, worded, report)


def load_sources(report: Report) -> None:
    """All sources are one file, so an edited source keeps the whole file from being loaded again."""
    file = files.sources()
    wanted: dict[str, dict[str, Any]] = file.data["sources"]

    def state() -> Any | None:
        return (
            list(
                Source.objects.filter(key__in=wanted)
                .order_by("key")
                .values_list("key", "title", "address", "year", "check_by")
            )
            or None
        )

    def write() -> None:
        for key, source in wanted.items():
            Source.objects.update_or_create(
                key=key,
                defaults={
                    "title": source["title"],
                    "address": source["address"],
                    "year": source.get("year"),
                    "check_by": source["check_by"],
                },
            )

    load_if_ours(file, report, state, write)


def load_service(file: ContentFile, report: Report) -> None:
    """One e-service with its facts and their wordings."""
    data = file.data

    def state() -> Any | None:
        service = EService.objects.filter(key=data["key"]).first()
        return None if service is None else service_state(service)

    def write() -> None:
        service, _ = EService.objects.update_or_create(
            key=data["key"], defaults={"name": data["name"], "owner": data.get("owner", "")}
        )
        write_demands(service, data.get("demands", []))
        for row in data["facts"]:
            write_fact(service, row)
        write_stand_ins(service, data["facts"])

    load_if_ours(file, report, state, write)


def service_state(service: EService) -> list[Any]:
    """What the file decides of a service.

    What a municipality fills in (local values, regional variants) is not of it, nor when a fact was checked.
    """
    demands = list(service.demands.order_by("sort_order").values_list("kind", "level", "source__key"))
    facts = []
    for fact in service.facts.order_by("key").prefetch_related("wordings").select_related("otherwise"):
        is_local = fact.scope == Fact.Scope.LOCAL
        wordings = sorted(
            (wording.language, wording.label, "" if is_local else wording.text)
            for wording in fact.wordings.all()
            if wording.language in files.WHOLE
        )
        facts.append(
            [
                *(fact.key, fact.kind, "" if is_local else fact.value, fact.scope, fact.source_id),
                fact.is_settled,
                fact.otherwise.key if fact.otherwise else "",
                wordings,
            ]
        )
    return [service.name, service.owner, demands, facts]


def load_wordings(language: str, file: ContentFile, report: Report) -> None:
    """What the facts are called in one more language: `[facts."service.fact"]` with `label`, `text`, `regions`."""
    wanted: dict[str, dict[str, Any]] = file.data["facts"]
    ours = FactWording.objects.filter(language=language)
    regional = VariantWording.objects.filter(language=language)

    def state() -> Any | None:
        of_facts = ours.order_by("fact__service__key", "fact__key")
        of_regions = regional.order_by("variant__fact__service__key", "variant__fact__key", "variant__region")
        found = [
            list(of_facts.values_list("fact__service__key", "fact__key", "label", "text")),
            list(of_regions.values_list("variant__fact__key", "variant__region", "text")),
        ]
        return found if found[0] else None

    def write() -> None:
        for name, row in wanted.items():
            service_key, fact_key = name.split(".", 1)
            fact = Fact.objects.get(service__key=service_key, key=fact_key)
            worded = {"label": row["label"], "text": row.get("text", "")}
            FactWording.objects.update_or_create(fact=fact, language=language, defaults=worded)
            for variant in fact.variants.filter(region__in=row.get("regions", {})):
                VariantWording.objects.update_or_create(
                    variant=variant, language=language, defaults={"text": row["regions"][variant.region]}
                )

    load_if_ours(file, report, state, write)


def write_demands(service: EService, rows: list[dict[str, Any]]) -> None:
    """What the service demands, in the order of the file, and nothing else."""
    service.demands.all().delete()
    for place, row in enumerate(rows):
        source = Source.objects.get(key=row["source"]) if row.get("source") else None
        Demand.objects.create(
            service=service, kind=row["kind"], level=row.get("level", ""), source=source, sort_order=place
        )


def write_stand_ins(service: EService, rows: list[dict[str, Any]]) -> None:
    """`otherwise = "key"`: the fact of the same service that readers get where this one says nothing."""
    by_key = {fact.key: fact for fact in service.facts.all()}
    for row in rows:
        fact, instead = by_key[row["key"]], by_key[row["otherwise"]] if row.get("otherwise") else None
        if fact.otherwise != instead:
            fact.otherwise = instead
            fact.save()


def write_fact(service: EService, row: dict[str, Any]) -> None:
    """One fact. A local fact that is filled in keeps its value; a national text may be worded by language."""
    fact = Fact.objects.filter(service=service, key=row["key"]).first() or Fact(
        service=service, key=row["key"]
    )
    fact.kind = row["kind"]
    fact.scope = row.get("scope", Fact.Scope.NATIONAL)
    fact.is_settled = row["settled"]
    fact.source = Source.objects.get(key=row["source"]) if row.get("source") else None
    if fact.scope != Fact.Scope.LOCAL:
        fact.value = row.get("value", "")
    fact.save()
    for language in files.whole_languages():
        wording = {"label": row[f"label_{language}"]}
        if fact.scope == Fact.Scope.NATIONAL:
            wording["text"] = row.get(f"value_{language}", "")
        FactWording.objects.update_or_create(fact=fact, language=language, defaults=wording)
    for region, values in row.get("regions", {}).items():
        write_variant(fact, region, values)
    if row.get("each_region_by_name"):
        for region, name in REGIONS:
            FactVariant.objects.get_or_create(fact=fact, region=region, defaults={"value": name})


def write_variant(fact: Fact, region: str, values: dict[str, str], *, is_example: bool = False) -> None:
    """The fact as it is in `region`, unless it has been filled in there: `{"value_sv": …, "value_en": …}`."""
    if fact.variants.filter(region=region).exists():
        return
    is_worded = fact.kind in WORDED_KINDS
    variant = FactVariant.objects.create(
        fact=fact,
        region=region,
        value="" if is_worded else values["value_sv"],
        source=Source.objects.get(key=values["source"]) if values.get("source") else None,
        is_example=is_example,
    )
    if is_worded:
        for language in files.whole_languages():
            VariantWording.objects.create(
                variant=variant, language=language, text=values[f"value_{language}"]
            )


def fill_local_facts(values: dict[str, dict[str, str]], *, are_examples: bool) -> None:
    """Fill the municipality's own facts: `values["income-support.phone"] = {"value_sv": …, "value_en": …}`.

    Facts that have a value already keep it. Raises `Fact.DoesNotExist` for a name that no service has.
    """
    for name, value in values.items():
        service_key, fact_key = name.split(".", 1)
        fact = Fact.objects.get(service__key=service_key, key=fact_key, scope=Fact.Scope.LOCAL)
        if fact.value or fact.wordings.exclude(text="").exists():
            continue
        if fact.kind in WORDED_KINDS:
            # Swedish before what is written after it.
            for wording in fact.wordings.filter(language__in=files.WHOLE).order_by("-language"):
                wording.text = value[f"value_{wording.language}"]
                wording.save()
        else:
            fact.value = value["value_sv"]
        fact.is_example = are_examples
        fact.save()


def fill_regional_facts(region: str, values: dict[str, dict[str, str]], *, are_examples: bool) -> None:
    """Fill the facts that differ by region, for `region`: `values` as in `fill_local_facts`.

    Raises `Fact.DoesNotExist` for a name that no service has, or whose fact is not regional.
    """
    for name, value in values.items():
        service_key, fact_key = name.split(".", 1)
        fact = Fact.objects.get(service__key=service_key, key=fact_key, scope=Fact.Scope.REGION)
        write_variant(fact, region, value, is_example=are_examples)
