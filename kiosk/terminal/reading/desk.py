"""The controller's part for reading laws: keeps the place in a long text, jumps, ticks, prints. Kivy thread only; no Kivy."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from kiosk.domain.checklist import toggled
from kiosk.terminal.session import Session
from kiosk.terminal.slips import Sheet, Slips

if TYPE_CHECKING:
    from device.printer import Document
    from kiosk.terminal.presenters.reading.take import TakeView

_JUMP = "jump"


class ReadingDesk:
    """Keeps what a reader does in the visit.

    Args:
        session: The visitor's own things.
        slips: Prints.
        refresh: Makes the present view again.
        back: Goes to where the visitor came from.
    """

    def __init__(
        self, session: Session, slips: Slips, *, refresh: Callable[[], None], back: Callable[[], None]
    ) -> None:
        self._session = session
        self._slips = slips
        self._refresh = refresh
        self._back = back

    def stand_at(self, key: str, row: int) -> None:
        """Note the line at the top of a law, so that whoever comes back finds it there."""
        self._session.visit.rows_at[key] = row

    def go_to(self, key: str, row: int) -> None:
        """Go back to a law, to one of its lines: from its contents, or from a typed number."""
        visit = self._session.visit
        visit.rows_at[key] = row
        visit.typed.pop(_JUMP, None)
        self._back()

    def tick(self, key: str, index: int) -> None:
        """Tick a paragraph to be printed, or take the tick away."""
        ticks = self._session.visit.ticks
        ticks[key] = toggled(ticks.get(key, frozenset()), index)
        self._refresh()

    def print(self, view: "TakeView") -> None:
        """Print what the page has chosen."""
        self._slips.print(lambda sheet: _document(view, sheet), view.slip_name)


def _document(view: "TakeView", sheet: Sheet) -> "Document":
    from kiosk.paper.article import articles_document  # noqa: PLC0415 - home need not wait for it

    return articles_document(view.words, sheet.hall, sheet.strings, sheet.width_mm, printed_at=sheet.at)
