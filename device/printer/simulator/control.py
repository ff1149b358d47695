"""A local socket that takes lines and answers each with one line. Used by one thread, between its other work."""

import contextlib
import logging
import socket
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from device.errors import SimulatorError

_LINE_BYTES_MAX = 1000

_log = logging.getLogger(__name__)


class ControlSocket:
    """A listening Unix socket and its connections.

    Args:
        path: Where it appears; only this user may connect.

    Raises:
        SimulatorError: It cannot be made.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._waiting: dict[socket.socket, bytearray] = {}
        self._listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.unlink(missing_ok=True)
            self._listener.bind(str(path))
            path.chmod(0o600)
            self._listener.listen(8)
            self._listener.setblocking(False)
        except OSError as err:
            self._listener.close()
            raise SimulatorError(f"cannot make the control socket {path}: {err}") from err

    def sources(self) -> list[socket.socket]:
        """Return what to wait on."""
        return [self._listener, *self._waiting]

    def serve(self, ready: Iterable[Any], answer: Callable[[str], str]) -> None:
        """Take connections and lines from those sources that are ready; send each line's answer."""
        for source in ready:
            if source is self._listener:
                connection, _ = self._listener.accept()
                connection.setblocking(False)
                self._waiting[connection] = bytearray()
            elif source in self._waiting:
                try:
                    self._read(source, answer)
                except OSError as err:
                    _log.debug("control connection: %s", err)
                    self._forget(source)

    def close(self) -> None:
        """Close every connection and remove the socket."""
        for connection in list(self._waiting):
            self._forget(connection)
        self._listener.close()
        with contextlib.suppress(FileNotFoundError):
            self._path.unlink()

    def _read(self, connection: socket.socket, answer: Callable[[str], str]) -> None:
        data = connection.recv(_LINE_BYTES_MAX)
        line = self._waiting[connection]
        line += data
        while b"\n" in line:
            text, _, rest = bytes(line).partition(b"\n")
            line[:] = rest
            connection.sendall(answer(text.decode("utf-8", "replace")).encode("utf-8") + b"\n")
        if not data or len(line) > _LINE_BYTES_MAX:
            self._forget(connection)

    def _forget(self, connection: socket.socket) -> None:
        del self._waiting[connection]
        connection.close()
