"""`kiosk keys hall` and `kiosk keys client NAME`: makes CURVE certificates under DATA/keys."""

import argparse

from kiosk.config import Setup


def add_arguments(parser: argparse.ArgumentParser, common: argparse.ArgumentParser) -> None:
    """Declare the command's words."""
    kinds = parser.add_subparsers(dest="kind", required=True, metavar="WHOSE")
    kinds.add_parser("hall", parents=[common], help="the hall's own pair")
    client = kinds.add_parser("client", parents=[common], help="a pair for one board or terminal")
    client.add_argument("name", metavar="NAME", help="as in [client] name or keys of that machine")


def run(args: argparse.Namespace, setup: Setup) -> int:
    """Make a pair and say where it is."""
    from kiosk.wire import certificates  # noqa: PLC0415 - ZeroMQ is loaded only when needed

    keys = setup.data / "keys"
    if args.kind == "hall":
        public = certificates.make_hall_certificate(keys)
    else:
        public = certificates.make_client_certificate(keys, args.name)
    print(f"made {public} and {public}_secret (keep the second one secret)")
    return 0
