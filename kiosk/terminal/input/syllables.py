"""Cuts pinyin without spaces into its syllables, where the first letter of each is known. Pure."""

import re
from functools import lru_cache

from kiosk.content.grams import Name

_HANZI = re.compile(r"[\u3400-\u9fff]+")
# initials of standard Chinese and the finals that follow each; with zero initial last
_FINALS = {
    "b": "a ai an ang ao ei en eng i ian iao ie in ing o u",
    "p": "a ai an ang ao ei en eng i ian iao ie in ing o ou u",
    "m": "a ai an ang ao e ei en eng i ian iao ie in ing iu o ou u",
    "f": "a an ang ei en eng o ou u",
    "d": "a ai an ang ao e ei en eng i ia ian iao ie ing iu ong ou u uan ui un uo",
    "t": "a ai an ang ao e ei eng i ian iao ie ing ong ou u uan ui un uo",
    "n": "a ai an ang ao e ei en eng i ian iang iao ie in ing iu ong ou u uan un uo v ve ue",
    "l": "a ai an ang ao e ei eng i ia ian iang iao ie in ing iu o ong ou u uan un uo v ve ue",
    "g": "a ai an ang ao e ei en eng ong ou u ua uai uan uang ui un uo",
    "k": "a ai an ang ao e ei en eng ong ou u ua uai uan uang ui un uo",
    "h": "a ai an ang ao e ei en eng ong ou u ua uai uan uang ui un uo",
    "j": "i ia ian iang iao ie in ing iong iu u uan ue un",
    "q": "i ia ian iang iao ie in ing iong iu u uan ue un",
    "x": "i ia ian iang iao ie in ing iong iu u uan ue un",
    "zh": "a ai an ang ao e ei en eng i ong ou u ua uai uan uang ui un uo",
    "ch": "a ai an ang ao e en eng i ong ou u ua uai uan uang ui un uo",
    "sh": "a ai an ang ao e ei en eng i ou u ua uai uan uang ui un uo",
    "r": "an ang ao e en eng i ong ou u ua uan ui un uo",
    "z": "a ai an ang ao e ei en eng i ong ou u uan ui un uo",
    "c": "a ai an ang ao e ei en eng i ong ou u uan ui un uo",
    "s": "a ai an ang ao e en eng i ong ou u uan ui un uo",
    "y": "a an ang ao e i in ing o ong ou u uan ue un",
    "w": "a ai an ang ei en eng o u",
    "": "a ai an ang ao e ei en eng er o ou",
}


@lru_cache(maxsize=1)
def syllables() -> frozenset[str]:
    """Return every syllable, with v for ü."""
    return frozenset(initial + final for initial, finals in _FINALS.items() for final in finals.split())


def cut(name: Name) -> tuple[str, ...]:
    """Return the syllables of a name, one for each Hanzi; empty where it holds other signs or fits no cut."""
    if not _HANZI.fullmatch(name.text) or len(name.initials) != len(name.text):
        return ()
    return _cut(name.pinyin, name.initials) or ()


def is_spelt(letters: str) -> bool:
    """Tell whether letters are whole syllables, the last of which may only be begun."""
    reached = {0}
    for start in range(len(letters)):
        if start in reached:
            reached |= {end for end in range(start + 1, start + 7) if letters[start:end] in syllables()}
    return any(_begins(letters[start:]) for start in reached)


def _begins(start: str) -> bool:
    return len(start) <= 6 and any(syllable.startswith(start) for syllable in syllables())


def _cut(letters: str, initials: str) -> tuple[str, ...] | None:
    if not initials:
        return None if letters else ()
    if not letters.startswith(initials[0]):
        return None
    for length in range(min(6, len(letters)), 0, -1):
        if letters[:length] in syllables():
            rest = _cut(letters[length:], initials[1:])
            if rest is not None:
                return (letters[:length], *rest)
    return None
