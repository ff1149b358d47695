"""What every touchable thing does with a touch: pressed look at once, the tap on release, echoes ignored."""

from typing import Any

from kivy.app import App
from kivy.clock import Clock
from kivy.properties import BooleanProperty, ObjectProperty, StringProperty


class Touchable:
    """Mix-in for widgets that can be tapped. Dispatches `on_tap`.

    `reason`, when set, refuses the tap and says why instead; `name` identifies the widget to tests and to speech.
    """

    name = StringProperty("")
    pressed = BooleanProperty(False)
    reason = StringProperty("")
    value = ObjectProperty(None, allownone=True)
    quick = False  # acts when touched, each touch counts: for keys

    def __init__(self, **kwargs: Any) -> None:
        self.register_event_type("on_tap")  # type: ignore[attr-defined]
        self._pressed_at = -1  # frames drawn before the touch
        super().__init__(**kwargs)

    def on_tap(self) -> None:
        """Handle a tap; bound by layouts and callers."""

    def on_touch_down(self, touch: Any) -> bool:
        """Take a touch inside."""
        if touch.is_mouse_scrolling or not self.collide_point(*touch.pos) or self.disabled:  # type: ignore[attr-defined]
            return False
        if self in touch.ud:
            return False
        touch.grab(self)
        touch.ud[self] = True
        self._pressed_at = Clock.frames_displayed
        self.pressed = True
        if self.quick:
            self.tap()
        return True

    def on_touch_move(self, touch: Any) -> bool:
        """Show whether letting go now would count."""
        if touch.grab_current is not self or not touch.ud[self]:
            return False
        self.pressed = bool(self.collide_point(*touch.pos))
        return True

    def on_touch_up(self, touch: Any) -> bool:
        """Count the tap when the finger is still inside."""
        if touch.grab_current is not self:
            return False
        touch.ungrab(self)
        counts = not self.quick and self.collide_point(*touch.pos)
        if counts:
            counts = App.get_running_app().guard.accepts(self.to_window(*touch.pos), Clock.get_time())
        if self._pressed_at == Clock.frames_displayed:  # even the shortest tap is seen to be one
            Clock.schedule_once(lambda _: self._release(counts), 0)
        else:
            self._release(counts)
        return True

    def _release(self, counts: bool) -> None:
        self.pressed = False
        if counts:
            self.tap()

    def let_go(self, touch: Any) -> None:
        """Forget a touch; see `take_away`."""
        touch.ungrab(self)
        touch.ud[self] = False  # the move that is being handed round still comes here
        self.pressed = False

    def tap(self) -> None:
        """Act as if tapped: dispatch `on_tap`, or say the reason why not."""
        if self.reason:
            App.get_running_app().tell(self.reason)
        else:
            self.dispatch("on_tap")  # type: ignore[attr-defined]


def take_away(touch: Any) -> None:
    """Take a touch away from whatever it pressed: it has become something else, such as scrolling."""
    for holder in list(touch.ud):
        if isinstance(holder, Touchable):
            holder.let_go(touch)
