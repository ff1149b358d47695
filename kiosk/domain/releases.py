"""A release: a numbered, signed state of the content library, as its `release.json` describes it."""

import re
from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePosixPath

RELEASE_FILE = "release.json"
LIBRARY = "library/"
INBOX_KEY = "inbox.key"  # below the library: the public key that letters to the centre are sealed with
FILE_LIMIT_BYTES = 8 * 1024 * 1024  # a terminal on a slow line can always finish one file
_SHA256 = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class ReleaseFile:
    """One content file: its path below the library folder, the SHA-256 of its bytes in hexadecimal, its length."""

    path: str
    sha256: str
    length: int

    def __post_init__(self) -> None:
        parts = PurePosixPath(self.path).parts
        if not parts or self.path.startswith("/") or ".." in parts or "\\" in self.path or "\0" in self.path:
            raise ValueError(f"{self.path!r} is not a path below the library")
        if str(PurePosixPath(self.path)) != self.path:
            raise ValueError(f"{self.path!r} is not written in its shortest form")
        if not _SHA256.fullmatch(self.sha256):
            raise ValueError(f"{self.path}: {self.sha256!r} is not a SHA-256")
        if not 0 <= self.length <= FILE_LIMIT_BYTES:
            raise ValueError(f"{self.path}: {self.length} bytes is more than {FILE_LIMIT_BYTES}")


@dataclass(frozen=True, slots=True)
class Release:
    """One release: its number (rises by one), when and by whom it was made, why, and its files."""

    number: int
    at: datetime
    author: str
    note: str
    files: tuple[ReleaseFile, ...]

    def __post_init__(self) -> None:
        if self.number < 1:
            raise ValueError(f"release number {self.number} is below 1")
        if len({file.path for file in self.files}) != len(self.files):
            raise ValueError("a file stands twice in the release")
