"""Choosing a ticket by need."""

from kiosk.terminal.presenters.guide.needs import NeedItem
from kiosk.terminal.screens.base import TerminalScreen
from kiosk.ui.row import Row


def need_rows(items: tuple[NeedItem, ...]) -> list[Row]:
    """Return needs as rows of a list; a row's value is procedure and service."""
    return [Row(item.words, item.leads_to, value=(item.slug, item.service)) for item in items]


class NeedsScreen(TerminalScreen):
    """Draws `presenters.guide.needs`."""

    stays = True
