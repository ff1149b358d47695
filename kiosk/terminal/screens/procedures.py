"""Categories, lists of procedures, one procedure."""

from dataclasses import dataclass
from typing import Any

from kivy.app import App
from kivy.clock import Clock
from kivy.properties import BooleanProperty, NumericProperty, ObjectProperty
from kivy.uix.boxlayout import BoxLayout
from kivy.uix.widget import Widget

from kiosk.terminal.navigator import Place
from kiosk.terminal.presenters.guide.procedures import ProcedureItem
from kiosk.terminal.screens.base import Item, TerminalScreen
from kiosk.ui.row import Row

_LATER_PARTS = 3  # flow chart, legal basis, questions: a page that is all built at once answers too late
_PARTS = ("procedure.part_bring", "procedure.part_how", "procedure.part_cost", "procedure.part_basis")


def procedure_rows(items: tuple[ProcedureItem, ...]) -> list[Row]:
    """Return procedures as rows of a list."""
    return [Row(item.title, item.summary, item.facts, value=item.slug, marks=item.marks) for item in items]


class CategoriesScreen(TerminalScreen):
    """Draws `presenters.guide.categories`."""

    stays = True


class ProceduresScreen(TerminalScreen):
    """Draws `presenters.guide.procedures`: one group."""

    stays = True


class FindScreen(TerminalScreen):
    """Draws `presenters.guide.procedures.find`: the search by everyday words."""

    stays = True


@dataclass(frozen=True, slots=True)
class Anchor:
    """One part of a long page that can be gone to."""

    index: int
    words: str
    chosen: bool


class TickSquare(Widget):  # type: ignore[misc]
    """A box with a tick in it, or without."""

    ticked = BooleanProperty(False)


class TallyLine(BoxLayout):  # type: ignore[misc]
    """What a checklist comes to (`presenters.guide.materials.Tally`)."""

    tally = ObjectProperty(None, allownone=True)


class BranchBox(Item):
    """What follows where a step's answer is no: spoken as a whole, after its step."""

    role = "text"

    def label(self) -> str:
        """Return what it says."""
        return str(self.item.branch_says) if self.item else ""


class StepBox(Item):
    """One step of the flow chart: spoken as a whole."""

    role = "text"

    def label(self) -> str:
        """Return what it says."""
        return str(self.item.says) if self.item else ""


class ProcedureScreen(TerminalScreen):
    """Draws `presenters.guide.procedure`: a long page in four parts, each one touch away."""

    stays = True

    pane = ObjectProperty()
    parts = ObjectProperty(())
    part = NumericProperty(0)
    anchors = ObjectProperty(())
    built = NumericProperty(0)  # parts below the first page that stand already: one more with each frame

    def __init__(self, place: Place, view: Any, act: Any) -> None:
        super().__init__(place, view, act)
        self._build_on = Clock.create_trigger(self._build, 0)
        self._build_on()
        self.fbind("part", self._name_parts)
        self.pane.view.fbind("scroll_y", self._scrolled)
        self._name_parts()

    def go(self, index: int) -> None:
        """Bring a part to the top, as far as the page's end allows."""
        view, column = self.pane.view, self.pane.column
        beyond = column.height - view.height
        if beyond > 0:
            view.scroll_y = min(1.0, max(0.0, (self._top_of(index) - view.height) / beyond))
        self.part = index

    def give_up(self) -> list[Any]:
        """Build no more parts: this page is no longer shown."""
        self._build_on.cancel()
        return []

    def _build(self, _: float) -> None:
        self.built += 1
        if self.built < _LATER_PARTS:
            self._build_on()

    def _top_of(self, index: int) -> float:
        return float(self.parts[index].top - self.pane.column.y)

    def _scrolled(self, *_: object) -> None:
        """Mark the part that stands in the upper half."""
        view = self.pane.view
        middle = view.scroll_y * max(0.0, self.pane.column.height - view.height) + view.height / 2
        self.part = max((i for i in range(len(self.parts)) if self._top_of(i) >= middle), default=0)

    def _name_parts(self, *_: object) -> None:
        tr = App.get_running_app().strings
        self.anchors = tuple(Anchor(i, tr(key), i == self.part) for i, key in enumerate(_PARTS))
