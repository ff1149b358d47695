"""The outbox: sealed letters on this machine's disk until the centre has them. One file each, DATA/outbox/TIME-ID.sealed.

Writing is durable before it returns; a letter leaves only when the centre has said that it keeps it. Any process of the
machine may write, one (`kiosk sync`) takes out. At `LIMIT` letters the oldest stay and new ones are refused: somebody
holds a receipt for each old one. The last tenth is kept for letters with a receipt.
"""

import logging
import re
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from kiosk.domain.errors import StorageError
from kiosk.durable import sync_path, write_durably

LIMIT = 10_000
_NAME = re.compile(r"(?P<at>\d{8}T\d{12})-(?P<id>[0-9a-f]{32})\.sealed")
_TIME = "%Y%m%dT%H%M%S%f"
_MODE = 0o640
_LEFT_OVER_S = 3600.0

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Waiting:
    """One letter on its way: its id, since when it waits, its file."""

    id: str
    since: datetime
    file: Path


class Outbox:
    """The outbox of this machine.

    Args:
        data: The data folder.
        limit: How many letters it holds.
    """

    def __init__(self, data: Path, limit: int = LIMIT) -> None:
        self._folder = outbox_folder(data)
        self._limit = limit

    def put(self, letter_id: str, sealed: bytes, at: datetime, *, receipt: bool) -> None:
        """Keep a sealed letter durably.

        Args:
            letter_id: 32 hexadecimal digits.
            sealed: The letter.
            at: When it was written.
            receipt: Whether the visitor is given a receipt for it: such letters may fill the last tenth.

        Raises:
            StorageError: The outbox or the disk is full, or cannot be written: the letter is not kept.
        """
        file = self._folder / f"{at.astimezone(UTC):{_TIME}}-{letter_id}.sealed"
        try:
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o750)
            held = sum(1 for _ in self._folder.iterdir())
            if held >= (self._limit if receipt else self._limit * 9 // 10):
                raise StorageError(f"the outbox holds {held} letters and is full", "see that the centre can be reached")
            write_durably(file, sealed, mode=_MODE)
        except OSError as err:
            raise StorageError(
                f"cannot write in {self._folder}: {err.strerror or err}", "free space on the disk"
            ) from err
        _log.info("letter %s is in the outbox", letter_id)

    def waiting(self, count: int = 0) -> list[Waiting]:
        """Return the letters that wait, oldest first, at most `count` of them; 0 is all."""
        found = [w for w in (_waiting(path) for path in self._paths()) if w]
        return found[:count] if count else found

    def remove(self, letter: Waiting) -> None:
        """Forget a letter that the centre keeps; one that is gone already is no fault.

        Raises:
            StorageError: The folder cannot be written.
        """
        try:
            letter.file.unlink(missing_ok=True)
        except OSError as err:
            raise StorageError(f"cannot remove {letter.file}: {err.strerror}", "check the folder's owner") from err

    def set_aside(self, letter: Waiting) -> None:
        """Put a letter that the centre cannot open into the folder `refused`, where an operator finds it.

        Raises:
            StorageError: The folder cannot be written.
        """
        target = self._folder / "refused" / letter.file.name
        try:
            target.parent.mkdir(exist_ok=True)
            letter.file.replace(target)
            sync_path(target.parent)
        except OSError as err:
            raise StorageError(f"cannot move {letter.file}: {err.strerror}", "check the folder's owner") from err

    def refused(self) -> int:
        """Return how many letters were set aside."""
        folder = self._folder / "refused"
        return sum(1 for _ in folder.glob("*.sealed")) if folder.is_dir() else 0

    def sweep(self, now: datetime) -> None:
        """Remove what a power cut left half written; nobody was promised anything for it."""
        for path in self._paths():
            with suppress(FileNotFoundError):  # it has just become whole
                if path.name.startswith(".new-") and now.timestamp() - path.stat().st_mtime > _LEFT_OVER_S:
                    path.unlink()

    def _paths(self) -> list[Path]:
        try:
            return sorted(self._folder.iterdir())
        except FileNotFoundError:
            return []


def outbox_folder(data: Path) -> Path:
    """Return where the letters of this machine lie."""
    return data / "outbox"


def _waiting(path: Path) -> Waiting | None:
    match = _NAME.fullmatch(path.name)
    if match is None:
        return None
    return Waiting(match["id"], datetime.strptime(match["at"], _TIME).replace(tzinfo=UTC), path)
