"""`kiosk board`: the display board; `board push` and `board status` talk to the hall."""

import argparse
import json
from typing import TYPE_CHECKING

from kiosk.config import Setup

if TYPE_CHECKING:
    from kiosk.wire.hall_client import HallClient


def add_arguments(parser: argparse.ArgumentParser, common: argparse.ArgumentParser) -> None:
    """Describe the command line."""
    actions = parser.add_subparsers(dest="action", metavar="ACTION")
    push = actions.add_parser("push", help="put a notice on the boards", parents=[common])
    push.add_argument("text", metavar="TEXT", help="what to show")
    push.add_argument("--board", default="", metavar="NAME", help="one board only; without it, all")
    push.add_argument("--ttl", type=_seconds, default=None, metavar="SECONDS", help="take it off after so long")
    push.add_argument("--emergency", action="store_true", help="it takes the whole screen")
    push.add_argument("--json", action="store_true", help="print the notice as JSON")
    status = actions.add_parser("status", help="which boards show what, since when", parents=[common])
    status.add_argument("--json", action="store_true", help="print JSON")


def run(args: argparse.Namespace, setup: Setup) -> int:
    """Push, list, or show the board until a signal comes.

    Raises:
        KioskError: The hall cannot be reached or says no; or there is no display, no fonts, no key.
    """
    if args.action == "push":
        return _push(args, _client(setup))
    if args.action == "status":
        return _status(args, _client(setup))
    from kiosk.logs import start_logging  # noqa: PLC0415
    from kiosk.ui.window import prepare  # noqa: PLC0415 - sets the environment before anything imports Kivy

    start_logging("board", setup.data, debug=getattr(args, "debug", False))
    scale = prepare(setup, "board", max_fps=30)
    from kiosk.board.player import Player  # noqa: PLC0415 - imports Kivy
    from kiosk.domain.clock import SystemClock  # noqa: PLC0415

    Player(setup, scale, SystemClock()).run()
    return 0


def _seconds(text: str) -> int:
    value = int(text)
    if value < 1:
        raise argparse.ArgumentTypeError("at least one second")
    return value


def _client(setup: Setup) -> "HallClient":
    from kiosk.wire.hall_client import HallClient  # noqa: PLC0415

    return HallClient(setup.config.client.hall, setup.config.client.token)


def _push(args: argparse.Namespace, client: "HallClient") -> int:
    from kiosk.shape import unshape  # noqa: PLC0415

    notice = client.push_notice(args.text, args.board, args.ttl, emergency=args.emergency)
    if args.json:
        print(json.dumps(unshape(notice), ensure_ascii=False))
    else:
        print(f"notice {notice.id} is on its way to {notice.board or 'all boards'}")
    return 0


def _status(args: argparse.Namespace, client: "HallClient") -> int:
    from kiosk.shape import unshape  # noqa: PLC0415

    boards = client.board_status()
    if args.json:
        print(json.dumps([unshape(board) for board in boards], ensure_ascii=False))
        return 0
    if not boards:
        print("no board has reported since the hall started")
    for board in boards:
        state = "silent" if board.stale else "on"
        notices = ", ".join(board.notices) or "none"
        since = f"{board.since.astimezone():%Y-%m-%d %H:%M:%S}"
        print(f"{board.board}: {state} since {since}, event {board.shown_seq} on screen, notices: {notices}")
    return 0
