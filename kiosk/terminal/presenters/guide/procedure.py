"""One procedure's page: everything a visitor needs to get it done, and the button that takes a ticket for it."""

from dataclasses import dataclass

from kiosk.citations import cited
from kiosk.content.laws.book import LawBook
from kiosk.content.library import Library
from kiosk.domain.checklist import Ticks
from kiosk.domain.errors import NotFoundError
from kiosk.domain.procedures import DayKind, LegalBasis, Procedure, Step
from kiosk.strings import Strings
from kiosk.terminal.facts import Facts
from kiosk.terminal.offers import is_offered
from kiosk.terminal.presenters.guide.materials import MaterialItem, Tally, material_items, tally_of
from kiosk.terminal.words import is_open, open_words, read_hours, waiting_words


@dataclass(frozen=True, slots=True)
class StepItem:
    """One step of the flow, and what follows if its answer is no; `says` and `branch_says` are both as one speaks them."""

    number: str
    title: str
    who: str
    detail: str
    limit: str
    branch: str
    branch_then: str
    says: str
    branch_says: str


@dataclass(frozen=True, slots=True)
class BasisItem:
    """One article that the page rests on; `ref` is empty where it cannot be opened here."""

    label: str
    note: str
    ref: str


@dataclass(frozen=True, slots=True)
class ProcedureView:
    """The page as drawn; `tickets` says whether this hall has any: where nobody takes numbers one just comes."""

    slug: str
    title: str
    name: str
    subtitle: str
    summary: str
    audience: str
    conditions: tuple[str, ...]
    materials: tuple[MaterialItem, ...]
    tally: Tally
    steps: tuple[StepItem, ...]
    fee: str
    free: bool
    time: str
    basis: tuple[BasisItem, ...]
    basis_title: str
    questions: tuple[tuple[str, str], ...]
    result: str
    counters: str
    open_line: str
    is_open: bool
    waiting: str
    contact: str
    service: str
    tickets: bool
    sample: str


def present(
    facts: Facts, library: Library, laws: LawBook | None, slug: str, ticks: Ticks = frozenset()
) -> ProcedureView:
    """Return the page of a procedure with what the visitor has ticked off.

    Raises:
        NotFoundError: The library has it no longer.
    """
    procedure = library.procedure(slug)
    tr = facts.tr
    basis = tuple(_basis(b, laws, facts) for b in procedure.basis)
    open_line, opened = _hours(facts)
    queue = facts.hall.queue(procedure.service) if facts.hall.reachable else None
    return ProcedureView(
        slug=slug,
        title=tr("tile.categories"),
        name=procedure.title,
        subtitle=_subtitle(procedure, library, facts),
        summary=procedure.summary,
        audience=procedure.audience,
        conditions=procedure.conditions,
        materials=material_items(procedure, ticks, facts.tr),
        tally=tally_of(procedure, ticks, facts.tr),
        steps=tuple(_step(i, s, facts.tr) for i, s in enumerate(procedure.steps, start=1)),
        fee=procedure.fee.text + (tr("fee.basis", basis=procedure.fee.basis) if procedure.fee.basis else ""),
        free=not procedure.fee.charged,
        time=_time(procedure, facts),
        basis=basis,
        basis_title=tr("procedure.basis" if any(item.ref for item in basis) else "procedure.basis_plain"),
        questions=tuple((q.question, q.answer) for q in procedure.faq),
        result=procedure.result,
        counters=_counters(facts, procedure.service),
        open_line=open_line,
        is_open=opened,
        waiting=waiting_words(queue.waiting, tr) if queue else "",
        contact=_contact(procedure, facts),
        service=procedure.service,
        tickets=is_offered(facts, "services"),
        sample=tr("content.sample") if procedure.sample else "",
    )


def _hours(facts: Facts) -> tuple[str, bool]:
    hours = read_hours(facts.content.hall.hours) if facts.content else None
    return open_words(hours, facts.now, facts.tr), is_open(hours, facts.now)


def _step(number: int, step: Step, tr: Strings) -> StepItem:
    parts = [tr("procedure.says_step", number=number, title=step.title), step.who and tr("procedure.who", who=step.who)]
    parts += [step.detail, step.limit]
    return StepItem(
        str(number),
        step.title,
        step.who,
        step.detail,
        step.limit,
        step.branch and tr("procedure.branch", branch=step.branch),
        step.branch_then,
        tr("list.stop").join(filter(None, parts)),
        step.branch and tr("procedure.says_branch", branch=step.branch, then=step.branch_then),
    )


def _time(procedure: Procedure, facts: Facts) -> str:
    limit, tr = procedure.time_limit, facts.tr
    if limit.promised_days is None or limit.promised_days == limit.statutory_days:
        return limit.text
    kind = tr("days.working") if limit.kind is DayKind.WORKING else tr("days.calendar")
    promise = tr("time.promise", days=limit.promised_days, kind=kind) if limit.promised_days else tr("time.at_once")
    return f"{limit.text}{tr('list.stop')}{promise}"


def _subtitle(procedure: Procedure, library: Library, facts: Facts) -> str:
    """Return the line below the title: who does it; for who reads English, the Chinese name to show at the counter."""
    if not facts.english:
        return procedure.office
    chinese = library.in_language("zh").procedure(procedure.slug).title
    return facts.tr("procedure.chinese", title=chinese)


def _basis(basis: LegalBasis, laws: LawBook | None, facts: Facts) -> BasisItem:
    label = cited(basis.law, basis.article, facts.tr)
    opens = is_offered(facts, "article") and _known(basis, laws)
    return BasisItem(label, basis.note, basis.ref if opens else "")


def _known(basis: LegalBasis, laws: LawBook | None) -> bool:
    if laws is None or not basis.article:
        return False
    try:
        laws.article(basis.ref)
    except NotFoundError:
        return False
    return True


def _counters(facts: Facts, service: str) -> str:
    if not facts.content:
        return ""
    counters = facts.content.counters_for(service)
    staffed = [c for c in counters if facts.hall.staffed(c.code) is not False]
    if counters and not staffed:
        return facts.tr("procedure.paused")
    return facts.tr("list.or").join(c.name for c in staffed)


def _contact(procedure: Procedure, facts: Facts) -> str:
    phone = procedure.phone or (facts.content.hall.phone if facts.content else "")
    return facts.tr("procedure.contact", phone=phone, complaints=procedure.complaints) if phone else ""
