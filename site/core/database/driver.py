"""Choose the SQLite that Python's `sqlite3` means, before Django's backend is imported."""

import sys

#: The first SQLite without the WAL-reset corruption bug (released 2026-03-13).
FIRST_SOUND_VERSION = (3, 51, 3)


def use_sound_sqlite() -> None:
    """Put PyPI's `pysqlite3`, which carries its own SQLite, in the place of the standard module.

    Does nothing where the standard module is sound already, or where there is no `pysqlite3` for the
    machine (Linux on ARM); the system check `core.W001` or `core.E001` then says what that means.
    """
    import sqlite3

    if sqlite3.sqlite_version_info >= FIRST_SOUND_VERSION:
        return
    try:
        import pysqlite3
        import pysqlite3.dbapi2
    except ImportError:
        return
    sys.modules["sqlite3"] = pysqlite3
    sys.modules["sqlite3.dbapi2"] = pysqlite3.dbapi2
