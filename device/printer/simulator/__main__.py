"""`python -m device.printer.simulator`: a ticket printer on a pty, for demonstrations and tests."""

import argparse
import logging
import signal
import sys
import threading
from pathlib import Path

from device.errors import DeviceError
from device.printer.simulator.server import PaperSimulator, SimulatorSettings

# Debian's fonts-noto-cjk; face 7 of the collection is the mono-spaced one with the forms of mainland China
_FONT = Path("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc")
_FONT_INDEX = 7


def main(argv: list[str] | None = None) -> int:
    """Serve until SIGTERM or SIGINT; return 0, or 1 with one line on standard error."""
    args = _read_arguments(argv)
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)-7s %(name)s: %(message)s")
    ended = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: ended.set())
    settings = SimulatorSettings(
        link=args.link,
        paper=args.paper,
        font=args.font or _FONT,
        font_index=args.font_index if args.font else _FONT_INDEX,
        width_mm=args.width,
        control=args.control,
        process_ids=not args.no_process_id,
    )
    try:
        with PaperSimulator(settings):
            ended.wait()
    except DeviceError as err:
        print(f"simulator: {err}", file=sys.stderr)
        return 1
    return 0


def _read_arguments(argv: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m device.printer.simulator", description=__doc__)
    parser.add_argument("--link", type=Path, required=True, help="where the port appears, a link to a pty")
    parser.add_argument("--paper", type=Path, required=True, help="folder for the pictures of the paper")
    parser.add_argument("--control", type=Path, help="control socket, such as `paper out`")
    parser.add_argument("--font", type=Path, help="font of the printed characters")
    parser.add_argument("--font-index", type=int, default=0, help="face inside a font collection")
    parser.add_argument("--width", type=int, choices=(58, 80), default=80, help="paper width in mm")
    parser.add_argument("--no-process-id", action="store_true", help="a printer that does not know GS ( H")
    return parser.parse_args(argv)


if __name__ == "__main__":
    sys.exit(main())
