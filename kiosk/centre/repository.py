"""The signed repository of releases: static files that any web server can hand out (The Update Framework 1.0).

A new state becomes visible by one rename, that of `timestamp.json`; whatever it names is on disk before. Every method
holds a lock file, so the server's daily signing and `kiosk centre publish` may run at the same time.
"""

import fcntl
import hashlib
import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import TypeVar

from securesystemslib.signer import CryptoSigner  # type: ignore[attr-defined] # public, without __all__
from tuf.api.exceptions import RepositoryError
from tuf.api.metadata import (  # type: ignore[attr-defined] # public, without __all__
    Metadata,
    MetaFile,
    Root,
    Snapshot,
    TargetFile,
    Targets,
    Timestamp,
)
from tuf.api.serialization.json import JSONSerializer

from kiosk.centre.keys import ONLINE_ROLES, ROOT_THRESHOLD, KeyFolder
from kiosk.domain.clock import Clock, to_iso
from kiosk.domain.errors import KioskError, StorageError
from kiosk.domain.releases import FILE_LIMIT_BYTES
from kiosk.durable import write_durably

log = logging.getLogger(__name__)

ROOT_LIFE = timedelta(days=365)
CONTENT_LIFE = timedelta(days=90)  # targets and snapshot
TIMESTAMP_LIFE = timedelta(days=30)
RENEW_CONTENT = timedelta(days=45)  # signed anew when less than this is left
RESIGN_EVERY = timedelta(days=1)
ROOT_ALARM = timedelta(days=180)
SIGNED_AT = "x-signed-at"  # our own field: lets a terminal notice that its clock is behind

_RESTORE = "restore the centre's folder from the backup"
S = TypeVar("S", Root, Snapshot, Targets, Timestamp)


class Repository:
    """The repository under one folder.

    Args:
        folder: Gets `metadata/` and `targets/`.
        keys: Where the private keys are.
        clock: Tells the time of signing.
    """

    def __init__(self, folder: Path, keys: KeyFolder, clock: Clock) -> None:
        self._metadata = folder / "metadata"
        self._targets = folder / "targets"
        self._lock_path = folder / ".lock"
        self._keys = keys
        self._clock = clock

    @property
    def first_root(self) -> Path:
        """The file that terminals are provisioned with."""
        return self._metadata / "1.root.json"

    def create(self) -> None:
        """Make keys and an empty first state, unless they are there; safe to repeat after a crash half-way.

        Raises:
            StorageError: The folder cannot be written.
        """
        with self._lock():
            if (self._metadata / "timestamp.json").exists():
                return
            self._keys.create_missing()
            if not self.first_root.exists():
                self._write_root(self._make_root(), self._keys.roots())
            self._write_content(Targets(), 1, 1, 1)

    def publish(self, files: Mapping[str, bytes]) -> int:
        """Sign and show a new state that consists of exactly these targets; return its targets version.

        Args:
            files: Content by target path, such as `library/hall.toml`.

        Raises:
            KioskError: A file is larger than a terminal takes.
            StorageError: The repository or its keys cannot be read or written.
        """
        for path, data in files.items():
            if len(data) > FILE_LIMIT_BYTES:
                raise KioskError(
                    f"{path} has {len(data)} bytes, more than the {FILE_LIMIT_BYTES} that a terminal takes",
                    "make the file smaller",
                )
        with self._lock():
            timestamp, snapshot, targets = self._chain()
            fresh = Targets(targets={path: self._store(path, data) for path, data in files.items()})
            version = targets.version + 1
            self._write_content(fresh, version, snapshot.version + 1, timestamp.version + 1)
        log.info("published targets version %s, %s files", version, len(files))
        return version

    def read(self, path: str) -> bytes | None:
        """Return one target of the present state; None when it has none of that path.

        Raises:
            StorageError: The repository cannot be read.
        """
        target = self._chain()[2].targets.get(path)
        if target is None:
            return None
        stored = self._stored(target)
        try:
            return stored.read_bytes()
        except OSError as err:
            raise StorageError(f"cannot read {stored}: {err.strerror}", _RESTORE) from err

    def resign(self) -> bool:
        """Sign the timestamp anew when a day has passed, and the rest when its end comes near; tell whether it did."""
        with self._lock():
            timestamp, snapshot, targets = self._chain()
            now = self._clock.now()
            if min(snapshot.expires, targets.expires) - now < RENEW_CONTENT:
                self._write_content(targets, targets.version + 1, snapshot.version + 1, timestamp.version + 1)
            elif timestamp.expires - now <= TIMESTAMP_LIFE - RESIGN_EVERY:
                self._write_timestamp(timestamp.version + 1, snapshot.version)
            else:
                return False
        log.info("signed the timestamp anew")
        return True

    def renew_root(self) -> int:
        """Sign a new root with another year of life, by the root keys that are on this machine; return its version.

        Raises:
            KioskError: Fewer than two root keys are here.
        """
        with self._lock():
            signers = self._keys.roots()
            root = self._load(Root, f"{self._root_version()}.root")
            known = [s for s in signers if s.public_key.keyid in root.roles[Root.type].keyids]
            if len(known) < ROOT_THRESHOLD:
                raise KioskError("the root keys here are not those that terminals trust", "copy the right ones back")
            root.version += 1
            self._write_root(root, known)
        log.info("root renewed, version %s", root.version)
        return root.version

    def root_expires(self) -> datetime:
        """Return when the newest root ends: renew it long before."""
        return self._load(Root, f"{self._root_version()}.root").expires

    def timestamp_expires(self) -> datetime:
        """Return until when terminals take the present state for fresh."""
        return self._load(Timestamp, "timestamp").expires

    def _make_root(self) -> Root:
        root = Root(consistent_snapshot=True)
        for signer in self._keys.roots():
            root.add_key(signer.public_key, Root.type)
        root.roles[Root.type].threshold = ROOT_THRESHOLD
        for role in ONLINE_ROLES:
            root.add_key(self._keys.online(role).public_key, role)
        return root

    def _chain(self) -> tuple[Timestamp, Snapshot, Targets]:
        timestamp = self._load(Timestamp, "timestamp")
        snapshot = self._load(Snapshot, f"{timestamp.snapshot_meta.version}.snapshot")
        targets = self._load(Targets, f"{snapshot.meta['targets.json'].version}.targets")
        return timestamp, snapshot, targets

    def _store(self, path: str, data: bytes) -> TargetFile:
        target = TargetFile.from_data(path, data, ["sha256"])
        stored = self._stored(target)
        if not stored.exists() or hashlib.sha256(stored.read_bytes()).hexdigest() != target.hashes["sha256"]:
            write_durably(stored, data)
        return target

    def _stored(self, target: TargetFile) -> Path:
        folder, _, name = target.path.rpartition("/")
        return self._targets / folder / f"{target.hashes['sha256']}.{name}"

    def _write_content(self, targets: Targets, version: int, snapshot_version: int, timestamp_version: int) -> None:
        targets.version = version
        self._sign_and_write(targets, CONTENT_LIFE, f"{version}.targets", [self._keys.online("targets")])
        snapshot = Snapshot(version=snapshot_version, meta={"targets.json": MetaFile(version)})
        self._sign_and_write(snapshot, CONTENT_LIFE, f"{snapshot_version}.snapshot", [self._keys.online("snapshot")])
        self._write_timestamp(timestamp_version, snapshot_version)

    def _write_timestamp(self, version: int, snapshot_version: int) -> None:
        timestamp = Timestamp(version=version, snapshot_meta=MetaFile(snapshot_version))
        self._sign_and_write(timestamp, TIMESTAMP_LIFE, "timestamp", [self._keys.online("timestamp")])

    def _write_root(self, root: Root, signers: list[CryptoSigner]) -> None:
        self._sign_and_write(root, ROOT_LIFE, f"{root.version}.root", signers)

    def _sign_and_write(self, signed: S, life: timedelta, name: str, signers: list[CryptoSigner]) -> None:
        now = self._clock.now().replace(microsecond=0)
        signed.expires = now + life
        signed.unrecognized_fields[SIGNED_AT] = to_iso(now)
        metadata = Metadata(signed)
        for signer in signers:
            metadata.sign(signer, append=True)
        write_durably(self._metadata / f"{name}.json", metadata.to_bytes(JSONSerializer(compact=True)))

    def _root_version(self) -> int:
        return max(int(path.name.partition(".")[0]) for path in self._metadata.glob("*.root.json"))

    def _load(self, kind: type[S], name: str) -> S:
        path = self._metadata / f"{name}.json"
        try:
            loaded: Metadata[S] = Metadata.from_file(str(path))
        except (OSError, RepositoryError, ValueError) as err:
            raise StorageError(f"cannot read the release metadata {path}", _RESTORE) from err
        if not isinstance(loaded.signed, kind):
            raise StorageError(f"{path} is not {kind.type} metadata", _RESTORE)
        return loaded.signed

    @contextmanager
    def _lock(self) -> Iterator[None]:
        """Hold the repository for this process; a disk that does not take a file ends what is under way."""
        folder = self._lock_path.parent
        try:
            folder.mkdir(parents=True, exist_ok=True)
            with self._lock_path.open("w") as file:
                fcntl.flock(file, fcntl.LOCK_EX)
                yield
        except OSError as err:
            raise StorageError(
                f"cannot write in {folder}: {err.strerror or err}",
                "free space on the disk, then publish again; terminals see the state before",
            ) from err
