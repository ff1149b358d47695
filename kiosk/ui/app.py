"""The Kivy application that terminal and board are made of: look, strings, one stage, no way out by keyboard."""

from collections.abc import Callable
from typing import Any

from kivy.app import App
from kivy.clock import Clock
from kivy.core.window import Window
from kivy.lang import Builder
from kivy.properties import ObjectProperty
from kivy.uix.widget import Widget

from kiosk.files import shipped
from kiosk.strings import Strings
from kiosk.ui import round_box, top_bar, widgets  # noqa: F401 - named in layouts
from kiosk.ui.guard import TapGuard
from kiosk.ui.look import Look
from kiosk.ui.scale import Scale
from kiosk.ui.theme import Theme

_LAYOUTS = ("widgets.kv",)


class KioskApp(App):  # type: ignore[misc]
    """Base of a program with a window. Layouts reach `app.look` and `app.stage`.

    Args:
        scale: From `window.prepare`.
        theme: The colours to begin with.
        strings: The words to begin with; `app.tr("key")` reads them.
        layouts: File names under layouts/ that this program needs besides the shared ones.
    """

    look = ObjectProperty()
    strings = ObjectProperty()
    stage = ObjectProperty()

    def __init__(self, scale: Scale, theme: Theme, strings: Strings, layouts: tuple[str, ...] = ()) -> None:
        super().__init__()
        self.look = Look(scale, theme)
        self.strings = strings
        self.guard = TapGuard(scale.px_per_mm)
        self._layouts = (*_LAYOUTS, *layouts)
        Window.clearcolor = self.look.ground
        self.look.bind(ground=lambda _, colour: setattr(Window, "clearcolor", colour))

    def tr(self, key: str, **values: object) -> str:
        """Return a string of the current language."""
        return str(self.strings(key, **values))

    def load_kv(self, filename: str | None = None) -> bool:  # noqa: ARG002 - Kivy's signature
        """Load the layouts of what is seen first, each once in a process."""
        self.load_layouts(self._layouts)
        return False

    def load_layouts(self, names: tuple[str, ...]) -> None:
        """Load layouts, each once in a process."""
        for name in names:
            path = str(shipped("layouts", name))
            if path not in Builder.files:
                Builder.load_file(path, encoding="utf8")

    def build(self) -> Any:
        """Return the stage; subclasses show their first screen on it in `on_start`."""
        self.load_kv()
        self.stage = widgets.Stage()
        return self.stage

    def tell(self, text: str) -> None:
        """Show a calm word at the foot of the screen for some seconds."""
        self.stage.tell(text)

    def let_go(self, gone: Widget) -> None:
        """Take note that a widget will not be shown again; subclasses may have it freed sooner than by itself."""

    def open_settings(self, *_: object) -> bool:
        """Open nothing: a kiosk has no settings page for visitors."""
        return False

    def _on_keyboard_settings(self, *_: object) -> bool:
        return False


def after_first_frame(act: Callable[[], None]) -> None:
    """Run something on the Kivy thread once the window has shown a picture: what that need not wait for."""
    when_drawn(lambda: on_next_frame(act))


def when_drawn(act: Callable[[], None]) -> None:
    """Run something on the Kivy thread as soon as what has changed by now is drawn."""
    once: list[Callable[..., None]] = []  # a function that named itself would be a circle, left to the collector

    def shown(*_: object) -> None:
        Window.unbind(on_flip=once.pop())
        act()

    once.append(shown)
    Window.bind(on_flip=shown)
    Window.canvas.ask_update()  # a frame comes even if nothing has changed


def on_next_frame(act: Callable[[], None]) -> None:
    """Run something on the Kivy thread at its next tick; callable from any thread."""
    Clock.schedule_once(lambda _: act(), 0)
