"""Institutions nearby, one of them, the people in them, one of those."""

from typing import Any

from kivy.properties import NumericProperty

from kiosk.terminal.presenters.places.institutions import InstitutionItem
from kiosk.terminal.screens.base import Grid, TerminalScreen
from kiosk.ui.row import Row


def institution_rows(items: tuple[InstitutionItem, ...]) -> list[Row]:
    """Return institutions as rows of a list."""
    return [Row(i.name, i.detail, i.open_line, glyph=i.kind[:1], icon=i.icon, value=i.code) for i in items]


class EvenGrid(Grid):
    """Keys in columns, all as high as the one with the most lines; each says in `wanted` what it needs."""

    even = NumericProperty(0)

    def add_widget(self, widget: Any, *args: Any, **kwargs: Any) -> None:
        """Watch what a key needs."""
        super().add_widget(widget, *args, **kwargs)
        widget.fbind("wanted", self._even)
        self._even()

    def _even(self, *_: object) -> None:
        self.even = max((child.wanted for child in self.children), default=0)


class InstitutionsScreen(TerminalScreen):
    """Draws `presenters.places.institutions`: nearest first."""

    stays = True


class InstitutionScreen(TerminalScreen):
    """Draws `presenters.places.institution`."""

    stays = True


class PeopleScreen(TerminalScreen):
    """Draws `presenters.places.people`: everybody, by what they do."""

    stays = True


class PractitionerScreen(TerminalScreen):
    """Draws `presenters.places.people.present_one`."""
