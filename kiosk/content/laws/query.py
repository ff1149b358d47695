"""Reads what people type when they look for a law: an article by number, or a law by a name they know it by."""

import re
import unicodedata
from dataclasses import dataclass

from kiosk.content.grams import Name
from kiosk.domain.laws import article_number, parse_number, short_title, split_ref

_LEAST_NAME = 2  # letters or Hanzi
_STORY_LENGTH = 8  # Hanzi: shorter ones without a word that asks are words to look for
_ASKS = re.compile(
    r"怎么|怎样|咋|什么|啥|哪|谁|吗|呢|多少|多久|几[年天个岁]|能不能|可不可以|可以.*么|是不是|要不要|算不算|该不该|不给|[?？]"
)
_NUMERALS = "零〇一二两三四五六七八九十百千"
_PART = re.compile(r"\(.\)$")  # which of several: 解释(一)

# what may follow: 第二款第（三）项, and the rest of a question
_TAIL = (
    r"(?P<part>(?:第?[(（]?[\d零〇一二三四五六七八九十]+[)）]?[款项])*)"
    r"的?(?:(?:内容|原文|全文|规定)?(?:是什么|是啥|讲什么|说什么|怎么说|规定了?什么)?(?:内容|意思)?)?[？?。]?"
)
_REFERENCE = re.compile(
    rf"(?P<law>.*?[^\d{_NUMERALS}第])"
    rf"(?:第(?P<formal>\d+|[{_NUMERALS}]+)条?|(?P<spoken>\d+|[{_NUMERALS}]+)条|(?P<bare>\d+|[{_NUMERALS}]+))"
    rf"(?:[之\-](?P<branch>\d+|[{_NUMERALS}]+)条?)?{_TAIL}"
)


_PART_OF = re.compile(r"([\d零〇一二三四五六七八九十]+)[)）]?([款项])")


@dataclass(frozen=True, slots=True)
class Wanted:
    """An article as asked for: the law in the asker's words, the article in the law's.

    `paragraph` (款) and `item` (项) count from 1, 0 where none was named.
    """

    law: str
    number: str
    paragraph: int = 0
    item: int = 0


def parse_wanted(query: str) -> Wanted | None:
    """Return the article that a query names, in any of the usual writings; None when it names none."""
    text = short_title(query).lower().replace("·", "")
    match = _REFERENCE.fullmatch(text)
    if not match:
        return None
    number = parse_number(match["formal"] or match["spoken"] or match["bare"])
    branch = parse_number(match["branch"]) if match["branch"] else 0
    if number is None or branch is None:
        return None
    parts = {unit: parse_number(figure) or 0 for figure, unit in _PART_OF.findall(match["part"])}
    law = match["law"].removesuffix("的")
    return Wanted(law, article_number(number, branch), parts.get("款", 0), parts.get("项", 0))


def reads_as_story(query: str) -> bool:
    """Tell whether a query asks something or tells what happened, rather than giving words to look for."""
    return bool(_ASKS.search(query)) or len(re.findall(r"[\u3400-\u9fff]", query)) >= _STORY_LENGTH


def names_article(ref: str) -> bool:
    """Tell whether an id or query names an article rather than a law."""
    return bool(parse_wanted(ref)) or bool(split_ref(ref)[1])


class Names:
    """Finds laws by what people call them.

    Args:
        names: Every law once.
        called: Short titles by what people call them, where the letters of the title do not tell.
    """

    def __init__(self, names: list[Name], called: dict[str, str] | None = None) -> None:
        self._names = [(name, unicodedata.normalize("NFKC", name.text).lower()) for name in names]
        self._ending: dict[str, list[tuple[Name, str]]] = {}  # by the last letter, which every abbreviation keeps
        for name, short in self._names:
            self._ending.setdefault(_PART.sub("", short)[-1:], []).append((name, short))
        self._called = called or {}

    def find(self, query: str) -> list[tuple[str, float]]:
        """Return short titles with a score from 0 to 1, best first: 1 is the law's own name, below 0.5 a guess."""
        text = short_title(query).lower()
        text = self._called.get(text, text)
        if len(text) < _LEAST_NAME:
            return []
        if text.isascii():
            letters = re.sub(r"[^a-z0-9]", "", text)
            found = [(name.text, _latin(name, letters)) for name, _ in self._names]
        else:
            asked = unicodedata.normalize("NFKC", text)
            found = [(name.text, _inside(short, asked)) for name, short in self._names if asked in short]
            shortened = self._ending.get(asked[-1:], ())
            found += [(name.text, _abbreviated(short, asked)) for name, short in shortened if asked not in short]
        return sorted(((s, v) for s, v in found if v > 0), key=lambda pair: (-pair[1], len(pair[0])))


def _latin(name: Name, text: str) -> float:
    for written, whole in ((name.initials, 0.95), (name.pinyin, 0.9)):
        if text == written:
            return whole
        if len(text) > 1 and written.startswith(text):
            return 0.6
    return 0.4 if len(text) > 2 and (text in name.initials or text in name.pinyin) else 0


def _inside(short: str, text: str) -> float:
    if text == short:
        return 1
    share = len(text) / len(short)
    return 0.6 + 0.3 * share if short.endswith(text) or short.startswith(text) else 0.4 + 0.3 * share


def _abbreviated(short: str, text: str) -> float:
    """Return how well a name with the same last letter is shortened; it keeps the order, mostly the first: 民诉法."""
    if not _keeps_order(text, short):
        return 0
    return (0.55 if text[0] == short[0] else 0.3) + 0.2 * len(text) / len(short)


def _keeps_order(text: str, name: str) -> bool:
    rest = iter(name)
    return all(sign in rest for sign in text)
