"""The terminal's window: shows views as screens, asks the silent visitor, keeps the hours of its timers."""

import logging
import math
import os
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from kivy.clock import Clock
from kivy.core.window import Window
from kivy.properties import ObjectProperty
from kivy.uix.widget import Widget

from kiosk.strings import Strings
from kiosk.terminal.access.comfort import Comfort
from kiosk.terminal.access.cues import Cue
from kiosk.terminal.controller import Controller
from kiosk.terminal.input.keyboard import KeyboardView
from kiosk.terminal.left import LeftScreens
from kiosk.terminal.navigator import HOME, Place
from kiosk.terminal.presenters.away import AwayView, LoadingView
from kiosk.terminal.presenters.home import HomeView
from kiosk.terminal.screens.away import AwayScreen, IdleOverlay, LoadingScreen
from kiosk.terminal.screens.comfort import ComfortOverlay
from kiosk.terminal.screens.home import HomeScreen, Now
from kiosk.ui.app import KioskApp, after_first_frame, on_next_frame, when_drawn
from kiosk.ui.lockdown import BUTTONS
from kiosk.ui.scale import Scale
from kiosk.ui.theme import Theme, load_theme
from kiosk.ui.tidy import Tidy, no_longer_follow
from kiosk.ui.touch_mark import TouchMark
from kiosk.ui.widgets import Overlay

if TYPE_CHECKING:
    from kiosk.terminal.access.aids import Aids
    from kiosk.ui.launch import LaunchPicture

_log = logging.getLogger(__name__)
_SECOND_S = 1.0
_DAY, _NIGHT = "day", "night"
_PASSES = 60  # layouts inside layouts settle in one frame, instead of over some that can be seen
_WAKING_S = 0.4  # the other fingers of the hand that wakes, and its echo, press nothing either
_RESTART_STATUS = os.EX_TEMPFAIL  # 75: who watches over the program starts it again
_PATIENCE_S = 0.1  # after this a page that is being made is announced
_FIRST_LAYOUTS = ("terminal.kv", "home.kv", "away.kv")  # of what is seen first; the others stand in `catalogue`
_FIRST_SCREENS: dict[type, Callable[[Place, Any, Any], Any]] = {
    HomeView: HomeScreen,
    AwayView: AwayScreen,
    LoadingView: LoadingScreen,
}


class TerminalApp(KioskApp):
    """The window of the terminal; the controller's display.

    Args:
        scale: The panel.
        theme: The colours.
        strings: The words to begin with.
        low_reach_px: Height that screens fill for a visitor who asks for low reach.
    """

    keyboard = ObjectProperty(KeyboardView(), rebind=True)

    def __init__(self, scale: Scale, theme: Theme, strings: Strings, low_reach_px: int = 0) -> None:
        super().__init__(scale, theme, strings, _FIRST_LAYOUTS)
        Clock.max_iteration = _PASSES
        self._screens = _FIRST_SCREENS
        self._tidy: Tidy | None = None
        self._left = LeftScreens(self.let_go)
        self._low_reach_px = low_reach_px
        self._controller: Controller | None = None
        self._stale = False
        self._unseen = False  # a screen has come that is not drawn yet
        self._patience: Any = None
        self._question: IdleOverlay | None = None
        self._panel: ComfortOverlay | None = None
        self.own_theme = theme.name  # for visitors who choose none
        self._day_theme = theme.name
        self._woken_s = -math.inf
        self.status = 0  # what the process is to exit with
        self.picture: LaunchPicture | None = None  # keeps what home looks like when it is drawn first
        self._aids: Aids | None = None  # from the first frame on

    def attach(self, controller: Controller) -> None:
        """Set where touches go; before `run`."""
        self._controller = controller

    @property
    def controller(self) -> Controller:
        """The controller."""
        if self._controller is None:
            raise RuntimeError("attach a controller first")
        return self._controller

    def on_start(self) -> None:
        """Show home; the rest comes once it is seen."""
        self.controller.refresh()
        after_first_frame(self._go_on)

    def _go_on(self) -> None:
        """Listen to touches and keys, start the timers, open the content, get ready for what comes after home."""
        from kiosk.terminal.access.aids import Aids  # noqa: PLC0415 - home does not wait for it

        if self.picture:
            self.picture.keep(blank=[widget for widget in self.stage.walk() if isinstance(widget, Now)])
        self._aids = Aids(self.stage, self.guard, self.controller, lambda: self.strings)
        self._aids.watch_keys(self._wakes, lambda: self._unseen)
        Window.bind(on_touch_down=self._touched)
        TouchMark(self.look)
        self.controller.start()
        Clock.schedule_interval(lambda _: self.controller.tick(), _SECOND_S)
        Clock.schedule_interval(lambda _: self.controller.content.look(), _SECOND_S)
        self._learn_screens()
        self._tidy = Tidy(lambda: self.controller.calm)
        self._tidy.shown(at_home=True)

    def restart(self) -> None:
        """End with a status that asks to be started again."""
        self.status = _RESTART_STATUS
        self.stop()

    def _learn_screens(self) -> None:
        from kiosk.terminal import catalogue  # noqa: PLC0415 - home does not wait for the others

        self.load_layouts(catalogue.LAYOUTS)
        self._screens = catalogue.SCREENS | _FIRST_SCREENS

    def show(self, place: Place, view: Any) -> None:
        """Show the view of a place: in the screen that stands there already, or in a new one."""
        self._stop_waiting()
        screen = self.stage.latest
        if screen is not None and not self._stale and screen.place == place and type(screen.view) is type(view):
            if getattr(screen.view, "spoken", None) != getattr(view, "spoken", None):
                self.controller.voice.forget()  # what is being read stands there no longer
            screen.view = view
            self._read_changes()
            return
        self._stale = False
        if type(view) not in self._screens:
            self._learn_screens()
        self._put(self._screens[type(view)](place, view, self.controller))

    def _put(self, screen: Any) -> None:
        """Put a screen on the stage; the one before is kept for the way back, which ends at home."""
        before, at_home = self.stage.latest, screen.place == HOME
        if self._tidy:
            self._tidy.shown(at_home=at_home)
        self.stage.show(screen)
        self._unseen = True
        on_next_frame(lambda: when_drawn(self._seen))
        if before is not None:
            gone = at_home or before.place == screen.place
            on_next_frame(lambda: self.let_go(before) if gone else self._left.keep(before))
        if at_home:
            on_next_frame(self._left.forget)
            if self._aids and before is not None and before.place != HOME:  # else home is only drawn in another look
                self._aids.narrator.forget()

    def _seen(self) -> None:
        self._unseen = False

    def let_go(self, gone: Widget) -> None:
        """Free a widget that will not be shown again."""
        if self._tidy:
            self._tidy.let_go(gone)

    def show_keyboard(self, view: KeyboardView) -> None:
        """Show what stands in the box and on the keyboard: layouts follow `app.keyboard`."""
        self.keyboard = view
        self._read_changes()

    def wait_for(self, place: Place) -> None:
        """Announce a page that takes longer than a moment; one that is there, or was left lately, stands until its view comes."""
        self._stop_waiting()
        screen = self.stage.latest
        if screen is not None and screen.place == place:
            return
        left = self._left.take(place)
        if left is not None:
            self._put(left)
        else:
            self._patience = Clock.schedule_once(
                lambda _: self.show(place, LoadingView(self.tr("shell.loading"))), _PATIENCE_S
            )

    def when_drawn(self, act: Callable[[], None]) -> None:
        """Do something once what has changed by now is on the screen."""
        when_drawn(act)

    def ask(self, seconds: int | None) -> None:
        """Ask whether the visitor is there; None takes the question away."""
        if seconds is None:
            question, self._question = self._question, None
            self._take_away(question)
        elif self._question is None:
            self._question = IdleOverlay(seconds=seconds, act=self.controller)
            self.stage.cover(self._question)
            if self._aids:
                self._aids.narrator.ask(seconds)
        else:
            self._question.seconds = seconds

    def dim(self, night: bool) -> None:
        """Have the night's colours for visitors who choose none; a machine of high contrast keeps its own."""
        self.own_theme = _NIGHT if night and self._day_theme == _DAY else self._day_theme

    def show_comfort(self, view: Any) -> None:
        """Lay the panel of comfort choices over the screen; None takes it away."""
        if view is None:
            panel, self._panel = self._panel, None
            self._take_away(panel)
        elif self._panel is None:
            self._panel = ComfortOverlay(view=view, act=self.controller)
            self.stage.cover(self._panel)
        else:
            self._panel.view = view
            self._read_changes()

    def restyle(self, strings: Strings, comfort: Comfort) -> None:
        """Take over language and comfort; the next view gets a new screen."""
        before, theme = self.look.scale, comfort.colours or self.own_theme
        reach_px = self._low_reach_px if comfort.reach == "low" else 0
        scale = replace(before, large=comfort.large_print, reach_px=reach_px)
        if strings is self.strings and scale == before and theme == self.look.theme.name:
            return
        self._left.forget()
        if self.stage.latest is not None:
            no_longer_follow(self.stage.latest)  # it is built anew at once: what it would do first is half the work
        self.strings = strings
        self.look.apply(scale, self.look.theme if theme == self.look.theme.name else load_theme(theme))
        self.stage.share = (reach_px or scale.height) / scale.height
        self.stage.above = self.tr("comfort.low_band") if reach_px else ""
        self._stale = True

    def tell(self, text: str) -> None:
        """Say a calm word at the foot of the screen, aloud too for those who are being read to."""
        super().tell(text)
        self.controller.cues.give(Cue.ATTENTION)
        if self._aids:
            self._aids.narrator.tell(text)

    def _read_changes(self) -> None:
        if self._aids:
            self._aids.narrator.changed()

    def _take_away(self, overlay: Overlay | None) -> None:
        if overlay is not None:
            self.stage.uncover(overlay)
            on_next_frame(lambda: self.let_go(overlay))

    def _stop_waiting(self) -> None:
        if self._patience is not None:
            self._patience.cancel()
            self._patience = None

    def _touched(self, _: Any, touch: Any) -> bool:
        if "button" in touch.profile and touch.button not in BUTTONS:  # a finger has none
            return True  # a mouse is for technicians; its other buttons are nobody's
        if self._wakes():
            return True
        if self._aids:
            self._aids.touched()
        if self._question is None:
            self.controller.touched()
        if self._unseen:
            return True  # meant for the screen before
        if getattr(touch, "button", "left") == "left":
            self.controller.cues.give(Cue.TOUCH)
        return False

    def _wakes(self) -> bool:
        """Tell whether a touch or key only ends the slides, or comes with the one that did."""
        if self.controller.wake():
            self._woken_s = Clock.get_boottime()
        return bool(Clock.get_boottime() - self._woken_s < _WAKING_S)
