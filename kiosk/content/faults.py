"""What is wrong with content files, each fault with its file and line."""

from collections.abc import Sequence
from dataclasses import dataclass

from kiosk.domain.errors import ContentError


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One fault. `file` is relative to the content folder; `line` counts from 1, 0 means the whole file."""

    file: str
    line: int
    text: str

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        return f"{place}: {self.text}"


class ContentFaultsError(ContentError):
    """A content folder has faults.

    Args:
        faults: Every fault found, at least one.
    """

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = tuple(sorted(faults))
        more = f" (and {len(self.faults) - 1} more)" if len(self.faults) > 1 else ""
        super().__init__(f"{self.faults[0]}{more}", "mend it; `kiosk content check FOLDER` lists every fault")
