"""What the visitor has entered on a screen, copied for a worker that must not touch the visit."""

from dataclasses import dataclass, field

from kiosk.domain.checklist import Ticks
from kiosk.terminal.input.typed import Typed
from kiosk.terminal.lookup.choice import LawsChoice
from kiosk.terminal.navigator import Place
from kiosk.terminal.places.choice import PlacesChoice
from kiosk.terminal.session import Visit
from kiosk.terminal.slip import Slip


@dataclass(frozen=True, slots=True)
class Entry:
    """What the visitor entered on a screen."""

    typed: Typed = field(default_factory=Typed)
    choice: str = ""
    places: PlacesChoice = field(default_factory=PlacesChoice)
    laws: LawsChoice = field(default_factory=LawsChoice)
    ticks: Ticks = frozenset()
    slip: Slip = field(default_factory=Slip)
    row: int | None = None  # the line of a long text that was come to


def entry_of(visit: Visit, place: Place) -> Entry:
    """Return what the visitor has entered on a screen."""
    return Entry(
        typed=visit.box(place.screen),
        choice=visit.choices.get(place.screen, ""),
        places=visit.places,
        laws=visit.laws,
        ticks=visit.ticks.get(place.key, frozenset()),
        slip=visit.slip,
        row=visit.rows_at.get(place.key),
    )
