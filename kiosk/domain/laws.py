"""Laws and their articles, and the ids by which everything refers to them."""

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum


class LawStatus(StrEnum):
    """Whether a law applies."""

    IN_FORCE = "in_force"
    NOT_YET = "not_yet"
    AMENDED = "amended"
    REPEALED = "repealed"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Law:
    """One law. `title` is full, `short` is the id: without 中华人民共和国, spaces and quotation marks."""

    short: str
    title: str
    status: LawStatus
    issuer: str = ""
    level: str = ""
    issued_on: str = ""
    effective_on: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Article:
    """One article of a law; `number` in Chinese numerals such as 第三十九条, `chapter` the headings above it."""

    law: str
    number: str
    text: str
    chapter: str = ""
    position: int = 0

    @property
    def ref(self) -> str:
        """The id, such as `劳动合同法第三十九条`."""
        return self.law + self.number


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
_NUMERALS = "[零一二三四五六七八九十百千]+"
_ARTICLE = re.compile(rf"第(?P<number>{_NUMERALS})条(?:之(?P<branch>{_NUMERALS}))?")


def chinese_number(value: int) -> str:
    """Return a whole number from 1 to 9,999 in Chinese numerals as laws write it: 12 is 十二, 105 一百零五.

    Raises:
        ValueError: The number is outside 1 to 9,999.
    """
    if not 1 <= value <= 9999:
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


def parse_number(text: str) -> int | None:
    """Return the number in digits or Chinese numerals (三十九, 一百零五, also 三九); None when it is not one."""
    if text.isascii():
        value = int(text) if text.isdigit() else 0
    elif not any(sign in _VALUE_OF_UNIT for sign in text):
        value = int("".join(str(_VALUE_OF_DIGIT.get(sign, "")) for sign in text) or 0)
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
