"""`ENGINE = "core.database.sqlite_gated"`: transactions pass `WriteGate` before `BEGIN IMMEDIATE`."""

from pathlib import Path
from typing import Any

from django.db.backends.sqlite3 import base
from django.db.utils import OperationalError

from core.database.gate import GateTimeout, WriteGate


class DatabaseWrapper(base.DatabaseWrapper):
    """Takes the gate when a transaction begins and gives it back when it ends, however it ends.

    Databases in memory have one writer at most and no gate.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._gate: WriteGate | None = None

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        """Connect, with a gate for databases that are files."""
        database = str(conn_params["database"])
        if ":memory:" not in database and "mode=memory" not in database:
            self._gate = WriteGate(Path(database), float(conn_params.get("timeout", 5)))
        return super().get_new_connection(conn_params)

    def _start_transaction_under_autocommit(self) -> None:
        if self._gate is not None:
            try:
                self._gate.enter()
            except GateTimeout as error:
                raise OperationalError(f"database is locked: {error}") from error
        try:
            super()._start_transaction_under_autocommit()
        except BaseException:
            self._leave_gate()
            raise

    def _commit(self) -> None:
        super()._commit()
        self._leave_gate()

    def _rollback(self) -> None:
        try:
            super()._rollback()
        finally:
            self._leave_gate()

    def _close(self) -> None:
        try:
            super()._close()
        finally:
            self._leave_gate()

    def _leave_gate(self) -> None:
        if self._gate is not None:
            self._gate.leave()
