"""API calls on matters: a clerk takes them in and moves them on, a terminal shows them to whoever knows the code."""

from typing import Annotated

from fastapi import APIRouter, Depends
from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from kiosk.domain.matters import CODE_DIGITS, Matter, MatterKey, MatterState
from kiosk.hall.api_boards import PRINTABLE
from kiosk.hall.guard import Guard
from kiosk.hall.matters import Matters
from kiosk.hall.problems import PROBLEMS
from kiosk.hall.tokens import Role


class _Body(BaseModel):
    model_config = ConfigDict(extra="forbid")


class NewMatter(_Body):
    """A matter to take in."""

    title: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=60, pattern=PRINTABLE)]
    service: Annotated[str, Field(min_length=1, max_length=64)]


class NewStep(_Body):
    """How far a matter has come, with words for its owner where the state does not say enough."""

    state: MatterState
    words: Annotated[str, StringConstraints(strip_whitespace=True, max_length=200, pattern=PRINTABLE)] = ""


class Question(_Body):
    """What a visitor typed; in the body, for addresses end up in logs."""

    number: Annotated[str, Field(pattern=r"^[0-9]{1,20}$")]
    code: Annotated[str, Field(pattern=rf"^[0-9]{{{CODE_DIGITS}}}$")]


def matter_routes(matters: Matters, guard: Guard) -> APIRouter:
    """Return the calls on matters."""
    routes = APIRouter(prefix="/matters", tags=["matters"])
    terminal, clerk = Depends(guard.role(Role.TERMINAL)), Depends(guard.role(Role.CLERK))

    @routes.post("", status_code=201)
    def take_in(body: NewMatter, who: Annotated[str, clerk]) -> MatterKey:
        """Take in a matter; its code is given this one time."""
        return matters.open(body.title, body.service, who)

    @routes.get("", dependencies=[clerk])
    def newest() -> list[Matter]:
        """List the newest matters, the newest first."""
        return matters.newest()

    @routes.post("/look-up", responses={429: PROBLEMS[409] | {"description": "Too many wrong tries."}})
    def look_up(body: Question, who: Annotated[str, terminal]) -> Matter:
        """Look up one matter by number and check code."""
        return matters.look_up(body.number, body.code, who)

    @routes.post("/{number}/steps", status_code=201)
    def add_step(number: str, body: NewStep, who: Annotated[str, clerk]) -> Matter:
        """Move a matter on."""
        return matters.add_step(number, body.state, body.words, who)

    return routes
