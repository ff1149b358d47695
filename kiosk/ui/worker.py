"""One named thread for work that must not hold up drawing; results come back through the Kivy clock."""

import logging
import queue
import threading
from collections.abc import Callable
from contextlib import ExitStack
from typing import Any

from kivy.clock import Clock

from kiosk.domain.errors import KioskError

_JOIN_S = 5.0

_log = logging.getLogger(__name__)

Job = tuple[Callable[[], Any], Callable[[Any], None], Callable[[Exception], None] | None]


class Worker:
    """Does one job after the other, in order. All methods are for the Kivy thread.

    Args:
        name: Name of the thread, as logs show it.
    """

    def __init__(self, name: str) -> None:
        self._name = name
        self._jobs: queue.SimpleQueue[Job | None] = queue.SimpleQueue()
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

    def stop(self) -> None:
        """Finish the job at hand, drop the rest and end the thread (waits 5 s at most)."""
        self._stopped.set()
        self._jobs.put(None)
        self._thread.join(_JOIN_S)
        if self._thread.is_alive():
            _log.warning("worker %s is still busy and left behind", self._name)

    def _run(self) -> None:
        while (entry := self._jobs.get()) is not None and not self._stopped.is_set():
            self._do(*entry)
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
        if isinstance(err, KioskError):
            _log.info("worker %s: %s", self._name, err)
        else:
            _log.error("worker %s: unexpected fault", self._name, exc_info=err)
        if on_error:
            self._deliver(on_error, err)

    def _deliver(self, callback: Callable[[Any], None], value: Any) -> None:
        def deliver(_: float) -> None:
            if not self._stopped.is_set():
                callback(value)

        Clock.schedule_once(deliver, 0)


def start_worker(name: str, stack: ExitStack) -> Worker:
    """Return a worker that stops with the stack."""
    worker = Worker(name)
    stack.callback(worker.stop)
    return worker
