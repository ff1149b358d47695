"""Composition root of `kiosk board`: starts voice, link and window bottom-up, stops them in reverse."""

import logging
import signal
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from kivy.clock import Clock as KivyClock

from device.speech import Speaker
from kiosk.board.announcer import Announcer
from kiosk.board.app import BoardApp
from kiosk.board.calls import CallWatch
from kiosk.board.presenter import Presenter
from kiosk.config import Setup
from kiosk.domain.clock import Clock
from kiosk.domain.live import LiveState
from kiosk.strings import Strings
from kiosk.ui.app import after_first_frame, on_next_frame
from kiosk.ui.inspection import open_inspector
from kiosk.ui.scale import Scale
from kiosk.ui.theme import load_theme
from kiosk.watchdog import BEAT_S, Watchdog
from kiosk.wire.subscriber import HallSubscriber, Link

_log = logging.getLogger(__name__)


class Player:
    """One display board.

    Args:
        setup: The machine's set-up.
        scale: The open window's scale.
        clock: Tells the time.

    Raises:
        ContentError: Theme or strings are missing.
        StorageError: A key for the hall is missing.
    """

    def __init__(self, setup: Setup, scale: Scale, clock: Clock) -> None:
        config = setup.config
        self._setup = setup
        self._clock = clock
        strings = Strings(config.terminal.language)
        self._watch = CallWatch()
        self._presenter = Presenter(config.board.name, strings, self._watch, clock)
        self._speaker = Speaker() if config.board.speech else None
        self._announcer = Announcer(self._speaker, strings.language) if self._speaker else None
        self._subscriber = HallSubscriber(
            config.client, setup.data / "keys", self._on_change, clock, board=config.board.name
        )
        self._app = BoardApp(
            scale,
            load_theme(config.screen.theme),
            strings,
            self._presenter,
            self._subscriber.shown,
        )

    def run(self) -> None:
        """Show the board until SIGTERM or SIGINT."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._on_signal)
        with ExitStack() as parts:
            if self._speaker:
                parts.callback(self._speaker.close)
            if self._setup.config.screen.inspect:
                parts.callback(open_inspector(self._app, self._socket()).stop)
            self._subscriber.start()
            parts.callback(self._subscriber.stop)
            after_first_frame(self._be_watched)
            self._app.run()
        _log.info("the board is closed")

    def _be_watched(self) -> None:
        """Have the Kivy thread itself tell that it and the link get on."""
        watchdog = Watchdog(lambda: [] if self._subscriber.answers() else ["hall-subscriber"])
        watchdog.ready()
        KivyClock.schedule_interval(lambda _: watchdog.beat(), BEAT_S)

    def _socket(self) -> Path:
        return self._setup.data / "run" / "board.sock"

    def _on_signal(self, *_: Any) -> None:
        on_next_frame(self._app.stop)

    def _on_change(self, state: LiveState, link: Link) -> None:
        """Take a new state; on the subscriber's thread."""
        on_next_frame(lambda: self._show(state, link))

    def _show(self, state: LiveState, link: Link) -> None:
        for call in self._watch.take(state, link, self._clock.now(), self._clock.monotonic()):
            _log.info("ticket %s is called to counter %s (%s)", call.ticket, call.counter, call.times)
            if self._announcer:
                self._announcer.announce(self._presenter.announcement(call))
        self._app.take(state, link)
