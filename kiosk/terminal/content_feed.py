"""The content as the controller knows it: opened once home is shown, looked after each second. Kivy thread only; no Kivy in it."""

import logging
from collections.abc import Callable
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from kiosk.domain.halls import Service
from kiosk.domain.languages import in_language
from kiosk.terminal.facts import Content
from kiosk.terminal.jobs import Jobs

if TYPE_CHECKING:
    from kiosk.terminal.shelf import Shelf

_log = logging.getLogger(__name__)
_ZONE = "Asia/Shanghai"


class ContentFeed:
    """Keeps the terminal's picture of its content.

    `opening` is true until the first answer: that content is not there says nothing before.

    Args:
        shelf: The content; only ever used inside jobs.
        jobs: The content worker.
        on_change: Called when other content is there, or when it turns out that there is none.
    """

    def __init__(self, shelf: "Shelf", jobs: Jobs, on_change: Callable[[], None]) -> None:
        self._shelf = shelf
        self._jobs = jobs
        self._on_change = on_change
        self._held: Content | None = None
        self._read: tuple[Content | None, str, Content | None] = (None, "", None)  # as held, language, as read
        self.has_laws = False
        self.opening = True

    def open(self) -> None:
        """Have the content opened."""
        self._jobs.submit(self._open, lambda found: self.take(*found), self._fault)

    def look(self) -> None:
        """Have the content worker look whether something else is to be used."""
        self._jobs.submit(self._reopen, self._looked, self._fault)

    def take(self, content: Content | None, has_laws: bool) -> None:
        """Take over what has been opened."""
        self._held, self.has_laws, self.opening = content, has_laws, False
        self._on_change()

    def read(self, language: str) -> Content | None:
        """Return the content in a language; translated once, not for each view."""
        held = self._held
        if self._read[0] is not held or self._read[1] != language:
            self._read = held, language, in_language(held, language)
        return self._read[2]

    def service(self, code: str) -> Service | None:
        """Return a service as its hall names it, or None."""
        return self._held.service(code) if self._held else None

    @property
    def zone(self) -> ZoneInfo:
        """The hall's time zone; China's where that is not known."""
        try:
            return ZoneInfo(self._held.hall.zone if self._held else _ZONE)
        except (ZoneInfoNotFoundError, ValueError):
            return ZoneInfo(_ZONE)

    # on the content worker

    def _open(self) -> tuple[Content | None, bool]:
        self._shelf.open()
        return self._shelf.content, self._shelf.laws is not None

    def _reopen(self) -> tuple[Content | None, bool] | None:
        return (self._shelf.content, self._shelf.laws is not None) if self._shelf.refresh() else None

    # back from it

    def _looked(self, found: tuple[Content | None, bool] | None) -> None:
        if found is not None:
            self.take(*found)

    def _fault(self, err: Exception) -> None:
        _log.warning("the content cannot be looked at: %s", err)
        if self.opening:
            self.opening = False
            self._on_change()
