"""What this machine has already trusted, kept durably: it never goes back below it.

python-tuf's own cache is not flushed to disk, so a power cut can empty it, and with it the protection against an older,
once valid state. These floors are committed with `synchronous=FULL` before anything of a state is used.
"""

import sqlite3
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from kiosk.domain.clock import from_iso, to_iso
from kiosk.domain.errors import StorageError

_TABLES = """
create table if not exists floor (role text primary key, version integer not null) strict;
create table if not exists fact (name text primary key, value text not null) strict;
"""


@dataclass(frozen=True, slots=True)
class Active:
    """The release that was activated last: SHA-256 of its release.json, its number, and the bundle's folder."""

    sha256: str
    number: int
    bundle: str


class Floors:
    """The durable memory in sync.db; one process at a time.

    Args:
        path: The database file, made when missing.

    Raises:
        StorageError: The file cannot be opened or is not a database.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._db = sqlite3.connect(path, timeout=10, isolation_level=None)
            self._db.execute("pragma journal_mode=wal")
            self._db.execute("pragma synchronous=full")
            self._db.executescript(_TABLES)
        except (sqlite3.Error, OSError) as err:
            raise self._unreadable(err) from err

    def close(self) -> None:
        """Close the database."""
        self._db.close()

    def versions(self) -> dict[str, int]:
        """Return the lowest version accepted, by role."""
        return {str(role): int(str(version)) for role, version in self._rows("select role, version from floor")}

    def time(self) -> datetime | None:
        """Return the latest moment that a trusted signature proves has passed; None before the first."""
        value = self._fact("time")
        return from_iso(value) if value else None

    def raise_to(self, versions: Mapping[str, int], time: datetime | None) -> None:
        """Commit higher floors, all or none; a lower value than the present one changes nothing.

        Raises:
            StorageError: The disk does not take it: nothing of the new state may be used.
        """
        latest = max(filter(None, (time, self.time())), default=None)
        try:
            with closing(self._db.cursor()) as cursor:
                cursor.execute("begin immediate")
                for role, version in versions.items():
                    cursor.execute(
                        "insert into floor values (?, ?) on conflict (role) do update"
                        " set version = max(version, excluded.version)",
                        (role, version),
                    )
                if latest:
                    cursor.execute("insert or replace into fact values ('time', ?)", (to_iso(latest),))
                cursor.execute("commit")
        except sqlite3.Error as err:
            if self._db.in_transaction:
                self._db.execute("rollback")
            raise self._unreadable(err) from err

    def active(self) -> Active | None:
        """Return the release activated last, None before the first."""
        value = self._fact("active")
        if not value:
            return None
        sha256, number, bundle = value.split(" ", 2)
        return Active(sha256, int(number), bundle)

    def set_active(self, active: Active) -> None:
        """Remember the release that was just activated."""
        self._run(
            "insert or replace into fact values ('active', ?)", f"{active.sha256} {active.number} {active.bundle}"
        )

    def _fact(self, name: str) -> str:
        rows = self._rows("select value from fact where name = ?", name)
        return str(rows[0][0]) if rows else ""

    def _rows(self, sql: str, *values: str) -> list[tuple[object, ...]]:
        return self._run(sql, *values).fetchall()

    def _run(self, sql: str, *values: str) -> sqlite3.Cursor:
        try:
            return self._db.execute(sql, values)
        except sqlite3.Error as err:
            raise self._unreadable(err) from err

    def _unreadable(self, err: Exception) -> StorageError:
        return StorageError(
            f"cannot use the database {self._path}: {err}",
            "check the disk; if the file is damaged, move it away and run kiosk sync --once",
        )
