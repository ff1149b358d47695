"""A folder of laws, or one file: Markdown and `.docx`, each with the reader for its kind."""

import os
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path

from kiosk.content.importers import docx, markdown
from kiosk.content.importers.texts import Skipped, Unit

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

    @cached_property
    def _files(self) -> list[tuple[Path, str]]:
        """Every file with its name for reports, in a steady order; hidden ones are left alone."""
        if not self._path.is_dir():
            return [(self._path, self._path.name)]
        found = []
        for folder, folders, names in os.walk(self._path):
            folders[:] = sorted(name for name in folders if not name.startswith("."))
            found += [Path(folder, name) for name in sorted(names) if not name.startswith(".")]
        return [(path, _printable(path.relative_to(self._path).as_posix())) for path in found]

    def count(self) -> int:
        """Return the number of files that may hold laws."""
        return sum(path.name.lower().endswith(KINDS) for path, _ in self._files)

    def owns(self, key: str) -> bool:
        """Tell whether a key is of a file in this folder."""
        here = str(self._path)
        return any(part == here or part.startswith(here + os.sep) for part in key.split("\n"))

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
        yield from markdown.units(texts, facts)


def _printable(name: str) -> str:
    """Return a file's name without bytes that are no text."""
    return os.fsencode(name).decode("utf-8", "replace")
