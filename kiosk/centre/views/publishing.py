"""The publish page and the releases made."""

import logging
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from kiosk.centre.desk import Desk, allowed, may
from kiosk.centre.models import Item, Release, Status
from kiosk.centre.publish import Difference, Pending
from kiosk.centre.repository import ROOT_ALARM
from kiosk.content.faults import ContentFaultsError, Fault
from kiosk.domain.errors import KioskError

log = logging.getLogger(__name__)

_SHOWN = 20


@may("edit_item")
@require_http_methods(["GET", "POST"])
def publish(request: HttpRequest) -> HttpResponse:
    """Show what a release would change; make it when the button is pressed."""
    desk = Desk(request)
    faults: tuple[Fault, ...] = ()
    if request.method == "POST" and allowed(request, "publish_release"):
        try:
            row = desk.publisher.publish(desk.by, request.POST.get("note", "").strip()[:500])
        except ContentFaultsError as err:
            faults = err.faults
        except KioskError as err:
            log.warning("publishing failed: %s", err)
            messages.error(request, desk.words.message("not_published", reason=err))
        else:
            _tell(request, desk, row)
            return redirect("publish")
    context = _publish_context(desk) | {"faults": [_in_words(desk, fault) for fault in faults]}
    return render(request, "centre/publish.html", context, status=422 if faults else 200)


@may("edit_item")
@require_safe
def release(request: HttpRequest, number: int) -> HttpResponse:
    """Show one release."""
    row = get_object_or_404(Release, number=number)
    before = Release.objects.filter(number__lt=number).order_by("-number").first()
    desk = Desk(request)
    pending = desk.publisher.between(row.contents, before.contents if before else {})
    context = {"nav": "publish", "release": row, "groups": _groups(desk, pending)}
    return render(request, "centre/release.html", context)


def _tell(request: HttpRequest, desk: Desk, row: Release | None) -> None:
    if row is None:
        messages.info(request, desk.words.message("nothing_new"))
    else:
        messages.success(request, desk.words.message("published", number=row.number))


def _publish_context(desk: Desk) -> dict[str, Any]:
    pending = desk.publisher.pending()
    root_expires = desk.app.repository.root_expires()
    now: datetime = desk.app.clock.now()
    return {
        "nav": "publish",
        "pending": pending,
        "groups": _groups(desk, pending),
        "drafts": Item.objects.filter(status=Status.DRAFT).count(),
        "releases": Release.objects.all()[:_SHOWN],
        "fresh_until": desk.app.repository.timestamp_expires(),
        "root_expires": root_expires,
        "root_alarm": root_expires - now < ROOT_ALARM,
        "root_keys_here": desk.app.keys.roots_here(),
    }


def _groups(desk: Desk, pending: Pending) -> list[dict[str, Any]]:
    named = (
        ("added", "新增", pending.added),
        ("changed", "修改", pending.changed),
        ("removed", "下架", pending.removed),
    )
    return [
        {"name": name, "label": label, "rows": [_row(desk, difference) for difference in differences]}
        for name, label, differences in named
        if differences
    ]


def _row(desk: Desk, difference: Difference) -> dict[str, Any]:
    item = Item.objects.filter(kind=difference.kind, slug=difference.slug).first()
    return {"title": difference.title, "kind": desk.words.kind(difference.kind)["label"], "item": item}


def _in_words(desk: Desk, fault: Fault) -> dict[str, Any]:
    """Return a fault with the entry it is in, as far as its file names one."""
    folder, _, name = fault.file.rpartition("/")
    kinds = {"procedures": "procedure", "slides": "slide", "notices": "notice"}
    item = Item.objects.filter(kind=kinds.get(folder, ""), slug=name.removesuffix(".md")).first()
    return {"file": fault.file, "text": desk.words.fault(fault.text), "raw": fault.text, "item": item}
