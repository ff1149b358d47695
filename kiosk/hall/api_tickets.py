"""API calls on tickets and counters: what a terminal and a clerk need."""

from dataclasses import replace
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Response
from pydantic import BaseModel, ConfigDict, Field

from kiosk.domain.live import CounterStatus, QueueStatus
from kiosk.domain.tickets import Move, Priority, Ticket, TicketNote
from kiosk.hall.dispatch import Dispatch
from kiosk.hall.guard import Guard
from kiosk.hall.tokens import Role

_ERRAND_MAX = 60  # characters
Code = Annotated[str, Field(min_length=1, max_length=64)]
_NOBODY: dict[int | str, dict[str, Any]] = {204: {"description": "Nobody waits."}}


class _Body(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Note(_Body):
    """What the clerk is told of the visit: content titles only, never anything of the person."""

    errand: Annotated[str, Field(max_length=_ERRAND_MAX)] = ""
    missing: (
        Annotated[list[Annotated[str, Field(min_length=1, max_length=_ERRAND_MAX)]], Field(max_length=20)] | None
    ) = None


class Issue(_Body):
    """A request for a ticket; the same `request_id` again gives the same ticket."""

    request_id: Annotated[str, Field(min_length=1, max_length=100)]
    service: Code
    priority: Priority | None = None
    note: Note | None = None


class CallAgain(_Body):
    """A parked or missed ticket to call back."""

    number: Code


class Transfer(_Body):
    """Where the ticket at the counter goes."""

    service: Code


def ticket_routes(dispatch: Dispatch, guard: Guard) -> APIRouter:
    """Return the calls of a terminal."""
    routes = APIRouter(tags=["tickets"])
    terminal, clerk = Depends(guard.role(Role.TERMINAL)), Depends(guard.role(Role.CLERK))

    @routes.post("/tickets", status_code=201, responses={200: {"model": Ticket, "description": "Issued before."}})
    def issue(body: Issue, response: Response, who: Annotated[str, terminal]) -> Ticket:
        """Issue a ticket."""
        ticket, new = dispatch.issue(
            body.request_id, body.service, body.priority or Priority.NORMAL, who, _note(body.note)
        )
        response.status_code = 201 if new else 200
        return _for_visitors(ticket)

    @routes.get("/tickets", dependencies=[clerk])
    def tickets() -> list[Ticket]:
        """List today's tickets that are not finished."""
        return dispatch.tickets()

    @routes.get("/tickets/{number}", dependencies=[terminal])
    def ticket(number: str) -> Ticket:
        """Look up one ticket of today."""
        return _for_visitors(dispatch.ticket(number))

    @routes.get("/queues", dependencies=[terminal])
    def queues() -> tuple[QueueStatus, ...]:
        """List the queue of each service."""
        return dispatch.queues().queues

    @routes.get("/counters", dependencies=[terminal])
    def counters() -> tuple[CounterStatus, ...]:
        """List what each counter is doing."""
        return dispatch.queues().counters

    return routes


def _note(note: Note | None) -> TicketNote:
    if note is None:
        return TicketNote()
    return TicketNote(note.errand, None if note.missing is None else tuple(note.missing))


def _for_visitors(ticket: Ticket) -> Ticket:
    """Return a ticket as anybody may see it: a number can be guessed, what its owner came for must not be."""
    return replace(ticket, note=TicketNote())


def counter_routes(dispatch: Dispatch, guard: Guard) -> APIRouter:
    """Return the calls of a clerk."""
    routes = APIRouter(prefix="/counters/{counter}", tags=["counters"])
    clerk = Depends(guard.role(Role.CLERK))

    @routes.post("/next", response_model=Ticket, responses=_NOBODY)
    def call_next(counter: str, who: Annotated[str, clerk]) -> Ticket | Response:
        """Call whoever is next."""
        return dispatch.call_next(counter, who) or Response(status_code=204)

    @routes.post("/call")
    def call_again(counter: str, body: CallAgain, who: Annotated[str, clerk]) -> Ticket:
        """Call a parked or missed ticket back."""
        return dispatch.call_again(counter, body.number, who)

    @routes.post("/transfer")
    def transfer(counter: str, body: Transfer, who: Annotated[str, clerk]) -> Ticket:
        """Send the ticket to the queue of another service; it keeps its number and its time."""
        return dispatch.move(counter, Move.TRANSFER, who, body.service)

    @routes.post("/pause", dependencies=[clerk])
    def pause(counter: str) -> CounterStatus:
        """Close the window for a while."""
        return dispatch.pause(counter, paused=True)

    @routes.post("/resume", dependencies=[clerk])
    def resume(counter: str) -> CounterStatus:
        """Open the window again."""
        return dispatch.pause(counter, paused=False)

    for move in (Move.RECALL, Move.START, Move.FINISH, Move.NO_SHOW, Move.PARK):
        _add_move(routes, dispatch, move, guard)
    return routes


def _add_move(routes: APIRouter, dispatch: Dispatch, move: Move, guard: Guard) -> None:
    clerk = Depends(guard.role(Role.CLERK))

    @routes.post(f"/{move.value}", name=move.value)
    def make_move(counter: str, who: Annotated[str, clerk]) -> Ticket:
        """Move the ticket at the counter on."""
        return dispatch.move(counter, move, who)
