"""The best pinyin engine that this machine has: libime where it can be compiled and runs, else the lattice. Input worker only."""

import logging

from kiosk.domain.errors import NotFoundError, NotReachableError
from kiosk.terminal.input.lattice import Lattice
from kiosk.terminal.input.libime import Libime
from kiosk.terminal.input.pinyin import PinyinDictionary
from kiosk.terminal.input.typed import Candidate

_log = logging.getLogger(__name__)


class Engines:
    """An engine made of two.

    Args:
        best: Asked as long as it answers.
        other: Asked when it does not.
    """

    def __init__(self, best: Libime, other: Lattice) -> None:
        self._best = best
        self._other = other
        self._names = PinyinDictionary(())
        self._missing = False  # libime is not on this machine: that will not change while the terminal runs
        self._gone = False  # it is, but has stopped answering in this visit

    def prepare(self) -> None:
        """Have made what takes long to make, before a visitor needs it."""
        try:
            self._best.prepare()
        except NotFoundError as err:
            self._miss(err)
            self._other.prepare()

    def start(self, names: PinyinDictionary) -> None:
        """Get the engine of this machine ready."""
        self._names, self._gone = names, False
        if not self._missing:
            try:
                self._best.start(names)
            except NotFoundError as err:
                self._miss(err)
            except NotReachableError as err:
                _log.warning("%s", err)
                self._gone = True
        if self._missing or self._gone:
            self._other.start(names)

    def convert(self, letters: str, limit: int) -> tuple[Candidate, ...]:
        """Return what letters may mean.

        Raises:
            NotReachableError: Neither engine can say.
        """
        if not (self._missing or self._gone):
            try:
                return self._best.convert(letters, limit)
            except (NotFoundError, NotReachableError) as err:
                _log.warning("%s; the other engine takes over until the next visitor", err)
                self._gone = True
                self._other.start(self._names)
        return self._other.convert(letters, limit)

    def stop(self) -> None:
        """Let go of everything that the visitor typed."""
        self._best.stop()
        self._other.stop()

    def close(self) -> None:
        """Stop for good; work in the background is given up."""
        self._best.stop()
        self._other.close()

    def _miss(self, err: NotFoundError) -> None:
        _log.warning("pinyin without libime: %s", err)
        self._missing = True
