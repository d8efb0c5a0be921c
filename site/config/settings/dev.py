"""`make demo` and work at one's own desk: SQLite, pages with error traces off unless asked for."""

import os

from .base import *  # noqa: F403
from .base import TABLE_CACHE, VAR_DIR
from .databases import database

DEBUG = os.environ.get("MEDLOTS_DEBUG") == "1"
SECRET_KEY = "only-for-a-desk-and-the-demo-never-for-production"  # noqa: S105
#: Known to everybody who reads this file: for make-believe people only.
SEALING_KEYS = "desk:WnHtbxpqii-tat5sZBopJaTi6O-DAZxRTAMjZKAsoFw="
FINDING_KEY = "E_GqOwFfdWsasIOwtd2igVG-3QjOnPBrDwvIJXPKhI8="
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]"]
DATABASES = {"default": database(VAR_DIR)}
CACHES = {"default": TABLE_CACHE}
#: The demo shows what nobody has signed yet, and says so on each page.
SHOW_UNSIGNED = True
MEDLOTS_DEMO = os.environ.get("MEDLOTS_DEMO") == "1"
