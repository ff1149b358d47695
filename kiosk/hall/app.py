"""The hall's web application: API, stream and pages put together."""

from pathlib import Path

from fastapi import APIRouter, FastAPI
from fastapi.responses import FileResponse
from fastapi.staticfiles import StaticFiles
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kiosk import __version__
from kiosk.hall.guard import BodyLimit
from kiosk.hall.problems import PROBLEMS, install_problems

_PAGES = Path(__file__).parent / "pages"
_ROOT = "/api/v1"
_HEADERS = {
    "Content-Security-Policy": "default-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}


class SafeHeaders:
    """ASGI middleware that tells browsers to load nothing from elsewhere and to ask again for each page.

    Args:
        app: What to call.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Add the headers to an answer as it starts."""

        async def send_safely(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.update(_HEADERS)
                headers.setdefault("Cache-Control", "no-cache")
            await send(message)

        await self._app(scope, receive, send_safely if scope["type"] == "http" else send)


def make_app(*routers: APIRouter) -> FastAPI:
    """Return the application with these API routers under `/api/v1`, and the pages."""
    app = FastAPI(
        title="Hall API",
        version=__version__,
        openapi_url=f"{_ROOT}/openapi.json",
        docs_url=None,  # its pages load scripts from the internet
        redoc_url=None,
        strict_content_type=False,  # tokens, not cookies, open the API: no foreign page can use a form
    )
    install_problems(app)
    app.add_middleware(BodyLimit)
    app.add_middleware(SafeHeaders)
    for router in routers:
        app.include_router(router, prefix=_ROOT, responses=PROBLEMS)
    _add_pages(app)
    return app


def _add_pages(app: FastAPI) -> None:
    for path, name in {"/": "index.html", "/clerk": "clerk.html", "/manager": "manager.html"}.items():
        _add_page(app, path, _PAGES / name)
    app.mount("/pages", StaticFiles(directory=_PAGES))


def _add_page(app: FastAPI, path: str, file: Path) -> None:
    @app.get(path, include_in_schema=False)
    def page() -> FileResponse:
        return FileResponse(file)
