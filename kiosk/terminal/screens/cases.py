"""The case files, and one of them."""

from kiosk.terminal.presenters.reading.cases import CaseItem
from kiosk.terminal.screens.base import TerminalScreen
from kiosk.ui.row import Row


def case_rows(items: tuple[CaseItem, ...]) -> list[Row]:
    """Return cases and the headings of their groups as rows of a list."""
    return [Row(i.name, i.text, value=i.key or None, lines=0, heading=not i.key) for i in items]


class CasesScreen(TerminalScreen):
    """Draws `presenters.reading.cases.list_all`."""

    stays = True


class CaseScreen(TerminalScreen):
    """Draws `presenters.reading.cases`."""

    stays = True
