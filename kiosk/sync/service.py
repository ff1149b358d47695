"""The synchronising service: one attempt after another until it is told to stop."""

import logging
import random
import threading
import time
from pathlib import Path

from kiosk.domain.clock import Clock
from kiosk.domain.errors import KioskError
from kiosk.sync.report import State, SyncReport, write_status
from kiosk.sync.updater import ReleaseUpdater
from kiosk.watchdog import BEAT_S, Watchdog

log = logging.getLogger(__name__)

_FIRST_RETRY_S = 5.0
_SPREAD = 0.2  # a fleet must not come all in the same second


class SyncService:
    """Runs in one thread; `stop` may be called from any other, or from a signal handler.

    Args:
        updater: Does one synchronisation.
        data: The data folder, for the status file.
        interval_s: Seconds between attempts.
        clock: This machine's clock.
        watchdog: Told between attempts that the service gets on.
    """

    def __init__(
        self, updater: ReleaseUpdater, data: Path, interval_s: int, clock: Clock, watchdog: Watchdog | None = None
    ) -> None:
        self._updater = updater
        self._data = data
        self._interval_s = float(interval_s)
        self._clock = clock
        self._watchdog = watchdog or Watchdog()
        self._stopping = threading.Event()

    def run(self) -> None:
        """Synchronise until stopped; a fault of this machine is logged and tried again later."""
        failures = 0
        self._watchdog.ready()
        while not self._stopping.is_set():
            state = self._attempt()
            failures = 0 if state is not None and state.fine else failures + 1
            self._rest(self._pause_s(failures))
        log.info("sync stopped")

    def stop(self) -> None:
        """Let `run` return after the attempt under way."""
        self._stopping.set()

    def once(self) -> SyncReport:
        """Synchronise once and write the status file.

        Raises:
            KioskError: This machine cannot synchronise at all; the status says so too.
        """
        try:
            report = self._updater.run()
        except KioskError as err:
            self._note(SyncReport(State.FAILED, self._clock.now(), reason=str(err)))
            raise
        self._note(report)
        return report

    def _note(self, report: SyncReport) -> None:
        try:
            write_status(self._data, report)
        except OSError as err:  # a full disk must not hide how the synchronisation itself ended
            log.warning("the status of the synchronisation was not written: %s", err.strerror)

    def _attempt(self) -> State | None:
        try:
            report = self.once()
        except KioskError as err:
            log.error("cannot synchronise: %s", err)  # noqa: TRY400 - the sentence says it all
        except Exception:  # the outermost loop of this process
            log.exception("synchronising ended in a fault")
        else:
            log.info("%s", report.line())
            return report.state
        return None

    def _rest(self, seconds: float) -> None:
        until_s = time.monotonic() + seconds
        while (left_s := until_s - time.monotonic()) > 0:
            self._watchdog.beat()
            if self._stopping.wait(min(left_s, BEAT_S)):
                return

    def _pause_s(self, failures: int) -> float:
        """Return the seconds to wait: soon after a first failure, then doubling up to the interval."""
        pause = self._interval_s if not failures else min(self._interval_s, _FIRST_RETRY_S * 2 ** (failures - 1))
        return pause * random.uniform(1 - _SPREAD, 1 + _SPREAD)  # noqa: S311 - spreads load, keeps no secret
