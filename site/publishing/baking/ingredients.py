"""What every page is made of besides the database: the code, its texts and styles, and the settings that show."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import django
import wagtail
from django.conf import settings

_KINDS = (".py", ".html", ".css", ".svg", ".js", ".mo", ".json", ".toml", ".txt")
_FOLDERS = ("site", "courses", "mentors", "media")
_SETTINGS = (
    *("LANGUAGES", "SHOW_UNSIGNED", "CONTENT_SECURITY_POLICY", "PERMISSIONS_POLICY", "X_FRAME_OPTIONS"),
    *("SECURE_HSTS_SECONDS", "SECURE_HSTS_INCLUDE_SUBDOMAINS", "SECURE_HSTS_PRELOAD", "SECURE_SSL_REDIRECT"),
    *(
        "SECURE_REFERRER_POLICY",
        "SECURE_CROSS_ORIGIN_OPENER_POLICY",
        "STATIC_URL",
        "MEDIA_URL",
        "MEDLOTS_DEMO",
    ),
    *("TIME_ZONE", "MEDLOTS_QUICK_EXIT"),
)


@cache
def made_of() -> str:
    """A fingerprint that another version, another text or another setting changes. Once for each process."""
    seen = hashlib.sha256(f"{django.VERSION} {wagtail.VERSION}".encode())
    for name in _SETTINGS:
        seen.update(f"{name}={getattr(settings, name, None)!r}\n".encode())
    for path in _files():
        stat = path.stat()
        seen.update(f"{path} {stat.st_size} {stat.st_mtime_ns}\n".encode())
    return seen.hexdigest()[:16]


def _files() -> Iterator[Path]:
    for folder in _FOLDERS:
        for here, folders, files in os.walk(settings.PROJECT_DIR / folder):
            folders[:] = sorted(set(folders) - {"__pycache__", "node_modules"})
            yield from (Path(here) / name for name in sorted(files) if name.endswith(_KINDS))
    manifest = Path(settings.STATIC_ROOT) / "staticfiles.json"
    if manifest.is_file():
        yield manifest
