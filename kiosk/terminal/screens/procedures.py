"""Categories, lists of procedures, one procedure."""

from kiosk.terminal.presenters.procedures import ProcedureItem
from kiosk.terminal.screens.base import TerminalScreen
from kiosk.ui.lists import Row


def procedure_rows(items: tuple[ProcedureItem, ...]) -> list[Row]:
    """Return procedures as rows of a list."""
    return [Row(item.title, item.summary, item.facts, value=item.slug) for item in items]


class CategoriesScreen(TerminalScreen):
    """Draws `presenters.categories`."""


class ProceduresScreen(TerminalScreen):
    """Draws `presenters.procedures`: one group."""


class FindScreen(TerminalScreen):
    """Draws `presenters.procedures.find`: the search by everyday words."""


class ProcedureScreen(TerminalScreen):
    """Draws `presenters.procedure`."""
