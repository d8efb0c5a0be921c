"""The test suite: the real databases, files in a folder of their own, cheap password hashes."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

from .base import *  # noqa: F403
from .base import STORAGES as BASE_STORAGES
from .databases import database

# One folder for a run, removed when the process ends that made it, and a folder in it for each of its processes.
if not os.environ.get("MEDLOTS_TEST_VAR"):
    os.environ["MEDLOTS_TEST_VAR"] = tempfile.mkdtemp(prefix="medlots-test-")
    atexit.register(shutil.rmtree, os.environ["MEDLOTS_TEST_VAR"], ignore_errors=True)
VAR_DIR = Path(os.environ["MEDLOTS_TEST_VAR"]) / os.environ.get("PYTEST_XDIST_WORKER", "main")
VAR_DIR.mkdir(parents=True, exist_ok=True)
ERASED_LIST = VAR_DIR / "erased.txt"
DEBUG = False
SECRET_KEY = "only-for-tests"  # noqa: S105
SEALING_KEYS = "test:hxZM4ZA3XTRuQwImMqBnxWGSwqEjKWWPhrLfDSoxH0c="
FINDING_KEY = "cZv5eLl5ViQjcHIqSzrChRbNlL3HkRQ3BDMrGTjhzc4="
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
DATABASES = {"default": database(VAR_DIR)}
DATABASES["default"].setdefault("TEST", {})
if "sqlite" in DATABASES["default"]["ENGINE"]:
    # A file, not memory: the tests then run on what production runs on, write gate included.
    DATABASES["default"]["TEST"]["NAME"] = str(VAR_DIR / "test.sqlite3")
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
}
STORAGES = {
    **BASE_STORAGES,
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
STATIC_ROOT = VAR_DIR / "static"
MEDIA_ROOT = VAR_DIR / "files"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
WHITENOISE_AUTOREFRESH = True
MEDLOTS_DEMO = True
SHOW_UNSIGNED = True
#: Loading takes time; the tests of the browser load everything.
CONTENT_LANGUAGES = ["sv", "sv-simple", "en"]
MAKE_SOUND = False
BAKED_DIR = VAR_DIR / "baked"
BAKE = False
MEDLOTS_EVEN_SECONDS = 0
LOGGING = {"version": 1, "disable_existing_loggers": False}
