"""`kiosk sync`: keeps this machine at the centre's newest release."""

import argparse
import json
import signal
import sys
from dataclasses import replace
from pathlib import Path

from kiosk.config import Setup


def add_arguments(parser: argparse.ArgumentParser, _common: argparse.ArgumentParser) -> None:
    """Add the options of `kiosk sync`."""
    parser.add_argument("--once", action="store_true", help="synchronise once, say what came of it, and end")
    parser.add_argument(
        "--from",
        dest="folder",
        type=Path,
        metavar="DIR",
        help="take the release from a folder (a USB stick) that holds a copy of the centre's `repo`; implies --once",
    )
    parser.add_argument("--json", action="store_true", help="with --once: print the report as JSON")


def run(args: argparse.Namespace, setup: Setup) -> int:
    """Run the service, or one synchronisation: status 0 when this machine has what the centre offers."""
    from kiosk.domain.clock import SystemClock  # noqa: PLC0415 - tuf takes 0.3 s to import
    from kiosk.logs import start_logging  # noqa: PLC0415
    from kiosk.sync.courier import delivering  # noqa: PLC0415
    from kiosk.sync.progress import progress_bar  # noqa: PLC0415
    from kiosk.sync.service import SyncService  # noqa: PLC0415
    from kiosk.sync.updater import ReleaseUpdater  # noqa: PLC0415
    from kiosk.watchdog import Watchdog  # noqa: PLC0415

    clock = SystemClock()
    config = setup.config.sync
    if args.folder:
        config = replace(config, centre=args.folder.absolute().as_uri())
    elif not args.once:
        start_logging("sync", setup.data, debug=getattr(args, "debug", False))
        with delivering(config, setup.data, clock) as courier_answers:
            watchdog = Watchdog(lambda: [] if courier_answers() else ["courier"])
            updater = ReleaseUpdater(config, setup.data, clock, lambda *_: watchdog.beat())
            service = SyncService(updater, setup.data, config.interval_s, clock, watchdog)
            for number in (signal.SIGTERM, signal.SIGINT):
                signal.signal(number, lambda *_: service.stop())
            service.run()
        return 0
    with progress_bar() as progress:
        updater = ReleaseUpdater(config, setup.data, clock, progress)
        report = SyncService(updater, setup.data, 0, clock).once()
    if args.json:
        from kiosk.shape import unshape  # noqa: PLC0415

        print(json.dumps(unshape(report), ensure_ascii=False))
    else:
        print(report.line(), file=sys.stdout if report.state.fine else sys.stderr)
    return 0 if report.state.fine else 1
