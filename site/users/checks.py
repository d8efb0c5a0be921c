"""What is refused about accounts when an installation goes live."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register
from django.db import connections

from users.limits import RATES
from users.models import User


@register(Tags.database, deploy=True)
def no_demo_accounts(
    app_configs: Sequence[AppConfig] | None = None, databases: Sequence[str] | None = None, **kwargs: Any
) -> list[CheckMessage]:
    """Refuse a database with demo accounts, as `check --deploy --database default` finds them."""
    if settings.MEDLOTS_DEMO:
        return []
    problems: list[CheckMessage] = []
    for alias in databases or []:
        if User._meta.db_table not in connections[alias].introspection.table_names():
            continue
        count = User.objects.using(alias).filter(is_demo=True).count()
        if count:
            problems.append(
                Error(
                    f"There are {count} demo accounts in database {alias!r}.",
                    hint="They cannot sign in here and have no place here. Start with a database of its own.",
                    id="users.E001",
                )
            )
    return problems


@register(Tags.security, deploy=True)
def demo_is_off(**kwargs: Any) -> list[CheckMessage]:
    """Refuse the demo's open door in production."""
    if not settings.MEDLOTS_DEMO:
        return []
    return [
        Error("MEDLOTS_DEMO is on: accounts whose passwords everybody knows can sign in.", id="users.E002")
    ]


@register(Tags.security, deploy=True)
def card_tries_are_limited(**kwargs: Any) -> list[CheckMessage]:
    """Refuse a way in that one address may try without end."""
    limits = getattr(settings, "ACCOUNT_RATE_LIMITS", {})
    return [
        Error(
            f"ACCOUNT_RATE_LIMITS has no {rate!r}: one address may try to sign in without end.",
            hint=f'For example ACCOUNT_RATE_LIMITS = {{"{rate}": "60/m/ip,600/h/ip"}}.',
            id="users.E003",
        )
        for rate in RATES
        if rate not in limits
    ]


@register(Tags.caches, deploy=True)
def limits_are_shared(**kwargs: Any) -> list[CheckMessage]:
    """Refuse a cache that each process has for itself: every limit would hold once for each worker."""
    backend = str(settings.CACHES["default"]["BACKEND"])
    if backend.rsplit(".", 1)[-1] not in ("LocMemCache", "DummyCache"):
        return []
    return [
        Error(
            f"The cache {backend} is not shared between workers, so limits on tries hold for each alone.",
            hint="Use the database cache (the default of production) or Redis (REDIS_URL).",
            id="users.E004",
        )
    ]


@register(Tags.security, deploy=True)
def somebody_says_how_long_backups_are_kept(**kwargs: Any) -> list[CheckMessage]:
    """Warn where the list of erased people can never forget anybody."""
    if settings.BACKUPS_KEPT_DAYS > 0:
        return []
    return [
        Warning(
            "Nobody has said how long backups are kept, so the list of erased people only grows.",
            hint="Set MEDLOTS_BACKUPS_KEPT_DAYS: a person is in that list until no backup holds them.",
            id="users.W003",
        )
    ]
