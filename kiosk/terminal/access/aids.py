"""Keypad, focus and narrator on one stage: what happens for visitors who do not touch or do not see. Kivy thread only."""

from collections.abc import Callable
from typing import Any

from kivy.clock import Clock
from kivy.core.window import Window

from kiosk.strings import Strings
from kiosk.terminal.access.keypad import Keypad
from kiosk.terminal.access.narrator import Narrator
from kiosk.terminal.controller import Controller
from kiosk.ui.focus import Focus
from kiosk.ui.guard import TapGuard

_SETTLE_S = 0.15  # until a new screen's parts stand where they belong


class Aids:
    """Turns keys into focus, taps and speech, and follows the stage.

    Args:
        stage: A `kiosk.ui.widgets.Stage`.
        guard: Takes a bouncing OK for one.
        act: The controller.
        strings: Returns the words of now.
    """

    def __init__(self, stage: Any, guard: TapGuard, act: Controller, strings: Callable[[], Strings]) -> None:
        self._stage = stage
        self._act = act
        self._by_keys = False
        self._place: Any = None
        self.focus = Focus(stage)
        self.narrator = Narrator(stage, act.voice, strings, lambda: self.focus.target)
        self._keypad = Keypad(self.focus, guard, self)
        self._lead = Clock.create_trigger(self._lead_in, _SETTLE_S)
        stage.bind(screen=self._screen_changed, overlay=self._overlay_changed)

    def watch_keys(self, wakes: Callable[[], bool], unseen: Callable[[], bool]) -> None:
        """Listen to the window's keys; one that wakes the terminal begins the reading and does nothing else.

        Whoever cannot see whether slides are shown must not have to press twice.

        Args:
            wakes: Tells whether a key only ends the slides.
            unseen: Tells whether a key was meant for the screen before.
        """
        begin = Clock.create_trigger(lambda _: self.pressed(), _SETTLE_S)

        def down(_: Any, code: int, *__: Any) -> bool:
            if wakes():
                begin()
                return True
            return unseen() or self._keypad.down(code)

        Window.bind(on_key_down=down)
        Window.bind(on_key_up=lambda _, code, *__: self._keypad.up(code))

    def touched(self) -> None:
        """Note a touch: the ring goes, the voice is quiet."""
        self._by_keys = False
        self.focus.clear()
        self._act.voice.hush()
        self.narrator.acted()

    # what the keypad asks for

    def pressed(self) -> bool:
        """Note a key; tell whether it is used up by that: it answered a question, or began the reading aloud."""
        self._by_keys = True
        self.narrator.acted()
        asked = getattr(self._stage.overlay, "question", False)
        self._act.touched()
        if asked:
            self._act.voice.hush()
            self.narrator.changed()
            return True
        if self._act.voice.begin():
            self.narrator.guide()
            return True
        return False

    def focused(self, target: Any) -> None:
        """Say what has the focus now."""
        self.narrator.say_focus(target)

    def open_comfort(self) -> None:
        """Open the panel of comfort choices."""
        self._act.comfort.open()

    def open_staff(self) -> None:
        """Open the page for staff from home, as the clock does for a finger that stays on it.

        That ends the visit; whoever was being read to still is.
        """
        if self._act.navigator.at_home:
            aloud = self._act.voice.on
            self._act.staff.open()
            if aloud:
                self._act.voice.stay_on()
            self.narrator.acted()

    def step_back(self) -> None:
        """Close what lies over the screen, leave what was entered, or go back one screen."""
        if self._stage.overlay:
            self._stage.overlay.step_back()
        elif not self.focus.leave():
            self._act.back()

    # what the stage tells

    def _screen_changed(self, _: Any, screen: Any) -> None:
        place, self._place = self._place, getattr(screen, "place", None)
        if place != self._place:
            self.focus.clear()
            self._lead()
        self.narrator.changed()

    def _overlay_changed(self, _: Any, overlay: Any) -> None:
        self.focus.turn_to(overlay)
        self._lead()
        self.narrator.changed()

    def _lead_in(self, _: float) -> None:
        """Show those who use keys and see where they are; those who are read to hear the screen first."""
        if self._by_keys and not self._act.voice.on and self.focus.target is None:
            self.focus.first()
