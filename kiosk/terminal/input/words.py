"""Words of ours for typing: what most come for, and what a pinyin engine should know besides its own words."""

from collections.abc import Iterator

from kiosk.content.grams import Name
from kiosk.files import shipped
from kiosk.terminal.input.pinyin import PinyinDictionary
from kiosk.terminal.input.syllables import cut

_LONGEST = 12  # Hanzi; the full names of some laws are longer and nobody spells them out


def words_of(names: PinyinDictionary) -> Iterator[tuple[str, str]]:
    """Yield pinyin with ' between syllables, and the Hanzi, of each word once."""
    seen: set[str] = set()
    for name in names.names:
        syllables = cut(name)
        if 1 < len(syllables) <= _LONGEST:
            seen.add(name.text)
            yield "'".join(syllables), name.text
    yield from ((spelling, text) for text, spelling in _spelt("legal-words.txt") if text not in seen)


def first_words() -> tuple[Name, ...]:
    """Return the words of those who come to such a hall: offered before all others that begin with the same letters."""
    return tuple(
        Name(text, "".join(syllable[0] for syllable in spelling.split("'")), spelling.replace("'", ""))
        for text, spelling in _spelt("first-words.txt")
    )


def _spelt(file: str) -> Iterator[tuple[str, str]]:
    """Yield words and their pinyin, ' between syllables, from a file of `assets/input`."""
    for line in shipped("assets", "input", file).read_text("utf-8").splitlines():
        text, _, spelling = line.partition("\t")
        if spelling:
            yield text, spelling
