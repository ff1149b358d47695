"""The words that people read on screens and paper, from assets/strings/LANGUAGE/*.po. No Kivy here.

A key is symbolic (`home.title`); its text may hold `{name}` fields. Safe to call from any thread after construction.
"""

import logging
from pathlib import Path

import polib

from kiosk.domain.errors import ContentError
from kiosk.files import shipped

LANGUAGES = ("zh", "en")

_log = logging.getLogger(__name__)


class Strings:
    """The strings of one language: `strings("home.title", name="...")`.

    Args:
        language: `zh` or `en`.
        folder: Where the language folders are; by default those that ship with the product.
        strict: Raise KeyError for a missing key, as tests want it; otherwise the key itself is shown and logged once.

    Raises:
        ContentError: A file cannot be read, or two files define the same key.
    """

    def __init__(self, language: str, folder: Path | None = None, *, strict: bool = False) -> None:
        self.language = language
        self._strict = strict
        self._texts = _load((folder or shipped("assets", "strings")) / language)
        self._missed: set[str] = set()

    def __call__(self, key: str, **values: object) -> str:
        """Return the text of a key with its fields filled in.

        Raises:
            KeyError: The key or one of its fields is missing, in strict mode.
        """
        try:
            text = self._texts[key]
            return text.format(**values) if values else text
        except KeyError as err:
            if self._strict:
                raise
            if key not in self._missed:
                self._missed.add(key)
                _log.warning("string %s of language %s lacks %s", key, self.language, err)
            return self._texts.get(key, key)

    def __contains__(self, key: str) -> bool:
        return key in self._texts

    def keys(self) -> frozenset[str]:
        """Return every key of the language."""
        return frozenset(self._texts)


def _load(folder: Path) -> dict[str, str]:
    texts: dict[str, str] = {}
    files = sorted(folder.glob("*.po"))
    if not files:
        raise ContentError(f"no string files in {folder}", "install the product again")
    for path in files:
        for entry in _read(path):
            if entry.msgid in texts:
                raise ContentError(f"{path} defines {entry.msgid!r} a second time", "keep each key in one file")
            if entry.msgstr:
                texts[entry.msgid] = entry.msgstr
    return texts


def _read(path: Path) -> polib.POFile:
    try:
        return polib.pofile(str(path), encoding="utf-8")
    except (OSError, UnicodeDecodeError) as err:
        raise ContentError(f"cannot read the strings in {path}: {err}", "mend that line") from err
