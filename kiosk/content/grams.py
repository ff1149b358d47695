"""Chinese text cut for searching: character bigrams, and the pinyin that people type instead of Hanzi.

SQLite's own tokenizers find nothing inside a run of Hanzi (unicode61) or need three characters (trigram), so text is cut
here, and the database sees words with spaces between them.
"""

import re
import unicodedata
from dataclasses import dataclass

_RUN = re.compile(r"[㐀-鿿豈-﫿〇]+|[a-z0-9]+")
_LATIN = re.compile(r"[a-z0-9]+")
_WORD = re.compile(r"[a-z]{3,}")
_STEM_LETTERS = 5  # injury and injured, lawyer and lawyers, inherit and inheritance


def normal(text: str) -> str:
    """Return text as searches compare it: NFKC, small letters, no white space."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text).lower())


def grams(text: str) -> list[str]:
    """Return the bigrams of every run of Hanzi, single Hanzi that stand alone, and Latin words and numbers."""
    found: list[str] = []
    for run in _RUN.findall(unicodedata.normalize("NFKC", text).lower()):
        if len(run) == 1 or _LATIN.fullmatch(run):
            found.append(run)
        else:
            found += [run[i : i + 2] for i in range(len(run) - 1)]
    return found


def stems(text: str) -> set[str]:
    """Return the beginnings by which English words are compared; words of one or two letters are left out."""
    words = _WORD.findall(unicodedata.normalize("NFKC", text).lower().replace("our", "or"))  # labour and labor
    return {word.removesuffix("s")[:_STEM_LETTERS] for word in words}


@dataclass(frozen=True, slots=True)
class Name:
    """What something is called, and the pinyin that finds it: stored, so that no reader needs the tables of pypinyin."""

    text: str
    initials: str
    pinyin: str


def spelt(text: str) -> Name:
    """Return a text with its pinyin."""
    return Name(text, initials(text), pinyin(text))


def initials(text: str) -> str:
    """Return the first letter of each syllable, such as `ldhtf` for 劳动合同法; other signs are left out."""
    from pypinyin import Style, lazy_pinyin  # noqa: PLC0415 - its tables take 57 MB: only who writes a database needs them

    return "".join(_LATIN.findall("".join(lazy_pinyin(normal(text), style=Style.FIRST_LETTER)).lower()))


def pinyin(text: str) -> str:
    """Return the pinyin without tones and spaces, such as `laodonghetongfa`; other signs are left out."""
    from pypinyin import lazy_pinyin  # noqa: PLC0415 - see above

    return "".join(_LATIN.findall("".join(lazy_pinyin(normal(text))).lower().replace("ü", "v")))
