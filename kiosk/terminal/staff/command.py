"""`kiosk staff-pin`: sets the PIN of the terminal's page for staff."""

import argparse
import getpass
import sys

from kiosk.config import Setup
from kiosk.domain.clock import SystemClock
from kiosk.domain.errors import ConfigError
from kiosk.terminal.staff.pin import StaffPin, check_pin, pin_file


def add_arguments(parser: argparse.ArgumentParser, common: argparse.ArgumentParser) -> None:
    """Declare the command's words."""
    del common  # there are no subcommands
    parser.epilog = (
        "The page opens when the clock on the terminal's home is held for five seconds, or OK on its keypad for six."
    )
    parser.add_argument("--stdin", action="store_true", help="read the PIN from standard input, one line")


def run(args: argparse.Namespace, setup: Setup) -> int:
    """Read a PIN without showing it, and keep its hash.

    Raises:
        ConfigError: The PIN is no good, or there is nobody to ask.
        StorageError: It cannot be written.
    """
    digits = sys.stdin.readline().strip() if args.stdin else _ask()
    StaffPin(setup.data, SystemClock()).set_pin(digits)
    print(f"the staff PIN is set ({pin_file(setup.data)})")
    return 0


def _ask() -> str:
    if not sys.stdin.isatty():
        raise ConfigError("there is no terminal to ask for the PIN", "use --stdin")
    digits = getpass.getpass("new staff PIN, 6 digits or more: ")
    check_pin(digits)
    if getpass.getpass("once more: ") != digits:
        raise ConfigError("the two are not the same", "try again")
    return digits
