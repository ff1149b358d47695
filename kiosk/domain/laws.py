"""Laws and their articles, and the ids by which everything refers to them."""

import datetime as dt
import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum

OFFICIAL_DATABASE = "https://flk.npc.gov.cn"  # where the wording that counts is published
_CHINA = dt.timezone(dt.timedelta(hours=8))


class LawStatus(StrEnum):
    """Whether a law applies."""

    IN_FORCE = "in_force"
    NOT_YET = "not_yet"
    AMENDED = "amended"
    REPEALED = "repealed"
    UNKNOWN = "unknown"


class LawKind(StrEnum):
    """What sort of text it is."""

    LAW = "law"
    CASE = "case"  # a court's or a committee's case: sections instead of articles
    GUIDE = "guide"  # neither, but kept beside the laws: standards and guides


class ArticleKind(StrEnum):
    """What sort of unit of a law it is."""

    ARTICLE = "article"  # 第三十九条
    ITEM = "item"  # 条目三: the 三、 of a text that has no articles
    SECTION = "section"  # 段三: text under a heading, or all of a text without any numbers
    PREAMBLE = "preamble"  # 序言: text before the first article
    ANNEX = "annex"  # 附件, 附件二: what is appended after the last article


class NodeKind(StrEnum):
    """What sort of heading it is, from the widest to the narrowest."""

    PART = "part"  # 编
    SUBPART = "subpart"  # 分编
    CHAPTER = "chapter"  # 章
    SECTION = "section"  # 节
    OTHER = "other"  # a heading without such a word


@dataclass(frozen=True, slots=True)
class Law:
    """One version of a law. `title` is full, `short` is the id: without 中华人民共和国, spaces and quotation marks.

    Dates are ISO 8601, empty when unknown. `number` is the document's, such as 法释〔2020〕26号; `category` the field of law
    its source files it under; `province` and `city` are set for local laws only.
    """

    short: str
    title: str
    status: LawStatus
    issuer: str = ""
    level: str = ""
    issued_on: str = ""
    effective_on: str = ""
    source: str = ""
    kind: LawKind = LawKind.LAW
    number: str = ""
    category: str = ""
    province: str = ""
    city: str = ""


@dataclass(frozen=True, slots=True)
class Article:
    """One article of a law; `number` in Chinese numerals such as 第三十九条, `chapter` the headings above it.

    `node` is the place in the law's list of `Node` of the heading right above, None without one.
    """

    law: str
    number: str
    text: str
    chapter: str = ""
    position: int = 0
    kind: ArticleKind = ArticleKind.ARTICLE
    node: int | None = None

    @property
    def ref(self) -> str:
        """The id, such as `劳动合同法第三十九条`."""
        return self.law + self.number


@dataclass(frozen=True, slots=True)
class Node:
    """One heading of a law's tree. `parent` is the place of the wider heading in the same list, None at the top."""

    kind: NodeKind
    title: str
    parent: int | None = None


@dataclass(frozen=True, slots=True)
class Amendment:
    """One act in the life of a law, read from the notes under its title.

    `day` is ISO 8601, `act` one of passed, approved, published, in_force, amended, revised; `by` the deciding body or the
    decision that amended, `note` the words themselves.
    """

    day: str
    act: str
    by: str
    note: str


def law_day(now: dt.datetime) -> dt.date:
    """Return the day of a moment as laws count them: they begin and end at midnight in China."""
    return now.astimezone(_CHINA).date()


def short_title(title: str) -> str:
    """Return the id of a law: NFKC, no white space, no 中华人民共和国, no 《》〈〉"" quotes, no 、or ，; brackets full width."""
    text = unicodedata.normalize("NFKC", title)
    text = re.sub(r"\s+", "", text).replace("中华人民共和国", "")
    text = text.replace("(", "（").replace(")", "）")
    return re.sub(r"[《》〈〉<>“”\"、,，]", "", text)


_DIGITS = "零一二三四五六七八九"
_UNITS = ((1000, "千"), (100, "百"), (10, "十"))
_VALUE_OF_DIGIT = {sign: value for value, sign in enumerate(_DIGITS)} | {"〇": 0, "两": 2}
_VALUE_OF_UNIT = {sign: value for value, sign in _UNITS}
LARGEST_NUMBER = 9999  # no law has more articles
_LONGEST_NUMERAL = 9  # signs, 九千九百九十九 has seven: what is longer is no number, and Python refuses to read it
_NUMERALS = "[零一二三四五六七八九十百千]+"
_ARTICLE = re.compile(rf"第(?P<number>{_NUMERALS})条(?:之(?P<branch>{_NUMERALS}))?")
_UNIT = re.compile(rf"(?:{_ARTICLE.pattern}|(?:条目|段){_NUMERALS}|(?:序言|附件)(?:{_NUMERALS})?)$")


def chinese_number(value: int) -> str:
    """Return a whole number from 1 to 9,999 in Chinese numerals as laws write it: 12 is 十二, 105 一百零五.

    Raises:
        ValueError: The number is outside 1 to 9,999.
    """
    if not 1 <= value <= LARGEST_NUMBER:
        raise ValueError(f"{value} is outside 1 to 9,999")
    text, gap = "", False
    for unit, sign in _UNITS:
        digit, value = divmod(value, unit)
        if digit:
            text += ("零" if gap and text else "") + _DIGITS[digit] + sign
            gap = False
        elif text:
            gap = True
    if value:
        text += ("零" if gap and text else "") + _DIGITS[value]
    return text.removeprefix("一") if text.startswith("一十") else text


def article_number(value: int, branch: int = 0) -> str:
    """Return an article's number as the law writes it: (39, 0) is 第三十九条, (133, 1) is 第一百三十三条之一."""
    return f"第{chinese_number(value)}条" + (f"之{chinese_number(branch)}" if branch else "")


def split_ref(ref: str) -> tuple[str, str]:
    """Return the law's short title and the unit's number of an id; the number is empty for a whole law."""
    match = _UNIT.search(ref)
    return (ref[: match.start()], match[0]) if match and match.start() else (ref, "")


def next_label(base: str, taken: int) -> str:
    """Return the label of one more unit of a sort: 附件 when none is taken, then 附件二, 附件三."""
    return counted(base, taken + 1) if taken else base


def counted(base: str, place: int) -> str:
    """Return the label of a unit that is counted: 条目一, 条目二; those beyond 9,999, as in a damaged file, share the last one."""
    return base + chinese_number(min(place, LARGEST_NUMBER))


def parse_number(text: str) -> int | None:
    """Return the number in digits or Chinese numerals (三十九, 一百零五, also 三九); None when it is not one."""
    if len(text) > _LONGEST_NUMERAL:
        return None
    if text.isdecimal():
        value = int(text)
    elif not all(sign in _VALUE_OF_DIGIT or sign in _VALUE_OF_UNIT for sign in text):
        return None
    elif not any(sign in _VALUE_OF_UNIT for sign in text):
        value = int("".join(str(_VALUE_OF_DIGIT[sign]) for sign in text) or 0)
    else:
        value, digit = 0, 0
        for sign in text:
            if sign in _VALUE_OF_UNIT:
                value += (digit or 1) * _VALUE_OF_UNIT[sign]
                digit = 0
            else:
                digit = _VALUE_OF_DIGIT[sign]
        value += digit
    return value if 1 <= value <= LARGEST_NUMBER else None


def article_values(number: str) -> tuple[int, int] | None:
    """Return an article's number and branch as figures: 第一百三十三条之一 is (133, 1); None when it is not written so."""
    match = _ARTICLE.fullmatch(number)
    value = parse_number(match["number"]) if match else None
    if match is None or value is None:
        return None
    return value, (parse_number(match["branch"]) or 0) if match["branch"] else 0
