"""Tells the hall how the printer fares: on each change, and every ten seconds so that silence means something.

A report that is lost goes again with the next ten seconds.
"""

import logging
from collections.abc import Callable

from kiosk.domain.clock import Clock
from kiosk.domain.devices import DeviceReport
from kiosk.domain.errors import NotReachableError
from kiosk.terminal.jobs import Jobs

_EVERY_S = 10.0

_log = logging.getLogger(__name__)


class PrinterReports:
    """Sends reports. Kivy thread only.

    Args:
        clock: Tells the time.
        hall_jobs: Where the hall is asked.
        send: Sends one report; may block.
    """

    def __init__(self, clock: Clock, hall_jobs: Jobs, send: Callable[[DeviceReport], None]) -> None:
        self._clock = clock
        self._hall_jobs = hall_jobs
        self._send = send
        self._last: DeviceReport | None = None
        self._sent_s = float("-inf")
        self._on_way = False

    def heard(self, report: DeviceReport) -> None:
        """Take what the printer says now; send it when it is news, or when the last one is old."""
        now = self._clock.monotonic()
        if self._on_way or (report == self._last and now - self._sent_s < _EVERY_S):
            return
        self._on_way = True
        self._last, self._sent_s = report, now
        self._hall_jobs.submit(lambda: self._send(report), lambda _: self._sent(), self._not_sent)

    def _sent(self) -> None:
        self._on_way = False

    def _not_sent(self, err: Exception) -> None:
        self._on_way = False
        if not isinstance(err, NotReachableError):
            _log.warning("the hall does not take the printer's report: %s", err)
