"""Choosing a service, and the page before the ticket."""

from kiosk.terminal.screens.base import TerminalScreen


class ServicesScreen(TerminalScreen):
    """Draws `presenters.tickets.services`."""


class ConfirmScreen(TerminalScreen):
    """Draws `presenters.tickets.confirm`."""
