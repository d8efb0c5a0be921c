"""The municipality's sign-in for staff, from the environment: nothing set, nothing there."""

import os
from typing import Any

from django.core.exceptions import ImproperlyConfigured

#: Stands in the address the provider sends people back to: `/staff/openid/callback/`.
PROVIDER_ID = "municipality"


def apps() -> list[dict[str, Any]]:
    """What allauth is told of the provider; empty without `MEDLOTS_OIDC_ISSUER`.

    Raises `ImproperlyConfigured` where half of it is set.
    """
    issuer = os.environ.get("MEDLOTS_OIDC_ISSUER", "")
    if not issuer:
        return []
    needed = {
        "MEDLOTS_OIDC_CLIENT_ID": os.environ.get("MEDLOTS_OIDC_CLIENT_ID", ""),
        "MEDLOTS_OIDC_SECRET": os.environ.get("MEDLOTS_OIDC_SECRET", ""),
        "MEDLOTS_OIDC_DOMAINS": os.environ.get("MEDLOTS_OIDC_DOMAINS", ""),
    }
    for name, value in needed.items():
        if not value:
            raise ImproperlyConfigured(f"MEDLOTS_OIDC_ISSUER is set, so {name} must be too")
    return [
        {
            "provider_id": PROVIDER_ID,
            "name": os.environ.get("MEDLOTS_OIDC_NAME", "") or "OpenID Connect",
            "client_id": needed["MEDLOTS_OIDC_CLIENT_ID"],
            "secret": needed["MEDLOTS_OIDC_SECRET"],
            "settings": {"server_url": issuer, "oauth_pkce_enabled": True},
        }
    ]


def domains() -> list[str]:
    """Domains of work addresses by which an account may be found the first time."""
    return [one.strip() for one in os.environ.get("MEDLOTS_OIDC_DOMAINS", "").split(",") if one.strip()]


def origin() -> list[str]:
    """Where the sign-in form may lead on to, for the Content-Security-Policy."""
    issuer = os.environ.get("MEDLOTS_OIDC_ISSUER", "")
    return ["/".join(issuer.split("/")[:3])] if issuer else []
