"""The words that a pinyin engine should know besides its own: names of the content, and everyday legal words of ours."""

from collections.abc import Iterator

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
    for line in shipped("assets", "input", "legal-words.txt").read_text("utf-8").splitlines():
        text, _, spelling = line.partition("\t")
        if spelling and text not in seen:
            yield spelling, text
