"""The content of this machine as the terminal holds it: library, law book, words for the keyboard.

Belongs to the content worker: every method is called on its thread only, and so is the making of every view that needs
a database.
"""

import logging
from collections import Counter
from collections.abc import Iterator
from copy import copy
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.content.bundles import BundleWatch, current_bundle, inbox_key, laws_path
from kiosk.content.laws.uses import LawUses, uses_path
from kiosk.content.tiles import Tiles, read_tiles, tiles_path
from kiosk.domain.clock import Clock, SystemClock
from kiosk.domain.errors import ContentError, KioskError
from kiosk.domain.laws import law_day
from kiosk.terminal.facts import Content
from kiosk.terminal.input.pinyin import PinyinDictionary, Word
from kiosk.terminal.input.words import first_words
from kiosk.terminal.lookup.choice import Facet, differing

if TYPE_CHECKING:  # read when the content is opened, with home on the screen already
    from kiosk.content.laws.book import LawBook
    from kiosk.content.library import Library
    from kiosk.terminal.lookup.suggest import Suggestions

_COMMON_LAWS = 8

_log = logging.getLogger(__name__)


class Shelf:
    """Opens what is there and says what is not.

    Args:
        data: The data folder.
        clock: Tells the day as of which laws are read.
    """

    def __init__(self, data: Path, clock: Clock | None = None) -> None:
        self._data = data
        self._clock = clock or SystemClock()
        self._watch = BundleWatch(data)
        self._laws_seen: tuple[float, date] | None = None
        self._library: Library | None = None
        self._laws: LawBook | None = None
        self.facets: frozenset[Facet] = frozenset()  # in what the laws differ
        self._suggestions: list[Suggestions] = []  # one at most, the same for readers of every language
        self.uses = LawUses(uses_path(data))
        self._dictionary = PinyinDictionary(())
        self._content: Content | None = None
        self.language = "zh"

    @property
    def content(self) -> Content | None:
        """What every screen needs, or None while there is no library."""
        return self._content

    @property
    def laws(self) -> "LawBook | None":
        """The law book, or None while there is none."""
        return self._laws

    @property
    def dictionary(self) -> PinyinDictionary:
        """What can be typed; of all that is here this alone may be asked for from any thread."""
        return self._dictionary

    @property
    def library(self) -> "Library":
        """The library.

        Raises:
            ContentError: There is none on this machine.
        """
        if self._library is None:
            raise ContentError("there is no content on this machine", "run `kiosk sync --once`")
        return self._library.in_language(self.language)

    @property
    def library_or_none(self) -> "Library | None":
        """The library, or None while there is none: a law is read without it."""
        return self._library.in_language(self.language) if self._library else None

    @property
    def law_book(self) -> "LawBook":
        """The law book.

        Raises:
            ContentError: There is none on this machine.
        """
        if self._laws is None:
            raise ContentError("there are no laws on this machine", "run `kiosk content fetch-laws`")
        return self._laws

    @property
    def suggestions(self) -> "Suggestions":
        """What can be suggested to who looks for a law; read when first asked for.

        Raises:
            ContentError: There are no laws on this machine, or a file that ships with the product cannot be read.
        """
        if not self._suggestions:
            from kiosk.content.laws.search.everyday import read_everyday, read_titles, read_words  # noqa: PLC0415
            from kiosk.terminal.lookup.suggest import Suggestions  # noqa: PLC0415 - home need not wait for it

            laws = {law.short for law in self.law_book.laws()}
            names = (name for name in self.law_book.names() if name.text in laws)

            def asked() -> Iterator[str]:
                return (question.text for question in read_everyday().questions)

            self._suggestions.append(Suggestions(names, read_titles(), asked, read_words()))
        return self._suggestions[0]

    @property
    def common_laws(self) -> tuple[str, ...]:
        """The laws that the procedures rest on most, the most cited first."""
        cited = Counter(b.law for p in self._library.procedures() for b in p.basis) if self._library else Counter()
        return tuple(name for name, _ in cited.most_common(_COMMON_LAWS))

    def tiles(self) -> Tiles | None:
        """Return the machine's map tiles as they are now; None while there are none that can be used."""
        path = tiles_path(self._data)
        if not path.exists():
            return None
        try:
            return read_tiles(path)
        except ContentError as err:
            _log.warning("the map is drawn from lines: %s", err)
            return None

    def in_language(self, language: str) -> "Shelf":
        """Return the shelf as its readers read it; for one view, the next one may find another release."""
        other = copy(self)
        other.language = language
        return other

    def open(self) -> None:
        """Open library and law book, each if it is there; a fault in one leaves the other usable."""
        self._open_laws()
        self.open_library()
        self._dictionary = PinyinDictionary(self._words())

    def refresh(self) -> bool:
        """Open again what has changed on disk or with the day; return whether anything did."""
        new_bundle, new_laws = self._watch.changed(), self._laws_now() != self._laws_seen
        if new_laws:
            self._open_laws()
        if new_bundle:
            self.open_library()
        if new_laws or new_bundle:
            self._dictionary = PinyinDictionary(self._words())
        return new_laws or new_bundle

    def close(self) -> None:
        """Close both; keep what was counted."""
        self.uses.flush()
        for book in (self._library, self._laws):
            if book is not None:
                book.close()
        self._library = self._laws = self._content = None

    def open_library(self) -> None:
        """Switch to the active bundle; one that cannot be read leaves the present one in use."""
        from kiosk.content.library import Library  # noqa: PLC0415

        bundle = current_bundle(self._data)
        if bundle is None:
            _log.warning("no content is installed on this machine")
            return
        try:
            fresh = Library(bundle)
            content = Content(
                fresh.hall(),
                fresh.services(),
                fresh.counters(),
                fresh.release,
                inbox_key(bundle),
                duty=fresh.duty(),
                slides=fresh.slides(),
                sender=fresh.hall().name,
            )
        except KioskError as err:
            _log.warning("release %s is not used: %s", bundle.name, err)
            return
        old, self._library, self._content = self._library, fresh, content
        if old is not None:
            old.close()
        _log.info("content release %s is in use", fresh.release)

    def _open_laws(self) -> None:
        from kiosk.content.laws.book import LawBook  # noqa: PLC0415

        self._laws_seen = self._laws_now()
        if self._laws_seen is None:
            _log.warning("no laws are imported on this machine")
            return
        try:
            fresh = LawBook(laws_path(self._data), self._clock)
        except KioskError as err:
            _log.warning("the laws are not used: %s", err)
            return
        old, self._laws, self._suggestions = self._laws, fresh, []
        self.facets = differing(fresh.laws(None))
        if old is not None:
            old.close()

    def _laws_now(self) -> tuple[float, date] | None:
        """Return what the book depends on: its file, and the day, for at midnight other versions may begin to apply."""
        try:
            return laws_path(self._data).stat().st_mtime, law_day(self._clock.now())
        except OSError:
            return None

    def _words(self) -> list[Word]:
        words = [Word(name, rank=1) for name in first_words()]
        if self._library is not None:
            for title, *everyday in self._library.names().values():
                words += [Word(name, rank=2) for name in everyday]
                words.append(Word(title, rank=3))
        if self._laws is not None:
            words += [Word(name, rank=4, law=True) for name in self._laws.names()]
        return words
