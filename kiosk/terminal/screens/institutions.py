"""Institutions nearby, and one of them."""

from kiosk.terminal.presenters.institutions import InstitutionItem
from kiosk.terminal.screens.base import TerminalScreen
from kiosk.ui.lists import Row


def institution_rows(items: tuple[InstitutionItem, ...]) -> list[Row]:
    """Return institutions as rows of a list."""
    return [Row(i.name, f"{i.distance}　{i.address}", i.open_line, glyph=i.kind[:1], value=i.code) for i in items]


class InstitutionsScreen(TerminalScreen):
    """Draws `presenters.institutions`: nearest first."""


class InstitutionScreen(TerminalScreen):
    """Draws `presenters.institutions.present_one`."""
