"""What the visitor does on the on-screen keyboard, and what stands in the boxes. Kivy thread only; no Kivy in it."""

import logging
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Protocol

from kiosk.terminal.input import typed as typing_box
from kiosk.terminal.input.pinyin import PinyinDictionary
from kiosk.terminal.input.suggest import ENGINE_ROW, Engine, letters_of, suggest
from kiosk.terminal.input.typed import LINE, PAGE, Candidate, Stroke, Typed
from kiosk.terminal.jobs import Jobs
from kiosk.terminal.session import Session, Visit

_PROSE = frozenset({"suggestion_text", "rating_text"})  # boxes for sentences; all others are for names and numbers

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class KeyboardView:
    """The box and the keyboard as drawn: what stands and waits, the tab the visitor chose, whether a pad can read."""

    typed: Typed = field(default_factory=Typed)
    tab: str = ""  # empty before a choice: the language decides
    hand: bool = False
    latin_first: bool = False


class Hand(Protocol):
    """Reads one drawn Hanzi. Input worker only."""

    def read(self, strokes: tuple[Stroke, ...], limit: int) -> tuple[str, ...]:
        """Return the Hanzi that it may be, the likeliest first."""


HAND_ROW = 12


class Typing:
    """The keyboard of whatever screen is shown. What is typed stands in `visit.typed`, by box.

    A screen's box has the screen's name; where a screen has several, `field` says which one the keys write into, and the
    box is called `screen.field`.

    Args:
        session: Whose visit it is.
        screen: Tells the name of the screen shown.
        show: Draws box and keyboard, at once.
        changed: Called when what can be searched for has changed.
    """

    def __init__(
        self,
        session: Session,
        screen: Callable[[], str],
        show: Callable[[KeyboardView], None],
        changed: Callable[[], None],
    ) -> None:
        self._session = session
        self._screen = screen
        self._show = show
        self._changed = changed
        self._asked = 0  # counts questions to the engine, so that one that is overtaken is not asked at all
        self._jobs: Jobs | None = None
        self._names: Callable[[], PinyinDictionary] = lambda: PinyinDictionary(())
        self._engine: Engine | None = None
        self._hand: Hand | None = None
        self._awake = False

    def open(
        self, jobs: Jobs, names: Callable[[], PinyinDictionary], engine: Engine | None = None, hand: Hand | None = None
    ) -> None:
        """Set up where candidates come from; all of it is asked on the worker of `jobs`.

        Args:
            jobs: The input worker.
            names: Gives the names that can be typed, from any thread.
            engine: Turns pinyin into Hanzi; None leaves the names alone.
            hand: Reads what is drawn; None leaves the tab out.
        """
        self._jobs, self._names, self._engine, self._hand = jobs, names, engine, hand
        self.show()

    @property
    def box(self) -> str:
        """The name of the box that keys write into."""
        screen = self._screen()
        chosen = self._session.visit.fields.get(screen, "")
        return f"{screen}.{chosen}" if chosen else screen

    @property
    def typed(self) -> Typed:
        """What is in that box."""
        return self._session.visit.box(self.box)

    # keys

    def press(self, key: str) -> None:
        """Take a key of the pinyin keyboard."""
        self._set(typing_box.press(self.typed, key, self._limit))

    def put(self, key: str) -> None:
        """Take a key that writes what stands on it: Latin letters, digits, marks."""
        self._set(typing_box.put(self.typed, key, self._limit))

    def space(self) -> None:
        """Take the space key: it takes the likeliest candidate while letters wait."""
        if self.typed.waiting:
            self.settle()
        else:
            self.put(" ")

    def choose(self, candidate: Candidate) -> None:
        """Take a candidate."""
        self._set(typing_box.choose(self.typed, candidate, self._limit))

    def settle(self) -> None:
        """Turn all that waits into text, as the confirm key does."""
        if self.typed.waiting:
            self._set(typing_box.settle(self.typed, self._limit))

    def delete(self) -> None:
        """Take the delete key."""
        self._set(typing_box.delete(self.typed))

    def clear(self) -> None:
        """Empty the box."""
        self._set(Typed())

    # the pad

    def stroke(self, stroke: Stroke) -> None:
        """Take one stroke of a Hanzi."""
        self._set(typing_box.draw(self.typed, stroke, self._limit))

    def undo_stroke(self) -> None:
        """Take the last stroke back."""
        self._set(typing_box.undo_stroke(self.typed))

    def wipe(self) -> None:
        """Take all strokes back."""
        self._set(replace(self.typed, strokes=(), candidates=()))

    # tabs and boxes

    def tab(self, name: str) -> None:
        """Turn to a tab: `pinyin`, `hand`, `latin` or `digits`. What waited on another one is settled."""
        self._session.visit.tab = name
        if self.typed.waiting:
            self.settle()
        else:
            self.show()

    def field(self, name: str) -> None:
        """Turn to another box of a screen that has several; an empty name is the screen's own."""
        self.settle()
        self._session.visit.fields[self._screen()] = name
        self.show()
        self._changed()

    def show(self) -> None:
        """Draw box and keyboard as they stand; after each change of screen or language too."""
        visit = self._session.visit
        self._show(KeyboardView(self.typed, visit.tab, self._hand is not None, self._session.language == "en"))

    def wake(self) -> None:
        """Get the engine ready: a keyboard has come up."""
        engine = self._engine
        if self._jobs is not None and engine is not None and not self._awake:
            self._awake = True
            self._jobs.submit(lambda: engine.start(self._names()), lambda _: None, self._not_ready)

    def forget(self) -> None:
        """Let the engine go with the visitor who used it: not even its memory holds what they typed."""
        self._asked += 1
        engine = self._engine
        if self._jobs is not None and engine is not None and self._awake:
            self._awake = False
            self._jobs.submit(engine.stop, lambda _: None, self._not_ready)
        self.show()

    # candidates

    @property
    def _limit(self) -> int:
        return PAGE if self.box in _PROSE else LINE

    def _set(self, typed: Typed) -> None:
        before = self.typed
        if typed == before:
            return
        box, visit = self.box, self._session.visit
        visit.typed[box] = typed
        self.show()
        if typed.waiting and self._jobs is not None:
            self._ask(visit, box, typed)
        else:
            self._asked += 1
            self._changed()

    def _ask(self, visit: Visit, box: str, typed: Typed) -> None:
        self._asked += 1
        asked = self._asked
        if self._jobs is not None:
            self._jobs.submit(
                lambda: self._candidates(typed, box) if asked == self._asked else None,
                lambda found: self._found(visit, box, typed, found),
                lambda err: self._none_found(visit, box, typed, err),
            )

    def _candidates(self, typed: Typed, box: str) -> tuple[Candidate, ...]:
        """Return the candidates. Input worker only."""
        if typed.strokes:
            return tuple(map(Candidate, self._hand.read(typed.strokes, HAND_ROW))) if self._hand else ()
        engine = self._engine.convert(letters_of(typed.pending), ENGINE_ROW) if self._engine else ()
        return suggest(typed.pending, self._names(), engine, prose=box in _PROSE)

    def _found(self, visit: Visit, box: str, typed: Typed, found: tuple[Candidate, ...] | None) -> None:
        present = visit.box(box)
        same = (present.text, present.pending, present.strokes) == (typed.text, typed.pending, typed.strokes)
        if found is None or visit is not self._session.visit or not same:
            return
        visit.typed[box] = replace(present, candidates=found)
        self.show()
        self._changed()

    def _none_found(self, visit: Visit, box: str, typed: Typed, err: Exception) -> None:
        _log.warning("no candidates from the input method: %s", err)
        self._found(visit, box, typed, suggest(typed.pending, self._names(), (), prose=box in _PROSE))

    def _not_ready(self, err: Exception) -> None:
        _log.warning("the input method is not ready: %s", err)
