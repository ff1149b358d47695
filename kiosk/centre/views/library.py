"""The list of entries."""

from typing import Any

from django.core.paginator import Paginator
from django.db.models import F, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from kiosk.centre.desk import Desk, may
from kiosk.centre.kinds import KINDS
from kiosk.centre.models import Item, Status

_PAGE = 40


@may("edit_item")
@require_safe
def library(request: HttpRequest) -> HttpResponse:
    """Show the entries of one kind, or what a search finds in all of them."""
    desk = Desk(request)
    query = request.GET.get("q", "").strip()
    kind = request.GET.get("kind", "" if query else "procedure")
    status = request.GET.get("status", "")
    found = _filtered(kind, status, query)
    page = Paginator(found, _PAGE).get_page(request.GET.get("page"))
    context: dict[str, Any] = {
        "nav": "library",
        "kinds": desk.kinds(),
        "kind": desk.words.kind(kind) | {"name": kind} if kind in KINDS else None,
        "rows": [{"item": item, "detail": _detail(desk, item), "kind": desk.words.kind(item.kind)} for item in page],
        "page": page,
        "query": query,
        "status": status,
        "statuses": [("", "全部"), ("waiting", "有未批准的修改"), *Status.choices],
        "waiting": _waiting(Item.objects.all()).count(),
        "unpublished": desk.publisher.pending().total,
    }
    return render(request, "centre/library.html", context)


def _filtered(kind: str, status: str, query: str) -> QuerySet[Item]:
    found = Item.objects.order_by("kind", "position", "slug")
    if kind in KINDS:
        found = found.filter(kind=kind)
    if query:
        found = found.filter(Q(title__icontains=query) | Q(slug__icontains=query))
    if status == "waiting":
        return _waiting(found)
    return found.filter(status=status) if status else found.exclude(status=Status.WITHDRAWN)


def _waiting(items: QuerySet[Item]) -> QuerySet[Item]:
    return items.filter(status=Status.DRAFT).exclude(approved=F("document"))


def _detail(desk: Desk, item: Item) -> str:
    field = desk.words.kind(item.kind)["detail"]
    return " ".join(str(item.document.get(field, "")).split())[:80] if field else ""
