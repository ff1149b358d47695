"""The hall's live state for the terminal: follows the subscriber and tells only real changes, on the Kivy thread."""

import logging
from collections.abc import Callable
from pathlib import Path

from kiosk.config import ClientConfig
from kiosk.domain.clock import Clock
from kiosk.domain.errors import KioskError
from kiosk.domain.live import LiveState
from kiosk.terminal.facts import HallNow
from kiosk.wire.subscriber import HallSubscriber, Link, LinkState

_log = logging.getLogger(__name__)


class HallFeed:
    """Keeps the terminal's picture of the hall.

    Args:
        client: How this machine reaches the hall.
        keys: The folder of certificates.
        clock: Tells the time.
        on_kivy: Runs something on the Kivy thread.
        on_change: Told each new state, on the Kivy thread.
    """

    def __init__(
        self,
        client: ClientConfig,
        keys: Path,
        clock: Clock,
        on_kivy: Callable[[Callable[[], None]], None],
        on_change: Callable[[HallNow], None],
    ) -> None:
        self._client = client
        self._keys = keys
        self._clock = clock
        self._on_kivy = on_kivy
        self._on_change = on_change
        self._last = HallNow()
        self._subscriber: HallSubscriber | None = None

    def start(self) -> None:
        """Begin to follow; without certificates the hall counts as away and `retry` may try again."""
        try:
            self._subscriber = HallSubscriber(self._client, self._keys, self._heard, self._clock)
        except KioskError as err:
            _log.warning("the hall cannot be followed: %s", err)
            return
        self._subscriber.start()

    def retry(self) -> None:
        """Start if that was not possible before: the certificates may have come meanwhile."""
        if self._subscriber is None:
            self.start()

    def stop(self) -> None:
        """Stop following."""
        if self._subscriber is not None:
            self._subscriber.stop()

    def silent(self) -> list[str]:
        """Return the thread's name while it does not get on."""
        return [] if self._subscriber is None or self._subscriber.answers() else ["hall-subscriber"]

    def _heard(self, state: LiveState, link: Link) -> None:
        """Take a state on the subscriber's thread; it comes with each heartbeat too, mostly unchanged."""
        now = HallNow(link.state is LinkState.FRESH, state.queues.queues, state.queues.counters)
        if now != self._last:
            self._last = now
            self._on_kivy(lambda: self._on_change(now))
