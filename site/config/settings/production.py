"""A municipality's installation. What is missing in the environment stops the start with its name."""

import os

from django.core.exceptions import ImproperlyConfigured

from .base import *  # noqa: F403
from .base import TABLE_CACHE, VAR_DIR
from .databases import database


def required(name: str) -> str:
    """The environment's value for `name`. Raises `ImproperlyConfigured` where it is empty."""
    value = os.environ.get(name, "")
    if not value:
        raise ImproperlyConfigured(f"{name} must be set in production (see docs/running.md)")
    return value


DEBUG = False
SECRET_KEY = required("MEDLOTS_SECRET_KEY")
SECRET_KEY_FALLBACKS = [key for key in os.environ.get("MEDLOTS_OLD_SECRET_KEYS", "").split(",") if key]
SEALING_KEYS = required("MEDLOTS_SEALING_KEYS")
FINDING_KEY = required("MEDLOTS_FINDING_KEY")
ALLOWED_HOSTS = required("MEDLOTS_HOSTS").split(",")
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS]
DATABASES = {"default": database(VAR_DIR)}
CACHES = (
    {
        "default": {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            "LOCATION": os.environ["REDIS_URL"],
        }
    }
    if os.environ.get("REDIS_URL")
    else {"default": TABLE_CACHE}
)
MEDLOTS_DEMO = False
RETENTION_DECISIONS_REQUIRED = True

SECURE_SSL_REDIRECT = True
SECURE_HSTS_SECONDS = 63072000
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = True
SESSION_COOKIE_NAME = "__Host-medlots"
CSRF_COOKIE_SECURE = True
CSRF_COOKIE_NAME = "__Host-csrf"
if os.environ.get("MEDLOTS_TRUSTED_PROXIES", "0") != "0":
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
