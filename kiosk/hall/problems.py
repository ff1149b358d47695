"""Every refusal as an RFC 9457 problem document (`application/problem+json`).

`type` is `urn:kiosk:problem:CODE`; pages and terminals turn the code into their own words.
"""

import logging
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request
from fastapi.encoders import jsonable_encoder
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from kiosk.domain.errors import KioskError, RefusedError

_log = logging.getLogger(__name__)
_MEDIA_TYPE = "application/problem+json"
_JSON = "application/json"
_CODES = {
    401: "no-token",
    403: "wrong-role",
    404: "not-found",
    405: "wrong-method",
    413: "too-large",
    422: "wrong-body",
    503: "storage",
}
_SCHEMA: dict[str, Any] = {
    "type": "object",
    "required": ["type", "title", "status", "detail"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "cure": {"type": "string"},
        "errors": {"type": "array", "items": {"type": "object"}},
    },
}
PROBLEMS: dict[int | str, dict[str, Any]] = {  # for the OpenAPI document
    status: {"description": HTTPStatus(status).phrase, "content": {_MEDIA_TYPE: {"schema": _SCHEMA}}}
    for status in (401, 403, 404, 409, 413, 422, 503)
}


def problem(status: int, detail: str, *, code: str = "", headers: Any = None, **more: Any) -> JSONResponse:
    """Return a problem document."""
    code = code or _CODES.get(status, "other")
    body = {
        "type": f"urn:kiosk:problem:{code}",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": detail,
        **{key: value for key, value in more.items() if value},
    }
    return JSONResponse(body, status, headers=headers, media_type=_MEDIA_TYPE)


def install_problems(app: FastAPI) -> None:
    """Make an application answer every error with a problem document."""

    @app.exception_handler(RefusedError)
    async def refused(_request: Request, err: RefusedError) -> JSONResponse:
        return problem(err.status, f"{err.what}.", code=err.code, cure=err.cure)

    @app.exception_handler(KioskError)
    async def failed(_request: Request, err: KioskError) -> JSONResponse:
        _log.error("%s", err)
        return problem(503, f"{err.what}.", cure=err.cure)

    @app.exception_handler(HTTPException)
    async def http(_request: Request, err: HTTPException) -> JSONResponse:
        # FastAPI gives 400 for bodies that break its reader (nested too deep, numbers too long): wrong ones like others
        status = 422 if err.status_code == 400 else err.status_code
        return problem(status, str(err.detail), headers=err.headers)

    @app.exception_handler(RequestValidationError)
    async def wrong_body(request: Request, err: RequestValidationError) -> JSONResponse:
        faults = [
            {"path": ".".join(map(str, fault["loc"])), "text": fault["msg"]} for fault in jsonable_encoder(err.errors())
        ]
        first = faults[0] if faults else {"path": "body", "text": "unreadable"}
        kind = request.headers.get("content-type", _JSON)
        cure = "" if kind.startswith(_JSON) else f"send Content-Type: {_JSON}"
        return problem(422, f"{first['path']}: {first['text']}.", errors=faults, cure=cure)

    @app.exception_handler(Exception)
    async def unexpected(request: Request, err: Exception) -> JSONResponse:
        _log.error("unexpected fault at %s %s", request.method, request.url.path, exc_info=err)
        return problem(500, "The hall met an unexpected fault; it is in the log.", code="fault")
