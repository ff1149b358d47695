"""`kiosk hall`: runs the hall server until it is asked to stop."""

import argparse
import signal

from kiosk.config import Setup
from kiosk.domain.clock import SystemClock
from kiosk.logs import start_logging


def add_arguments(parser: argparse.ArgumentParser, common: argparse.ArgumentParser) -> None:
    """Declare the command's words: none of its own."""


def run(args: argparse.Namespace, setup: Setup) -> int:
    """Serve until SIGTERM or SIGINT."""
    from kiosk.hall.server import HallServer  # noqa: PLC0415 - FastAPI and ZeroMQ are loaded only when needed

    start_logging("hall", setup.data, debug=getattr(args, "debug", False))
    server = HallServer(setup, SystemClock())
    for sign in (signal.SIGTERM, signal.SIGINT):
        signal.signal(sign, lambda *_: server.stop())
    server.start()
    print(f"hall ready: http://127.0.0.1:{setup.config.hall.http_port}/clerk and /manager", flush=True)
    try:
        server.run()
    finally:
        server.close()
    return 0
