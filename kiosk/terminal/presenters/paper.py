"""What a visitor should know of the printer before and after a ticket."""

from kiosk.terminal.facts import Facts, Paper


def paper_warning(facts: Facts) -> str:
    """Return the words to show before a ticket is taken; empty while paper may be expected."""
    return "" if facts.paper.prints or facts.paper is Paper.LOW else facts.tr("paper.warning")
