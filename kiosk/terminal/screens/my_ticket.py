"""Looking a ticket up by its number."""

from kiosk.terminal.screens.base import TerminalScreen


class AskNumberScreen(TerminalScreen):
    """Draws `presenters.tickets.my_ticket.AskNumberView`."""


class MyTicketScreen(TerminalScreen):
    """Draws `presenters.tickets.my_ticket.MyTicketView`."""
