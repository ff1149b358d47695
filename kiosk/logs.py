"""Logging for every program: one line per event, on standard error and in a bounded file under DATA/logs."""

import logging
from logging.handlers import RotatingFileHandler
from pathlib import Path

from kiosk.domain.errors import StorageError

_FORMAT = "%(asctime)s %(levelname)-7s %(name)s: %(message)s"
_FILE_BYTES = 2_000_000
_FILES_KEPT = 4


def start_logging(program: str, data: Path, *, debug: bool = False) -> None:
    """Send this process's log lines to standard error and to DATA/logs/PROGRAM.log.

    Raises:
        StorageError: The log folder cannot be written.
    """
    folder = data / "logs"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        to_file = RotatingFileHandler(
            folder / f"{program}.log", maxBytes=_FILE_BYTES, backupCount=_FILES_KEPT, encoding="utf-8"
        )
    except OSError as err:
        raise StorageError(f"cannot write logs in {folder}: {err.strerror}", "give this user the data folder") from err
    logging.basicConfig(
        level=logging.DEBUG if debug else logging.INFO,
        format=_FORMAT,
        handlers=[logging.StreamHandler(), to_file],
        force=True,
    )
    for noisy in ("PIL", "urllib3", "asyncio", "uvicorn.access", "comtypes"):
        logging.getLogger(noisy).setLevel(logging.WARNING)
