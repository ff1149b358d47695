"""Lets in the machines whose public certificate lies under DATA/keys/clients/. Runs on the authenticator's thread."""

import logging
from pathlib import Path

from zmq.auth import load_certificate

_log = logging.getLogger(__name__)
_REMEMBERED = 100  # strangers, so that each is logged once and not at every try
Signature = frozenset[tuple[str, int, int]]


class Gatekeeper:
    """The credentials provider of `zmq.auth`: looks at the folder at each handshake, so a new key works at once.

    It never raises, because an exception would end the authenticator's thread without a word.

    Args:
        folder: With one `NAME.key` for each client.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._seen: Signature | None = None
        self._keys: dict[str, bytes] = {}
        self._turned_away: frozenset[bytes] = frozenset()

    def callback(self, domain: str, key: bytes) -> bool:
        """Tell whether a public key (Z85) may come in."""
        try:
            seen = _signature(self._folder)
            if seen != self._seen:
                self._keys, self._seen = self._load(), seen
        except OSError as err:
            _log.error("cannot read the clients' keys in %s: %s", self._folder, err)
            return False
        known = key in self._keys.values()
        if not known and key not in self._turned_away:
            self._turned_away = (
                frozenset([*self._turned_away, key]) if len(self._turned_away) < _REMEMBERED else frozenset([key])
            )
            _log.warning("a machine with the unknown key %s is turned away (%s)", key.decode(errors="replace"), domain)
        return known

    def speaks_for(self, key: str, board: str) -> bool:
        """Tell whether the machine with a public key (Z85) may report as a board; any thread.

        A board with a certificate of its own name is reported by that machine only; other names are free, for one
        machine's certificate may serve several programs.
        """
        own = self._keys.get(board)
        return own is None or own == key.encode()

    def _load(self) -> dict[str, bytes]:
        keys = {}
        for file in sorted(self._folder.glob("*.key")):
            try:
                keys[file.stem] = load_certificate(file)[0]
            except (OSError, ValueError) as err:
                _log.warning("the key %s is skipped: %s", file, err)
        return keys


def _signature(folder: Path) -> Signature:
    if not folder.is_dir():
        return frozenset()
    stats = ((file.name, file.stat()) for file in folder.glob("*.key"))
    return frozenset((name, stat.st_mtime_ns, stat.st_size) for name, stat in stats)
