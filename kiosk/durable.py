"""Files that survive a power cut: written beside, flushed to disk, then renamed into place."""

import os
import tempfile
from pathlib import Path


def write_durably(path: Path, data: bytes, *, mode: int = 0o644) -> None:
    """Write a whole file so that a reader, or a start after a power cut, sees the old content or the new one.

    Args:
        path: Where to; its folder is made when it is missing.
        data: The whole content.
        mode: Permission bits of the new file.

    Raises:
        OSError: The disk is full or the folder cannot be written.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".new-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fchmod(file.fileno(), mode)
            os.fsync(file.fileno())
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    sync_path(path.parent)


def sync_path(path: Path) -> None:
    """Flush a file's content, or a folder's list of names, so that a rename in it lasts."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
