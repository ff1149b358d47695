"""One synchronisation: verify, fetch what changed, build a bundle, switch over, or say why not.

Whatever goes wrong before the switch-over, the bundle that is active stays active and whole.
"""

import fcntl
import json
import logging
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from tuf.api.metadata import TargetFile  # type: ignore[attr-defined]

from kiosk.config import SyncConfig
from kiosk.content.bundles import activate, build_bundle, bundles_folder, current_bundle
from kiosk.domain.clock import Clock
from kiosk.domain.errors import ConfigError, ContentError, NotReachableError, StorageError
from kiosk.domain.releases import LIBRARY, RELEASE_FILE, Release
from kiosk.shape import ShapeError, shape
from kiosk.sync.fetcher import FolderFetcher, HttpFetcher
from kiosk.sync.floors import Active, Floors
from kiosk.sync.report import State, SyncReport
from kiosk.sync.trusted import TrustedSource, TrustedState, UntrustedError

log = logging.getLogger(__name__)

Progress = Callable[[int, int], None]  # bytes done, bytes in all
_SCHEMES = ("http://", "https://", "file:")


class ReleaseUpdater:
    """Brings this machine to the centre's newest release.

    Args:
        config: Where the centre is and what root is trusted.
        data: The data folder.
        clock: This machine's clock.
        progress: Called after each file with the bytes done and the bytes in all.
    """

    def __init__(
        self, config: SyncConfig, data: Path, clock: Clock, progress: Progress = lambda _done, _all: None
    ) -> None:
        self._config = config
        self._data = data
        self._folder = data / "sync"
        self._clock = clock
        self._progress = progress

    def run(self) -> SyncReport:
        """Synchronise once and return what came of it; attacks and absences are reports, not errors.

        Raises:
            ConfigError: No trusted root.json is on this machine, or the centre's address is none.
            StorageError: sync.db cannot be used, or the disk is full or broken; what was active stays active.
        """
        if not self._config.centre.startswith(_SCHEMES):
            raise ConfigError(
                f"[sync] centre = {self._config.centre!r} is not an address", "write it like http://192.168.1.10:8490"
            )
        root = self._trusted_root()
        with self._lock():
            floors = Floors(self._data / "sync.db")
            fetcher = FolderFetcher() if self._config.centre.startswith("file:") else HttpFetcher()
            try:
                source = TrustedSource(
                    self._config.centre, root, self._folder, floors, clock=self._clock, fetcher=fetcher
                )
                return self._bring_up(source, floors)
            except (UntrustedError, ContentError) as err:
                log.warning("release refused: %s", err)
                return SyncReport(State.REFUSED, self._clock.now(), reason=str(err))
            except NotReachableError as err:
                log.info("centre not reachable: %s", err)
                return SyncReport(State.NOT_REACHABLE, self._clock.now(), reason=str(err))
            except OSError as err:
                raise self._unwritable(err) from err
            finally:
                fetcher.close()
                floors.close()

    def _bring_up(self, source: TrustedSource, floors: Floors) -> SyncReport:
        state = source.refresh()
        described = state.targets.get(RELEASE_FILE)
        if described is None:
            return SyncReport(State.NOTHING_YET, self._clock.now(), fresh_until=state.fresh_until)
        fetched = source.fetch(described)
        release = _read_release(source.stored(described), state)
        digest = described.hashes["sha256"]
        active = floors.active()
        if active and active.sha256 == digest and self._is_current(active):
            return self._report(State.UP_TO_DATE, release, state, 0, fetched)
        files, fetched_files = self._fetch_all(source, state)
        bundle = self._build(source, state, release, digest)
        activate(self._data, bundle)
        floors.set_active(Active(digest, release.number, str(bundle)))
        source.forget_others(state.targets.values())
        log.info("release %s activated: %s files fetched", release.number, files)
        return self._report(State.ACTIVATED, release, state, files, fetched + fetched_files)

    def _fetch_all(self, source: TrustedSource, state: TrustedState) -> tuple[int, int]:
        missing = [t for t in state.targets.values() if not source.has(t)]
        total, done = sum(t.length for t in missing), 0
        for target in missing:
            done += source.fetch(target)
            self._progress(done, total)
        return len(missing), done

    def _build(self, source: TrustedSource, state: TrustedState, release: Release, digest: str) -> Path:
        bundle = bundles_folder(self._data) / f"release-{release.number}-{digest[:12]}"
        if bundle.exists():  # built whole before the power went
            return bundle
        staging = self._folder / "staging"
        shutil.rmtree(staging, ignore_errors=True)
        for name, target in state.targets.items():
            if name != RELEASE_FILE:
                _link(source, target, staging)
        build_bundle(staging, bundle, str(release.number))
        shutil.rmtree(staging)
        return bundle

    def _is_current(self, active: Active) -> bool:
        current = current_bundle(self._data)
        return current is not None and current.resolve() == Path(active.bundle).resolve()

    def _report(self, state: State, release: Release, trusted: TrustedState, files: int, fetched: int) -> SyncReport:
        return SyncReport(
            state,
            self._clock.now(),
            release=release.number,
            data_as_of=release.at,
            fresh_until=trusted.fresh_until,
            files=files,
            fetched_bytes=fetched,
        )

    def _trusted_root(self) -> bytes:
        path = Path(self._config.root) if self._config.root else self._data / "trust" / "root.json"
        try:
            return path.read_bytes()
        except OSError as err:
            raise ConfigError(
                f"this machine has no trusted root at {path}",
                "copy the centre's root.json there (`kiosk centre root` prints it)",
            ) from err

    def _unwritable(self, err: OSError) -> StorageError:
        return StorageError(
            f"cannot write in {self._folder}: {err.strerror or err}",
            "free space on the disk, and check the rights of the data folder; the content shown stays as it is",
        )

    @contextmanager
    def _lock(self) -> Iterator[None]:
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            file = (self._folder / ".lock").open("w")
        except OSError as err:
            raise self._unwritable(err) from err
        with file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield


def _read_release(path: Path, state: TrustedState) -> Release:
    try:
        release = shape(Release, json.loads(path.read_bytes()))
    except (ShapeError, ValueError) as err:
        raise UntrustedError(f"the centre's {RELEASE_FILE} is not one: {err}") from err
    listed = {LIBRARY + file.path: file.sha256 for file in release.files}
    signed = {name: target.hashes["sha256"] for name, target in state.targets.items() if name != RELEASE_FILE}
    if listed != signed:
        raise UntrustedError(f"{RELEASE_FILE} of release {release.number} does not list the files that are signed")
    return release


def _link(source: TrustedSource, target: TargetFile, staging: Path) -> None:
    path = staging / target.path.removeprefix(LIBRARY)
    path.parent.mkdir(parents=True, exist_ok=True)
    os.link(source.stored(target), path)
