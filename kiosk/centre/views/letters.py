"""What visitors said: the list, one letter with its handling, the month in figures."""

import csv
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from kiosk.centre.desk import Desk, allowed, may
from kiosk.centre.letters import OPEN, UNANSWERED, Handler, Line, StepError, last_step, month_lines, next_states
from kiosk.centre.models import Handling, Item, Letter, LetterKind, LetterStep
from kiosk.domain.feedback import Grade, receipt_is_right, tidy_receipt

_PAGE = 40


def start(request: HttpRequest) -> HttpResponse:
    """Go to where the person who signed in works."""
    return redirect("library" if allowed(request, "edit_item") else "letters")


@may("read_letters")
@require_safe
def letters(request: HttpRequest) -> HttpResponse:
    """Show the letters of a filter, the newest first."""
    desk, today = Desk(request), _today(request)
    asked = {name: request.GET.get(name, "").strip() for name in ("q", "kind", "state", "hall")}
    asked["state"] = asked["state"] or "open"
    page = Paginator(_filtered(asked, today), _PAGE).get_page(request.GET.get("page"))
    query = asked["q"]
    context: dict[str, Any] = {
        "nav": "letters",
        "rows": [_row(desk, letter, today) for letter in page],
        "page": page,
        "asked": asked,
        "slip": bool(query) and "-" in query and not receipt_is_right(tidy_receipt(query)),
        "kinds": [("", "所有类型"), *LetterKind.choices, ("poor", "差评")],
        "states": [("open", "要处理的"), ("late", "已过期限"), ("all", "全部"), *Handling.choices],
        "halls": Letter.objects.order_by("hall").values_list("hall", flat=True).distinct(),
        "late": Letter.objects.filter(state__in=UNANSWERED, due__lt=today).count(),
        "waiting": Letter.objects.filter(state=Handling.TO_CHECK).count(),
    }
    return render(request, "centre/letters.html", context)


@may("read_letters")
@require_safe
def letter(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one letter and its handling."""
    return _letter(request, get_object_or_404(Letter, pk=pk))


@may("handle_letters")
@require_POST
def step(request: HttpRequest, pk: int) -> HttpResponse:
    """Move a letter on, write a note, or take the last step back."""
    found, desk = get_object_or_404(Letter, pk=pk), Desk(request)
    handler = Handler(desk.by, desk.app.clock.now())
    action, note = request.POST.get("action", ""), request.POST.get("note", "").strip()
    version = request.POST.get("version", "")
    number = int(version) if version.isdecimal() else -1
    try:
        if action == "undo":
            handler.undo(found, number)
        elif action == "note":
            handler.add_note(found, number, note)
        else:
            handler.move(found, number, action, note)
    except StepError as err:
        messages.error(request, desk.words.message(err.code))
        found.refresh_from_db()
        return _letter(request, found, note, status=409)
    messages.success(request, desk.words.message("step_undone" if action == "undo" else "step_taken"))
    return redirect("letter", pk=pk)


@may("read_letters")
@require_safe
def summary(request: HttpRequest) -> HttpResponse:
    """Show a month's satisfaction by hall and service, or hand it out as CSV."""
    desk, today = Desk(request), _today(request)
    first = _month(request.GET.get("month", ""), today)
    after = date(first.year + first.month // 12, first.month % 12 + 1, 1)
    rows = Letter.objects.filter(at__date__gte=first, at__date__lt=after)
    lines = month_lines(first, after, rows.filter(kind=LetterKind.RATING))
    names = dict(Item.objects.filter(kind="service").values_list("slug", "title"))
    if request.GET.get("format") == "csv":
        return _csv(first, lines, names)
    opinions = rows.exclude(kind=LetterKind.RATING)
    context = {
        "nav": "letters",
        "month": f"{first:%Y-%m}",
        "lines": [_line(line, names) for line in lines],
        "uncounted": any(line.finished is None for line in lines),
        "grades": [grade.value for grade in Grade],
        "kinds": [
            (label, opinions.filter(kind=kind).count()) for kind, label in LetterKind.choices if kind != "rating"
        ],
        "closed": opinions.filter(state=Handling.CLOSED).count(),
        "opinions": opinions.count(),
        "poor": rows.filter(grade__in=[g.value for g in Grade if g.poor]).count(),
        "desk": desk,
    }
    return render(request, "centre/summary.html", context)


def _letter(request: HttpRequest, found: Letter, note: str = "", status: int = 200) -> HttpResponse:
    """Show a letter; `note` is what somebody wrote that could not be taken yet."""
    desk = Desk(request)
    context = _row(desk, found, _today(request)) | {
        "nav": "letters",
        "steps": LetterStep.objects.filter(letter=found),
        "next": [(state.value, desk.words.message(f"move_{state.value}")) for state in next_states(found)],
        "last": last_step(found),
        "reasons": [desk.words.message(f"reason_{code}") for code in found.reasons],
        "note": note,
    }
    return render(request, "centre/letter.html", context, status=status)


def _filtered(asked: dict[str, str], today: date) -> QuerySet[Letter]:
    found = Letter.objects.all()
    if asked["kind"] == "poor":
        found = found.filter(grade__in=[g.value for g in Grade if g.poor])
    elif asked["kind"]:
        found = found.filter(kind=asked["kind"])
    if asked["hall"]:
        found = found.filter(hall=asked["hall"])
    if asked["q"]:
        return found.filter(
            Q(receipt=tidy_receipt(asked["q"])) | Q(text__icontains=asked["q"]) | Q(ticket__iexact=asked["q"])
        )
    match asked["state"]:
        case "open":
            return found.filter(state__in=OPEN)
        case "late":
            return found.filter(state__in=UNANSWERED, due__lt=today)
        case "all":
            return found
        case state:
            return found.filter(state=state)


def _row(desk: Desk, letter: Letter, today: date) -> dict[str, Any]:
    service = Item.objects.filter(kind="service", slug=letter.service).first() if letter.service else None
    return {
        "letter": letter,
        "service": service.title if service else letter.service,
        "about": desk.words.message(f"about_{letter.about}") if letter.about else "",
        "late": letter.state in UNANSWERED and letter.due is not None and letter.due < today,
    }


def _line(line: Line, names: dict[str, str]) -> dict[str, Any]:
    return {"line": line, "service": names.get(line.service, line.service), "counts": list(line.grades.items())}


def _csv(first: date, lines: list[Line], names: dict[str, str]) -> HttpResponse:
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="satisfaction-{first:%Y-%m}.csv"'
    response.write("\ufeff")  # spreadsheets read UTF-8 only after this mark
    writer = csv.writer(response)
    grades = [f"{g.value}（{g.stars}星，GB/T 39046代码{g.a8_code}）" for g in Grade]
    writer.writerow(["月份", "大厅", "业务", "办结票数", "已评价", *grades, "满意率%", "未评价", "误评"])
    for line in lines:
        rate = "" if line.satisfied is None else f"{line.satisfied:.1f}"
        told = ["" if n is None else n for n in (line.finished, line.rated)]
        rest = [rate, "" if line.unrated is None else line.unrated, line.mistaken]
        row = [f"{first:%Y-%m}", line.hall, names.get(line.service, line.service), *told, *line.grades.values(), *rest]
        writer.writerow([_plain(cell) for cell in row])
    return response


def _plain(cell: object) -> object:
    """Return a cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if isinstance(cell, str) and cell[:1] in "=+-@" and cell else cell


def _month(text: str, today: date) -> date:
    try:
        return date.fromisoformat(f"{text}-01")
    except ValueError:
        return today.replace(day=1)


def _today(request: HttpRequest) -> date:
    return Desk(request).app.clock.now().astimezone(ZoneInfo(settings.TIME_ZONE)).date()
