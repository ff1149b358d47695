"""The content of this machine as the terminal holds it: library, law book, words for the keyboard.

Belongs to the content worker: every method is called on its thread only, and so is the making of every view that needs
a database.
"""

import logging
from collections import Counter
from pathlib import Path

from kiosk.content.bundles import BundleWatch, current_bundle
from kiosk.content.lawbook import LawBook
from kiosk.content.lawstore import laws_path
from kiosk.content.library import Library
from kiosk.domain.errors import ContentError, KioskError
from kiosk.terminal.facts import Content
from kiosk.terminal.pinyin import PinyinDictionary, Word

_ADVICE_WORDS = ("法律咨询", "法律援助", "人民调解", "公证", "司法鉴定", "仲裁", "律师", "行政复议", "劳动合同", "工资")

_COMMON_LAWS = 8

_log = logging.getLogger(__name__)


class Shelf:
    """Opens what is there and says what is not.

    Args:
        data: The data folder.
    """

    def __init__(self, data: Path) -> None:
        self._data = data
        self._watch = BundleWatch(data)
        self._laws_seen = 0.0
        self._library: Library | None = None
        self._laws: LawBook | None = None
        self._dictionary = PinyinDictionary(())
        self._content: Content | None = None

    @property
    def content(self) -> Content | None:
        """What every screen needs, or None while there is no library."""
        return self._content

    @property
    def laws(self) -> LawBook | None:
        """The law book, or None while there is none."""
        return self._laws

    @property
    def dictionary(self) -> PinyinDictionary:
        """What can be typed."""
        return self._dictionary

    @property
    def library(self) -> Library:
        """The library.

        Raises:
            ContentError: There is none on this machine.
        """
        if self._library is None:
            raise ContentError("there is no content on this machine", "run `kiosk sync --once`")
        return self._library

    @property
    def law_book(self) -> LawBook:
        """The law book.

        Raises:
            ContentError: There is none on this machine.
        """
        if self._laws is None:
            raise ContentError("there are no laws on this machine", "run `kiosk content fetch-laws`")
        return self._laws

    @property
    def common_laws(self) -> tuple[str, ...]:
        """The laws that the procedures rest on most, the most cited first."""
        cited = Counter(b.law for p in self._library.procedures() for b in p.basis) if self._library else Counter()
        return tuple(name for name, _ in cited.most_common(_COMMON_LAWS))

    def open(self) -> None:
        """Open library and law book, each if it is there; a fault in one leaves the other usable."""
        self._open_laws()
        self.open_library()
        self._dictionary = PinyinDictionary(self._words())

    def refresh(self) -> bool:
        """Open again what has changed on disk; return whether anything did."""
        new_bundle, new_laws = self._watch.changed(), self._laws_time() != self._laws_seen
        if new_laws:
            self._open_laws()
        if new_bundle:
            self.open_library()
        if new_laws or new_bundle:
            self._dictionary = PinyinDictionary(self._words())
        return new_laws or new_bundle

    def close(self) -> None:
        """Close both."""
        for book in (self._library, self._laws):
            if book is not None:
                book.close()
        self._library = self._laws = self._content = None

    def open_library(self) -> None:
        """Switch to the active bundle; one that cannot be read leaves the present one in use."""
        bundle = current_bundle(self._data)
        if bundle is None:
            _log.warning("no content is installed on this machine")
            return
        try:
            fresh = Library(bundle)
            content = Content(fresh.hall(), fresh.services(), fresh.counters(), fresh.release)
        except KioskError as err:
            _log.warning("release %s is not used: %s", bundle.name, err)
            return
        old, self._library, self._content = self._library, fresh, content
        if old is not None:
            old.close()
        _log.info("content release %s is in use", fresh.release)

    def _open_laws(self) -> None:
        self._laws_seen = self._laws_time()
        if not self._laws_seen:
            _log.warning("no laws are imported on this machine")
            return
        try:
            fresh = LawBook(laws_path(self._data))
        except KioskError as err:
            _log.warning("the laws are not used: %s", err)
            return
        old, self._laws = self._laws, fresh
        if old is not None:
            old.close()

    def _laws_time(self) -> float:
        try:
            return laws_path(self._data).stat().st_mtime
        except OSError:
            return 0.0

    def _words(self) -> list[Word]:
        words = [Word(text, rank=1) for text in _ADVICE_WORDS]
        if self._library is not None:
            for procedure in self._library.procedures():
                words += [Word(text, rank=2) for text in procedure.everyday]
                words.append(Word(procedure.title, rank=3))
        if self._laws is not None:
            words += [Word(law.short, rank=4, law=True) for law in self._laws.laws()]
        return words
