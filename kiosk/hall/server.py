"""The hall server: puts its parts together, starts them bottom-up, stops them in reverse."""

import logging
import threading
import uuid
from contextlib import ExitStack

from kiosk.config import Setup
from kiosk.domain.clock import Clock
from kiosk.domain.errors import KioskError
from kiosk.domain.live import Body, Heartbeat, LiveState, Notice, Snapshot
from kiosk.hall.api_boards import board_routes, device_routes
from kiosk.hall.api_matters import matter_routes
from kiosk.hall.api_tickets import counter_routes, ticket_routes
from kiosk.hall.app import make_app
from kiosk.hall.boards import Boards, Devices
from kiosk.hall.content_source import ContentSource
from kiosk.hall.dispatch import Dispatch
from kiosk.hall.guard import Guard
from kiosk.hall.journal import Journal
from kiosk.hall.matters import Matters
from kiosk.hall.noticeboard import Noticeboard
from kiosk.hall.plan import HallPlan
from kiosk.hall.publisher import Publisher
from kiosk.hall.stream import Overview, event_routes
from kiosk.hall.tally import Tally
from kiosk.hall.tokens import Tokens
from kiosk.hall.web import WebServer
from kiosk.watchdog import Watchdog
from kiosk.wire.outbox import Outbox

_log = logging.getLogger(__name__)
_TICK_S = 1.0


class HallServer:
    """One hall.

    Args:
        setup: Configuration and data folder.
        clock: Tells the time.

    Raises:
        KioskError: Content, the database or the hall's key is missing or unreadable.
    """

    def __init__(self, setup: Setup, clock: Clock) -> None:
        self._stopping = threading.Event()
        self._parts = ExitStack()
        self._content = ContentSource(setup.data)
        journal = self._journal = Journal(setup.data / "hall.db")
        self._parts.callback(journal.close)
        self._dispatch = Dispatch(journal, self._content.plan, clock, self._announce)
        self._noticeboard = Noticeboard(journal, clock, self._announce)
        self._tally = Tally(journal, Outbox(setup.data), self._content.plan, self._content.inbox_key, clock)
        keys = setup.data / "keys"
        first = Snapshot(uuid.uuid4().hex, 0, clock.now(), self._first_state())
        self._boards = Boards(first.epoch, clock, self._noticeboard.active())
        self._publisher = Publisher(setup.config.hall, keys, clock, first, self._boards.take)
        devices = Devices(clock)
        overview = Overview(
            self._dispatch,
            self._publisher,
            noticeboard=self._noticeboard,
            boards=self._boards,
            devices=devices,
            plan=self._content.plan,
            clock=clock,
        )
        guard = Guard(Tokens(keys / "tokens"))
        app = make_app(
            ticket_routes(self._dispatch, guard),
            counter_routes(self._dispatch, guard),
            board_routes(self._noticeboard, self._boards, guard),
            device_routes(devices, guard),
            matter_routes(Matters(journal, self._content.plan, clock), guard),
            event_routes(overview, guard, self._stopping.is_set),
        )
        self._web = WebServer(app, setup.config.hall)
        self._watchdog = Watchdog(self._silent)

    def start(self) -> None:
        """Start every part.

        Raises:
            KioskError: A port is taken, or the hall has no key; everything is closed again then.
        """
        try:
            self._publisher.start()
            self._parts.callback(self._publisher.stop)
            self._dispatch.refresh()
            self._web.start()
            self._parts.callback(self._web.stop)
            self._watchdog.ready()
        except KioskError:
            self._parts.close()
            raise

    def run(self) -> None:
        """Look after what only time changes, until `stop`.

        Raises:
            KioskError: The web server has ended by itself.
        """
        while not self._stopping.wait(_TICK_S):
            if not self._web.is_alive():
                raise KioskError("the hall's web server has ended", "see DATA/logs/hall.log, then start the hall again")
            try:
                self._tick()
            except KioskError as err:
                _log.error("%s", err)
            self._watchdog.beat()

    def stop(self) -> None:
        """Ask `run` to end; callable from a signal handler."""
        self._stopping.set()

    def close(self) -> None:
        """Stop every part, in reverse."""
        self._stopping.set()
        self._parts.close()

    def _silent(self) -> list[str]:
        parts = {"web": self._web.answers, "publisher": self._publisher.answers, "hall.db": self._journal.answers}
        return [name for name, answers in parts.items() if not answers()]

    def _tick(self) -> None:
        before = self._content.plan()
        if self._content.reread():
            self._show(before, self._content.plan())
        self._noticeboard.expire()
        self._dispatch.refresh()
        self._tally.tick()

    def _show(self, before: HallPlan, after: HallPlan) -> None:
        """Send what new content brings to the boards."""
        self._announce(_heartbeat(after))
        self._announce(after.playlist())
        standing = after.standing()
        kept = {notice.id for notice in standing}
        for notice in before.notices:
            if notice.id not in kept:
                self._announce(Notice(notice.id, notice.text, withdrawn=True))
        for notice in reversed(standing):
            self._announce(notice)

    def _first_state(self) -> LiveState:
        plan = self._content.plan()
        return LiveState(
            heartbeat=_heartbeat(plan),
            calls=self._dispatch.last_calls(),
            queues=self._dispatch.queues(),
            notices=(*self._noticeboard.active(), *plan.standing()),
            playlist=plan.playlist(),
        )

    def _announce(self, body: Body) -> None:
        board = body.board if isinstance(body, Notice) else ""
        self._boards.sent(self._publisher.publish(body, board))


def _heartbeat(plan: HallPlan) -> Heartbeat:
    return Heartbeat(plan.hall.name, plan.hall.name_en, plan.hall.zone)
