"""The map under the five-key pad: OK enters it, arrows move it, OK leaves it."""

from kivy.app import App
from kivy.properties import BooleanProperty, ListProperty, NumericProperty, ObjectProperty, StringProperty
from kivy.uix.floatlayout import FloatLayout
from kivy.uix.widget import Widget

from kiosk.ui.focus import Arrow
from kiosk.ui.touch import Touchable

_STEPS = {Arrow.LEFT: (-1, 0), Arrow.RIGHT: (1, 0), Arrow.UP: (0, 1), Arrow.DOWN: (0, -1)}  # across and up


class MapMover(Touchable, Widget):  # type: ignore[misc]
    """The whole map as one target of the keypad. The map lies over it: fingers never reach it.

    `words` are what is said of the map while it is entered, shown as well.
    """

    pane = ObjectProperty(None, allownone=True)
    act = ObjectProperty(None, allownone=True)
    entered = BooleanProperty(False)
    words = StringProperty("")
    role = "button"

    def label(self) -> str:
        """Return what it says."""
        return str(App.get_running_app().strings("map.move"))

    def on_tap(self) -> None:
        """Enter, or leave."""
        tr = App.get_running_app().strings
        if self.entered:
            self.leave()
            self.act.voice.say(tr("map.left"))
        else:
            self.entered = True
            self._show(self.pane.middle_words())
            self.act.voice.say(self.words)

    def leave(self) -> None:
        """Give the arrows back."""
        self.entered = False

    def steer(self, arrow: Arrow) -> None:
        """Look further that way, and say what is nearest to the middle now."""
        goes_on = self.pane.shift(*_STEPS[arrow])
        told = self.pane.middle_words() if goes_on else App.get_running_app().strings("map.end")
        self._show(told)
        self.act.voice.say(told)

    def _show(self, told: str) -> None:
        self.words = "\n".join((App.get_running_app().strings("map.entered"), told))


class MapSight(FloatLayout):  # type: ignore[misc]
    """Marks the middle of a map that is entered, and shows what is nearest to it."""

    mover = ObjectProperty(None, allownone=True, rebind=True)
    pane = ObjectProperty(None, allownone=True, rebind=True)
    room = NumericProperty(0)  # how wide its words may be
    middle = ListProperty([0, 0])
