"""The controller's part for places: takes what is chosen in lists and on the map. Kivy thread only; no Kivy in it."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from kiosk.domain.map_links import MapApp
from kiosk.terminal.desk import Jobs
from kiosk.terminal.places.choice import Filter, PlacesChoice
from kiosk.terminal.session import Session


class PlaceFinder:
    """Keeps the choice of places in the visit.

    Args:
        session: The visitor's own things.
        refresh: Makes the present view again.
        open_screen: Goes to a screen.
        jobs: The content worker, for pictures of the map.
    """

    def __init__(
        self, session: Session, refresh: Callable[[], None], open_screen: Callable[[str], None], jobs: Jobs
    ) -> None:
        self._session = session
        self._refresh = refresh
        self._open = open_screen
        self.jobs = jobs

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
