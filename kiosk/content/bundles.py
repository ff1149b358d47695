"""Bundles: what the terminal, the hall and the board read. Immutable folders, one of them active at a time.

    DATA/content/bundles/NAME/library/      the content files
    DATA/content/bundles/NAME/library.db    the database made from them
    DATA/content/current -> bundles/NAME    the active one

A bundle is built beside its place and renamed into it; the active one is switched by renaming a symbolic link. So a
power cut at any point leaves the old or the new one, whole.
"""

import fcntl
import hashlib
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kiosk.domain.errors import ContentError, StorageError
from kiosk.domain.releases import INBOX_KEY
from kiosk.durable import sync_path
from kiosk.files import shipped

LIBRARY = "library"
DATABASE = "library.db"
_PART = ".part"


def content_folder(data: Path) -> Path:
    """Return the folder of everything that content is kept in."""
    return data / "content"


def laws_path(data: Path) -> Path:
    """Return where the law database is; it is no part of a bundle."""
    return content_folder(data) / "laws.db"


def bundles_folder(data: Path) -> Path:
    """Return the folder that bundles are built into."""
    return content_folder(data) / "bundles"


def current_bundle(data: Path) -> Path | None:
    """Return the active bundle's own folder; None when there is none yet."""
    link = content_folder(data) / "current"
    try:
        bundle = link.resolve(strict=True)
    except (OSError, RuntimeError):
        return None
    return bundle if (bundle / DATABASE).is_file() else None


def inbox_key(bundle: Path) -> str:
    """Return the centre's public key for letters, as the release brought it; empty when it brought none."""
    try:
        return (bundle / LIBRARY / INBOX_KEY).read_text("ascii").strip()
    except (OSError, UnicodeDecodeError):
        return ""


def build_bundle(source: Path, target: Path, release: str = "") -> None:
    """Build a bundle from a folder of content files; `target` must not exist yet.

    Args:
        source: The content files.
        target: The new bundle, best a folder in `bundles_folder(data)`.
        release: The name that the library shows; the target's name when empty.

    Raises:
        ContentFaultsError: The content files have faults.
        StorageError: The bundle cannot be written.
    """
    from kiosk.content.database import write_library  # noqa: PLC0415 - readers of bundles need not wait for it
    from kiosk.content.files import load_content  # noqa: PLC0415

    content = load_content(source)
    if target.exists():
        raise StorageError(f"the bundle {target.name} is there already", "build it under another name")
    part = target.with_name(f".{target.name}{_PART}")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.rmtree(part, ignore_errors=True)
        _copy(source, part / LIBRARY)
        write_library(part / DATABASE, content, release or target.name)
        for path in [part, *part.rglob("*")]:
            sync_path(path)
        part.rename(target)
        sync_path(target.parent)
    except (OSError, sqlite3.Error) as err:
        shutil.rmtree(part, ignore_errors=True)  # on a full disk it would be in the way of everything else
        reason = (err.strerror if isinstance(err, OSError) else "") or err
        raise StorageError(
            f"cannot write the bundle {target}: {reason}", "check free space and rights of the data folder"
        ) from err


def activate(data: Path, bundle: Path) -> None:
    """Make a bundle the active one; the one before it is kept, older ones are removed.

    Raises:
        ContentError: The folder is not a whole bundle inside `bundles_folder(data)`.
        StorageError: The switch cannot be written.
    """
    home = bundles_folder(data)
    if bundle.resolve().parent != home.resolve() or not (bundle / DATABASE).is_file():
        raise ContentError(f"{bundle} is not a bundle of this machine", f"build it in {home}")
    try:
        with _locked(content_folder(data)):
            before = current_bundle(data)
            _switch(content_folder(data), bundle.name)
            keep = {bundle.name, before.name if before else bundle.name}
            if before is None or before.name != bundle.name:
                _remove_older(home, keep)
    except OSError as err:
        raise StorageError(
            f"cannot switch to the bundle {bundle.name}: {err.strerror}", "check the rights of the data folder"
        ) from err


def install_sample(data: Path) -> Path:
    """Build and activate the sample content that ships with the product; return the bundle. Does it only once.

    Raises:
        ContentFaultsError: The sample files have faults.
        StorageError: The bundle cannot be written.
    """
    source = shipped("assets", "sample")
    target = bundles_folder(data) / f"sample-{_digest(source)}"
    with _locked(content_folder(data)):
        if not target.exists():
            build_bundle(source, target)
    if current_bundle(data) != target.resolve():
        activate(data, target)
    return target


class BundleWatch:
    """Tells when another bundle becomes active; a cheap look at the link, for a timer.

    Args:
        data: The data folder.
    """

    def __init__(self, data: Path) -> None:
        self._link = content_folder(data) / "current"
        self._seen = self._target()

    def changed(self) -> bool:
        """Tell whether the active bundle is another one than at the last call."""
        before, self._seen = self._seen, self._target()
        return self._seen != before

    def _target(self) -> str:
        try:
            return str(self._link.readlink())
        except OSError:
            return ""


def _copy(source: Path, target: Path) -> None:
    """Copy a folder up to the first fault: on a full disk `shutil.copytree` would go on and report every file."""
    target.mkdir(parents=True)
    for path in sorted(source.iterdir()):
        if path.is_dir():
            _copy(path, target / path.name)
        else:
            shutil.copyfile(path, target / path.name)


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    """Hold the folder for this process; two at a time would remove each other's bundles."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handle = (folder / ".lock").open("w")
    except OSError as err:
        raise StorageError(
            f"cannot write in the content folder {folder}: {err.strerror}", "check the rights of the data folder"
        ) from err
    with handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def _switch(folder: Path, name: str) -> None:
    fresh = folder / ".current.new"
    fresh.unlink(missing_ok=True)
    fresh.symlink_to(Path("bundles") / name)
    fresh.replace(folder / "current")
    sync_path(folder)


def _remove_older(home: Path, keep: set[str]) -> None:
    """Remove bundles, and parts of builds that were cut off, older than the newest kept one."""
    newest = max((home / name).stat().st_mtime for name in keep)
    for path in home.iterdir():
        if path.name not in keep and path.stat().st_mtime <= newest:
            shutil.rmtree(path, ignore_errors=True)


def _digest(folder: Path) -> str:
    digest = hashlib.sha256()
    for path in sorted(p for p in folder.rglob("*") if p.is_file()):
        content = path.read_bytes()
        digest.update(f"{path.relative_to(folder).as_posix()}\0{len(content)}\0".encode() + content)
    return digest.hexdigest()[:12]
