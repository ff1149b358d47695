"""The keys of the centre: three root keys meant to leave the machine, three for daily signing, one that opens letters.

Private keys for signing are PEM files (PKCS #8, Ed25519), that for letters is base64 (X25519); only their owner may read.
"""

from pathlib import Path

from cryptography.hazmat.primitives.serialization import load_pem_private_key
from securesystemslib.signer import CryptoSigner  # type: ignore[attr-defined] # public, without __all__

from kiosk.domain.errors import KioskError, StorageError
from kiosk.durable import write_durably
from kiosk.wire.letters import new_key_pair

ROOT_KEYS = 3
ROOT_THRESHOLD = 2
ONLINE_ROLES = ("targets", "snapshot", "timestamp")
_PRIVATE = 0o600
_ADVICE = """These three keys sign the root of trust (two of the three are needed).
Move two of them to two sticks in two safes NOW, and delete them here. Daily work does not need them;
`kiosk centre renew-root` (once a year) does: copy two back for that minute.
"""


class KeyFolder:
    """The keys under DATA/centre/keys.

    Args:
        folder: Holds `offline/` (root keys) and `online/` (targets, snapshot, timestamp).
    """

    def __init__(self, folder: Path) -> None:
        self._offline = folder / "offline"
        self._online = folder / "online"
        self._letters = folder / "inbox.key"

    def create_missing(self) -> None:
        """Make every key that is not there yet, and the advice beside the root keys."""
        for folder in (self._offline, self._online):
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        for path in (*self._root_paths(), *(self._online / f"{role}.pem" for role in ONLINE_ROLES)):
            if not path.exists():
                write_durably(path, CryptoSigner.generate_ed25519().private_bytes, mode=_PRIVATE)
        if not self._letters.exists():
            write_durably(self._letters, new_key_pair()[0].encode(), mode=_PRIVATE)
        write_durably(self._offline / "README.txt", _ADVICE.encode())

    def letters(self) -> str:
        """Return the private key that opens letters from the halls, in base64.

        Raises:
            StorageError: The key is missing: letters on their way can only be opened with the one from the backup.
        """
        try:
            return self._letters.read_text("ascii").strip()
        except (OSError, UnicodeDecodeError) as err:
            raise StorageError(f"cannot read the key {self._letters}", "restore it from the backup") from err

    def online(self, role: str) -> CryptoSigner:
        """Return the signer of targets, snapshot or timestamp.

        Raises:
            StorageError: The key is missing or unreadable.
        """
        return _load(self._online / f"{role}.pem")

    def roots(self) -> list[CryptoSigner]:
        """Return the signers of the root keys that are on this machine now.

        Raises:
            KioskError: Fewer than two are here.
        """
        found = [_load(path) for path in self._root_paths() if path.exists()]
        if len(found) < ROOT_THRESHOLD:
            raise KioskError(
                f"{len(found)} of the root keys are in {self._offline}, and {ROOT_THRESHOLD} are needed",
                "copy them back from where they are kept",
            )
        return found

    def roots_here(self) -> int:
        """Return how many private root keys lie on this machine: after set-up it should be at most one."""
        return sum(path.exists() for path in self._root_paths())

    def _root_paths(self) -> list[Path]:
        return [self._offline / f"root-{number}.pem" for number in range(1, ROOT_KEYS + 1)]


def _load(path: Path) -> CryptoSigner:
    try:
        return CryptoSigner(load_pem_private_key(path.read_bytes(), None))
    except OSError as err:
        raise StorageError(f"cannot read the key {path}: {err.strerror}", "restore it from the backup") from err
    except ValueError as err:
        raise StorageError(f"{path} is not a private key", "restore it from the backup") from err
