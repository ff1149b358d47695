"""`kiosk fonts`: takes the screen fonts out of the system's collections, once for each machine."""

import argparse
import json

from kiosk.config import Setup


def add_arguments(parser: argparse.ArgumentParser, common: argparse.ArgumentParser) -> None:  # noqa: ARG001
    """Describe the command line."""
    parser.add_argument("--json", action="store_true", help="print the paths as JSON")


def run(args: argparse.Namespace, setup: Setup) -> int:
    """Prepare the fonts and print where they are.

    Raises:
        ContentError: The fonts cannot be prepared.
    """
    from kiosk.ui.fonts import prepare_fonts  # noqa: PLC0415 - keeps the command line quick

    faces = prepare_fonts(setup.data / "fonts")
    if args.json:
        print(json.dumps({"regular": str(faces.regular), "bold": str(faces.bold)}))
    else:
        print(f"{faces.regular}\n{faces.bold}")
    return 0
