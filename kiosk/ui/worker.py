"""One named thread for work that must not hold up drawing; results come back through the Kivy clock."""

import logging
import queue
import threading
import time
from collections.abc import Callable
from contextlib import ExitStack
from typing import Any

from kivy.clock import Clock

from kiosk.domain.errors import KioskError

_JOIN_S = 5.0
_LONGEST_S = 15.0

_QUESTION = "?"  # among the jobs: are you there

_log = logging.getLogger(__name__)

Job = tuple[Callable[[], Any], Callable[[Any], None], Callable[[Exception], None] | None]


class Worker:
    """Does one job after the other, in order. All methods are for the Kivy thread.

    Args:
        name: Name of the thread, as logs show it.
        longest_s: A job that takes longer hangs.
    """

    def __init__(self, name: str, longest_s: float = _LONGEST_S) -> None:
        self.name = name
        self._longest_s = longest_s
        self._jobs: queue.SimpleQueue[Job | str | None] = queue.SimpleQueue()
        self._asked_s = 0.0  # when the thread was asked for a sign of life that it has not given yet; 0 is never
        self._turned_s = 0.0  # when it last finished something
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)
        self._thread.start()

    def submit(
        self,
        job: Callable[[], Any],
        on_done: Callable[[Any], None],
        on_error: Callable[[Exception], None] | None = None,
    ) -> None:
        """Queue a job; one of the two callbacks runs on the Kivy thread afterwards, none after `stop`."""
        self._jobs.put((job, on_done, on_error))

    def answers(self) -> bool:
        """Tell whether the thread gets on; to be asked again and again. A job may keep it for `longest_s`."""
        now_s = time.monotonic()
        if not self._asked_s:
            self._asked_s = now_s
            self._jobs.put(_QUESTION)
        return now_s - max(self._asked_s, self._turned_s) <= self._longest_s

    def stop(self) -> None:
        """Finish the job at hand, drop the rest and end the thread (waits 5 s at most)."""
        self._stopped.set()
        self._jobs.put(None)
        self._thread.join(_JOIN_S)
        if self._thread.is_alive():
            _log.warning("worker %s is still busy and left behind", self.name)

    def _run(self) -> None:
        while (entry := self._jobs.get()) is not None and not self._stopped.is_set():
            if isinstance(entry, str):
                self._asked_s = 0.0
            else:
                self._do(*entry)
            self._turned_s = time.monotonic()
            del entry  # it may be a visitor's, and the next job may be long in coming

    def _do(
        self,
        job: Callable[[], Any],
        on_done: Callable[[Any], None],
        on_error: Callable[[Exception], None] | None,
    ) -> None:
        try:
            result = job()
        except Exception as err:  # noqa: BLE001 - the thread's outermost edge: one bad job must not end it
            self._report(err, on_error)
        else:
            self._deliver(on_done, result)

    def _report(self, err: Exception, on_error: Callable[[Exception], None] | None) -> None:
        if not isinstance(err, KioskError):
            _log.error("worker %s: unexpected fault", self.name, exc_info=err)
        elif on_error:  # its words may hold what a visitor typed: who asked knows what may be told
            _log.info("worker %s: %s", self.name, type(err).__name__)
        else:
            _log.info("worker %s: %s", self.name, err)
        if on_error:
            self._deliver(on_error, err)

    def _deliver(self, callback: Callable[[Any], None], value: Any) -> None:
        def deliver(_: float) -> None:
            if not self._stopped.is_set():
                callback(value)

        Clock.schedule_once(deliver, 0)


class Crew:
    """The workers of a program.

    Args:
        stack: Stops them.
    """

    def __init__(self, stack: ExitStack) -> None:
        self._stack = stack
        self._workers: list[Worker] = []

    def start(self, name: str, longest_s: float = _LONGEST_S) -> Worker:
        """Return a new worker, none of whose jobs may take longer than `longest_s`."""
        worker = Worker(name, longest_s)
        self._stack.callback(worker.stop)
        self._workers.append(worker)
        return worker

    def silent(self) -> list[str]:
        """Return the names of those that do not get on."""
        return [worker.name for worker in self._workers if not worker.answers()]
