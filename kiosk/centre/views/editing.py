"""One entry: its form, preview, history; saving, approving, withdrawing, restoring."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kiosk.centre.desk import Desk, allowed, may
from kiosk.centre.entries import Form
from kiosk.centre.kinds import KINDS, Document, Kind
from kiosk.centre.library import ConflictError, TakenError
from kiosk.centre.models import Item, Revision
from kiosk.centre.telling import Change, compare, tell
from kiosk.content.faults import ContentFaultsError


@may("edit_item")
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, kind_name: str) -> HttpResponse:
    """Add an entry."""
    kind = _kind(kind_name)
    if kind.name == "hall":
        raise Http404  # there is one hall
    desk = Desk(request)
    form = desk.form(kind)
    if request.method == "POST":
        document = form.read(request.POST).document({})
        if document is not None:
            try:
                item = desk.editing.create(kind, document)
            except TakenError:
                form.blame(kind.key, desk.words.word("taken"))
            else:
                return _approve_or_stay(request, desk, item)
    else:
        form.fill({})
    return _form_page(request, desk, kind, form, None)


@may("edit_item")
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change an entry."""
    item = get_object_or_404(Item, pk=pk)
    kind = KINDS[item.kind]
    desk = Desk(request)
    form = desk.form(kind)
    if request.method == "GET":
        return _form_page(request, desk, kind, form.fill(item.document), item)
    form.read(request.POST)
    document = form.document(_kept(item, form))
    if document is None:
        return _form_page(request, desk, kind, form, item)
    if kind.key:
        document[kind.key] = item.slug  # files and links go by it
    try:
        saved = _save(request, desk, item, document)
    except ConflictError:
        return _conflict_page(request, desk, form, item)
    return _approve_or_stay(request, desk, saved)


@may("edit_item")
@require_safe
def preview(request: HttpRequest, pk: int) -> HttpResponse:
    """Show an entry as words."""
    item = get_object_or_404(Item, pk=pk)
    desk = Desk(request)
    told = tell(desk.sections(KINDS[item.kind]), item.document, desk.words)
    return render(request, "centre/preview.html", _context(desk, item) | {"told": told, "tab": "preview"})


@may("edit_item")
@require_safe
def history(request: HttpRequest, pk: int) -> HttpResponse:
    """Show every state an entry has had, each with what it changed."""
    item = get_object_or_404(Item, pk=pk)
    desk = Desk(request)
    sections = desk.sections(KINDS[item.kind])
    states = list(Revision.objects.filter(item=item)[:50])
    rows = []
    for newer, older in zip(states, [*states[1:], None], strict=True):
        changes = compare(sections, older.document, newer.document, desk.words) if older else []
        rows.append({"revision": newer, "action": desk.words.action(newer.action), "changes": changes})
    return render(request, "centre/history.html", _context(desk, item) | {"rows": rows, "tab": "history"})


@may("edit_item")
@require_POST
def restore(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Make an old state the latest draft."""
    item = get_object_or_404(Item, pk=pk)
    old = get_object_or_404(Revision, item=item, number=number)
    desk = Desk(request)
    try:
        desk.editing.restore(item, _revision(request), old)
    except ConflictError:
        messages.error(request, desk.words.message("restore_conflict"))
        return redirect("history", pk=pk)
    messages.success(request, desk.words.message("restored", number=number))
    return redirect("edit", pk=pk)


@may("approve_item")
@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take an entry out of the next release."""
    item = get_object_or_404(Item, pk=pk)
    desk = Desk(request)
    try:
        desk.editing.withdraw(item, _revision(request))
    except ConflictError:
        messages.error(request, desk.words.message("withdraw_conflict"))
        return redirect("edit", pk=pk)
    messages.success(request, desk.words.message("withdrawn"))
    return redirect("edit", pk=pk)


def _save(request: HttpRequest, desk: Desk, item: Item, document: Document) -> Item:
    if document == item.document and _revision(request) == item.revision:
        return item  # nothing to remember
    return desk.editing.save(item, _revision(request), document, request.POST.get("note", "")[:300])


def _approve_or_stay(request: HttpRequest, desk: Desk, item: Item) -> HttpResponseRedirect:
    """Finish what the pressed button asks for, once the entry is saved."""
    if request.POST.get("action") != "approve" or not allowed(request, "approve_item"):
        messages.success(request, desk.words.message("saved"))
    elif item.approved == item.document and item.status == "approved":
        messages.info(request, desk.words.message("unchanged"))
    else:
        try:
            desk.editing.approve(item, item.revision)
        except ContentFaultsError as err:
            faults = "；".join(dict.fromkeys(desk.words.fault(fault.text) for fault in err.faults))
            messages.error(request, desk.words.message("not_approved", faults=faults))
        except ConflictError:
            messages.error(request, desk.words.message("approve_conflict"))
        else:
            messages.success(request, desk.words.message("approved"), extra_tags="publish")
    return redirect("edit", pk=item.pk)


def _conflict_page(request: HttpRequest, desk: Desk, form: Form, item: Item) -> HttpResponse:
    """Show what was typed again, beside what somebody else saved meanwhile; nothing is lost, nothing overwritten."""
    fresh = Item.objects.get(pk=item.pk)
    base = Revision.objects.filter(item=item, number=_revision(request)).first()
    kind = KINDS[item.kind]
    theirs = compare(desk.sections(kind), base.document if base else {}, fresh.document, desk.words)
    return _form_page(request, desk, kind, form, fresh, theirs=theirs)


def _form_page(
    request: HttpRequest,
    desk: Desk,
    kind: Kind,
    form: Form,
    item: Item | None,
    *,
    theirs: list[Change] | None = None,
) -> HttpResponse:
    context = _context(desk, item, kind) | {"form": form, "tab": "edit", "faulty": form.faulty(), "theirs": theirs}
    status = 422 if form.faulty() else 200 if theirs is None else 409
    return render(request, "centre/edit.html", context, status=status)


def _context(desk: Desk, item: Item | None, kind: Kind | None = None) -> dict[str, Any]:
    name = item.kind if item else kind.name if kind else ""
    return {"nav": "library", "item": item, "kind": desk.words.kind(name) | {"name": name}}


def _kept(item: Item, form: Form) -> Document:
    """Return the values of an entry that its form does not show."""
    shown = {entry.spec.name for section in form.sections for entry in section.entries}
    return {name: value for name, value in item.document.items() if name not in shown}


def _revision(request: HttpRequest) -> int:
    value = request.POST.get("revision", "")
    return int(value) if value.isdecimal() else -1


def _kind(name: str) -> Kind:
    if name not in KINDS:
        raise Http404
    return KINDS[name]
