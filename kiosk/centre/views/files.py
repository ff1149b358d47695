"""The signed repository over HTTP, the root for new terminals, and a sign of life. No log-in: all of it is public."""

from pathlib import Path
from typing import cast

from django.apps import apps
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseNotModified, JsonResponse
from django.utils.http import quote_etag
from django.views.decorators.http import require_safe

from kiosk.centre.apps import CentreApp
from kiosk.centre.models import Release

_FOREVER = "public, max-age=31536000, immutable"  # the name changes when the content does
_ASK_AGAIN = "no-cache"


@require_safe
def repository_file(request: HttpRequest, path: str) -> HttpResponse | FileResponse:
    """Hand out one file of the repository."""
    root = (_app().folder / "repo").resolve()
    file = (root / path).resolve()
    inside = any(file.is_relative_to(root / part) for part in ("metadata", "targets"))
    if not inside or not file.is_file() or file.name.startswith("."):
        raise Http404
    if file.name == "timestamp.json":
        return _latest(request, file)
    response = FileResponse(file.open("rb"), content_type=_type(file))
    response["Cache-Control"] = _FOREVER
    return response


@require_safe
def root(_request: HttpRequest) -> HttpResponse:
    """Hand out the root.json that a new terminal is provisioned with."""
    data = _app().repository.first_root.read_bytes()
    return HttpResponse(data, "application/json", headers={"Content-Disposition": 'attachment; filename="root.json"'})


@require_safe
def health(_request: HttpRequest) -> HttpResponse:
    """Tell that the server and its database work."""
    last = Release.objects.order_by("-number").values_list("number", flat=True).first()
    return JsonResponse({"status": "ok", "release": last or 0})


def _latest(request: HttpRequest, file: Path) -> HttpResponse:
    data = file.read_bytes()
    stat = file.stat()
    etag = quote_etag(f"{stat.st_mtime_ns:x}-{stat.st_size:x}")
    if request.headers.get("If-None-Match") == etag:
        return HttpResponseNotModified(headers={"ETag": etag})
    return HttpResponse(data, "application/json", headers={"Cache-Control": _ASK_AGAIN, "ETag": etag})


def _type(file: Path) -> str:
    return "application/json" if file.suffix == ".json" else "application/octet-stream"


def _app() -> CentreApp:
    return cast("CentreApp", apps.get_app_config("centre"))
