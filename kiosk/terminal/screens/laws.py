"""The law lookup."""

from kiosk.terminal.presenters.laws import HitItem
from kiosk.terminal.screens.base import TerminalScreen
from kiosk.ui.row import Row


def hit_rows(items: tuple[HitItem, ...]) -> list[Row]:
    """Return what was found as rows of a list."""
    return [Row(f"{i.law} {i.article}", i.excerpt, i.warning, value=i.ref) for i in items]


class LawsScreen(TerminalScreen):
    """Draws `presenters.laws`."""

    stays = True
