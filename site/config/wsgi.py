"""WSGI entry point; the server puts `site/` on the path (see `deploy/`)."""

import logging
import os
from typing import Any

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.db import DatabaseError

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.production")

application: Any = get_wsgi_application()
if settings.BAKE:
    from publishing.baking.serving import BakedPages

    application = BakedPages(application, settings.BAKED_DIR)


def erase_again_whom_a_backup_brought_back() -> None:
    """Before the first request. A database that is away or not migrated is for `/health/` to say."""
    from users import erasure

    try:
        erasure.replay_at_start()
    except DatabaseError:
        logging.getLogger(__name__).exception("Erasures could not be replayed; the worker tries again.")


erase_again_whom_a_backup_brought_back()
