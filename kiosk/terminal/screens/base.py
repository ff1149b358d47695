"""What all screens of the terminal share: a view, the controller that touches go to, and repeated parts."""

import math
from typing import Any

from kivy.app import App
from kivy.factory import Factory
from kivy.properties import AliasProperty, NumericProperty, ObjectProperty, StringProperty
from kivy.uix.boxlayout import BoxLayout
from kivy.uix.gridlayout import GridLayout

from kiosk.terminal.navigator import Place
from kiosk.ui.top_bar import TopBar
from kiosk.ui.touch import Touchable
from kiosk.ui.widgets import KioskScreen, Words


class Body(BoxLayout):  # type: ignore[misc]
    """Where a screen's own layout goes."""


class BarSwitches(BoxLayout):  # type: ignore[misc]
    """Language and print size: in the same corner of every screen."""

    act = ObjectProperty()


class Footer(BoxLayout):  # type: ignore[misc]
    """The hotline and the way home: the same on every screen."""

    act = ObjectProperty()
    at_home = ObjectProperty(False)
    hotline = StringProperty("")
    role = "footer"


class TerminalScreen(KioskScreen):
    """One screen.

    Args:
        place: Where it stands.
        view: What it draws; set again when facts change.
        act: The controller.
    """

    stays = False  # whether it is found as it was left by who comes back to it
    view = ObjectProperty(rebind=True)
    act = ObjectProperty()
    place = ObjectProperty()
    body = ObjectProperty(None, allownone=True)

    def __init__(self, place: Place, view: Any, act: Any) -> None:
        super().__init__(place=place, view=view, act=act, name=place.screen)
        self.ids.bar.ids.actions.add_widget(BarSwitches(act=act))

    def add_widget(self, widget: Any, *args: Any, **kwargs: Any) -> None:
        """Add to the body (the frame's own parts excepted)."""
        if self.body is None or isinstance(widget, (TopBar, Body, Footer)):
            super().add_widget(widget, *args, **kwargs)
        else:
            self.body.add_widget(widget, *args, **kwargs)

    def on_back(self) -> None:
        """Go back."""
        self.act.back()


class Maybe(Words):
    """Words that take no room while there are none, nor leave the gap that a column has beside each of its parts."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.fbind("parent", self._set)

    def set_lines(self, *args: object) -> None:
        """Break the words into lines, or vanish."""
        super().set_lines(*args)
        self.opacity = 1 if self.words else 0
        if not self.words:
            column = self.parent
            is_one = isinstance(column, BoxLayout) and column.orientation == "vertical"
            self.height = -column.spacing if is_one else 0


class Repeats:
    """Mix-in for a layout that shows one widget for each of `items`.

    `kind` names a class or rule with the properties `item`, `act` and `index`. Built anew only when their number changes.
    """

    items = ObjectProperty(())
    kind = StringProperty("")
    act = ObjectProperty(None, allownone=True)

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        for name in ("items", "kind", "act"):
            self.fbind(name, self._fill)  # type: ignore[attr-defined]
        self._fill()

    def _fill(self, *_: object) -> None:
        if not self.kind or self.act is None:
            return
        parts = self.children[::-1]  # type: ignore[attr-defined]
        if len(parts) != len(self.items):
            self.clear_widgets()  # type: ignore[attr-defined]
            for part in parts:
                App.get_running_app().let_go(part)
            for index, item in enumerate(self.items):
                self.add_widget(Factory.get(self.kind)(item=item, act=self.act, index=index))  # type: ignore[attr-defined]
            return
        for part, item in zip(parts, self.items, strict=True):
            part.item = item  # a part that is being touched stays the same part


class Column(Repeats, BoxLayout):  # type: ignore[misc]
    """Items below one another, or beside when its orientation says so."""


class Grid(Repeats, GridLayout):  # type: ignore[misc]
    """Items in columns. `room` is the height that they may fill, `row_height` what each row may have of it."""

    room = NumericProperty(0)

    def _share(self) -> float:
        rows = max(1, math.ceil(len(self.items) / (self.cols or 1)))
        gap = self.spacing[1]
        return float((self.room + gap) / rows - gap - 1)

    row_height = AliasProperty(_share, bind=("room", "items", "cols", "spacing"))


class TopGrid(Grid):
    """Items in columns; those of a row are level at their tops, whatever their heights."""

    def do_layout(self, *args: Any) -> None:
        """Place the items, then lift the lower ones of each row."""
        super().do_layout(*args)
        items = self.children[::-1]
        for start in range(0, len(items), self.cols or 1):
            row = items[start : start + (self.cols or 1)]
            top = max(item.top for item in row)
            for item in row:
                item.top = top


class Item(BoxLayout):  # type: ignore[misc]
    """One repeated part that only shows something."""

    item = ObjectProperty(rebind=True)
    act = ObjectProperty()
    index = NumericProperty(0)


class ItemTouch(Touchable, BoxLayout):  # type: ignore[misc]
    """One repeated part that can be tapped."""

    item = ObjectProperty(rebind=True)
    act = ObjectProperty()
    index = NumericProperty(0)
    says = StringProperty("")
    role = "button"

    def label(self) -> str:
        """Return what it says."""
        return str(self.says)

    def position(self) -> tuple[int, int] | None:
        """Return which of how many of its kind it is, from 1; None where it stands alone."""
        return _position(self)


class ItemKey(Touchable, Words):
    """One repeated key: acts at once, each touch counts. It draws its own words: a keyboard of boxes would be heavy."""

    item = ObjectProperty(rebind=True)
    act = ObjectProperty()
    index = NumericProperty(0)
    says = StringProperty("")
    role = "key"
    quick = True
    grows = False

    def label(self) -> str:
        """Return what it says."""
        return str(self.says)

    def position(self) -> tuple[int, int] | None:
        """Return which of how many of its kind it is, from 1; None where it stands alone."""
        return _position(self)


def _position(part: Any) -> tuple[int, int] | None:
    count = len(getattr(part.parent, "items", ()))
    return (part.index + 1, count) if count > 1 else None
