"""A whole law, its contents, the way to an article by number, its versions."""

from typing import Any

from kivy.app import App
from kivy.properties import ObjectProperty

from kiosk.terminal.navigator import Place
from kiosk.terminal.presenters.reading.law import ContentsItem, LawLine
from kiosk.terminal.screens.base import Item, TerminalScreen
from kiosk.ui.row import Row


def line_rows(lines: tuple[LawLine, ...]) -> list[Row]:
    """Return the lines of a law as rows of a list."""
    return [Row(line.title, line.text, value=line.link, lines=0, heading=line.heading) for line in lines]


def contents_rows(items: tuple[ContentsItem, ...]) -> list[Row]:
    """Return the contents as rows of a list."""
    return [Row(item.words, value=item.row) for item in items]


class LawScreen(TerminalScreen):
    """Draws `presenters.reading.law`: opens where the visitor had come to, or chose to go."""

    stays = True
    text = ObjectProperty()

    def __init__(self, place: Place, view: Any, act: Any) -> None:
        super().__init__(place, view, act)
        self.text.show_row(view.start)
        self.text.view.fbind("scroll_y", self._note_place)
        self.fbind("view", self._go_on)

    def _go_on(self, *_: object) -> None:
        """Go where the new view begins, unless that is where the page stands."""
        if self.view.start != self.text.top_row:
            self.text.show_row(self.view.start)

    def _note_place(self, *_: object) -> None:
        """Keep the place while the page is shown: a list that runs on must not tell the next visitor's visit."""
        if App.get_running_app().stage.screen is self:
            self.act.reading.stand_at(self.place.key, self.text.top_row)


class ContentsScreen(TerminalScreen):
    """Draws `presenters.reading.law.contents`."""


class JumpScreen(TerminalScreen):
    """Draws `presenters.reading.law.jump`."""


class OnDayScreen(TerminalScreen):
    """Draws `presenters.reading.on_day`."""


class VersionBox(Item):
    """One version with what can be done with it."""


class VersionsScreen(TerminalScreen):
    """Draws `presenters.reading.law.versions`."""
