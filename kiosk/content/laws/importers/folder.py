"""A folder of laws, or one file: Markdown and `.docx`, each with the reader for its kind."""

import os
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path

from kiosk.content.laws.importers import docx, markdown
from kiosk.content.laws.importers.texts import Skipped, Unit

KINDS = (".md", ".markdown", ".docx")
_OLD_WORD = (".doc", ".wps", ".rtf", ".pdf")
_SILENT = {markdown.LIST}


def find(path: Path) -> bool:
    """Tell whether a path is a law file or a folder that holds any."""
    if path.is_dir():
        return any(name.lower().endswith(KINDS) for _, _, names in os.walk(path) for name in names)
    return path.name.lower().endswith(KINDS)


class Folder:
    """The laws of a folder or the one of a file.

    Args:
        path: The folder or file.
    """

    def __init__(self, path: Path) -> None:
        self._path = path.absolute()
        self._closed: list[OSError] = []  # folders that cannot be looked into

    @cached_property
    def _files(self) -> list[tuple[Path, str]]:
        """Every file with its name for reports, in a steady order; hidden ones are left alone."""
        if not self._path.is_dir():
            return [(self._path, self._path.name)]
        found = []
        for folder, folders, names in os.walk(self._path, onerror=self._closed.append):
            folders[:] = sorted(name for name in folders if not name.startswith("."))
            found += [Path(folder, name) for name in sorted(names) if not name.startswith(".")]
        return [(path, self._name(path)) for path in found]

    def _name(self, path: Path) -> str:
        """Return what to call a path in reports: without bytes that are no text."""
        return os.fsencode(path.relative_to(self._path).as_posix()).decode("utf-8", "replace")

    def count(self) -> int:
        """Return the number of files that may hold laws."""
        return sum(path.name.lower().endswith(KINDS) for path, _ in self._files)

    def owns(self, key: str) -> bool:
        """Tell whether a key is of a file in this folder; not where a folder cannot be looked into: its laws stay."""
        parts, closed = key.split("\n"), [str(err.filename) for err in self._closed]
        return _lies_in(parts, str(self._path)) and not any(_lies_in(parts, folder) for folder in closed)

    def units(self) -> Iterator[Unit | Skipped]:
        """Yield each law, and what is none with the reason."""
        facts = markdown.FactList(self._path if self._path.is_dir() else self._path.parent)
        yield from (Skipped(markdown.LIST, fault) for fault in facts.faults)
        texts = []
        for path, name in self._files:
            kind = path.suffix.lower()
            if kind == ".docx":
                yield docx.unit(path, name)
            elif kind in KINDS:
                texts.append((path, name))
            elif kind in _OLD_WORD:
                yield Skipped(name, f"{kind} cannot be read: save it as .docx")
            elif path.name not in _SILENT:
                yield Skipped(name, "not a law: neither Markdown nor .docx")
        yield from (Skipped(self._name(Path(err.filename)), f"cannot be read: {err.strerror}") for err in self._closed)
        yield from markdown.units(texts, facts)


def _lies_in(parts: list[str], place: str) -> bool:
    return any(part == place or part.startswith(place + os.sep) for part in parts)
