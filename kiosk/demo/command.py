"""`kiosk demo`: prepares a whole hall on this machine, starts it, shows it, and stops it in order.

Everything it makes stays under DATA/demo: throw that folder away to begin anew.
"""

import argparse
import fcntl
import json
import os
import re
import shutil
import signal
import sys
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import IO, TypeVar

from kiosk.config import Setup
from kiosk.demo.access import ACCESS_FILE, EDITOR, HANDLER, Access, Commands, kiosk_command, prepare_access
from kiosk.demo.matters import prepare_matters
from kiosk.demo.page import Address, DemoPage
from kiosk.demo.parts import Part, Parts, Stopped
from kiosk.demo.ports import LAST_FIRST_PORT, Ports, answers
from kiosk.demo.screens import VirtualScreen
from kiosk.domain.clock import SystemClock
from kiosk.domain.errors import KioskError
from kiosk.domain.matters import MatterKey
from kiosk.files import shipped
from kiosk.logs import start_logging
from kiosk.wire.hall_client import HallClient

_TERMINAL_PX = (1080, 1920)
_BOARD_PX = (1920, 1080)
T = TypeVar("T")
_WINDOW_SHARE = 2  # on a desktop the windows are half as wide and high


def add_arguments(parser: argparse.ArgumentParser, _common: argparse.ArgumentParser) -> None:
    """Describe the command's own options."""
    parser.add_argument("--ports-from", type=_first_port, default=8480, metavar="N", help="first of the ports to use")
    parser.add_argument("--virtual", action="store_true", help="use virtual screens although there is a display")
    parser.add_argument("--for", dest="seconds", type=float, metavar="SECONDS", help="stop by itself")
    parser.add_argument("--without-laws", action="store_true", help="do not fetch the law texts")


def run(args: argparse.Namespace, setup: Setup) -> int:
    """Run the demo until Ctrl-C.

    Raises:
        KioskError: A part cannot be prepared or started.
    """
    demo = Demo(setup.data / "demo", Ports(args.ports_from), virtual=args.virtual or not _has_display())
    start_logging("demo", demo.data)
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda *_: demo.request_stop())
    demo.ports.check_free()
    try:
        with suppress(Stopped):
            demo.start(laws=not args.without_laws)
            demo.parts.watch(args.seconds)
    finally:
        try:
            _say("stopping")
        finally:  # even where nobody can read our words any more
            demo.stop()
        _say("stopped")
    return 0


class Demo:
    """All parts of the hall and what they need, in one folder.

    Args:
        data: The demo's own data folder.
        ports: Where its servers listen.
        virtual: Whether screens are virtual ones.
    """

    def __init__(self, data: Path, ports: Ports, *, virtual: bool) -> None:
        self.data, self.ports = data, ports
        self.parts = Parts(SystemClock())
        sizes = {"terminal": _TERMINAL_PX, "board": _BOARD_PX} if virtual else {}
        self._screens = {name: VirtualScreen(*size) for name, size in sizes.items()}
        self._page: DemoPage | None = None
        self._config = data / "kiosk.toml"
        self._commands = Commands(data, self._config)
        self._lock: IO[bytes] | None = None

    def start(self, *, laws: bool) -> None:
        """Prepare what is missing, then start every part bottom-up.

        Raises:
            KioskError: Something cannot be prepared or started.
            Stopped: `request_stop` was called.
        """
        self.data.mkdir(parents=True, exist_ok=True)
        self._lock_folder()
        self._begin_anew_if_cut_off()
        self._write_config()
        _step("screen fonts", lambda: self._kiosk("fonts"))
        if not (self.data / ACCESS_FILE).exists():
            _step("sample content", self._import_sample)
        access = _step("keys and log-ins", lambda: prepare_access(self.data, self._commands))
        self._write_config(access.terminal_token, access.machine_token)
        if laws and not (self.data / "content" / "laws.db").exists():
            _step("national laws", self._fetch_laws)
        for screen in self._screens.values():
            screen.start()
        self._start_parts()
        clerk = HallClient(f"http://127.0.0.1:{self.ports.http}", access.clerk_token)
        addresses = self._addresses(access, _step("sample matters", lambda: prepare_matters(self.data, clerk)))
        self._page = DemoPage(self.ports.page, self._screens, self._paper, self._control, addresses)
        self._page.start()
        _print_addresses(addresses)

    def request_stop(self) -> None:
        """Make everything under way end soon; safe in a signal handler."""
        self.parts.request_stop()
        self._commands.stop()

    def stop(self) -> None:
        """Stop the page, then every part in reverse, then the screens."""
        if self._page:
            self._page.stop()
        self.parts.stop()
        for screen in self._screens.values():
            screen.stop()
        if self._lock:
            self._lock.close()

    def _lock_folder(self) -> None:
        self._lock = (self.data / "demo.lock").open("ab")
        try:
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as err:
            raise KioskError(
                f"a demo runs in {self.data} already", "stop that one, or give this one a folder with --data DIR"
            ) from err

    def _begin_anew_if_cut_off(self) -> None:
        """Throw away what a preparation left that never came to its end; what takes long to make is kept."""
        if all((self.data / name).exists() for name in (ACCESS_FILE, "trust/root.json", "content/current")):
            return
        for name in (ACCESS_FILE, "keys", "centre", "trust", "content/current", "content/bundles", "sync", "sync.db"):
            path = self.data / name
            if path.is_dir() and not path.is_symlink():
                shutil.rmtree(path)
            else:
                path.unlink(missing_ok=True)

    @property
    def _paper(self) -> Path:
        return self.data / "paper"

    @property
    def _control(self) -> Path:
        return self.data / "run" / "printer-control.sock"

    def _start_parts(self) -> None:
        run_folder = self.data / "run"
        run_folder.mkdir(exist_ok=True)
        port = self.data / "run" / "printer"
        port.unlink(missing_ok=True)  # an old one may point at somebody else's terminal by now
        self._start("printer", self._simulator(port), port.exists)
        self._start("centre", self._program("centre"), lambda: answers(self.ports.centre))
        if not (self.data / "trust" / "root.json").exists():
            _step("first release", self._first_release)
        self._start("sync", self._program("sync"), lambda: True)
        self._start("hall", self._program("hall"), lambda: answers(self.ports.http))
        for name in ("board", "terminal"):
            screen = self._screens.get(name)
            env = {"DISPLAY": screen.display, "SDL_VIDEODRIVER": "x11"} if screen else {}
            socket_file = run_folder / f"{name}.sock"
            socket_file.unlink(missing_ok=True)
            self._start(name, self._program(name), socket_file.exists, env)

    def _start(
        self, name: str, command: list[str], ready: Callable[[], bool], env: dict[str, str] | None = None
    ) -> None:
        part = Part(name, command, self.data / "logs" / f"{name}.out", ready, env or {})
        _step(name, lambda: self.parts.start(part))

    def _simulator(self, port: Path) -> list[str]:
        return [
            *(sys.executable, "-m", "device.printer.simulator", "--link", str(port)),
            *("--paper", str(self._paper), "--control", str(self._control)),
        ]

    def _program(self, name: str) -> list[str]:
        return [*kiosk_command(self.data, self._config_of(name)), name]

    def _kiosk(self, *words: str, shown: bool = False) -> None:
        self._commands.run(*words, shown=shown)

    def _import_sample(self) -> None:
        # a hall that is closed at night could not be shown at night: the demo's never closes
        with tempfile.TemporaryDirectory() as folder:
            copy = Path(shutil.copytree(shipped("assets", "sample"), Path(folder) / "sample"))
            hall = copy / "hall.toml"
            hall.write_text(re.sub(r'(?m)^hours = ".*"$', 'hours = "24h"', hall.read_text("utf-8")), "utf-8")
            self._kiosk("centre", "import", str(copy))

    def _first_release(self) -> None:
        root = self.data / "trust" / "root.json"
        self._kiosk("centre", "publish", "--note", "示例内容")
        root.parent.mkdir(exist_ok=True)
        root.write_bytes((self.data / "centre/repo/metadata/1.root.json").read_bytes())
        self._kiosk("sync", "--once")

    def _fetch_laws(self) -> None:
        try:
            self._kiosk("content", "fetch-laws", shown=sys.stdout.isatty())
        except KioskError as err:
            _say(f"law texts are not there, the rest works: {err}")

    def _config_of(self, name: str) -> Path:
        return self.data / f"kiosk-{name}.toml" if name in ("terminal", "board") else self._config

    def _write_config(self, token: str = "", machine_token: str = "") -> None:
        p = self.ports
        common: dict[str, dict[str, object]] = {
            "hall": {"host": "127.0.0.1", "http_port": p.http, "events_port": p.events, "snapshot_port": p.snapshot},
            "printer": {"port": str(self.data / "run" / "printer")},
            "sync": {"centre": f"http://127.0.0.1:{p.centre}", "interval_s": 3, "token": machine_token},
            "centre": {"host": "127.0.0.1", "port": p.centre},
        }
        for name, size in (("", (0, 0)), ("terminal", _TERMINAL_PX), ("board", _BOARD_PX)):
            client: dict[str, object] = {
                "name": f"{name or 'terminal'}-1",
                "hall": f"http://127.0.0.1:{p.http}",
                "events": f"tcp://127.0.0.1:{p.events}",
                "snapshot": f"tcp://127.0.0.1:{p.snapshot}",
                "token": token,
            }
            share = 1 if self._screens else _WINDOW_SHARE
            screen: dict[str, object] = {"width_px": size[0] // share, "height_px": size[1] // share, "inspect": True}
            inches: dict[str, object] = {"diagonal_inch": 43.0 if name == "board" else 21.5}
            tables = {**common, "client": client, "screen": {**screen, **inches}}
            self._config_of(name).write_text(_toml(tables), "utf-8")

    def _addresses(self, access: Access, matters: tuple[MatterKey, ...]) -> tuple[Address, ...]:
        hall, centre = f"http://127.0.0.1:{self.ports.http}", f"http://127.0.0.1:{self.ports.centre}"
        return (
            Address("大厅 · Hall", f"http://127.0.0.1:{self.ports.page}/", "—"),
            Address("窗口 · Clerk", f"{hall}/clerk#token={access.clerk_token}", access.clerk_token),
            Address("管理 · Manager", f"{hall}/manager#token={access.manager_token}", access.manager_token),
            Address("中心 · Centre", f"{centre}/", f"{EDITOR} / {access.editor_password}"),
            Address("意见 · Feedback", f"{centre}/letters/", f"{HANDLER} / {access.handler_password}"),
            *(
                Address("办件进度 · Progress", f"{hall}/clerk#token={access.clerk_token}", f"{key.number} / {key.code}")
                for key in matters
            ),
        )


def _toml(tables: dict[str, dict[str, object]]) -> str:
    # JSON texts, numbers and booleans are TOML as well
    return "\n".join(
        f"[{name}]\n" + "".join(f"{key} = {json.dumps(value, ensure_ascii=False)}\n" for key, value in rows.items())
        for name, rows in tables.items()
    )


def _has_display() -> bool:
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _first_port(text: str) -> int:
    port = int(text)
    if not 0 < port <= LAST_FIRST_PORT:
        raise argparse.ArgumentTypeError(f"a port from 1 to {LAST_FIRST_PORT}")
    return port


def _step(name: str, action: Callable[[], T]) -> T:
    print(f"  {name} ... ", end="", flush=True)
    outcome = "ready"
    try:
        return action()
    except Stopped:
        outcome = "not needed any more"
        raise
    except KioskError:
        outcome = "failed"
        raise
    finally:
        print(outcome, flush=True)


def _say(text: str) -> None:
    print(f"  {text}", flush=True)


def _print_addresses(addresses: tuple[Address, ...]) -> None:
    print("\nThe hall is open. Open the first address in a browser; Ctrl-C stops everything.\n")
    for address in addresses:
        print(f"  {address.name:<16} {address.url.split('#')[0]:<36} {address.login}")
    print(flush=True)
