"""A procedure as a slip to take home: what to bring, how it goes, what it costs. Pure: values in, document out."""

from collections.abc import Iterator
from datetime import datetime

from device.printer.document import QR_BYTES_MAX, Align, Block, Document, Feed, Pair, QrCode, Rule, Text
from kiosk.domain.halls import Hall
from kiosk.domain.procedures import Material, Need, Procedure
from kiosk.paper.ticket import heading, local_time, name_of, sample_mark
from kiosk.strings import Strings

_INDENT = 3  # columns: room for a box or a number


def procedure_document(
    procedure: Procedure, hall: Hall, strings: Strings, width_mm: int = 80, *, printed_at: datetime | None = None
) -> Document:
    """Return the slip of a procedure.

    Args:
        procedure: What the visitor wants done.
        hall: Where the slip is printed.
        strings: The visitor's language; the content itself is Chinese.
        width_mm: Paper width.
        printed_at: When it was printed: rules change, a slip stays in a drawer.
    """
    return Document(
        (
            *heading(hall, strings, width_mm),
            Text(name_of(procedure.title, procedure.title_en, strings), 2, bold=True),
            Feed(1),
            Text(procedure.summary),
            *_part(strings("print.materials"), _materials(procedure, strings)),
            *_part(strings("print.steps"), _steps(procedure, strings)),
            Rule(),
            Text(strings("print.fee", text=procedure.fee.text)),
            Text(strings("print.limit", text=procedure.time_limit.text)),
            Text(strings("print.office", text=procedure.office)),
            Text(strings("print.basis", text="、".join(basis.ref for basis in procedure.basis))),
            *_link(procedure),
            Rule(),
            *([Pair(strings("print.printed"), local_time(printed_at, hall))] if printed_at else []),
            *([Pair(strings("print.phone"), procedure.phone)] if procedure.phone else []),
            Pair(strings("print.hotline"), hall.hotline, bold=True),
            *sample_mark(procedure.sample, strings),
        )
    )


def _part(title: str, texts: Iterator[Text]) -> list[Block]:
    lines = list(texts)
    return [Rule(), Text(title, bold=True), *lines] if lines else []


def _materials(procedure: Procedure, strings: Strings) -> Iterator[Text]:
    for material in procedure.materials:
        yield Text(material.name + _copies(material, strings), indent=_INDENT, marker=strings("print.box"))
        if material.note:
            yield Text(material.note, indent=_INDENT)


def _copies(material: Material, strings: Strings) -> str:
    parts = [
        *([strings("print.originals", count=material.originals)] if material.originals else []),
        *([strings("print.copies", count=material.copies)] if material.copies else []),
        *([strings(f"print.need_{material.need}")] if material.need is not Need.REQUIRED else []),
    ]
    return strings("print.brackets", text=strings("print.comma").join(parts)) if parts else ""


def _steps(procedure: Procedure, strings: Strings) -> Iterator[Text]:
    for count, step in enumerate(procedure.steps, start=1):
        yield Text(step.title, indent=_INDENT, marker=strings("print.step", count=count), bold=True)
        if step.detail:
            yield Text(step.detail, indent=_INDENT)


def _link(procedure: Procedure) -> list[Block]:
    if not procedure.url or len(procedure.url.encode("utf-8")) > QR_BYTES_MAX:
        return []
    return [Feed(2), QrCode(procedure.url), Text(procedure.url, 1, Align.CENTRE)]
