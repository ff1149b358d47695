"""One connection that only reads, shared by threads: what the library and the law book have in common."""

import sqlite3
import threading
from types import TracebackType
from typing import Any, Self

from kiosk.domain.errors import ContentError


class Reader:
    """Reads one database file; subclasses know what is in it. Any thread may ask it.

    Args:
        db: The connection; closed with the reader.
        name: The file as faults name it.
        cure: What to do when it cannot be read.
    """

    def __init__(self, db: sqlite3.Connection, name: str, cure: str) -> None:
        self._db, self._name, self._cure = db, name, cure
        self._lock = threading.Lock()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, err: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the database, for every language; nothing may be asked afterwards."""
        with self._lock:
            self._db.close()

    def _rows(self, sql: str, *values: object) -> list[Any]:
        try:
            with self._lock:
                return self._db.execute(sql, values).fetchall()
        except sqlite3.Error as err:
            raise ContentError(f"cannot read {self._name}: {err}", self._cure) from err
