"""Turns written Chinese into the pinyin that espeak-ng's `cmn-latn-pinyin` voice reads aloud. Pure functions.

That voice reads Hanzi of many readings wrongly (银行行长) and Latin letters as syllables; pypinyin knows the words
around them. Digits and letters are spelled out before, the way a clerk calls a number: A005 is A 零零五.
"""

import re
from collections.abc import Iterator

from pypinyin import Style, lazy_pinyin

_DIGITS = "零一二三四五六七八九"
_UNITS = ((1000, "千"), (100, "百"), (10, "十"))
# Chinese speakers' names of the Latin letters, as near as pinyin comes to them
# fmt: off
_LETTERS = {
    "A": "ei1", "B": "bi4", "C": "xi1", "D": "di4", "E": "yi4", "F": "ai2 fu5", "G": "ji4", "H": "ei1 chi5", "I": "ai4",
    "J": "zhei4", "K": "kei4", "L": "ai2 lou5", "M": "ai2 mu5", "N": "en1", "O": "ou1", "P": "pi4", "Q": "kiu4",
    "R": "a4", "S": "ai2 si5", "T": "ti4", "U": "you1", "V": "wei4", "W": "da2 bu5 liu5", "X": "ai2 ke5 si5",
    "Y": "wai4", "Z": "zei4",
}
# fmt: on
_DATE = re.compile(r"(?<!\d)(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?!\d)")
_TIME = re.compile(r"(?<!\d)([01]?\d|2[0-3])[:：]([0-5]\d)(?!\d)")
_PERCENT = re.compile(r"(\d+(?:\.\d+)?)\s*[%％]")
_DECIMAL = re.compile(r"(?<![\d.])(\d{1,4})\.(\d+)(?![\d.])")
_RANGE = re.compile(r"(?<=\d)\s*[-~～–—]\s*(?=\d)")
_SPELLED = re.compile(r"(?<=[A-Za-z])\d+|(?<!\d)(?:\d{5,}|0\d+|\d{4}(?=年))")
_WHOLE = re.compile(r"\d+")
_TWO = re.compile(r"(?<!\d)2(?=[个位人名份件天]|分钟|小时)")
_SYLLABLE = re.compile(r"[a-z]+[1-5]?")
_PAUSES = {**dict.fromkeys("，、,；;：:", ","), **dict.fromkeys("。.！!？?\n", ".")}


def cardinal(number: int) -> str:
    """Return a number from 0 to 9,999 as it is said: 12 is 十二, 105 一百零五.

    Raises:
        ValueError: It is outside that range.
    """
    if not 0 <= number <= 9999:
        raise ValueError(f"{number} is outside 0 to 9,999")
    said, gap = "", False
    for unit, sign in _UNITS:
        digit, number = divmod(number, unit)
        if digit:
            said += ("零" if gap else "") + _DIGITS[digit] + sign
        gap = bool(said) and digit == 0
    if number or not said:
        said += ("零" if gap else "") + _DIGITS[number]
    return said.removeprefix("一") if said.startswith("一十") else said


def digits(text: str) -> str:
    """Return ASCII digits one by one: 005 is 零零五."""
    return "".join(_DIGITS[int(digit)] for digit in text)


def say_numbers(text: str) -> str:
    """Return a text whose digits are words.

    Ticket numbers, telephone numbers and years go digit by digit; times, shares and counts as people say them.
    """
    text = _DATE.sub(lambda m: f"{m[1]}年{int(m[2])}月{int(m[3])}日", text)
    text = _TIME.sub(lambda m: _clock(int(m[1]), int(m[2])), text)
    text = _PERCENT.sub(r"百分之\1", text)
    text = _DECIMAL.sub(lambda m: cardinal(int(m[1])) + "点" + digits(m[2]), text)
    text = _SPELLED.sub(lambda m: digits(m[0]), text)
    text = _RANGE.sub("到", text)
    text = _TWO.sub("两", text)
    return _WHOLE.sub(lambda m: cardinal(int(m[0])), text)


def to_pinyin(text: str) -> str:
    """Return Chinese text as syllables with tone numbers, with commas and full stops for its pauses.

    Only a to z, tone digits, space, comma and full stop come out; what cannot be spoken is left out.
    """
    parts: list[str] = []
    for piece in re.findall(r"[A-Za-z]|[^A-Za-z]+", say_numbers(_narrow(text))):
        if piece.isascii() and piece.isalpha():
            parts.append(_LETTERS[piece.upper()])
        else:
            parts += _syllables(piece)
    spoken = " ".join(parts)
    return re.sub(r"\s*([,.])[\s,.]*", r"\1 ", spoken).strip(" ,")


def _syllables(piece: str) -> Iterator[str]:
    for part in lazy_pinyin(piece, style=Style.TONE3, neutral_tone_with_five=True):
        if _SYLLABLE.fullmatch(part):
            yield part
        else:  # a run of what is no Hanzi
            yield from (_PAUSES[char] for char in part if char in _PAUSES)


def _clock(hour: int, minute: int) -> str:
    said = ("两" if hour == 2 else cardinal(hour)) + "点"
    if minute == 0:
        return said
    return said + ("零" if minute < 10 else "") + cardinal(minute) + "分"


def _narrow(text: str) -> str:
    """Return a text with digits and letters of full width as plain ones."""
    return re.sub(r"[０-９Ａ-Ｚａ-ｚ]", lambda m: chr(ord(m[0]) - 0xFEE0), text)
