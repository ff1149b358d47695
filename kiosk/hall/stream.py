"""The hall's state as Server-Sent Events for the clerk and manager pages: the whole state again after each change."""

import asyncio
import json
import logging
import threading
from collections.abc import AsyncIterator, Callable
from typing import Any

from fastapi import APIRouter, Depends
from fastapi.responses import StreamingResponse
from starlette.concurrency import run_in_threadpool

from kiosk.domain.clock import Clock
from kiosk.domain.errors import KioskError
from kiosk.hall.boards import Boards, Devices
from kiosk.hall.dispatch import Dispatch
from kiosk.hall.guard import Guard
from kiosk.hall.noticeboard import Noticeboard
from kiosk.hall.plan import HallPlan
from kiosk.hall.publisher import Publisher
from kiosk.hall.tokens import Role
from kiosk.shape import unshape

_log = logging.getLogger(__name__)
_LOOK_S = 0.1  # between looks at the counter of changes
_WHOLE_S = 1.0  # between looks at what only time changes: boards and devices going stale
_SHARED_S = 0.5  # for so long a state with no change since serves every page
_KEEP_ALIVE = ": still here\n\n"


class Overview:
    """Everything the pages show, as plain data.

    Args:
        dispatch: Tickets and counters.
        publisher: Calls and standing notices.
        noticeboard: Pushed notices.
        boards: The boards' receipts.
        devices: The devices' reports.
        plan: Gives the present plan.
        clock: Tells the time.
    """

    def __init__(
        self,
        dispatch: Dispatch,
        publisher: Publisher,
        *,
        noticeboard: Noticeboard,
        boards: Boards,
        devices: Devices,
        plan: Callable[[], HallPlan],
        clock: Clock,
    ) -> None:
        self._dispatch = dispatch
        self._publisher = publisher
        self._noticeboard = noticeboard
        self._boards = boards
        self._devices = devices
        self._plan = plan
        self._clock = clock
        self._turn = threading.Lock()
        self._text, self._text_of, self._text_at_s = "", -1, 0.0

    @property
    def changes(self) -> int:
        """Rises with every change of the hall."""
        return self._publisher.changes

    def text(self) -> str:
        """Return the state as JSON, made once for all pages that ask for it; empty when it cannot be read."""
        with self._turn:
            changes, now_s = self.changes, self._clock.monotonic()
            if changes != self._text_of or now_s - self._text_at_s >= _SHARED_S:
                try:
                    self._text = json.dumps(self.data(), ensure_ascii=False, separators=(",", ":"))
                except KioskError as err:
                    _log.error("the pages get no new state: %s", err)
                    return ""
                self._text_of, self._text_at_s = changes, now_s
            return self._text

    def data(self) -> dict[str, Any]:
        """Return the state now."""
        queues, plan = self._dispatch.queues(), self._plan()
        hall = plan.hall
        return {
            "hall": {"name": hall.name, "name_en": hall.name_en, "zone": hall.zone},
            "services_en": {service.code: service.name_en for service in plan.services},
            "counters_en": {counter.code: counter.name_en for counter in plan.counters},
            "queues": unshape(queues.queues),
            "counters": unshape(queues.counters),
            "tickets": [_without_request(unshape(ticket)) for ticket in self._dispatch.tickets()],
            "calls": unshape(self._publisher.snapshot().state.calls),
            "notices": unshape(self._noticeboard.active()),
            "boards": unshape(self._boards.status()),
            "devices": unshape(self._devices.status()),
        }


def event_routes(overview: Overview, guard: Guard, stopping: Callable[[], bool]) -> APIRouter:
    """Return the stream; it ends by itself when `stopping` says so."""
    routes = APIRouter(tags=["events"])
    clerk = Depends(guard.role(Role.CLERK))

    @routes.get("/events", dependencies=[clerk], response_class=StreamingResponse)
    async def events() -> StreamingResponse:
        """Send the whole state now and after each change: `event: state`, `data:` JSON."""
        return StreamingResponse(
            _stream(overview, stopping), media_type="text/event-stream", headers={"Cache-Control": "no-store"}
        )

    return routes


async def _stream(overview: Overview, stopping: Callable[[], bool]) -> AsyncIterator[str]:
    sent, seen, loop = "", -1, asyncio.get_running_loop()
    looked_s = loop.time()
    while not stopping():
        if overview.changes != seen or loop.time() - looked_s >= _WHOLE_S:
            seen, looked_s = overview.changes, loop.time()
            text = await run_in_threadpool(overview.text)
            yield f"event: state\ndata: {text}\n\n" if text and text != sent else _KEEP_ALIVE
            sent = text or sent
        await asyncio.sleep(_LOOK_S)


def _without_request(ticket: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in ticket.items() if key != "request_id"}
