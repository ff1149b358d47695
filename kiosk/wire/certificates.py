"""CURVE certificates in the layout of `zmq.auth`: public `NAME.key`, secret `NAME.key_secret` (mode 0600).

The hall's pair is DATA/keys/hall.*, clients are DATA/keys/clients/NAME.*. A client's machine needs its own pair and the
hall's public file; the hall needs the public files of its clients.
"""

import re
import tempfile
from pathlib import Path

from zmq.auth import create_certificates, load_certificate

from kiosk.domain.errors import StorageError

HALL = "hall"
CLIENTS = "clients"
NAME_PATTERN = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,62}")
_Z85_KEY_CHARACTERS = 40  # 32 bytes in Z85 (ZeroMQ RFC 32)


def make_hall_certificate(keys: Path) -> Path:
    """Make the hall's pair; return the public file.

    Raises:
        StorageError: There is one already, or the folder cannot be written.
    """
    return _make(keys, HALL)


def make_client_certificate(keys: Path, name: str) -> Path:
    """Make a client's pair; return the public file.

    Raises:
        StorageError: There is one already, the name cannot be a file's, or the folder cannot be written.
    """
    return _make(keys / CLIENTS, name)


def hall_public_key(keys: Path) -> bytes:
    """Return the hall's public key in Z85.

    Raises:
        StorageError: The file is missing or broken.
    """
    return _load(keys / f"{HALL}.key", "copy hall.key from the hall's DATA/keys, or run kiosk keys hall there")[0]


def hall_pair(keys: Path) -> tuple[bytes, bytes]:
    """Return the hall's public and secret key in Z85.

    Raises:
        StorageError: The file is missing or broken.
    """
    return _pair(keys / f"{HALL}.key_secret", "run kiosk keys hall")


def client_pair(keys: Path, name: str) -> tuple[bytes, bytes]:
    """Return a client's public and secret key in Z85.

    Raises:
        StorageError: The file is missing or broken.
    """
    return _pair(keys / CLIENTS / f"{name}.key_secret", f"run kiosk keys client {name}")


def _make(folder: Path, name: str) -> Path:
    if not NAME_PATTERN.fullmatch(name):
        raise StorageError(f"{name!r} cannot be the name of a key", "use letters, digits, dot, dash and underscore")
    public, secret = folder / f"{name}.key", folder / f"{name}.key_secret"
    for file in (public, secret):
        if file.exists():
            raise StorageError(f"there is a key already: {file}", "delete it first if it must be replaced")
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        with tempfile.TemporaryDirectory(dir=folder, prefix=".new-") as new:
            made_public, made_secret = create_certificates(new, name)
            Path(made_secret).chmod(0o600)
            Path(made_secret).replace(secret)
            Path(made_public).replace(public)  # last: whoever sees the public file finds the pair whole
    except OSError as err:
        raise StorageError(f"cannot write the key {public}: {err.strerror}", "check the folder's owner") from err
    return public


def _pair(file: Path, cure: str) -> tuple[bytes, bytes]:
    public, secret = _load(file, cure)
    if secret is None or len(secret) != _Z85_KEY_CHARACTERS:
        raise StorageError(f"the key {file} holds no secret part", cure)
    return public, secret


def _load(file: Path, cure: str) -> tuple[bytes, bytes | None]:
    try:
        public, secret = load_certificate(file)
    except (OSError, ValueError) as err:
        raise StorageError(f"there is no usable key at {file}", cure) from err
    if len(public) != _Z85_KEY_CHARACTERS:
        raise StorageError(f"the key {file} is damaged", cure)
    return public, secret
