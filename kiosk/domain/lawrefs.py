"""Finds the articles that a text refers to: 《民法典》第五百零九条, 本法第三十九条, 前条, 前款.

Two readings: what is certain from the words, and, with the titles that are known, laws that are named without 《》.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from enum import StrEnum

from kiosk.domain.laws import LARGEST_NUMBER, article_number, article_values, parse_number, short_title

_NUMERALS = "零〇一二三四五六七八九十百千"
_ONE = rf"第(?:[{_NUMERALS}]{{1,9}}|\d{{1,4}})条(?:之[{_NUMERALS}]{{1,3}})?"
_PART = rf"(?:第[{_NUMERALS}\d]{{1,4}}款|第?[（(]?[{_NUMERALS}\d]{{1,4}}[）)]?项)"
_AFTER = rf"(?:{_PART}(?:[、和及或至]?{_PART})*)?"
_CHAIN = rf"{_ONE}{_AFTER}(?:(?:、|和|及|或者|或|至|到|以及|与){_ONE}{_AFTER})*"
_BEFORE = (
    r"(?:(?P<titled>《(?P<title>[^《》]{2,60}(?:《[^《》]{2,60}》[^《》]{0,40})?)》(?:（[^（）]{0,60}）)?的?)"
    r"|(?P<this>本(?:法|条例|规定|办法|解释|决定|规则|细则|章程|意见|通知|实施细则))"
    r"|(?P<that>(?:该|同)(?:法|条例|规定|办法|解释))"
    r"|(?P<bare>[一-鿿]{1,24}?(?:法|法典|条例|规定|办法|解释|规则|细则)(?:（[^（）]{1,8}）)?))?"
)
_REFERENCE = re.compile(rf"{_BEFORE}(?P<chain>{_CHAIN})|(?P<near>前条|上条|前款|前两款|前两条)")
_EACH = re.compile(
    rf"(?P<join>[至到])?第(?P<number>[{_NUMERALS}]+|\d+)条(?:之(?P<branch>[{_NUMERALS}]+))?(?P<part>{_AFTER})"
)
_CALLED = re.compile(
    r"《(?P<title>[^《》]{2,60})》(?:（[^（）]{0,30}?)?[（(，]?以下(?:简|统)称[“《]?(?P<name>[一-鿿]{2,20}?)[”》]?[）)，]"
)
_RANGE_AT_MOST = 40  # 第一条至第九百条 is no list of links
_SENTENCE_LETTERS = 5000  # of a list of abolished laws; the longest held has 900
_TITLE = re.compile(r"《([^《》]{2,80}(?:《[^《》]{2,60}》[^《》]{0,40})?)》(?P<after>[^《》]*)")
_ONLY_PART = re.compile(r"第[^，]{1,12}[条款项]|中|有关|部分")


class Naming(StrEnum):
    """How a text refers."""

    NAMED = "named"  # with the law's name
    OWN = "own"  # 本法第三十九条, or no name at all
    NEAR = "near"  # 前条, 前款


@dataclass(frozen=True, slots=True)
class Reference:
    """One reference: the words' place in the text (start and end), the law's short title, the article, and what of it."""

    start: int
    end: int
    law: str
    number: str
    way: Naming
    part: str = ""


def references(
    text: str, law: str, number: str = "", known: Collection[str] = (), *, own: bool = True
) -> list[Reference]:
    """Return what an article's text refers to, in order; of a chain such as 第三条、第五条 each.

    Args:
        text: The article's text.
        law: The short title of the law it is in.
        number: Its number, for 前条 and 前款.
        known: Short titles of laws that may be named without 《》.
        own: Whether a number without a name means the same law: not so in decisions that change others, and in cases.
    """
    called = {match["name"]: short_title(match["title"]) for match in _CALLED.finditer(text)}
    found: list[Reference] = []
    last = ""
    for match in _REFERENCE.finditer(text):
        if match["near"]:
            found += _near(match, law, number) if own else []
            continue
        target, way = _target(match, law, last, called, known)
        if not target and own:
            target, way = law, Naming.OWN
        if target:
            found += list(_each(match, target, way))
        if way is Naming.NAMED:
            last = target
    return found


def abolished(text: str) -> list[str]:
    """Return the short titles of laws that a text abolishes as a whole: 《婚姻法》、《继承法》同时废止."""
    found: list[str] = []
    for sentence in re.split(r"[。\n]", text):
        before, abolishes, _ = sentence[:_SENTENCE_LETTERS].rpartition("废止")
        pairs = _TITLE.findall(before) if abolishes else []
        # 《会计人员职权条例》中有关总会计师的规定同时废止 abolishes a part only
        found += [short_title(title) for title, after in pairs if not _ONLY_PART.search(after)]
    return list(dict.fromkeys(filter(None, found)))


def _target(
    match: re.Match[str], law: str, last: str, called: dict[str, str], known: Collection[str]
) -> tuple[str, Naming]:
    if match["title"]:
        title = short_title(match["title"])
        return called.get(title, title), Naming.NAMED
    if match["this"]:
        return law, Naming.OWN
    if match["that"]:
        return last, Naming.NAMED
    if match["bare"]:
        name = short_title(match["bare"])
        for start in range(len(name) - 1):
            if name[start:] in called:
                return called[name[start:]], Naming.NAMED
            if name[start:] in known:
                return name[start:], Naming.NAMED
    return "", Naming.OWN


def _near(match: re.Match[str], law: str, number: str) -> list[Reference]:
    values = article_values(number)
    if not values:
        return []
    value, branch = values
    if match["near"].endswith("款"):
        return [Reference(match.start(), match.end(), law, number, Naming.NEAR, match["near"])]
    if branch > 1:
        before = [article_number(value, branch - 1)]
    else:
        before = [article_number(value)] if branch else [article_number(value - 1)] if value > 1 else []
    return [Reference(match.start(), match.end(), law, n, Naming.NEAR) for n in before]


def _each(match: re.Match[str], law: str, way: Naming) -> Iterator[Reference]:
    """Yield every article of a chain; a range such as 第三条至第五条 brings those between at the place of its end."""
    offset = match.start("chain")
    previous = 0
    begin = match.start()
    for one in _EACH.finditer(match["chain"]):
        value = parse_number(one["number"])
        branch = parse_number(one["branch"]) if one["branch"] else 0
        if value is None or branch is None or value > LARGEST_NUMBER:
            continue
        end = offset + one.end()
        start = min(begin, end)
        if one["join"] and previous and previous < value <= previous + _RANGE_AT_MOST:
            for between in range(previous + 1, value):
                yield Reference(start, end, law, article_number(between), way)
        yield Reference(start, end, law, article_number(value, branch), way, one["part"])
        previous, begin = value, end
