"""The printer's port: opens it, moves bytes, never waits longer than told. One thread at a time."""

import errno
import logging
import termios
import time
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import serial

from device.errors import PortBusyError, PortError, WriteTimeoutError

_CHUNK_BYTES = 256  # small, so that after a time-out we know within this many bytes how much went
_READ_POLL_S = 0.02

_LOCKED: dict[str, Any] = {"exclusive": True}  # sockets and the like do not know it
_GONE = (OSError, ValueError, TypeError, termios.error)  # what pyserial lets through when the device is gone

_log = logging.getLogger(__name__)


class Flow(StrEnum):
    """How the printer holds the sender back."""

    NONE = "none"
    XONXOFF = "xonxoff"
    RTSCTS = "rtscts"


@dataclass(frozen=True, slots=True)
class PortSettings:
    """Where the printer is: any URL that pyserial's `serial_for_url` takes."""

    url: str
    baudrate: int = 115200
    flow: Flow = Flow.NONE
    write_timeout_s: float = 2.0

    def wire_s(self, size_bytes: int) -> float:
        """Return how long some bytes take on the wire: ten bits a byte, 8N1."""
        return size_bytes * 10 / self.baudrate


class Port:
    """An open port.

    Args:
        settings: Where and how.

    Raises:
        PortBusyError: Another program holds it.
        PortError: It cannot be opened.
    """

    def __init__(self, settings: PortSettings) -> None:
        self._settings = settings
        try:
            self._serial = serial.serial_for_url(
                settings.url,
                baudrate=settings.baudrate,
                xonxoff=settings.flow == Flow.XONXOFF,
                rtscts=settings.flow == Flow.RTSCTS,
                timeout=_READ_POLL_S,
                write_timeout=settings.write_timeout_s,
                **_LOCKED if "://" not in settings.url else {},
            )
            if settings.flow == Flow.XONXOFF and hasattr(self._serial, "set_output_flow_control"):
                # opening throws unread bytes away, and an XON among them would leave us held back for ever
                self._serial.set_output_flow_control(enable=True)
        except _GONE as err:
            busy = isinstance(err, OSError) and err.errno in (errno.EAGAIN, errno.EBUSY)  # EAGAIN: the lock is held
            raise (PortBusyError if busy else PortError)(f"cannot open {settings.url}: {err}") from err
        _log.info("port %s is open", settings.url)

    def write(self, data: bytes) -> None:
        """Send bytes.

        Raises:
            WriteTimeoutError: The printer took no byte for `write_timeout_s`, or is far slower than the wire.
            PortError: The device is gone.
        """
        sent = 0
        deadline = time.monotonic() + self._settings.write_timeout_s + self._settings.wire_s(len(data))
        while sent < len(data):
            chunk = data[sent : sent + _CHUNK_BYTES]
            try:
                self._serial.write(chunk)
            except serial.SerialTimeoutException as err:
                raise self._stalled(sent) from err
            except _GONE as err:
                raise PortError(f"{self._settings.url} went away: {err}") from err
            sent += len(chunk)
            if sent < len(data) and time.monotonic() > deadline:
                raise self._stalled(sent)

    def read(self, timeout_s: float) -> bytes:
        """Return what has arrived, waiting about `timeout_s` for the first byte; empty when nothing came.

        Raises:
            PortError: The device is gone.
        """
        deadline = time.monotonic() + timeout_s
        try:
            while True:
                first = self._serial.read(1)
                if first:
                    return bytes(first + self._serial.read(self._serial.in_waiting))
                if time.monotonic() >= deadline:
                    return b""
        except _GONE as err:
            raise PortError(f"{self._settings.url} went away: {err}") from err

    def close(self) -> None:
        """Give the port back; bytes still on their way are thrown away, for waiting on them could take half a minute."""
        try:
            self._serial.reset_output_buffer()
        except (*_GONE, AttributeError, NotImplementedError) as err:
            _log.debug("port %s: cannot drop what is unsent: %s", self._settings.url, err)
        try:
            self._serial.close()
        except _GONE as err:
            _log.debug("port %s: closing it gave %s", self._settings.url, err)

    def _stalled(self, sent: int) -> WriteTimeoutError:
        return WriteTimeoutError(f"{self._settings.url} takes no bytes ({sent} sent)", sent)
