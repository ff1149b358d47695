"""A procedure as a slip to take home: what to bring, how it goes, what it costs. Pure: values in, document out."""

from collections.abc import Iterator
from datetime import datetime

from device.printer.document import Block, Document, Feed, Rule, Text
from kiosk.citations import cited_together
from kiosk.domain.checklist import Ticks, missing
from kiosk.domain.halls import Hall
from kiosk.domain.languages import in_language
from kiosk.domain.procedures import Procedure
from kiosk.paper.carry import material_amount, materials_text
from kiosk.paper.parts import code, foot, for_the_clerk, heading, sample_mark
from kiosk.strings import Strings

_INDENT = 3  # columns: room for a box or a number


def procedure_document(
    procedure: Procedure,
    hall: Hall,
    strings: Strings,
    width_mm: int = 80,
    *,
    ticks: Ticks = frozenset(),
    printed_at: datetime | None = None,
) -> Document:
    """Return the slip of a procedure.

    Args:
        procedure: What the visitor wants done, as the content has it.
        hall: Where the slip is printed.
        strings: The visitor's language.
        width_mm: Paper width.
        ticks: The materials that the visitor has.
        printed_at: When it was printed: rules change, a slip stays in a drawer.
    """
    chinese, procedure = procedure, in_language(procedure, strings.language)
    return Document(
        (
            *heading(hall, strings, width_mm),
            Text(procedure.title, 2, bold=True),
            *for_the_clerk(chinese.title, strings),
            Feed(1),
            Text(procedure.summary),
            *_part(strings("print.materials"), _materials(procedure, ticks, strings)),
            *_gaps(procedure, ticks, strings),
            *_part(strings("print.steps"), _steps(procedure, strings)),
            Rule(),
            Text(strings("print.fee", text=procedure.fee.text)),
            Text(strings("print.limit", text=procedure.time_limit.text)),
            Text(strings("print.office", text=procedure.office)),
            Text(strings("print.basis", text=_basis(procedure, strings))),
            *code(procedure.url, strings("print.scan_web")),
            *code(materials_text(procedure, strings, ticks), strings("print.scan_list")),
            *foot(hall, strings, printed_at, procedure.phone),
            *sample_mark(procedure.sample, strings),
        )
    )


def _part(title: str, texts: Iterator[Text]) -> list[Block]:
    lines = list(texts)
    return [Rule(), Text(title, bold=True), *lines] if lines else []


def _materials(procedure: Procedure, ticks: Ticks, strings: Strings) -> Iterator[Text]:
    for index, material in enumerate(procedure.materials):
        box = strings("print.ticked" if index in ticks else "print.box")
        yield Text(material.name + material_amount(material, strings), indent=_INDENT, marker=box)
        if material.note:
            yield Text(material.note, indent=_INDENT)


def _gaps(procedure: Procedure, ticks: Ticks, strings: Strings) -> list[Block]:
    """Return what is still missing, once the visitor has ticked anything off."""
    gaps = missing(procedure, ticks)
    if not ticks:
        return []
    if not gaps:
        return [Feed(1), Text(strings("print.all_there"), bold=True)]
    names = strings("print.comma").join(material.name for material in gaps)
    return [Feed(1), Text(strings("print.missing", count=len(gaps), names=names), bold=True)]


def _steps(procedure: Procedure, strings: Strings) -> Iterator[Text]:
    for count, step in enumerate(procedure.steps, start=1):
        yield Text(step.title, indent=_INDENT, marker=strings("print.step", count=count), bold=True)
        if step.detail:
            yield Text(step.detail, indent=_INDENT)
        if step.branch:
            yield Text(strings("print.branch", branch=step.branch, then=step.branch_then), indent=_INDENT)


def _basis(procedure: Procedure, strings: Strings) -> str:
    references = ((basis.law, basis.article) for basis in procedure.basis)
    return strings("print.list").join(cited_together(references, strings))
