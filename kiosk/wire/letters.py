"""Letters to the centre: their form, and the seal that only the centre's private key opens.

A sealed letter is a libsodium sealed box (X25519, XSalsa20-Poly1305) around JSON that is padded with spaces, so that not
even its length tells which grade somebody gave. Whoever sealed it cannot open it again.
"""

import json
from base64 import b64decode, b64encode
from typing import Any
from uuid import uuid4

from nacl.exceptions import CryptoError
from nacl.public import PrivateKey, PublicKey, SealedBox

from kiosk.domain.errors import ContentError
from kiosk.domain.feedback import Body, Letter, Opinion, Rating, Served, Withdrawal
from kiosk.shape import ShapeError, shape, unshape

SEALED_MAX_BYTES = 16 * 1024  # the longest letter has 500 Hanzi
_FORMAT = 1
_PAD_BYTES = 1024
_KINDS: dict[str, type[Body]] = {"rating": Rating, "opinion": Opinion, "served": Served, "withdrawal": Withdrawal}


class LetterError(ContentError):
    """Something that came as a letter is none, or not one for this key."""


def new_id() -> str:
    """Return the id of a new letter: 32 hexadecimal digits."""
    return uuid4().hex


def seal(letter: Letter, public_key: str) -> bytes:
    """Return a letter that only the holder of the private key can read.

    Raises:
        LetterError: The key is none.
    """
    try:
        box = SealedBox(PublicKey(b64decode(public_key, validate=True)))
    except (ValueError, TypeError, CryptoError) as err:
        raise LetterError(
            "the centre's key for letters is none", "publish a release at the centre and synchronise"
        ) from err
    return bytes(box.encrypt(_encode(letter)))


def unseal(data: bytes, private_key: str) -> Letter:
    """Return the letter in a sealed box.

    Raises:
        LetterError: It was not sealed for this key, was tampered with, or is no letter.
    """
    try:
        plain = SealedBox(PrivateKey(b64decode(private_key, validate=True))).decrypt(data)
    except (ValueError, TypeError, CryptoError) as err:
        raise LetterError("a letter was not sealed for this key", "look whether the centre's key was changed") from err
    return _decode(plain)


def new_key_pair() -> tuple[str, str]:
    """Return a fresh private key and its public key, both in base64."""
    private = PrivateKey.generate()
    return b64encode(bytes(private)).decode(), b64encode(bytes(private.public_key)).decode()


def public_of(private_key: str) -> str:
    """Return the public key of a private one.

    Raises:
        LetterError: The private key is none.
    """
    try:
        return b64encode(bytes(PrivateKey(b64decode(private_key, validate=True)).public_key)).decode()
    except (ValueError, TypeError, CryptoError) as err:
        raise LetterError("the centre's private key for letters is none", "put it back from the backup") from err


def _encode(letter: Letter) -> bytes:
    kind = next(name for name, cls in _KINDS.items() if isinstance(letter.body, cls))
    plain: dict[str, Any] = {
        "format": _FORMAT,
        "id": letter.id,
        "hall": letter.hall,
        "machine": letter.machine,
        "kind": kind,
        "body": unshape(letter.body),
    }
    data = json.dumps(plain, ensure_ascii=False).encode()
    return data + b" " * (-len(data) % _PAD_BYTES)


def _decode(plain: bytes) -> Letter:
    try:
        data = json.loads(plain)
        body = shape(_KINDS[data["kind"]], data["body"])
        letter_id, hall, machine = (data[name] for name in ("id", "hall", "machine"))
    except (ValueError, KeyError, TypeError, ShapeError) as err:
        raise LetterError(f"a letter cannot be read: {type(err).__name__}", "bring both machines up to date") from err
    if data.get("format") != _FORMAT or not all(isinstance(text, str) for text in (letter_id, hall, machine)):
        raise LetterError("a letter has another form", "bring both machines up to date")
    return Letter(letter_id, hall, machine, body)
