"""The ticket."""

from kiosk.terminal.screens.base import TerminalScreen


class TicketScreen(TerminalScreen):
    """Draws `presenters.tickets.ticket`."""

    def press(self) -> None:
        """Do what the button says."""
        match self.view.action:
            case "again":
                self.act.again()
            case "print":
                self.act.print_again()
            case "done":
                self.act.leave()
