"""Puts the terminal together: starts bottom-up, runs the window, stops in reverse. The only place that knows all parts."""

import logging
import signal
from contextlib import ExitStack

from kiosk.config import Setup
from kiosk.domain.clock import Clock
from kiosk.strings import LANGUAGES, Strings
from kiosk.terminal.access.comfort import Abilities, start_comfort
from kiosk.terminal.controller import Controller
from kiosk.terminal.idle import Idle
from kiosk.terminal.rest import Rest
from kiosk.terminal.session import Session
from kiosk.terminal.shelf import Shelf
from kiosk.terminal.shell import TerminalApp
from kiosk.ui.app import after_first_frame, on_next_frame
from kiosk.ui.launch import LaunchPicture
from kiosk.ui.scale import Scale
from kiosk.ui.theme import load_theme
from kiosk.ui.worker import Crew

_log = logging.getLogger(__name__)


def run_terminal(setup: Setup, scale: Scale, clock: Clock, picture: LaunchPicture) -> int:
    """Run the terminal in the open window until a signal ends it, or the staff; return the status to exit with.

    Home as it is drawn first becomes the `picture` that the next start begins with.

    Raises:
        ContentError: Strings or theme cannot be read.
    """
    with ExitStack() as stack:
        app = compose(setup, scale, clock, stack)
        app.picture = picture
        app.run()
        return app.status


def compose(setup: Setup, scale: Scale, clock: Clock, stack: ExitStack) -> TerminalApp:
    """Return the terminal, ready to run; what has to be stopped afterwards is on the stack.

    Raises:
        ContentError: Strings or theme cannot be read.
    """
    config = setup.config
    strings = {language: Strings(language) for language in LANGUAGES}
    session = Session(config.terminal.language, start_comfort(config))
    low_reach_px = scale.low_reach_px(config.screen.bottom_mm)
    app = TerminalApp(scale, load_theme(config.screen.theme), strings[config.terminal.language], low_reach_px)
    shelf = Shelf(setup.data, clock)
    stack.callback(shelf.close)  # after its worker has stopped
    crew = Crew(stack)
    controller = Controller(
        session,
        strings,
        clock,
        Idle(clock, config.terminal.idle_s, config.terminal.countdown_s),
        shelf=shelf,
        content_jobs=crew.start("content"),
        display=app,
        rest=Rest(clock, config.terminal.attract_s),
        abilities=Abilities(low_reach=low_reach_px > 0, speech=config.speech.visitor != "off"),
    )
    app.attach(controller)

    def connect_parts() -> None:
        from kiosk.terminal.connections import connect  # noqa: PLC0415 - home does not wait for hall and printer

        connect(setup, app, clock, strings=strings, shelf=shelf, crew=crew, stack=stack)

    after_first_frame(connect_parts)
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: on_next_frame(app.stop))
    return app
