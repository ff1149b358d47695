"""The hall's database: one file, one connection, one writer at a time. Any thread may call it; they take turns.

WAL with `synchronous=FULL` syncs every commit before it returns, so whatever the API has answered is on the disk. The
one connection also checkpoints, which keeps clear of SQLite's WAL-reset bug (`reliability.md` part 3).
"""

import fcntl
import logging
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from sqlite_utils import Database

from kiosk.domain.errors import StorageError
from kiosk.hall.schema import hall_migrations

_log = logging.getLogger(__name__)
_CURE = "move it aside (never delete it) and start again, or put back a backup"


class Journal:
    """`hall.db`.

    Args:
        path: The file; made when missing.

    Raises:
        StorageError: The file cannot be read or written, is damaged, or another hall has it open.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._turn = threading.RLock()
        self._guard = _lock_file(path)
        try:
            self._connection = _open(path)
        except StorageError:
            self._guard.close()
            raise

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """Give the connection inside a transaction: committed and synced at the end, rolled back on any error.

        Raises:
            StorageError: The database refuses to read or write.
        """
        with self._turn:
            try:
                self._connection.execute("BEGIN IMMEDIATE")
                yield self._connection
                self._connection.execute("COMMIT")
            except sqlite3.Error as err:
                self._roll_back()
                raise StorageError(f"the ticket database {self._path} fails: {err}", "see kiosk doctor") from err
            except BaseException:
                self._roll_back()
                raise

    def answers(self) -> bool:
        """Tell whether tickets can be read."""
        try:
            with self.transaction() as connection:
                connection.execute("SELECT max(id) FROM tickets").fetchone()
        except StorageError as err:
            _log.error("%s", err)
            return False
        return True

    def close(self) -> None:
        """Write everything into the one file and let it go."""
        with self._turn:
            self._connection.close()
            self._guard.close()

    def _roll_back(self) -> None:
        if self._connection.in_transaction:
            self._connection.execute("ROLLBACK")


def _open(path: Path) -> sqlite3.Connection:
    connection = None
    try:
        connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=FULL")
        connection.execute("PRAGMA foreign_keys=ON")
        verdict = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
        if verdict == "ok":
            hall_migrations().apply(Database(connection))
            connection.row_factory = sqlite3.Row
            return connection
    except (sqlite3.Error, OSError) as err:
        if connection:
            connection.close()
        raise StorageError(f"cannot read the ticket database {path}: {err}", _CURE) from err
    connection.close()
    raise StorageError(f"the ticket database {path} is damaged: {verdict.splitlines()[-1]}", _CURE)


def _lock_file(path: Path) -> IO[bytes]:
    """Hold a lock beside the database for as long as it is open, so that two halls never share it."""
    lock = path.with_suffix(".lock")
    try:
        handle = lock.open("ab")
    except OSError as err:
        raise StorageError(f"cannot write {lock}: {err.strerror}", "check the owner of the data folder") from err
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as err:
        handle.close()
        raise StorageError(f"another kiosk hall has {path} open", "stop that one first, or use another --data") from err
    return handle
