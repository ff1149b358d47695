"""What boards say they have drawn, and what devices say of themselves. In memory only; any thread may call."""

import logging
import threading
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from kiosk.domain.clock import Clock
from kiosk.domain.devices import BoardStatus, DeviceReport, DeviceStatus
from kiosk.domain.live import Event, Notice
from kiosk.wire.events import Receipt

_log = logging.getLogger(__name__)
_BOARD_SILENCE_S = 10.0  # a live board sends a receipt for each heartbeat it draws
_DEVICE_SILENCE_S = 30.0
_KEPT = 500  # boards, and devices: more than any hall has, and a bound for memory


@dataclass(frozen=True, slots=True)
class _Board:
    since: datetime
    heard_s: float
    seen_at: datetime
    seq: int
    at: datetime


class Boards:
    """The receipts of the boards in this run of the hall.

    Args:
        epoch: The name of this run; receipts of another are of no use.
        clock: Tells the time.
        notices: Those pushed before this run, part of the first snapshot.
    """

    def __init__(self, epoch: str, clock: Clock, notices: Iterable[Notice] = ()) -> None:
        self._epoch = epoch
        self._clock = clock
        self._turn = threading.Lock()
        self._boards: dict[str, _Board] = {}
        self._notices = {notice.id: (0, notice.board) for notice in notices}

    def take(self, receipt: Receipt) -> None:
        """Note that a board has drawn an event."""
        if receipt.epoch != self._epoch:
            return
        now, heard_s = self._clock.now(), self._clock.monotonic()
        with self._turn:
            known = self._boards.get(receipt.board)
            if known is None and len(self._boards) >= _KEPT:
                _log.warning("receipt of board %s dropped: %s boards are known already", receipt.board, _KEPT)
                return
            if known is None or heard_s - known.heard_s > _BOARD_SILENCE_S:
                _log.info("board %s is here", receipt.board)
                self._boards[receipt.board] = _Board(now, heard_s, now, receipt.seq, receipt.at)
            elif receipt.seq > known.seq:
                self._boards[receipt.board] = replace(
                    known, heard_s=heard_s, seen_at=now, seq=receipt.seq, at=receipt.at
                )
            else:
                self._boards[receipt.board] = replace(known, heard_s=heard_s, seen_at=now)

    def sent(self, event: Event) -> None:
        """Note with which event a notice went out, so that a receipt can be matched with it."""
        if isinstance(event.body, Notice):
            with self._turn:
                self._notices.pop(event.body.id, None)
                if not event.body.withdrawn:
                    self._notices[event.body.id] = (event.seq, event.body.board)

    def status(self) -> tuple[BoardStatus, ...]:
        """Return what each board has on screen, by name."""
        now_s = self._clock.monotonic()
        with self._turn:
            return tuple(self._status(name, board, now_s) for name, board in sorted(self._boards.items()))

    def _status(self, name: str, board: _Board, now_s: float) -> BoardStatus:
        drawn = (n for n, (seq, target) in self._notices.items() if seq <= board.seq and target in ("", name))
        stale = now_s - board.heard_s > _BOARD_SILENCE_S
        return BoardStatus(name, board.since, board.seen_at, board.seq, board.at, tuple(drawn), stale)


class Devices:
    """The last report of each device.

    Args:
        clock: Tells the time.
    """

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._turn = threading.Lock()
        self._reports: dict[str, tuple[DeviceReport, datetime, float]] = {}

    def take(self, report: DeviceReport) -> DeviceStatus:
        """Note a report."""
        with self._turn:
            before = self._reports.pop(report.name, None)
            if before is None or before[0].state != report.state:
                _log.info("device %s (%s) is %s", report.name, report.kind, report.state)
            self._reports[report.name] = (report, self._clock.now(), self._clock.monotonic())
            while len(self._reports) > _KEPT:
                self._reports.pop(next(iter(self._reports)))  # the one silent for longest
        return self._status(*self._reports[report.name])

    def status(self) -> tuple[DeviceStatus, ...]:
        """Return how each device fares, by name."""
        with self._turn:
            return tuple(self._status(*self._reports[name]) for name in sorted(self._reports))

    def _status(self, report: DeviceReport, at: datetime, heard_s: float) -> DeviceStatus:
        stale = self._clock.monotonic() - heard_s > _DEVICE_SILENCE_S
        return DeviceStatus(report.name, report.kind, report.state, report.detail, at, stale)
