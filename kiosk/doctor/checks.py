"""The checks themselves, in the order in which parts lean on one another. Each looks, none mends."""

import os
import shutil
import socket
import sqlite3
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

from kiosk.config import Setup
from kiosk.doctor.finding import Finding, Verdict
from kiosk.domain.clock import SystemClock
from kiosk.domain.errors import KioskError, NotReachableError

_FREE_BYTES_MIN = 500 * 1024 * 1024  # a bundle, the law book twice while it is replaced, logs
_BUILT = datetime(2026, 11, 1, tzinfo=UTC)  # no clock of a working machine is before this program was written
_CONNECT_S = 2.0

Check = Callable[[str, Setup], Finding]


def check_data(part: str, setup: Setup) -> Finding:
    """See whether the data folder can be written and has room."""
    if not os.access(setup.data, os.W_OK):
        return Finding(part, Verdict.FAIL, f"{setup.data} cannot be written", "give this user the folder")
    free = shutil.disk_usage(setup.data).free
    if free < _FREE_BYTES_MIN:
        return Finding(
            part, Verdict.FAIL, f"only {free // 2**20} MB free in {setup.data}", "make room: 500 MB are needed"
        )
    return Finding(part, Verdict.OK, f"{setup.data}, {free / 2**30:.1f} GB free")


def check_clock(part: str, _setup: Setup) -> Finding:
    """See whether the clock can be right."""
    now = SystemClock().now()
    if now < _BUILT:
        return Finding(
            part, Verdict.FAIL, f"the clock says {now:%Y-%m-%d}", "set it; check the battery of the main board"
        )
    return Finding(part, Verdict.OK, f"{now:%Y-%m-%d %H:%M} UTC")


def check_fonts(part: str, setup: Setup) -> Finding:
    """See whether the screen fonts are there or can be made."""
    from kiosk.ui.fonts import prepare_fonts  # noqa: PLC0415

    faces = prepare_fonts(setup.data / "fonts")
    return Finding(part, Verdict.OK, f"{Path(faces.regular).name}, {Path(faces.bold).name}")


def check_display(part: str, _setup: Setup) -> Finding:
    """See whether there is a display to open a window on."""
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "SDL_VIDEODRIVER"):
        if os.environ.get(name):
            return Finding(part, Verdict.OK, f"{name}={os.environ[name]}")
    return Finding(
        part, Verdict.WARN, "no display here", "terminal and board need one: set DISPLAY; `kiosk demo` brings its own"
    )


def check_content(part: str, setup: Setup) -> Finding:
    """See whether a bundle is current and can be read."""
    from kiosk.content.bundles import current_bundle  # noqa: PLC0415
    from kiosk.content.files import load_content  # noqa: PLC0415
    from kiosk.content.library import Library  # noqa: PLC0415

    bundle = current_bundle(setup.data)
    if bundle is None:
        return Finding(part, Verdict.FAIL, "no content yet", "run kiosk sync --once, or kiosk content install-sample")
    load_content(bundle / "library")  # the files too: whoever broke one by hand should hear of it here
    with Library(bundle) as library:
        count, release = len(library.procedures()), library.release
        return Finding(
            part, Verdict.OK, f"release {release}: {count} procedures, {len(library.institutions())} institutions"
        )


def check_laws(part: str, setup: Setup) -> Finding:
    """See whether the law book is there and can be read."""
    from kiosk.content.laws.book import LawBook  # noqa: PLC0415

    path = setup.data / "content" / "laws.db"
    if not path.exists():
        return Finding(part, Verdict.WARN, "no laws yet: the law lookup is empty", "run kiosk content fetch-laws")
    with LawBook(path) as book:
        laws, articles = book.count()
    return Finding(part, Verdict.OK, f"{laws} laws, {articles:,} articles")


def check_hall_database(part: str, setup: Setup) -> Finding:
    """See whether `hall.db` is whole."""
    path = setup.data / "hall.db"
    if not path.exists():
        return Finding(part, Verdict.WARN, "no hall.db on this machine", "only where `kiosk hall` runs; it makes one")
    try:
        with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as db:
            found = db.execute("PRAGMA quick_check").fetchone()[0]
        db.close()
    except sqlite3.Error as err:
        return Finding(part, Verdict.FAIL, f"{path} cannot be read: {err}", "restore it from the last backup")
    if found != "ok":
        return Finding(part, Verdict.FAIL, f"{path} is damaged: {found}", "restore it from the last backup")
    return Finding(part, Verdict.OK, str(path))


def check_keys(part: str, setup: Setup) -> Finding:
    """See whether this machine has the certificates for the hall's live state."""
    from kiosk.wire.certificates import client_pair, hall_public_key  # noqa: PLC0415

    keys, client = setup.data / "keys", setup.config.client
    hall_public_key(keys)
    client_pair(keys, client.keys or client.name)
    return Finding(part, Verdict.OK, f"hall and {client.keys or client.name}")


def check_ports(part: str, setup: Setup) -> Finding:
    """See whether a hall could listen here, or already does."""
    hall = setup.config.hall
    taken = [p for p in (hall.http_port, hall.events_port, hall.snapshot_port) if _is_taken(hall.host, p)]
    if not taken:
        return Finding(part, Verdict.OK, f"{hall.http_port}, {hall.events_port}, {hall.snapshot_port} are free")
    if len(taken) == 3 and urlsplit(setup.config.client.hall).port == hall.http_port:
        return Finding(part, Verdict.OK, "a hall listens on all three")
    names = ", ".join(map(str, taken))
    return Finding(
        part, Verdict.FAIL, f"port {names} is taken", "end the other program or change [hall] in the configuration"
    )


def check_hall(part: str, setup: Setup) -> Finding:
    """See whether the hall answers and knows this machine's token."""
    from kiosk.wire.hall_client import HallClient  # noqa: PLC0415

    client = setup.config.client
    try:
        queues = HallClient(client.hall, client.token).queues()
    except NotReachableError as err:
        return Finding(part, Verdict.FAIL, err.what, "start `kiosk hall`, or mend [client] hall in the configuration")
    return Finding(part, Verdict.OK, f"{client.hall}: {len(queues)} services, {sum(q.waiting for q in queues)} waiting")


def check_printer(part: str, setup: Setup) -> Finding:
    """Ask the printer how it is."""
    from device.printer.status import Flag  # noqa: PLC0415
    from kiosk.paper.printing import make_printer  # noqa: PLC0415

    config = setup.config.printer
    cures = {
        "low": "put a new roll in soon", "out": "put a new roll in", "cover": "close the cover",
        "error": "switch it off and on; call service if it stays", "offline": "check cable and power, and [printer] port",
        "unknown": "check cable, baud rate and flow control: it is there but does not answer",
    }  # fmt: skip
    printer = make_printer(config, None)
    if printer is None:
        return Finding(part, Verdict.WARN, "no printer is configured", "set [printer] port if this machine has one")
    try:
        status = printer.status()
    finally:
        printer.close()
    if Flag.PORT_BUSY in status.flags:
        return Finding(
            part,
            Verdict.WARN,
            f"{config.port} is in use by another program (the terminal?)",
            "the manager page shows what the terminal says of it; to ask here, stop that program",
        )
    state = status.state.value
    verdict = {"ok": Verdict.OK, "low": Verdict.WARN}.get(state, Verdict.FAIL)
    return Finding(part, verdict, f"{config.port}: {state}", cures.get(state, ""))


def check_voice(part: str, setup: Setup) -> Finding:
    """See whether calls can be spoken, and whether screens are read to visitors and to nobody else."""
    board, visitor = setup.config.board, setup.config.speech
    if visitor.engine == "log":
        return Finding(
            part,
            Verdict.FAIL,
            "what visitors hear is written to a file instead of spoken: for tests only",
            'set [speech] engine = "espeak"',
        )
    if not board.speech and visitor.visitor == "off":
        return Finding(
            part,
            Verdict.WARN,
            "speech is switched off",
            'set [board] speech = true to have calls spoken, [speech] visitor = "offer" to have screens read',
        )
    if not shutil.which("espeak-ng"):
        return Finding(
            part, Verdict.WARN, "espeak-ng is missing: calls are shown, not spoken", "run apt-get install espeak-ng"
        )
    if not shutil.which("aplay"):
        return Finding(
            part, Verdict.WARN, "aplay is missing: calls are shown, not spoken", "run apt-get install alsa-utils"
        )
    return Finding(part, Verdict.OK, "espeak-ng, aplay")


def check_input(part: str, setup: Setup) -> Finding:
    """See which input methods the terminal's keyboard has here."""
    from kiosk.terminal.input.handwriting import open_hand  # noqa: PLC0415
    from kiosk.terminal.input.libime import WORDS, helper_path  # noqa: PLC0415

    if not helper_path(setup.data / "bin").exists() and not (WORDS.exists() and shutil.which("g++")):
        return Finding(
            part,
            Verdict.WARN,
            "no libime: pinyin works with a simpler engine that guesses worse",
            "run apt-get install g++ libimepinyin-dev libimecore-dev libfcitx5utils-dev libboost-dev libime-data "
            "libime-data-language-model",
        )
    if open_hand() is None:
        return Finding(
            part,
            Verdict.WARN,
            "pinyin by libime; no handwriting",
            "run apt-get install libzinnia0 tegaki-zinnia-simplified-chinese",
        )
    compiled = "" if helper_path(setup.data / "bin").exists() else " (compiled when the terminal first runs)"
    return Finding(part, Verdict.OK, f"pinyin by libime{compiled}, handwriting by zinnia")


def check_centre(part: str, setup: Setup) -> Finding:
    """See whether the centre's port answers."""
    parts = urlsplit(setup.config.sync.centre)
    port = parts.port or (443 if parts.scheme == "https" else 80)
    try:
        socket.create_connection((parts.hostname or "", port), _CONNECT_S).close()
    except OSError:
        return Finding(
            part,
            Verdict.WARN,
            f"{setup.config.sync.centre} does not answer: content stays as it is",
            "check the network",
        )
    return Finding(part, Verdict.OK, setup.config.sync.centre)


def check_sync(part: str, setup: Setup) -> Finding:
    """See how the last synchronisation ended."""
    from kiosk.sync.report import read_status  # noqa: PLC0415

    status = read_status(setup.data)
    if status is None:
        return Finding(part, Verdict.WARN, "never synchronised", "start `kiosk sync`")
    warning = status.warning(SystemClock().now())
    if warning:
        return Finding(part, Verdict.WARN, warning, "check the centre and the network")
    return Finding(part, Verdict.OK, status.last.line())


def _is_taken(host: str, port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as err:
            if err.errno in (98, 48):  # EADDRINUSE on Linux and the BSDs
                return True
            raise KioskError(f"cannot listen on {host}:{port}: {err.strerror}", "mend [hall] host") from err
    return False


CHECKS: dict[str, Check] = {
    "data folder": check_data,
    "clock": check_clock,
    "fonts": check_fonts,
    "display": check_display,
    "content": check_content,
    "laws": check_laws,
    "hall database": check_hall_database,
    "keys": check_keys,
    "ports": check_ports,
    "hall": check_hall,
    "printer": check_printer,
    "voice": check_voice,
    "input": check_input,
    "centre": check_centre,
    "sync": check_sync,
}
