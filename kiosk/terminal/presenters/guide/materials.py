"""The materials of a procedure as a checklist, on its page and once more before the ticket."""

from dataclasses import dataclass

from kiosk.domain.checklist import Ticks, can_follow, missing
from kiosk.domain.procedures import Material, Need, Procedure
from kiosk.strings import Strings


@dataclass(frozen=True, slots=True)
class MaterialItem:
    """One thing to bring; `have` is the visitor's tick, `says` the whole line as one speaks it."""

    slug: str
    index: int
    name: str
    amount: str
    need: str
    required: bool
    origin: str
    note: str
    have: bool
    says: str


@dataclass(frozen=True, slots=True)
class Tally:
    """Where the checklist stands, in one line. `mood` is quiet before the first tick, then wait or good."""

    text: str = ""
    mood: str = "quiet"


def material_items(procedure: Procedure, ticks: Ticks, tr: Strings) -> tuple[MaterialItem, ...]:
    """Return the checklist of a procedure."""
    return tuple(_item(procedure.slug, i, m, i in ticks, tr) for i, m in enumerate(procedure.materials))


def tally_of(procedure: Procedure, ticks: Ticks, tr: Strings) -> Tally:
    """Return what is still missing; nothing for a procedure without materials."""
    if not procedure.materials:
        return Tally()
    gaps, later = missing(procedure, ticks), can_follow(procedure, ticks)
    if not ticks:
        return Tally(tr("check.start", count=len(gaps)) if gaps else tr("check.start_none"))
    tail = tr("check.later", count=len(later)) if later else ""
    if not gaps:
        return Tally(tr("check.all") + tail, "good")
    names = tr("list.and").join(m.name for m in gaps)
    return Tally(tr("check.gap_one" if len(gaps) == 1 else "check.gaps", count=len(gaps), names=names) + tail, "wait")


def _item(slug: str, index: int, material: Material, have: bool, tr: Strings) -> MaterialItem:
    amounts = []
    if material.originals:
        amounts.append(tr("material.originals", count=material.originals))
    if material.copies:
        amounts.append(tr("material.copies", count=material.copies))
    amount, need, origin = tr("list.dot").join(amounts), tr(f"need.{material.need}"), tr(f"origin.{material.origin}")
    state = tr("check.have" if have else "check.have_not")
    return MaterialItem(
        slug=slug,
        index=index,
        name=material.name,
        amount=amount,
        need=need,
        required=material.need is Need.REQUIRED,
        origin=origin,
        note=material.note,
        have=have,
        says=tr("list.stop").join(filter(None, (material.name, amount, need, origin, material.note, state))),
    )
