"""Letters are drawn with the frame that shows them: a page that is being laid out changes the width of its texts several times."""

from typing import Any

from kivy.core.window import Window
from kivy.lang import Builder
from kivy.uix.label import Label

_waiting: dict[Label, None] = {}  # in the order in which they changed


class LateLabel(Label):  # type: ignore[misc]
    """A label that is drawn once a frame, when nothing moves any more. Nothing may be laid out by its `texture_size`."""

    def texture_update(self, *_: object) -> None:
        """Have the letters drawn with the next frame."""
        if not _waiting:
            Window.fbind("on_draw", _draw)  # what is bound last is called first: before the window is drawn
        _waiting[self] = None
        self.canvas.ask_update()

    def give_up(self) -> list[Any]:
        """Be drawn no more: this text is no longer shown."""
        self._trigger_texture.cancel()
        _waiting.pop(self, None)
        return []


def _draw(*_: Any) -> None:
    Window.funbind("on_draw", _draw)
    while _waiting:
        label = next(iter(_waiting))
        del _waiting[label]
        Label.texture_update(label)
    Builder.sync()  # the rectangles that the letters stand in
