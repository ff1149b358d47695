"""The demo's own page: live pictures of terminal, board and paper; a click on the terminal is a touch.

Serves this machine only. Handlers run on the server's threads.
"""

import html
import json
import logging
import socket
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from string import Template
from typing import Any

from kiosk.demo.screens import VirtualScreen
from kiosk.domain.errors import KioskError

_log = logging.getLogger(__name__)

_TEMPLATE = Path(__file__).with_name("page.html")
_BODY_MAX_BYTES = 2000
_CONTROL_S = 3.0
PRINTER_COMMANDS = frozenset(
    {"paper out", "paper low", "paper ok", "cover open", "cover closed", "unplug", "plug", "status"}
)


@dataclass(frozen=True, slots=True)
class Address:
    """One line of the page's list: what it is, where, and how to log in."""

    name: str
    url: str
    login: str


class DemoPage:
    """The page's server.

    Args:
        port: Where it listens on this machine.
        screens: Virtual screens by name (`terminal`, `board`); none where real windows are open.
        paper: Folder where the printer simulator draws.
        control: The simulator's control socket.
        addresses: What the page lists.
    """

    def __init__(
        self,
        port: int,
        screens: Mapping[str, VirtualScreen],
        paper: Path,
        control: Path,
        addresses: tuple[Address, ...],
    ) -> None:
        self._screens, self._paper, self._control, self._addresses = screens, paper, control, addresses
        self._port = port
        self._server: _Server | None = None

    def start(self) -> None:
        """Listen.

        Raises:
            KioskError: The port is taken.
        """
        try:
            self._server = _Server(self._port, self)
        except OSError as err:
            raise KioskError(f"port {self._port} is taken", "choose others with --ports-from N") from err
        threading.Thread(target=self._server.serve_forever, name="demo-page", daemon=True).start()

    def stop(self) -> None:
        """Stop listening."""
        if self._server:
            self._server.shutdown()
            self._server.server_close()
            self._server = None

    def index(self) -> bytes:
        """Return the page."""
        rows = "".join(
            f'<tr><th>{html.escape(a.name)}</th><td><a href="{html.escape(a.url)}" target="_blank">'
            f"{html.escape(a.url.split('#')[0])}</a></td><td><code>{html.escape(a.login)}</code></td></tr>"
            for a in self._addresses
        )
        return Template(_TEMPLATE.read_text("utf-8")).substitute(rows=rows, live="1" if self._screens else "").encode()

    def picture(self, name: str) -> tuple[str, bytes] | None:
        """Return media type and bytes of one live picture, None where there is none now."""
        if name == "paper":
            latest = self._paper / "latest.png"
            return ("image/png", latest.read_bytes()) if latest.exists() else None
        screen = self._screens.get(name)
        return ("image/jpeg", screen.picture()) if screen and screen.running() else None

    def tap(self, name: str, x: int, y: int) -> bool:
        """Touch a virtual screen; False where there is no such pixel."""
        screen = self._screens.get(name)
        if not screen or not (0 <= x < screen.width and 0 <= y < screen.height):
            return False
        screen.tap(x, y)
        return True

    def printer(self, command: str) -> str:
        """Send one command to the printer simulator and return its answer."""
        with socket.socket(socket.AF_UNIX) as line:
            line.settimeout(_CONTROL_S)
            line.connect(str(self._control))
            line.sendall(command.encode() + b"\n")
            return line.makefile().readline()


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, port: int, page: DemoPage) -> None:
        self.page = page
        super().__init__(("127.0.0.1", port), _Handler)


class _Handler(BaseHTTPRequestHandler):
    server: _Server

    def do_GET(self) -> None:
        name = self.path.split("?")[0].strip("/")
        if not name:
            self._answer(200, "text/html; charset=utf-8", self.server.page.index())
            return
        try:
            found = self.server.page.picture(name.removesuffix(".img"))
        except (KioskError, OSError) as err:
            _log.info("no picture of %s: %s", name, err)
            found = None
        if found:
            self._answer(200, *found)
        else:
            self._answer(404, "text/plain; charset=utf-8", b"nothing to see yet")

    def do_POST(self) -> None:
        # a foreign page in the same browser may not press our buttons
        if self.headers.get("Content-Type") != "application/json":
            self._answer(415, "text/plain; charset=utf-8", b"send JSON")
            return
        try:
            size = min(int(self.headers.get("Content-Length") or 0), _BODY_MAX_BYTES)
            self._answer(200, "application/json", self._act(json.loads(self.rfile.read(size))))
        except (ValueError, KeyError, TypeError) as err:
            self._answer(422, "text/plain; charset=utf-8", f"cannot read that: {err}".encode())
        except (OSError, KioskError) as err:
            self._answer(503, "text/plain; charset=utf-8", f"not reachable: {err}".encode())

    def _act(self, wanted: dict[str, Any]) -> bytes:
        if self.path == "/tap":
            return json.dumps(
                {"done": self.server.page.tap(wanted["screen"], int(wanted["x"]), int(wanted["y"]))}
            ).encode()
        if self.path == "/printer" and wanted["command"] in PRINTER_COMMANDS:
            return self.server.page.printer(wanted["command"]).encode()
        raise ValueError("unknown action")

    def _answer(self, status: int, kind: str, body: bytes) -> None:
        try:
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.send_header("Cache-Control", "no-store")
            self.end_headers()
            self.wfile.write(body)
        except ConnectionError:
            _log.debug("the browser went away")

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class's name
        _log.debug(format, *args)
