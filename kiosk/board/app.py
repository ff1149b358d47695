"""The board's window: takes states from the subscriber's thread, draws them, tells what it has drawn."""

from collections.abc import Callable
from typing import Any

from kivy.clock import Clock
from kivy.core.window import Window
from kivy.properties import NumericProperty

from kiosk.board.presenter import Presenter
from kiosk.board.screen import BoardScreen
from kiosk.domain.live import LiveState
from kiosk.strings import Strings
from kiosk.ui.app import KioskApp, on_next_frame
from kiosk.ui.scale import Scale
from kiosk.ui.theme import Theme
from kiosk.wire.subscriber import Link

_TICK_S = 1.0
_DESIGN_PX = 1080  # the layout's unit is one pixel of a panel whose shorter side has this many
_UNDRAWN_S = 0.2


class BoardApp(KioskApp):
    """Draws what the presenter decides.

    Args:
        scale: From `window.prepare`.
        theme: The colours.
        strings: The words.
        presenter: Decides what to show.
        on_drawn: Told the number of each event once it is on the screen.
    """

    unit = NumericProperty(1.0)

    def __init__(
        self,
        scale: Scale,
        theme: Theme,
        strings: Strings,
        presenter: Presenter,
        on_drawn: Callable[[int], None],
    ) -> None:
        super().__init__(scale, theme, strings, layouts=("board.kv",))
        self.unit = min(scale.width, scale.height) / _DESIGN_PX
        self._presenter = presenter
        self._now_shown = presenter.start()
        self._on_drawn = on_drawn
        self._undrawn: int | None = None

    def on_start(self) -> None:
        """Show the first view; from now on each second and each state draws anew where something changed."""
        self.stage.show(BoardScreen())
        Clock.schedule_interval(lambda _: self._draw(), _TICK_S)
        Window.bind(on_flip=self._confirm)
        self._draw()

    def take(self, state: LiveState, link: Link) -> None:
        """Show a new state as soon as possible; any thread."""
        on_next_frame(lambda: self._take(state, link))

    def _take(self, state: LiveState, link: Link) -> None:
        self._now_shown = (state, link)
        self._draw()
        self._undrawn = link.seq
        # a state that looks the same as the last draws nothing, so no flip would ever confirm it
        Clock.schedule_once(self._confirm_unchanged, _UNDRAWN_S)

    def _draw(self) -> None:
        if self.stage and self.stage.screen:
            self.stage.screen.draw(self._presenter.view(*self._now_shown))

    def _confirm_unchanged(self, _: float) -> None:
        if not Window.canvas.needs_redraw:
            self._confirm()

    def _confirm(self, *_: Any) -> None:
        if self._undrawn is not None:
            seq, self._undrawn = self._undrawn, None
            self._on_drawn(seq)
