"""The controller's part for places: takes what is chosen in lists and on the map. Kivy thread only; no Kivy in it."""

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from kiosk.domain.map_links import MapApp
from kiosk.terminal.jobs import Jobs
from kiosk.terminal.places.choice import Filter, PlacesChoice
from kiosk.terminal.session import Session
from kiosk.terminal.slips import Sheet, Slips

if TYPE_CHECKING:
    from device.printer import Document
    from kiosk.terminal.presenters.places.institution import InstitutionView


class PlaceFinder:
    """Keeps the choice of places in the visit.

    Args:
        session: The visitor's own things.
        refresh: Makes the present view again.
        open_screen: Goes to a screen.
        jobs: The content worker, for pictures of the map.
        slips: Prints.
    """

    def __init__(
        self,
        session: Session,
        refresh: Callable[[], None],
        open_screen: Callable[[str], None],
        jobs: Jobs,
        slips: Slips,
    ) -> None:
        self._session = session
        self._refresh = refresh
        self._open = open_screen
        self.jobs = jobs
        self._slips = slips

    def show_kind(self, kind: str) -> None:
        """Show one kind of institution; all of them for an empty code."""
        self._change(kind=kind)

    def switch(self, name: str) -> None:
        """Turn a filter on or off."""
        self._change(filters=self._choice.filters ^ {Filter(name)})

    def show_all(self) -> None:
        """Drop the kind and every filter."""
        self._change(kind="", filters=frozenset())

    def show_calling(self, calling: str) -> None:
        """Show people of one calling; everybody for an empty code."""
        self._change(calling=calling)

    def use_app(self, app: str) -> None:
        """Make the way's code for another map app."""
        self._change(app=MapApp(app))

    def pin(self, code: str) -> None:
        """Choose an institution on the map; an empty code chooses none."""
        self._change(pin=code)

    def print(self, view: "InstitutionView") -> None:
        """Print where a place is and when it is open, with the code that stands on the screen."""
        from kiosk.terminal.presenters.places.institution import slip_name  # noqa: PLC0415 - home need not wait for it

        self._slips.print(lambda sheet: _document(view, sheet), slip_name(view.code))

    def show_on_map(self, code: str) -> None:
        """Go to the map with an institution chosen and no filter that could hide it."""
        self._session.visit.places = replace(self._choice, kind="", filters=frozenset(), pin=code)
        self._open("map")

    @property
    def _choice(self) -> PlacesChoice:
        return self._session.visit.places

    def _change(self, **values: Any) -> None:
        self._set(replace(self._choice, **values))

    def _set(self, choice: PlacesChoice) -> None:
        if choice != self._choice:
            self._session.visit.places = choice
            self._refresh()


def _document(view: "InstitutionView", sheet: Sheet) -> "Document":
    from kiosk.paper.place import PlaceWords, place_document  # noqa: PLC0415 - home need not wait for it

    words = PlaceWords(
        name=view.name,
        chinese=view.chinese,
        address=view.address,
        phone=view.phone,
        hours=tuple((line.days, line.times) for line in view.hours),
        link=view.link,
        app=view.scan,
        sample=bool(view.sample),
    )
    return place_document(words, sheet.hall, sheet.strings, sheet.width_mm, printed_at=sheet.at)
