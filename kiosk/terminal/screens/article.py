"""One article, who names it, what is taken along of it, and two versions of it side by side."""

from typing import Any

from kivy.properties import NumericProperty, ObjectProperty
from kivy.uix.stacklayout import StackLayout

from kiosk.terminal.presenters.reading.compare import ChangeItem
from kiosk.terminal.reading.passages import Goal, Passage
from kiosk.terminal.screens.base import Item, Repeats, TerminalScreen
from kiosk.ui.row import Row
from kiosk.ui.widgets import PlainButton


def link_rows(items: tuple[Goal, ...]) -> list[Row]:
    """Return things to go to as rows of a list."""
    return [Row(item.label, value=item) for item in items]


def change_rows(items: tuple[ChangeItem, ...]) -> list[Row]:
    """Return articles that differ as rows of a list."""
    return [Row(item.name, item.text, item.what, value=item.key) for item in items]


class Flow(Repeats, StackLayout):  # type: ignore[misc]
    """Items beside one another, on as many lines as they need."""


class LinkButton(PlainButton):
    """A button that goes somewhere; one of several, as many as there are."""

    item = ObjectProperty(rebind=True)
    act = ObjectProperty()
    index = NumericProperty(0)

    def on_tap(self) -> None:
        """Go there."""
        self.act.open(self.item.screen, self.item.key)


class PassageBox(Item):
    """One paragraph, below it what it names, each as a key of its own."""

    def follow(self, place: int) -> None:
        """Go where a marked word leads."""
        passage: Passage = self.item
        if place < len(passage.targets):
            self.go(passage.targets[place])

    def go(self, link: Goal) -> None:
        """Go somewhere."""
        self.act.open(link.screen, link.key)


class ArticleScreen(TerminalScreen):
    """Draws `presenters.reading.article`."""

    stays = True


class CitedByScreen(TerminalScreen):
    """Draws `presenters.reading.article.cited_by`."""

    stays = True


class TakeScreen(TerminalScreen):
    """Draws `presenters.reading.take`."""


class CompareScreen(TerminalScreen):
    """Draws `presenters.reading.compare`: one article."""

    def turn(self, key: Any) -> None:
        """Go to another article that differs."""
        self.act.swap("compare", key)


class ChangesScreen(TerminalScreen):
    """Draws `presenters.reading.compare`: all articles that differ."""

    stays = True
