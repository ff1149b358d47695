"""Access tokens of the API: DATA/keys/tokens/NAME.toml with a role and the SHA-256 of the token, never the token.

A token has 256 random bits, so a plain hash is enough. The files are looked at on every check: a new or revoked token
counts at once.
"""

import hashlib
import hmac
import logging
import os
import secrets
import tomllib
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from kiosk.domain.clock import from_iso, to_iso
from kiosk.domain.errors import StorageError
from kiosk.durable import sync_path
from kiosk.wire.certificates import NAME_PATTERN

_log = logging.getLogger(__name__)
_TOKEN_BYTES = 32
Signature = frozenset[tuple[str, int, int]]


class Role(StrEnum):
    """What a token may do; each role may do what the one before it may."""

    TERMINAL = "terminal"
    CLERK = "clerk"
    MANAGER = "manager"

    def covers(self, other: "Role") -> bool:
        """Tell whether this role may do what another one may."""
        ranks = list(Role)
        return ranks.index(self) >= ranks.index(other)


@dataclass(frozen=True, slots=True)
class Token:
    """One token as stored."""

    name: str
    role: Role
    sha256: str
    created_at: datetime


class Tokens:
    """The tokens of this hall.

    Args:
        folder: DATA/keys/tokens.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._seen: Signature | None = None
        self._tokens: tuple[Token, ...] = ()

    def create(self, name: str, role: Role, now: datetime) -> str:
        """Make a token and return it; it is not stored and cannot be shown again.

        Raises:
            StorageError: The name is taken or cannot be a file's, or the folder cannot be written.
        """
        if not NAME_PATTERN.fullmatch(name):
            raise StorageError(f"{name!r} cannot be the name of a token", "use letters, digits, dot and dash")
        token = secrets.token_urlsafe(_TOKEN_BYTES)
        text = f'role = "{role.value}"\nsha256 = "{_hash(token)}"\ncreated_at = "{to_iso(now)}"\n'
        file = self._folder / f"{name}.toml"
        try:
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            with file.open("x", encoding="utf-8") as handle:
                handle.write(text)
                handle.flush()
                os.fchmod(handle.fileno(), 0o600)
                os.fsync(handle.fileno())
            sync_path(self._folder)  # it is printed once: a power cut must not take it back
        except FileExistsError as err:
            raise StorageError(f"there is a token {name!r} already", f"run kiosk token revoke {name} first") from err
        except OSError as err:
            raise StorageError(f"cannot write {file}: {err.strerror}", "check the folder's owner") from err
        return token

    def revoke(self, name: str) -> None:
        """Delete a token.

        Raises:
            StorageError: There is none with this name, or it cannot be deleted.
        """
        try:
            (self._folder / f"{name}.toml").unlink()
        except OSError as err:
            raise StorageError(f"cannot revoke token {name!r}: {err.strerror}", "see kiosk token list") from err

    def all(self) -> tuple[Token, ...]:
        """Return every token, by name; a file that is none is skipped with a log line."""
        seen = self._signature()
        if seen != self._seen:
            files = sorted(self._folder.glob("*.toml"))
            self._tokens = tuple(token for token in map(_load, files) if token)
            self._seen = seen
        return self._tokens

    def check(self, token: str) -> Token | None:
        """Return the stored token that a presented one is, or None."""
        presented, found = _hash(token), None
        for known in self.all():
            if hmac.compare_digest(known.sha256, presented):
                found = known  # no early end: the time taken says nothing
        return found

    def _signature(self) -> Signature:
        stats = []
        for file in self._folder.glob("*.toml"):
            try:
                stat = file.stat()
            except FileNotFoundError:
                continue  # revoked this moment
            stats.append((file.name, stat.st_mtime_ns, stat.st_size))
        return frozenset(stats)


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _load(file: Path) -> Token | None:
    try:
        data = tomllib.loads(file.read_text("utf-8"))
        return Token(file.stem, Role(data["role"]), str(data["sha256"]).lower(), from_iso(str(data["created_at"])))
    except (OSError, ValueError, KeyError) as err:  # broken TOML and broken UTF-8 are ValueErrors
        _log.warning("the token file %s is skipped: %s", file, err)
        return None
