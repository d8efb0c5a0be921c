"""The real content, loaded once for a module and taken out again."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.conf import settings
from django.db import transaction
from pytest_django import DjangoDbBlocker

from courses.content import files, pictures
from courses.content.load import load_content


@pytest.fixture(scope="module")
def real_content(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[None]:
    """What `load_content` loads in the languages that people search in here; the others borrow from them.

    With pictures of 40 pixels and without Wagtail's indexes: our search uses neither.
    """
    with pytest.MonkeyPatch.context() as patch, django_db_blocker.unblock(), transaction.atomic():
        patch.setattr(settings, "MEDIA_ROOT", tmp_path_factory.mktemp("files"))
        patch.setattr(files, "languages", lambda: ["sv", "en"])
        patch.setattr(pictures, "WIDTH_PIXELS", 40)
        patch.setattr("courses.content.load.prepare", lambda picture: {})
        patch.setattr("courses.content.indexes._index", lambda saved, searched: None)
        load_content()
        yield
        transaction.set_rollback(True)
