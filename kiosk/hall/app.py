"""The hall's web application: API, stream and pages put together."""

from pathlib import Path

from fastapi import APIRouter, FastAPI, Request
from fastapi.responses import FileResponse
from fastapi.staticfiles import StaticFiles
from starlette.middleware.base import RequestResponseEndpoint
from starlette.responses import Response

from kiosk import __version__
from kiosk.hall.guard import BodyLimit
from kiosk.hall.problems import install_problems

_PAGES = Path(__file__).parent / "pages"
_ROOT = "/api/v1"
_HEADERS = {
    "Content-Security-Policy": "default-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}


def make_app(*routers: APIRouter) -> FastAPI:
    """Return the application with these API routers under `/api/v1`, and the pages."""
    app = FastAPI(
        title="Hall API",
        version=__version__,
        openapi_url=f"{_ROOT}/openapi.json",
        docs_url=None,  # its pages load scripts from the internet
        redoc_url=None,
    )
    install_problems(app)
    app.add_middleware(BodyLimit)
    for router in routers:
        app.include_router(router, prefix=_ROOT)
    _add_pages(app)
    return app


def _add_pages(app: FastAPI) -> None:
    for path, name in {"/": "index.html", "/clerk": "clerk.html", "/manager": "manager.html"}.items():
        _add_page(app, path, _PAGES / name)
    app.mount("/pages", StaticFiles(directory=_PAGES))

    @app.middleware("http")
    async def add_headers(request: Request, call_next: RequestResponseEndpoint) -> Response:
        response = await call_next(request)
        response.headers.update(_HEADERS)
        if not request.url.path.startswith(_ROOT):
            response.headers["Cache-Control"] = "no-cache"
        return response


def _add_page(app: FastAPI, path: str, file: Path) -> None:
    @app.get(path, include_in_schema=False)
    def page() -> FileResponse:
        return FileResponse(file)
