"""Follows what is on the stage and has it read aloud: new screens as a whole, later what has changed. Kivy thread only."""

from collections.abc import Callable
from typing import Any

from kivy.clock import Clock

from kiosk.strings import Strings
from kiosk.terminal.access import reader
from kiosk.terminal.access.voice import VisitorVoice
from kiosk.ui.describe import describe, describe_one

_SETTLE_S = 0.15  # until repeated parts of a screen stand
_ANSWER_S = 15.0  # what changes later than this after a touch or key is no answer to it, and not said


class Narrator:
    """Reads the stage aloud for visitors who want it.

    Args:
        stage: A `kiosk.ui.widgets.Stage`.
        voice: What reads.
        strings: Returns the words of now.
        focused: Returns what has the focus, or None.
    """

    def __init__(
        self, stage: Any, voice: VisitorVoice, strings: Callable[[], Strings], focused: Callable[[], Any]
    ) -> None:
        self._stage = stage
        self._voice = voice
        self._strings = strings
        self._focused = focused
        self._read: Any = None  # the screen that was read last
        self._seen: Any = None  # the screen or overlay that `_items` stand on
        self._items: list[dict[str, Any]] = []
        self._acted_s = -_ANSWER_S
        self._answered = True  # whether anything was said since the visitor did something
        self.changed = Clock.create_trigger(self._look, _SETTLE_S)  # to be called when something is shown

    def acted(self) -> None:
        """Note that the visitor has touched something or pressed a key."""
        self._acted_s = Clock.get_time()
        self._answered = False

    def forget(self) -> None:
        """Forget what was read: the visitor has gone, or the screen has."""
        self._read = self._seen = None
        self._items = []

    def guide(self) -> None:
        """Say how the keypad is used, then read the screen."""
        self._seen = self._read = self._stage.screen
        self._items = self._shown()
        words = self._strings()
        self._voice.read([words("aloud.guide"), *reader.page(self._items, words)])

    def ask(self, seconds: int) -> None:
        """Ask whether the visitor is still there; visitors who are not being read to are asked as well."""
        self._voice.say(self._strings()("aloud.question", seconds=seconds), always=True)

    def tell(self, text: str) -> None:
        """Say a word that the screen shows for some seconds."""
        self._voice.say(text)

    def say_focus(self, target: Any) -> None:
        """Say what the keypad has come to."""
        self._answered = True
        self._voice.say(reader.focus(describe_one(target), self._strings()))

    def _look(self, *_: object) -> None:
        if not self._voice.on:
            self.forget()
            return
        root, before = self._stage.overlay or self._stage.screen, self._items
        if getattr(root, "question", False):
            self._seen = root
            return  # was asked aloud already
        if Clock.get_time() - self._acted_s > _ANSWER_S:
            return
        same, self._seen = root is self._seen, root
        self._items = self._shown()
        if same:
            news = reader.news(before, self._items, self._strings()) or self._same_again()
            if news:
                self._voice.say(*news)
        elif root is self._stage.overlay:
            self._voice.say(*reader.page(self._items, self._strings()))
        elif root is not self._read:
            self._read = root
            self._voice.read(reader.page(self._items, self._strings()))
        elif not self._voice.busy:
            self._voice.say(root.title, *self._where())
        self._answered = True

    def _same_again(self) -> list[str]:
        """Return what was chosen though it was chosen already: silence would be no answer."""
        target = None if self._answered else self._focused()
        return reader.chosen(describe_one(target), self._strings()) if target else []

    def _where(self) -> list[str]:
        """Return what has the focus, as it is said."""
        target = self._focused()
        return [] if target is None else [reader.focus(describe_one(target), self._strings())]

    def _shown(self) -> list[dict[str, Any]]:
        items: list[dict[str, Any]] = describe(self._stage, 0, 0, scrolled=True)["items"]
        return items
