"""API calls on boards, notices and devices: what a manager needs, and how a terminal reports."""

from typing import Annotated

from fastapi import APIRouter, Depends, Response
from pydantic import BaseModel, ConfigDict, Field, StrictBool, StringConstraints

from kiosk.domain.devices import BoardStatus, DeviceReport, DeviceStatus
from kiosk.domain.live import Notice
from kiosk.hall.boards import Boards, Devices
from kiosk.hall.guard import Guard
from kiosk.hall.noticeboard import Noticeboard
from kiosk.hall.tokens import Role

_TTL_LIMIT_S = 31 * 24 * 3600
_BOARD_NAME = r"^([A-Za-z0-9][A-Za-z0-9._-]{0,62})?$"
PRINTABLE = r"^[^\x00-\x08\x0b-\x1f\x7f]*$"  # a board cannot draw the others, and a log must not hold them
Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=300, pattern=PRINTABLE)]
Word = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=64, pattern=PRINTABLE)]


class _Body(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Push(_Body):
    """A notice to push; without `ttl_seconds` it stays until withdrawn, without `board` it goes to all."""

    text: Text
    board: Annotated[str, Field(pattern=_BOARD_NAME)] | None = None
    ttl_seconds: Annotated[int, Field(strict=True, ge=1, le=_TTL_LIMIT_S)] | None = None
    emergency: StrictBool = False


class Report(_Body):
    """How a device fares."""

    kind: Word
    state: Word
    detail: Annotated[str, Field(max_length=300, pattern=PRINTABLE)] = ""


def board_routes(noticeboard: Noticeboard, boards: Boards, guard: Guard) -> APIRouter:
    """Return the calls on boards."""
    routes = APIRouter(prefix="/board", tags=["boards"])
    manager = Depends(guard.role(Role.MANAGER))

    @routes.post("/notices", status_code=201)
    def push(body: Push, who: Annotated[str, manager]) -> Notice:
        """Push a notice onto the boards."""
        return noticeboard.push(body.text, body.board or "", body.ttl_seconds, emergency=body.emergency, who=who)

    @routes.get("/notices", dependencies=[manager])
    def notices() -> tuple[Notice, ...]:
        """List the pushed notices that are active."""
        return noticeboard.active()

    @routes.delete("/notices/{notice_id}", status_code=204, dependencies=[manager])
    def withdraw(notice_id: str) -> Response:
        """Take a notice off the boards."""
        noticeboard.withdraw(notice_id)
        return Response(status_code=204)

    @routes.get("/status", dependencies=[manager])
    def status() -> tuple[BoardStatus, ...]:
        """List what each board has on screen, by its own receipts."""
        return boards.status()

    return routes


def device_routes(devices: Devices, guard: Guard) -> APIRouter:
    """Return the calls on devices."""
    routes = APIRouter(prefix="/devices", tags=["devices"])
    terminal = Depends(guard.role(Role.TERMINAL))

    @routes.put("/{name}", dependencies=[terminal])
    def report(name: Word, body: Report) -> DeviceStatus:
        """Report how a device fares."""
        return devices.take(DeviceReport(name, body.kind, body.state, body.detail))

    @routes.get("", dependencies=[terminal])
    def status() -> tuple[DeviceStatus, ...]:
        """List how each device fares."""
        return devices.status()

    return routes
