"""Puts the simulated printer on a pty, with a control socket. One thread of its own does all of it.

Control, one line in and one line of JSON out:

    paper ok|low|out [after BYTES]     cover open|closed [after BYTES]     error on|off [after BYTES]
    unplug     plug     stall on|off     baud N (0: as fast as it can)     status
"""

import contextlib
import json
import logging
import os
import queue
import select
import termios
import threading
import time
import tty
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from device.errors import DeviceError, SimulatorError
from device.printer.document import Profile
from device.printer.simulator.control import ControlSocket
from device.printer.simulator.machine import Cover, Fault, Machine, Paper
from device.printer.simulator.paper import Painter
from device.printer.status import XOFF, XON

_TICK_S = 0.05
_READ_BYTES = 4096
_ANSWER_TIMEOUT_S = 5.0

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class SimulatorSettings:
    """What the simulator needs to know.

    Attributes:
        link: Where the port appears: a symbolic link to the pty.
        paper: The folder for the pictures.
        font: The font of the printer's characters.
        font_index: The face inside it.
        width_mm: 58 or 80.
        control: Where the control socket appears; None for none.
        process_ids: Whether the printer knows GS ( H.
    """

    link: Path
    paper: Path
    font: Path
    font_index: int = 0
    width_mm: int = 80
    control: Path | None = None
    process_ids: bool = True


class PaperSimulator:
    """A printer on a pty, running between `start` and `stop`.

    Args:
        settings: Where everything is.
    """

    def __init__(self, settings: SimulatorSettings) -> None:
        self._settings = settings
        dots = Profile(settings.width_mm).dots
        self._machine = Machine(dots, process_ids=settings.process_ids)
        self._painter = Painter(settings.paper, dots, settings.font, settings.font_index)
        self._thread: threading.Thread | None = None
        self._orders: queue.SimpleQueue[tuple[str, Future[dict[str, Any]]]] = queue.SimpleQueue()
        self._wake = os.eventfd(0, os.EFD_NONBLOCK | os.EFD_CLOEXEC)
        self._stopping = False
        self._master = self._slave = -1
        self._control: ControlSocket | None = None
        self._stalled = False
        self._baud = 0
        self._allowance_bytes = 0.0
        self._received_bytes = 0
        self._latest = ""

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def start(self) -> None:
        """Make the port and start to serve it.

        Raises:
            SimulatorError: The link or the socket cannot be made.
        """
        self._plug()
        if self._settings.control is not None:
            self._control = ControlSocket(self._settings.control)
        self._thread = threading.Thread(target=self._run, name="paper-simulator", daemon=True)
        self._thread.start()
        _log.info("simulated printer at %s, paper in %s", self._settings.link, self._settings.paper)

    def stop(self) -> None:
        """Stop, and remove the link and the socket."""
        self._stopping = True
        self._wake_up()
        if self._thread is not None:
            self._thread.join(timeout=_ANSWER_TIMEOUT_S)
            self._thread = None
        self._unplug()
        if self._control is not None:
            self._control.close()
            self._control = None

    def command(self, line: str) -> dict[str, Any]:
        """Carry out one control line on the simulator's thread; return its status afterwards.

        Raises:
            SimulatorError: The command is unknown, or the simulator does not run.
        """
        answer: Future[dict[str, Any]] = Future()
        self._orders.put((line, answer))
        self._wake_up()
        try:
            return answer.result(timeout=_ANSWER_TIMEOUT_S)
        except TimeoutError as err:
            raise SimulatorError("the simulator does not run") from err

    def _wake_up(self) -> None:
        os.eventfd_write(self._wake, 1)

    def _run(self) -> None:
        last = time.monotonic()
        try:
            while not self._stopping:
                self._serve()
                now = time.monotonic()
                self._allowance_bytes = min(_READ_BYTES, self._allowance_bytes + (now - last) * self._baud / 10)
                last = now
        except Exception:  # noqa: BLE001 - the outermost loop of the thread
            _log.exception("the simulated printer stopped")

    def _serve(self) -> None:
        sources: list[Any] = [self._wake]
        listening = self._master >= 0 and not self._stalled and (not self._baud or self._allowance_bytes >= 1)
        if listening:
            sources.append(self._master)
        if self._control is not None:
            sources += self._control.sources()
        ready = select.select(sources, [], [], 0.005 if self._baud else _TICK_S)[0]
        if self._wake in ready:
            os.eventfd_read(self._wake)
        self._carry_out_orders()
        if self._control is not None:
            self._control.serve(ready, self._answer)
        if listening and self._master in ready:
            self._read()

    def _carry_out_orders(self) -> None:
        while not self._orders.empty():
            line, answer = self._orders.get()
            try:
                answer.set_result(self._obey(line))
            except DeviceError as err:
                answer.set_exception(err)

    def _answer(self, line: str) -> str:
        try:
            return json.dumps(self._obey(line), ensure_ascii=False)
        except DeviceError as err:
            return json.dumps({"error": str(err)}, ensure_ascii=False)

    def _read(self) -> None:
        size = int(min(_READ_BYTES, self._allowance_bytes)) if self._baud else _READ_BYTES
        try:
            data = os.read(self._master, size)
        except OSError as err:
            _log.debug("pty: %s", err)
            return
        self._received_bytes += len(data)
        self._allowance_bytes = max(0.0, self._allowance_bytes - len(data))
        self._say(self._machine.receive(data))

    def _say(self, answers: bytes) -> None:
        """Store what was cut, then answer: who hears `done` finds the paper."""
        for receipt in self._machine.take_receipts():
            self._latest = self._painter.store(receipt).name
            _log.info("cut %s", self._latest)
        if answers and self._master >= 0 and not self._stalled:
            with contextlib.suppress(BlockingIOError):  # nobody reads: a real wire loses them too
                os.write(self._master, answers)

    def _obey(self, line: str) -> dict[str, Any]:
        words = line.split()
        handlers: dict[str, Callable[[list[str]], None]] = {
            "paper": self._sensor,
            "cover": self._sensor,
            "error": self._sensor,
            "unplug": lambda _: self._unplug(),
            "plug": lambda _: self._plug(),
            "stall": self._stall,
            "baud": self._set_baud,
            "status": lambda _: None,
        }
        if not words or words[0] not in handlers:
            raise SimulatorError(f"unknown command {line.strip()!r}; known are {', '.join(handlers)}")
        try:
            handlers[words[0]](words)
        except (ValueError, IndexError) as err:
            raise SimulatorError(f"cannot read {line.strip()!r}: {err}") from err
        return self._report()

    def _sensor(self, words: list[str]) -> None:
        change = Fault(
            after_bytes=int(words[3]) if words[2:3] == ["after"] else 0,
            paper=Paper(words[1]) if words[0] == "paper" else None,
            cover=Cover(words[1]) if words[0] == "cover" else None,
            error=_switch(words[1]) if words[0] == "error" else None,
        )
        if change.after_bytes:
            self._machine.plan(change)
        else:
            self._say(self._machine.set(paper=change.paper, cover=change.cover, error=change.error))

    def _stall(self, words: list[str]) -> None:
        stalled = _switch(words[1])
        self._stalled = False
        self._say(bytes([XOFF if stalled else XON]))
        self._stalled = stalled

    def _set_baud(self, words: list[str]) -> None:
        self._baud = max(0, int(words[1]))
        self._allowance_bytes = 0.0

    def _report(self) -> dict[str, Any]:
        machine = self._machine
        return {
            "paper": machine.paper.value,
            "cover": machine.cover.value,
            "error": machine.error,
            "online": machine.online,
            "plugged": self._master >= 0,
            "stalled": self._stalled,
            "baud": self._baud,
            "tickets": self._painter.count,
            "latest": self._latest,
            "received_bytes": self._received_bytes,
            "buffered_bytes": machine.buffered_bytes,
            "discarded_bytes": machine.discarded_bytes,
        }

    def _plug(self) -> None:
        if self._master >= 0:
            return
        self._master, self._slave = os.openpty()
        os.set_blocking(self._master, False)
        tty.setraw(self._slave, termios.TCSANOW)
        link = self._settings.link
        temporary = link.with_name(f".{link.name}.{os.getpid()}")
        try:
            link.parent.mkdir(parents=True, exist_ok=True)
            temporary.unlink(missing_ok=True)
            temporary.symlink_to(os.ttyname(self._slave))
            os.replace(temporary, link)  # noqa: PTH105 - says that it replaces
        except OSError as err:
            self._unplug()
            raise SimulatorError(f"cannot make the port {link}: {err}") from err

    def _unplug(self) -> None:
        if self._master < 0:
            return
        with contextlib.suppress(FileNotFoundError):
            if self._settings.link.is_symlink() and str(self._settings.link.readlink()) == os.ttyname(self._slave):
                self._settings.link.unlink()
        os.close(self._slave)
        os.close(self._master)
        self._master = self._slave = -1


def _switch(word: str) -> bool:
    if word not in ("on", "off"):
        raise ValueError(f"{word!r} is not on or off")
    return word == "on"
