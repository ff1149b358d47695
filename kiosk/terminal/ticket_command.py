"""`kiosk ticket issue`: issues one ticket through the hall and prints it on the configured printer."""

import argparse
import json
import logging
import sys
from pathlib import Path
from uuid import uuid4

from kiosk.config import Setup
from kiosk.domain.errors import ContentError
from kiosk.domain.tickets import Priority, Ticket
from kiosk.shape import unshape

_log = logging.getLogger(__name__)


def add_arguments(parser: argparse.ArgumentParser, common: argparse.ArgumentParser) -> None:
    """Add the tools of `kiosk ticket`."""
    tools = parser.add_subparsers(dest="tool", required=True, metavar="TOOL")
    issue = tools.add_parser("issue", help="issues one ticket and prints it", parents=[common])
    issue.add_argument("--service", required=True, metavar="CODE", help="code of the service")
    issue.add_argument("--priority", default="normal", choices=[p.value for p in Priority], help="who goes first")
    issue.add_argument("--request-id", metavar="ID", help="the same id again gives the same ticket")
    issue.add_argument("--json", action="store_true", help="print JSON")


def run(args: argparse.Namespace, setup: Setup) -> int:
    """Issue and print; 1 when the ticket stands but is not on paper.

    Raises:
        NotReachableError: The hall does not answer.
        RefusedError: The hall issues no ticket for this service now.
    """
    from kiosk.wire.hall_client import HallClient  # noqa: PLC0415 - only when needed

    client = HallClient(setup.config.client.hall, setup.config.client.token)
    ticket = client.issue_ticket(args.request_id or uuid4().hex, args.service, Priority(args.priority))
    result = _print(ticket, setup)
    if args.json:
        print(json.dumps({**unshape(ticket), "paper": result}, ensure_ascii=False))
    else:
        print(f"{ticket.number}  {ticket.service_name}  {ticket.ahead} ahead  paper: {result}")
    if result == "printed" or not setup.config.printer.port:
        return 0
    print(f"kiosk: ticket {ticket.number} stands, but it is not surely on paper. Look at the printer.", file=sys.stderr)
    return 1


def _font(setup: Setup) -> Path | None:
    """Return what draws raster text; None without a printer, or where it cannot be prepared: plain text still prints."""
    from kiosk.ui.fonts import prepare_fonts  # noqa: PLC0415 - only when needed

    if not setup.config.printer.port:
        return None
    try:
        return prepare_fonts(setup.data / "fonts").regular
    except ContentError as err:
        _log.warning("no font to print with: %s", err)
        return None


def _print(ticket: Ticket, setup: Setup) -> str:
    from kiosk.domain.clock import SystemClock  # noqa: PLC0415 - only when needed
    from kiosk.paper.printing import TicketPrinter, make_printer  # noqa: PLC0415 - only when needed
    from kiosk.strings import LANGUAGES, Strings  # noqa: PLC0415
    from kiosk.terminal.printing import TicketPaper  # noqa: PLC0415
    from kiosk.terminal.shelf import Shelf  # noqa: PLC0415

    config, clock = setup.config, SystemClock()
    shelf = Shelf(setup.data, clock)
    printer = TicketPrinter(make_printer(config.printer, _font(setup)), config.client.name)
    try:
        shelf.open_library()
        strings = {language: Strings(language) for language in LANGUAGES}
        paper = TicketPaper(printer, strings, lambda: shelf.content, config.printer.width_mm, clock)
        return paper.print(ticket, config.terminal.language)[0].value
    finally:
        printer.close()
        shelf.close()
