"""The controller's part for looking the law up: takes what is asked, narrowed and opened. Kivy thread only; no Kivy in it."""

import logging
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from kiosk.content.laws.answers import Way
from kiosk.content.laws.filter import EVERYTHING
from kiosk.terminal.facts import Facts
from kiosk.terminal.input.typed import LINE, Typed
from kiosk.terminal.jobs import Jobs
from kiosk.terminal.lookup.choice import FACET, FOUND, SCREEN, Facet, LawsChoice, narrowed
from kiosk.terminal.navigator import Navigator, Place
from kiosk.terminal.session import Session

if TYPE_CHECKING:
    from kiosk.content.laws.book import LawBook
    from kiosk.terminal.lookup.suggest import Suggestions
    from kiosk.terminal.shelf import Shelf

_log = logging.getLogger(__name__)


class LawDesk:
    """Keeps what was asked of the laws in the visit, and counts what was opened.

    Args:
        session: The visitor's own things.
        shelf: The content; only used inside jobs.
        jobs: The content worker.
        navigator: Where the visitor is.
        facts: Tells the day.
        go: Goes to a screen, if this hall offers it.
    """

    def __init__(
        self,
        session: Session,
        shelf: "Shelf",
        jobs: Jobs,
        *,
        navigator: Navigator,
        facts: Callable[[], Facts],
        go: Callable[[str, str], None],
    ) -> None:
        self._session = session
        self._shelf = shelf
        self._jobs = jobs
        self._navigator = navigator
        self._open = go
        self._facts = facts
        self._aside: Jobs | None = None
        self._expected = self._ready = False

    def connect(self, aside: Jobs) -> None:
        """Set up a worker on which the search is made ready, so that the content worker goes on answering keys."""
        self._aside = aside

    def expect(self) -> None:
        """Note that somebody has come to look something up."""
        self._expected = True

    def get_ready(self) -> None:
        """Have the search made ready if it is expected to be used; for a calm moment: it slows what is done meanwhile."""
        aside = self._aside
        if aside is None or self._ready or not self._expected:
            return
        self._ready = True

        def prepare(parts: "tuple[LawBook, Suggestions] | None") -> None:
            if parts is None:
                self._expected = self._ready = False
                return
            for part in parts:
                aside.submit(part.prepare, lambda _: None, self._not_ready)

        self._jobs.submit(self._parts, prepare, self._not_ready)

    def _parts(self) -> "tuple[LawBook, Suggestions] | None":
        """Return what takes a while to be ready. Content worker only."""
        return (self._shelf.laws, self._shelf.suggestions) if self._shelf.laws else None

    def renew(self) -> None:
        """Note that there may be another law book."""
        self._ready = False

    def ask(self) -> None:
        """Look for what stands in the box."""
        typed = self._session.visit.box(SCREEN)
        if not typed.empty:
            self.look_for(typed.query)

    def look_for(self, text: str, topic: str = "") -> None:
        """Look for a text: what was typed, a suggestion, a question of a topic."""
        before = self._choice
        where = before.where if before.asked == text else EVERYTHING
        self._session.visit.laws = LawsChoice(text, topic, where)
        if self._navigator.here == Place(SCREEN, FOUND):
            self._navigator.again()  # asked from its own page: another answer in the same place
        else:
            self._open(SCREEN, FOUND)

    def type_again(self) -> None:
        """Go back to the keyboard, with what was asked in the box."""
        visit = self._session.visit
        typed = visit.box(SCREEN)
        visit.typed[SCREEN] = Typed(self._choice.asked[:LINE])
        if typed.query == self._choice.asked:
            self._navigator.back()
        else:
            self._navigator.swap(SCREEN)

    def unfold(self, law: str) -> None:
        """Show more of a law, or less again."""
        opened = tuple(one for one in self._choice.opened if one != law)
        self._set(replace(self._choice, opened=opened if law in self._choice.opened else (*opened, law)))

    def show_choices(self, facet: str) -> None:
        """Go to the page on which one chooses by what to narrow."""
        self._open(SCREEN, FACET + facet)

    def choose(self, facet: str, code: str) -> None:
        """Narrow what was found, and go back to it."""
        self._session.visit.laws = replace(self._choice, where=narrowed(self._choice.where, Facet(facet), code))
        self._navigator.back()

    def drop(self, facet: str) -> None:
        """Take one restriction away; all of them for an empty name."""
        where = narrowed(self._choice.where, Facet(facet), "") if facet else EVERYTHING
        self._set(replace(self._choice, where=where))

    def open(self, screen: str, key: str, way: Way, place: int) -> None:
        """Open a law, an article or a case that was found, and count it."""
        day = self._facts().now.date().isoformat()
        self._jobs.submit(lambda: self._shelf.uses.note(day, way, place, key), lambda _: None, self._not_counted)
        self._open(screen, key)

    @property
    def _choice(self) -> LawsChoice:
        return self._session.visit.laws

    def _set(self, choice: LawsChoice) -> None:
        if choice != self._choice:
            self._session.visit.laws = choice
            self._navigator.again()

    def _not_ready(self, err: Exception) -> None:
        self._expected = self._ready = False  # tried again when somebody comes again
        _log.warning("the law search is not made ready beforehand: %s", err)

    @staticmethod
    def _not_counted(err: Exception) -> None:
        _log.warning("an opened law is not counted: %s", err)
