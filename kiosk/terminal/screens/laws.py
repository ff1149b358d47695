"""The law lookup."""

from typing import Any

from kivy.app import App
from kivy.clock import Clock
from kivy.properties import ObjectProperty
from kivy.uix.boxlayout import BoxLayout

from kiosk.terminal.navigator import Place
from kiosk.terminal.presenters.lookup.rows import LawRow
from kiosk.terminal.screens.base import TerminalScreen
from kiosk.ui.row import Row


def law_rows(items: tuple[LawRow, ...]) -> list[Row]:
    """Return what was found as rows of a list; a row's value is the item itself."""
    return [
        Row(
            item.title,
            item.text,
            glyph=item.title[:1] if item.icon else "",
            icon=item.icon,
            value=item if item.does else None,
            lines=item.lines,
            marks=item.marks,
            band=item.head,
        )
        for item in items
    ]


class LookupScreen(TerminalScreen):
    """A page with rows of the law lookup."""

    def choose(self, row: LawRow) -> None:
        """Do what a row is for."""
        laws = self.act.laws
        if row.does == "unfold":
            laws.unfold(row.key)
        elif row.does == "look":
            laws.look_for(row.key)
        elif row.place:
            laws.open(row.screen, row.key, self.view.way, row.place)
        else:
            self.act.open(row.screen, row.key)


class LawsScreen(LookupScreen):
    """Draws `presenters.lookup.laws`: typing, and what to begin with."""


class LawsFoundHead(BoxLayout):  # type: ignore[misc]
    """What was asked, what to do about it, what it can be narrowed by."""

    screen = ObjectProperty(rebind=True)


class AdviceCard(BoxLayout):  # type: ignore[misc]
    """What to do about what was asked; takes no room where there is no advice."""

    act = ObjectProperty()
    advice = ObjectProperty(None, allownone=True, rebind=True)


class LawsFoundScreen(LookupScreen):
    """Draws `presenters.lookup.found`."""

    rows = ObjectProperty(None, allownone=True)

    def __init__(self, place: Place, view: Any, act: Any) -> None:
        super().__init__(place, view, act)
        used, other = self.ids.top, self.ids.side
        if not App.get_running_app().look.portrait:
            used, other = other, used
        self.ids.page.remove_widget(other)
        App.get_running_app().let_go(other)
        used.add_widget(LawsFoundHead(screen=self))
        self._show = Clock.create_trigger(self._show_opened, 0)
        self.fbind("view", lambda *_: self._show())

    def give_up(self) -> list[Any]:
        """Scroll no more: this page is no longer shown."""
        self._show.cancel()
        return []

    def _show_opened(self, *_: object) -> None:
        """Bring the group that was opened last to the top."""
        if self.view.at:
            self.rows.show_row(self.view.at)


class LawsFilterScreen(TerminalScreen):
    """Draws `presenters.lookup.found.narrow`."""


class TopicsScreen(TerminalScreen):
    """Draws `presenters.lookup.topics`: all of them."""


class TopicScreen(LookupScreen):
    """Draws `presenters.lookup.topics.present_one`."""

    stays = True
