"""The newest state that the centre signs, verified: python-tuf plus the rules that it leaves to us.

On top of the TUF workflow: no version below the durable floors, no clock before a moment that a signature proves has
passed, and a target file is on disk under its own hash before anything may use it.
"""

import logging
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import urllib3
from tuf.api.exceptions import (
    DownloadError,
    DownloadHTTPError,
    DownloadLengthMismatchError,
    ExpiredMetadataError,
    RepositoryError,
)
from tuf.api.metadata import Metadata, Root, TargetFile, Targets, Timestamp  # type: ignore[attr-defined]
from tuf.ngclient import Updater  # type: ignore[attr-defined]
from tuf.ngclient.fetcher import FetcherInterface

from kiosk.domain.clock import Clock, from_iso
from kiosk.domain.errors import KioskError, NotReachableError
from kiosk.domain.releases import FILE_LIMIT_BYTES
from kiosk.durable import sync_path
from kiosk.sync.floors import Floors

log = logging.getLogger(__name__)

ROLES = ("root", "timestamp", "snapshot", "targets")
CLOCK_TOLERANCE = timedelta(minutes=10)  # centre and terminal need not agree to the second
WHOLE_LIMIT_BYTES = 512 * 1024 * 1024  # a library of text and pictures is far smaller
FILES_LIMIT = 20_000
_SIGNED_AT = "x-signed-at"
_SHA256 = re.compile(r"[0-9a-f]{64}")


class UntrustedError(KioskError):
    """What the centre offers must not be used; what this machine has stays."""


@dataclass(frozen=True, slots=True)
class TrustedState:
    """One verified state: its files by path, and until when it counts as fresh."""

    targets: dict[str, TargetFile]
    fresh_until: datetime


class TrustedSource:
    """The centre's repository as this machine trusts it; for one use, on one thread.

    Args:
        url: Address of the centre.
        root: Bytes of the root.json that this machine was provisioned with.
        folder: Keeps `metadata/` (a cache) and `store/` (target files by hash).
        floors: The durable memory.
        clock: This machine's clock.
        fetcher: Downloads.
    """

    def __init__(
        self, url: str, root: bytes, folder: Path, floors: Floors, *, clock: Clock, fetcher: FetcherInterface
    ) -> None:
        self._url = url.rstrip("/")
        self._root = root
        self._metadata = folder / "metadata"
        self._store = folder / "store"
        self._floors = floors
        self._now = clock.now()
        self._fetcher = fetcher
        self._updater: Updater | None = None

    def refresh(self) -> TrustedState:
        """Fetch and verify the newest metadata, raise the floors, and return the state.

        Raises:
            UntrustedError: It is forged, old, expired, endless, or this machine's clock is wrong.
            NotReachableError: The centre does not answer.
            OSError: The cache folder cannot be written.
        """
        self._check_clock(_signed_at(self._bootstrap()), self._floors.time())
        self._metadata.mkdir(parents=True, exist_ok=True)
        self._store.mkdir(parents=True, exist_ok=True)
        with _plain_words():
            updater = Updater(
                str(self._metadata),
                f"{self._url}/repo/metadata/",
                str(self._store),
                f"{self._url}/repo/targets/",
                fetcher=self._fetcher,
                bootstrap=self._root,
            )
            updater._trusted_set.reference_time = self._now  # noqa: SLF001 - tuf offers no way to pass a clock
            updater.refresh()
        self._updater = updater
        return self._accept()

    def fetch(self, target: TargetFile) -> int:
        """Have one target file in the store, whole and flushed; return the bytes downloaded (0: it was there).

        Raises:
            UntrustedError: The file is not what was signed.
            NotReachableError: The download broke off.
            OSError: The store cannot be written.
        """
        if self._updater is None:
            raise UntrustedError("nothing is verified yet")
        if self.has(target):
            return 0
        path = self.stored(target)
        part = path.with_suffix(".part")
        with _plain_words():
            self._updater.download_target(target, str(part))
        sync_path(part)
        part.replace(path)
        sync_path(self._store)
        return int(target.length)

    def has(self, target: TargetFile) -> bool:
        """Tell whether the store holds a target file, unharmed."""
        return self._updater is not None and bool(self._updater.find_cached_target(target, str(self.stored(target))))

    def stored(self, target: TargetFile) -> Path:
        """Return where a target file is, or will be, in the store."""
        return self._store / target.hashes["sha256"]

    def forget_others(self, kept: Iterable[TargetFile]) -> None:
        """Delete files from the store that no kept target needs."""
        names = {target.hashes["sha256"] for target in kept}
        for path in self._store.iterdir():
            if path.name not in names:
                path.unlink(missing_ok=True)

    def _bootstrap(self) -> Root:
        try:
            root: Metadata[Root] = Metadata.from_bytes(self._root)
        except RepositoryError as err:
            raise UntrustedError(
                "the root.json of this machine is not TUF metadata", "copy it from the centre again"
            ) from err
        return root.signed

    def _accept(self) -> TrustedState:
        cached = {role: Metadata.from_file(str(self._metadata / f"{role}.json")).signed for role in ROLES}
        versions = {role: int(signed.version) for role, signed in cached.items()}
        for role, floor in self._floors.versions().items():
            if versions.get(role, 0) < floor:
                raise UntrustedError(
                    f"the centre offers {role} version {versions.get(role, 0)}, and this machine already trusted {floor}",
                    "somebody replays an old state, or the centre was restored from an old backup",
                )
        timestamp, targets = cached["timestamp"], cached["targets"]
        if not isinstance(timestamp, Timestamp) or not isinstance(targets, Targets):
            raise UntrustedError("the metadata cache was changed meanwhile")
        signed_at = _signed_at(timestamp)
        self._check_clock(signed_at)
        _check_targets(targets.targets.values())
        self._floors.raise_to(versions, signed_at)
        return TrustedState(dict(targets.targets), timestamp.expires)

    def _check_clock(self, *passed: datetime | None) -> None:
        latest = max(filter(None, passed), default=None)
        if latest and self._now < latest - CLOCK_TOLERANCE:
            raise UntrustedError(
                f"this machine's clock says {self._now:%Y-%m-%d %H:%M} UTC, but {latest:%Y-%m-%d %H:%M} has passed",
                "set the clock",
            )


def _signed_at(signed: Root | Timestamp) -> datetime | None:
    with suppress(ValueError, TypeError):  # a repository of another make has no such field
        return from_iso(signed.unrecognized_fields.get(_SIGNED_AT))  # type: ignore[arg-type]
    return None


def _check_targets(targets: Iterable[TargetFile]) -> None:
    listed = list(targets)
    total = sum(target.length for target in listed)
    if len(listed) > FILES_LIMIT or total > WHOLE_LIMIT_BYTES:
        raise UntrustedError(f"the release has {len(listed)} files with {total:,} bytes, more than this machine takes")
    for target in listed:
        if target.length > FILE_LIMIT_BYTES:
            raise UntrustedError(f"{target.path} has {target.length:,} bytes, more than this machine takes")
        if not _SHA256.fullmatch(target.hashes.get("sha256", "")):
            raise UntrustedError(f"{target.path} carries no SHA-256")


@contextmanager
def _plain_words() -> Iterator[None]:
    """Turn python-tuf's errors into ours."""
    try:
        yield
    except ExpiredMetadataError as err:
        cure = "see that the centre runs, and that this machine's clock is right"
        raise UntrustedError(f"the centre's signature has ended ({err})", cure) from err
    except DownloadLengthMismatchError as err:
        raise UntrustedError(f"the centre sends more than it signed ({err})") from err
    except RepositoryError as err:
        raise UntrustedError(f"the centre's files do not verify ({err})", "ask who runs the centre") from err
    except DownloadHTTPError as err:
        raise NotReachableError(str(err), "see that [sync] centre is the centre's address") from err
    except (DownloadError, urllib3.exceptions.HTTPError) as err:
        raise NotReachableError(str(err), "see that the network is up and the centre runs") from err
