"""`kiosk token create NAME --role ROLE`, `kiosk token list`, `kiosk token revoke NAME`."""

import argparse
import json

from kiosk.config import Setup
from kiosk.domain.clock import SystemClock
from kiosk.shape import unshape

_ROLES = ("terminal", "clerk", "manager")


def add_arguments(parser: argparse.ArgumentParser, common: argparse.ArgumentParser) -> None:
    """Declare the command's words."""
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    create = actions.add_parser("create", parents=[common], help="make a token; it is printed once")
    create.add_argument("name", metavar="NAME")
    create.add_argument("--role", choices=_ROLES, required=True)
    listing = actions.add_parser("list", parents=[common], help="which tokens there are")
    listing.add_argument("--json", action="store_true", help="as JSON")
    revoke = actions.add_parser("revoke", parents=[common], help="make a token useless, at once")
    revoke.add_argument("name", metavar="NAME")


def run(args: argparse.Namespace, setup: Setup) -> int:
    """Make, list or revoke tokens."""
    from kiosk.hall.tokens import Role, Tokens  # noqa: PLC0415 - ZeroMQ is loaded only when needed

    tokens = Tokens(setup.data / "keys" / "tokens")
    if args.action == "create":
        print(tokens.create(args.name, Role(args.role), SystemClock().now()))
    elif args.action == "revoke":
        tokens.revoke(args.name)
        print(f"revoked {args.name}")
    else:
        rows = [{k: v for k, v in unshape(token).items() if k != "sha256"} for token in tokens.all()]
        if args.json:
            print(json.dumps(rows, ensure_ascii=False, indent=2))
        for row in [] if args.json else rows:
            print(f"{row['name']:24} {row['role']:10} {row['created_at']}")
    return 0
