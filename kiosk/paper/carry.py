"""A procedure as plain text for QR codes: what a phone shows without any network. Pure.

A code that holds more than some 600 bytes becomes too fine for old phones, so a long checklist is cut into several, always
between two lines, each with the title and its place among them.
"""

from collections.abc import Iterable, Iterator

from kiosk.domain.checklist import Ticks
from kiosk.domain.halls import Hall
from kiosk.domain.procedures import Material, Need, Procedure, Step
from kiosk.paper.parts import name_of
from kiosk.paper.texts import fitting, shortened, size_of
from kiosk.strings import Strings

CODE_BYTES = 600
_PLACE_BYTES = len(" 10/10\n")


def checklist_texts(
    procedure: Procedure, hall: Hall, strings: Strings, ticks: Ticks = frozenset(), *, limit_bytes: int = CODE_BYTES
) -> tuple[str, ...]:
    """Return the texts of the codes that carry a procedure, in order; usually two.

    Args:
        procedure: In the visitor's language.
        hall: Where it is handled.
        strings: The visitor's language.
        ticks: What the visitor has.
        limit_bytes: The most UTF-8 bytes in one code.
    """
    return titled_texts(procedure.title, _lines(procedure, hall, strings, ticks), limit_bytes=limit_bytes)


def titled_texts(title: str, lines: Iterable[str], *, limit_bytes: int = CODE_BYTES) -> tuple[str, ...]:
    """Return the texts of the codes that carry some lines under a title, in order; a line too long for a code is cut."""
    pages = _pages(list(lines), limit_bytes - size_of(title) - _PLACE_BYTES)
    if len(pages) == 1:
        return (f"{title}\n{pages[0]}",)
    return tuple(f"{title} {i}/{len(pages)}\n{page}" for i, page in enumerate(pages, start=1))


def materials_text(procedure: Procedure, strings: Strings, ticks: Ticks = frozenset()) -> str:
    """Return title, materials and phone in one code, for paper that has the rest in print beside it."""
    lines = [procedure.title, *_materials(procedure, strings, ticks), procedure.phone]
    return fitting(filter(None, lines), CODE_BYTES)


def material_amount(material: Material, strings: Strings) -> str:
    """Return how many of a material, and whether it may follow, in brackets; empty where there is nothing to say."""
    parts = [
        *([strings("print.originals", count=material.originals)] if material.originals else []),
        *([strings("print.copies", count=material.copies)] if material.copies else []),
        *([strings(f"print.need_{material.need}")] if material.need is not Need.REQUIRED else []),
    ]
    return strings("print.brackets", text=strings("print.comma").join(parts)) if parts else ""


def _lines(procedure: Procedure, hall: Hall, strings: Strings, ticks: Ticks) -> Iterator[str]:
    yield from _headed(strings("print.materials"), _materials(procedure, strings, ticks))
    yield from _headed(strings("print.steps"), (_step(i, s, strings) for i, s in enumerate(procedure.steps, start=1)))
    yield strings("print.fee", text=procedure.fee.text)
    yield strings("print.limit", text=procedure.time_limit.text)
    yield strings("print.hall", name=name_of(hall.name, hall.name_en, strings), address=hall.address)
    phones = (procedure.phone, f"{strings('print.hotline')} {hall.hotline}")
    yield from filter(None, phones)


def _headed(heading: str, lines: Iterable[str]) -> Iterator[str]:
    """Yield lines with a heading on the first one, so that it never stands alone at the end of a code."""
    for index, line in enumerate(lines):
        yield line if index else f"{heading}\n{line}"


def _materials(procedure: Procedure, strings: Strings, ticks: Ticks) -> Iterator[str]:
    for index, material in enumerate(procedure.materials):
        box = strings("print.ticked" if index in ticks else "print.box")
        yield box + material.name + material_amount(material, strings)


def _step(count: int, step: Step, strings: Strings) -> str:
    head = f"{strings('print.step', count=count)}{step.title}"
    return head + (strings("print.brackets", text=step.limit) if step.limit else "")


def _pages(lines: list[str], room: int) -> list[str]:
    pages: list[str] = []
    page = ""
    for line in lines:
        longer = f"{page}\n{line}" if page else line
        if size_of(longer) <= room:
            page = longer
            continue
        if page:
            pages.append(page)
        page = shortened(line, room)
    return [*pages, page]
