"""Taking a procedure along: as text in QR codes, as a web link, on paper. Content worker: codes take time to make."""

from dataclasses import dataclass

from device.printer.qr import modules
from kiosk.content.library import Library
from kiosk.domain.checklist import Ticks
from kiosk.domain.procedures import Procedure
from kiosk.paper.carry import checklist_texts
from kiosk.terminal.facts import Facts, hall_of
from kiosk.terminal.presenters.option import Option
from kiosk.terminal.presenters.slip import HasSlip, SlipNote, slip_note

Symbol = tuple[tuple[bool, ...], ...]


@dataclass(frozen=True, slots=True)
class HandoverView:
    """The page as drawn: the keys of all codes, and the chosen one as text and as `rows` of modules."""

    title: str
    slug: str
    name: str
    lead: str
    codes: tuple[Option, ...]
    text: str
    rows: Symbol
    says: str
    slip: SlipNote


def slip_name(slug: str) -> str:
    """Return the name of a procedure's slip."""
    return f"procedure:{slug}"


def present(facts: Facts, library: Library, slug: str, *, ticks: Ticks, choice: str, holder: HasSlip) -> HandoverView:
    """Return the page of a procedure to take along.

    Args:
        facts: What is known now.
        library: In the visitor's language.
        slug: The procedure.
        ticks: What the visitor has ticked off.
        choice: The code that was chosen; anything else means the first.
        holder: Knows how the slip fares.

    Raises:
        NotFoundError: The library has the procedure no longer.
    """
    procedure, tr = library.procedure(slug), facts.tr
    codes = _codes(procedure, facts, ticks)
    place = int(choice) if choice.isdecimal() and int(choice) < len(codes) else 0
    words, text = codes[place]
    is_link = text == procedure.url
    return HandoverView(
        title=tr("handover.title"),
        slug=slug,
        name=procedure.title,
        lead=tr("handover.lead_web" if is_link else "handover.lead"),
        codes=tuple(Option(str(i), key, i == place) for i, (key, _) in enumerate(codes)) if len(codes) > 1 else (),
        text=text,
        rows=tuple(tuple(row) for row in modules(text)),
        says=tr("handover.says", name=procedure.title, words=words),
        slip=slip_note(facts, holder, slip_name(slug), tr("handover.print")),
    )


def _codes(procedure: Procedure, facts: Facts, ticks: Ticks) -> list[tuple[str, str]]:
    tr = facts.tr
    texts = checklist_texts(procedure, hall_of(facts.content, tr), tr, ticks)
    codes = [(tr("handover.list"), texts[0])]
    if len(texts) > 1:
        codes = [(tr("handover.list_part", part=i, parts=len(texts)), t) for i, t in enumerate(texts, start=1)]
    return [*codes, *([(tr("handover.web"), procedure.url)] if procedure.url else [])]
