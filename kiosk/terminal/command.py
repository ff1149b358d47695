"""`kiosk terminal`: the visitor's touch terminal."""

import argparse

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

    start_logging("terminal", setup.data, debug=getattr(args, "debug", False))
    scale = prepare(setup, "terminal")
    from kiosk.terminal.app import run_terminal  # noqa: PLC0415 - imports Kivy

    return run_terminal(setup, scale, SystemClock())
