"""Who may do what: a FastAPI dependency that asks for a bearer token of a role, and a limit for bodies."""

from collections.abc import Callable
from typing import Annotated

from fastapi import Depends, HTTPException
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from starlette.types import ASGIApp, Receive, Scope, Send

from kiosk.hall.problems import problem
from kiosk.hall.tokens import Role, Token, Tokens

BODY_LIMIT_BYTES = 64 * 1024
_BEARER = HTTPBearer(auto_error=False, description="A token made by `kiosk token create`.")
_LENGTH = b"content-length"
_CHUNKED = b"transfer-encoding"


class Guard:
    """Lets requests in by their token.

    Args:
        tokens: The tokens of this hall.
    """

    def __init__(self, tokens: Tokens) -> None:
        self._tokens = tokens

    def role(self, needed: Role) -> Callable[..., str]:
        """Return a dependency that gives the token's name, or refuses with 401 or 403."""

        def check(shown: Annotated[HTTPAuthorizationCredentials | None, Depends(_BEARER)]) -> str:
            token = self._check(shown)
            if not token.role.covers(needed):
                raise HTTPException(403, f"A {token.role.value} token cannot do this: it takes a {needed.value} token.")
            return token.name

        return check

    def _check(self, shown: HTTPAuthorizationCredentials | None) -> Token:
        token = self._tokens.check(shown.credentials) if shown else None
        if token is None:
            raise HTTPException(401, "No token, or one that this hall does not know.", {"WWW-Authenticate": "Bearer"})
        return token


class BodyLimit:
    """ASGI middleware that refuses large bodies before they are read.

    Args:
        app: What to call with all others.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse a large body, pass on anything else."""
        headers = dict(scope.get("headers", ()))
        length = headers.get(_LENGTH, b"0")
        if _CHUNKED in headers or not length.isdigit() or int(length) > BODY_LIMIT_BYTES:
            refusal = problem(413, f"A body needs a Content-Length of at most {BODY_LIMIT_BYTES} bytes.")
            await refusal(scope, receive, send)
        else:
            await self._app(scope, receive, send)
