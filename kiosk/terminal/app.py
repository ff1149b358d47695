"""Puts the terminal together: starts bottom-up, runs the window, stops in reverse. The only place that knows all parts."""

import logging
import signal
from contextlib import ExitStack

from kivy.clock import Clock as KivyClock

from kiosk.config import Setup
from kiosk.domain.clock import Clock
from kiosk.domain.devices import DeviceReport
from kiosk.paper.printing import TicketPrinter, make_printer
from kiosk.strings import LANGUAGES, Strings
from kiosk.terminal.access.comfort import start_comfort
from kiosk.terminal.controller import Controller
from kiosk.terminal.idle import Idle
from kiosk.terminal.input.handwriting import open_hand
from kiosk.terminal.input.libime import Libime
from kiosk.terminal.live import HallFeed
from kiosk.terminal.printing import TicketPaper, paper_of
from kiosk.terminal.reports import PrinterReports
from kiosk.terminal.rest import Rest
from kiosk.terminal.session import Session
from kiosk.terminal.shelf import Shelf
from kiosk.terminal.shell import TerminalApp
from kiosk.ui.app import on_next_frame
from kiosk.ui.describe import describe
from kiosk.ui.fonts import prepare_fonts
from kiosk.ui.inspect import Inspector
from kiosk.ui.picture import take_picture
from kiosk.ui.scale import Scale
from kiosk.ui.theme import load_theme
from kiosk.ui.worker import Worker
from kiosk.wire.hall_client import HallClient

_PRINTER_EVERY_S = 3.0
_CERTIFICATES_EVERY_S = 5.0

_log = logging.getLogger(__name__)


def run_terminal(setup: Setup, scale: Scale, clock: Clock) -> None:
    """Run the terminal in the open window until a signal ends it.

    Raises:
        ContentError: Strings or theme cannot be read.
    """
    with ExitStack() as stack:
        compose(setup, scale, clock, stack).run()


def compose(setup: Setup, scale: Scale, clock: Clock, stack: ExitStack) -> TerminalApp:
    """Return the terminal, ready to run; what has to be stopped afterwards is on the stack.

    Raises:
        ContentError: Strings or theme cannot be read.
    """
    config = setup.config
    strings = {language: Strings(language) for language in LANGUAGES}
    app = TerminalApp(scale, load_theme(config.screen.theme), strings[config.terminal.language])
    shelf = Shelf(setup.data)
    stack.callback(shelf.close)  # after its worker has stopped
    controller = Controller(
        Session(config.terminal.language, start_comfort(config)),
        strings,
        clock,
        Idle(clock, config.terminal.idle_s, config.terminal.countdown_s),
        shelf=shelf,
        content_jobs=_worker("content", stack),
        display=app,
        rest=Rest(clock, config.terminal.attract_s),
    )
    app.attach(controller)
    engine = Libime(setup.data / "bin")
    stack.callback(engine.stop)  # after its worker has stopped
    controller.typing.open(_worker("input", stack), lambda: shelf.dictionary, engine, open_hand())
    _connect(setup, clock, controller, strings=strings, shelf=shelf, stack=stack)
    if config.screen.inspect:
        _inspect(setup, app, stack)
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: on_next_frame(app.stop))
    return app


def _connect(
    setup: Setup, clock: Clock, controller: Controller, *, strings: dict[str, Strings], shelf: Shelf, stack: ExitStack
) -> None:
    """Connect hall and printer to the controller."""
    config = setup.config
    client = HallClient(config.client.hall, config.client.token)
    printer = TicketPrinter(
        make_printer(config.printer, prepare_fonts(setup.data / "fonts").regular), config.client.name
    )
    stack.callback(printer.close)
    paper = TicketPaper(printer, strings, lambda: shelf.content, config.printer.width_mm, clock)
    hall_jobs, report_jobs, print_jobs = (_worker(name, stack) for name in ("hall", "reports", "printer"))
    controller.open_desk(hall_jobs, print_jobs, client.issue_ticket, paper.print)
    controller.slips.connect(print_jobs, paper.print_slip)
    controller.my_ticket.connect(hall_jobs, client.ticket)
    reports = PrinterReports(clock, report_jobs, client.report_device)

    def heard(report: DeviceReport) -> None:
        controller.paper_changed(paper_of(report))
        reports.heard(report)

    def ask_printer(_: float) -> None:
        print_jobs.submit(paper.report, heard)

    ask_printer(0)
    KivyClock.schedule_interval(ask_printer, _PRINTER_EVERY_S)
    feed = HallFeed(config.client, setup.data / "keys", clock, on_next_frame, controller.hall_changed)
    feed.start()
    stack.callback(feed.stop)
    KivyClock.schedule_interval(lambda _: feed.retry(), _CERTIFICATES_EVERY_S)


def _worker(name: str, stack: ExitStack) -> Worker:
    worker = Worker(name)
    stack.callback(worker.stop)
    return worker


def _inspect(setup: Setup, app: TerminalApp, stack: ExitStack) -> None:
    picture = setup.data / "run" / "terminal.png"

    def take() -> dict[str, str]:
        take_picture(picture)
        return {"picture": str(picture)}

    def look() -> dict[str, object]:
        return describe(app.stage, app.look.scale.width, app.look.scale.height)

    inspector = Inspector(setup.data / "run" / "terminal.sock", {"describe": look, "picture": take})
    inspector.start()
    stack.callback(inspector.stop)
