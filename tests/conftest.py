"""What every test stands on: the database it gets, the servers it may ask for, and nothing left behind."""

from __future__ import annotations

import gc
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from pytest_django import DjangoDbBlocker
from xdist.scheduler import LoadScopeScheduling

from tests import migrated, rows, services

#: What the migrations put into the database.
MIGRATED = pytest.StashKey[rows.Rows]()

# On a busy machine everything takes longer: no test is about time.
hypothesis.settings.register_profile(
    "unhurried", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.load_profile("unhurried")


def pytest_configure(config: pytest.Config) -> None:
    """Make the run's folder before the workers start: they share it."""
    from django.conf import settings

    settings.VAR_DIR.mkdir(parents=True, exist_ok=True)


def pytest_unconfigure(config: pytest.Config) -> None:
    """Remove the run's folder, once, in the process that started the others."""
    if "PYTEST_XDIST_WORKER" not in os.environ and not os.environ.get("MEDLOTS_TEST_KEEP"):
        shutil.rmtree(os.environ["MEDLOTS_TEST_VAR"], ignore_errors=True)


def pytest_collection_finish() -> None:
    """What is loaded by now stays to the end: Python need not look through all of it again and again for what is left.

    That took a tenth of the time.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 50, 100)


class SharedSitesInOneWorker(LoadScopeScheduling):
    """Each file goes to whichever worker is free, the tests of a long one one by one.

    Those of a file share what its fixtures make, and some files share what takes long to make: they go to one worker.

    Two workers have a browser and a copy of the filled site: the tests that open every type of page share what the
    server has sent. `--dist loadgroup` is made for this, but xdist 3.8 marks groups in a place where pytest 9.2 no
    longer looks.
    """

    #: What a test's name begins with, and what it shares.
    SHARE = (
        ("tests/browser/test_accessibility.py", "every type of page"),
        ("tests/browser/test_validity.py", "every type of page"),
        ("tests/browser/", "a browser"),
        ("tests/races/", "racers"),
        ("tests/courses/search/test_everyday_words.py", "all guides"),
    )

    def _split_scope(self, nodeid: str) -> str:
        shared = next((shared for begins, shared in self.SHARE if nodeid.startswith(begins)), "")
        return shared or (nodeid if nodeid.startswith(_ONE_BY_ONE) else nodeid.partition("::")[0])


#: Files that take minutes, of tests that share nothing.
_ONE_BY_ONE = (
    "tests/test_permission_matrix.py",
    "tests/test_canaries.py",
    "tests/courses/test_guide_page.py",
    "tests/publishing/baking/test_baker.py",
)
#: What takes longest outside of the browser.
_LONG = ("tests/races/", "tests/courses/search/test_everyday_words.py", *_ONE_BY_ONE)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> SharedSitesInOneWorker:
    """Share the tests out in the order in which they stand."""
    config.option.loadscopereorder = False
    return SharedSitesInOneWorker(config, log)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Give each test that empties the database what the migrations put in: languages, root page, site."""
    for item in items:
        marker = item.get_closest_marker("django_db")
        if marker and marker.kwargs.get("transaction") and "serialized_rollback" not in marker.kwargs:
            item.add_marker(
                pytest.mark.django_db(**{**marker.kwargs, "serialized_rollback": True}), append=False
            )


def _empties_the_database(item: pytest.Item | None) -> bool:
    marker = item.get_closest_marker("django_db") if item else None
    return bool(marker and marker.kwargs.get("transaction"))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item: pytest.Item, nextitem: pytest.Item | None) -> Iterator[None]:
    """After a test that empties the database the next one finds what the migrations put in, whatever the order.

    One that empties it as well puts that in by itself.
    """
    yield
    if _empties_the_database(item) and nextitem is not None and not _empties_the_database(nextitem):
        from django.contrib.contenttypes.models import ContentType
        from django.core.management import call_command
        from pytest_django.plugin import blocking_manager_key

        with item.config.stash[blocking_manager_key].unblock():
            # Not what the connection remembers: a test may have made itself another connection, which also fills in
            # models and permissions anew, with other numbers.
            if ContentType.objects.exists():
                call_command("flush", verbosity=0, interactive=False, inhibit_post_migrate=True)
            rows.put_back(item.config.stash[MIGRATED])


@pytest.hookimpl(trylast=True, specname="pytest_collection_modifyitems")
def pytest_without_database_once(config: pytest.Config, items: list[pytest.Item]) -> None:
    """What never asks a database is run on SQLite only, with everything else."""
    if "DATABASE_URL" not in os.environ:
        return
    asks = {"db", "transactional_db", "django_db_setup"}
    kept = [
        item
        for item in items
        if item.get_closest_marker("django_db") or asks.intersection(getattr(item, "fixturenames", ()))
    ]
    of_database = set(kept)
    config.hook.pytest_deselected(items=[item for item in items if item not in of_database])
    items[:] = kept


@pytest.hookimpl(trylast=True, specname="pytest_collection_modifyitems")
def pytest_long_ones_first(items: list[pytest.Item]) -> None:
    """What one worker does in a row begins first, or the others would stand idle at the end.

    The tests of the browser come after a sixth of the others: by then `make test` has filled their site.
    """
    of_browser = [item for item in items if item.get_closest_marker("browser")]
    # What checks the pages that others have opened comes after them.
    of_browser.sort(key=lambda item: "test_validity" in item.nodeid)
    others = [item for item in items if not item.get_closest_marker("browser")]
    others.sort(key=lambda item: not item.nodeid.startswith(_LONG))
    first = len(others) // 6
    items[:] = others[:first] + of_browser + others[first:]


@pytest.fixture(scope="session")
def django_db_keepdb(django_db_modify_db_settings: None) -> bool:
    """Start from a copy of a migrated database instead of running every migration."""
    from django.conf import settings

    database = settings.DATABASES["default"]
    if "sqlite" not in database["ENGINE"]:
        database["TEST"]["TEMPLATE"] = migrated.template_on_postgres(os.environ["DATABASE_URL"])
        return False
    migrated.copy_to(Path(database["TEST"]["NAME"]))
    return True


@pytest.fixture(scope="session")
def django_db_setup(
    request: pytest.FixtureRequest, django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> None:
    """Make the groups of those who work here once: nearly every page of staff needs them. No indexes of Wagtail."""
    from django.db import connection

    from users.roles import set_up_roles

    # Only now: to migrate connects them.
    _rest_indexes_of_wagtail()
    with django_db_blocker.unblock():
        set_up_roles([])
        # What a test that empties the database puts back: with Django's own way each row takes a millisecond.
        connection._test_serialized_contents = rows.taken_down()
        connection.creation.deserialize_db_from_string = rows.put_back
        request.config.stash[MIGRATED] = connection._test_serialized_contents


@pytest.fixture
def indexes_of_wagtail(django_db_setup: None) -> Iterator[None]:
    """As on a real site: what is saved is found in the search of the admin, and Wagtail knows what refers to it."""
    from modelsearch.signal_handlers import register_signal_handlers
    from wagtail.signal_handlers import connect_reference_index_signal_handlers

    register_signal_handlers()
    connect_reference_index_signal_handlers()
    yield
    _rest_indexes_of_wagtail()


def _rest_indexes_of_wagtail() -> None:
    """Wagtail's admin search and its register of references take longer than most of what is tested.

    Our own search does not use them.
    """
    from django.apps import apps
    from django.db.models.signals import post_save
    from modelsearch.signal_handlers import post_save_signal_handler
    from wagtail.signal_handlers import update_reference_index_on_save

    for model in apps.get_models():
        post_save.disconnect(post_save_signal_handler, sender=model)
        post_save.disconnect(update_reference_index_on_save, sender=model)


@pytest.fixture(scope="module")
def kept(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """What a module's own fixtures of this scope put into the database stays until its last test.

    For what takes long to build and is only read; what a test changes is taken back after it as ever.
    """
    from django.db import transaction
    from django.utils import translation

    with django_db_blocker.unblock(), translation.override("sv"), transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="session")
def redis_url():
    """The address of a Redis that the tests may fill and empty; skips where none can be had."""
    if given := os.environ.get("MEDLOTS_TEST_REDIS_URL"):
        yield given
        return
    try:
        with services.private_redis() as url:
            yield url
    except services.NotInstalled as missing:
        pytest.skip(str(missing))


@pytest.fixture(scope="session")
def postgres_url():
    """The address of an empty PostgreSQL, for a test that is about PostgreSQL itself; skips without one."""
    if given := os.environ.get("MEDLOTS_TEST_POSTGRES_URL"):
        yield given
        return
    try:
        with services.private_postgres() as url:
            yield url
    except services.NotInstalled as missing:
        pytest.skip(str(missing))


@pytest.fixture(autouse=True)
def _nothing_left_from_other_tests():
    """No language switched on, and nothing remembered: Wagtail keeps site roots, allauth counts tries."""
    from django.core.cache import cache
    from django.utils import translation

    cache.clear()
    with translation.override("sv"):
        yield
