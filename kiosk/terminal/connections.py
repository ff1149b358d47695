"""What the terminal connects to once home is on the screen: input engines, hall, printer, inspection socket."""

import shlex
from collections.abc import Callable
from contextlib import ExitStack

from kivy.clock import Clock as KivyClock

from device.sounds import Sounds
from device.speech import Speaker, SpeechSettings
from kiosk.config import Setup
from kiosk.domain.clock import Clock
from kiosk.domain.devices import DeviceReport
from kiosk.files import shipped
from kiosk.paper.printing import TicketPrinter, make_printer
from kiosk.strings import Strings
from kiosk.terminal.access.cues import Cue
from kiosk.terminal.access.voice import Speech, SpeechLog
from kiosk.terminal.controller import Controller
from kiosk.terminal.feedback.post import outgoing
from kiosk.terminal.input.engines import Engines
from kiosk.terminal.input.handwriting import open_hand
from kiosk.terminal.input.lattice import Lattice
from kiosk.terminal.input.libime import Libime
from kiosk.terminal.live import HallFeed
from kiosk.terminal.printing import TicketPaper, paper_of
from kiosk.terminal.reports import PrinterReports
from kiosk.terminal.shelf import Shelf
from kiosk.terminal.shell import TerminalApp
from kiosk.terminal.staff.desk import Backroom
from kiosk.terminal.staff.machine import Machine
from kiosk.terminal.staff.pin import StaffPin
from kiosk.ui.app import on_next_frame
from kiosk.ui.fonts import prepare_fonts
from kiosk.ui.inspection import open_inspector
from kiosk.ui.worker import Crew
from kiosk.watchdog import BEAT_S, Watchdog
from kiosk.wire.hall_client import HallClient
from kiosk.wire.outbox import Outbox

_PRINTER_EVERY_S = 3.0
_CERTIFICATES_EVERY_S = 5.0
_SLOW_S = 180.0  # a long slip on a slow line; the pinyin engine, made once; the law search on a slow disk
_PREPARE_AFTER_S = 5.0  # the start has the processor to itself


def connect(
    setup: Setup,
    app: TerminalApp,
    clock: Clock,
    *,
    strings: dict[str, Strings],
    shelf: Shelf,
    crew: Crew,
    stack: ExitStack,
) -> None:
    """Connect everything to the app's controller; what has to be stopped afterwards is on the stack."""
    _connect_input(setup, app.controller, shelf, crew, stack)
    app.controller.laws.connect(crew.start("laws", _SLOW_S))
    if setup.config.speech.visitor != "off":
        app.controller.voice.open(_speech(setup, stack), on_next_frame)
    if setup.config.terminal.sounds:
        app.controller.cues.open(_sounds(setup, stack))
    feed = _connect_hall(setup, clock, app.controller, strings=strings, shelf=shelf, crew=crew, stack=stack)
    app.controller.staff.connect(
        Backroom(crew.start("staff"), StaffPin(setup.data, clock), Machine(setup).report, app.restart)
    )
    if setup.config.screen.inspect:
        stack.callback(open_inspector(app, setup.data / "run" / "terminal.sock").stop)
    _watch(Watchdog(lambda: [*crew.silent(), *feed.silent()]))


def _watch(watchdog: Watchdog) -> None:
    """Have the Kivy thread itself tell that it and the others get on."""
    watchdog.ready()
    KivyClock.schedule_interval(lambda _: watchdog.beat(), BEAT_S)


def _connect_input(setup: Setup, controller: Controller, shelf: Shelf, crew: Crew, stack: ExitStack) -> None:
    """Give the keyboard its engines; what they have to make once is made a while after the start."""
    engine = Engines(Libime(setup.data / "bin"), Lattice(setup.data / "input" / "lexicon.db"))
    stack.callback(engine.close)  # after its worker has stopped
    jobs = crew.start("input", _SLOW_S)
    controller.typing.open(jobs, lambda: shelf.dictionary, engine, open_hand())
    KivyClock.schedule_once(lambda _: jobs.submit(engine.prepare, lambda _: None), _PREPARE_AFTER_S)


def _speech(setup: Setup, stack: ExitStack) -> Speech:
    config = setup.config.speech
    if config.engine == "log":
        return SpeechLog(setup.data / "run" / "terminal-speech.log")
    speaker = Speaker(SpeechSettings(player=shlex.split(config.player), voices={"zh": config.zh, "en": config.en}))
    stack.callback(speaker.close)
    return speaker


def _sounds(setup: Setup, stack: ExitStack) -> Callable[[Cue], None]:
    sounds = Sounds(shlex.split(setup.config.speech.player))
    stack.callback(sounds.close)
    return lambda cue: sounds.play(shipped("assets", "sounds", f"{cue}.wav"), only_at_rest=cue is Cue.TOUCH)


def _connect_hall(
    setup: Setup,
    clock: Clock,
    controller: Controller,
    *,
    strings: dict[str, Strings],
    shelf: Shelf,
    crew: Crew,
    stack: ExitStack,
) -> HallFeed:
    """Connect hall and printer to the controller; return what follows the hall."""
    config = setup.config
    client = HallClient(config.client.hall, config.client.token)
    printer = TicketPrinter(
        make_printer(config.printer, prepare_fonts(setup.data / "fonts").regular), config.client.name
    )
    stack.callback(printer.close)
    paper = TicketPaper(printer, strings, lambda: shelf.content, config.printer.width_mm, clock)
    hall_jobs, report_jobs, print_jobs = crew.start("hall"), crew.start("reports"), crew.start("printer", _SLOW_S)
    controller.open_desk(hall_jobs, print_jobs, client.issue_ticket, paper.print)
    controller.slips.connect(print_jobs, paper.print_slip, config.printer.width_mm)
    controller.my_ticket.connect(hall_jobs, client.ticket)
    controller.progress.connect(hall_jobs, client.look_up_matter)
    mail = (crew.start("outbox"), outgoing(Outbox(setup.data), clock))
    controller.feedback.connect(mail, (hall_jobs, client.ticket), config.client.name)
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
    return feed
