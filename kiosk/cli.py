"""The `kiosk` command: reads the command line, loads the set-up, hands over to one subcommand's module.

A subcommand's module is imported only when it is asked for, so that `kiosk law search` does not pay for Kivy. It has
`add_arguments(parser)` and `run(args, setup) -> int`.
"""

import argparse
import importlib
import logging
import sys
from collections.abc import Sequence

from kiosk import __version__
from kiosk.config import load_setup
from kiosk.domain.errors import KioskError

# name: (module, one line of help)
COMMANDS = {
    "terminal": ("kiosk.terminal.command", "the visitor's touch terminal"),
    "hall": ("kiosk.hall.command", "the hall server: tickets, counters, clerk and manager pages"),
    "board": ("kiosk.board.command", "the display board, and `board push`, `board status`"),
    "sync": ("kiosk.sync.command", "fetches and activates content releases"),
    "centre": ("kiosk.centre.command", "the centre server: content library and releases"),
    "demo": ("kiosk.demo.command", "a whole hall on this machine, with a simulated printer"),
    "content": ("kiosk.content.command", "imports laws, checks content files"),
    "law": ("kiosk.content.laws.command", "looks laws up"),
    "ticket": ("kiosk.terminal.ticket_command", "issues and prints a ticket"),
    "keys": ("kiosk.wire.keys_command", "makes the hall's and its clients' certificates"),
    "token": ("kiosk.hall.token_command", "makes tokens for the hall's API"),
    "fonts": ("kiosk.ui.fonts_command", "prepares the screen fonts"),
    "staff-pin": ("kiosk.terminal.staff.command", "sets the PIN of the terminal's page for staff"),
    "doctor": ("kiosk.doctor.command", "checks every part and device"),
}

_WITH_VALUE = ("--data", "--config")


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; return 0 when done, 1 when failed (with one line on standard error), 2 on wrong usage."""
    words = list(sys.argv[1:] if argv is None else argv)
    parser = _make_parser(_chosen(words))
    args = parser.parse_args(words)
    if args.json_first:
        if not hasattr(args, "json"):
            parser.error("--json: this command lists nothing")
        args.json = True
    try:
        setup = load_setup(getattr(args, "data", None), getattr(args, "config", None))
        module = importlib.import_module(COMMANDS[args.command][0])
        return int(module.run(args, setup))
    except KioskError as err:
        print(f"kiosk: {err}", file=sys.stderr)
    except BrokenPipeError:
        return 0  # the reader of our output has had enough
    except KeyboardInterrupt:
        return 130
    except Exception as err:  # the outermost edge: one line for the user, the rest in the log
        logging.getLogger(__name__).exception("unexpected fault in kiosk %s", args.command)
        print(
            f"kiosk: unexpected fault ({type(err).__name__}: {err}). Please report it with DATA/logs/.", file=sys.stderr
        )
    return 1


def _chosen(words: list[str]) -> str | None:
    """Return the subcommand: the first of its names that is not the value of an option, as in `--data demo`."""
    pairs = zip(["", *words], words, strict=False)
    return next((word for before, word in pairs if word in COMMANDS and before not in _WITH_VALUE), None)


def _make_parser(chosen: str | None) -> argparse.ArgumentParser:
    common = argparse.ArgumentParser(add_help=False, argument_default=argparse.SUPPRESS)
    common.add_argument("--data", metavar="DIR", help="folder for databases and keys (or KIOSK_DATA)")
    common.add_argument("--config", metavar="FILE", help="TOML configuration (or KIOSK_CONFIG)")
    common.add_argument("--debug", action="store_true", help="more log lines")
    parser = argparse.ArgumentParser(prog="kiosk", description=__doc__.splitlines()[0], parents=[common])
    # a command's own --json has a default that would undo ours, so that this one has a name of its own
    parser.add_argument("--json", dest="json_first", action="store_true", help="as JSON, where something is listed")
    parser.add_argument("--version", action="version", version=f"kiosk {__version__}")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name, (module, text) in COMMANDS.items():
        sub = commands.add_parser(name, help=text, description=text, parents=[common])
        if name == chosen:
            importlib.import_module(module).add_arguments(sub, common)
    return parser
