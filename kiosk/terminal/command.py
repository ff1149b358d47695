"""`kiosk terminal`: the visitor's touch terminal."""

import argparse
import gc

from kiosk import __version__
from kiosk.config import Setup
from kiosk.domain.clock import SystemClock
from kiosk.logs import start_logging


def add_arguments(parser: argparse.ArgumentParser, common: argparse.ArgumentParser) -> None:
    """Add nothing: the configuration says everything."""


def run(args: argparse.Namespace, setup: Setup) -> int:
    """Open the window and run until a signal comes, or until the staff asks for a restart (status 75).

    Raises:
        KioskError: No display, no fonts, or a broken installation.
    """
    from kiosk.ui.window import prepare  # noqa: PLC0415 - must set the environment before anything imports Kivy

    gc.disable()  # a start only makes things that stay; `tidy` takes over
    start_logging("terminal", setup.data, debug=getattr(args, "debug", False))
    scale = prepare(setup, "terminal")
    from kiosk.ui.launch import LaunchPicture  # noqa: PLC0415 - imports Kivy, as the next one does

    picture = LaunchPicture(setup.data / "run", __version__, setup.config.screen, setup.config.terminal.language)
    picture.show()
    from kiosk.terminal.app import run_terminal  # noqa: PLC0415

    return run_terminal(setup, scale, SystemClock(), picture)
