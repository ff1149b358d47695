"""Breaks Chinese text into lines: the Unicode algorithm plus the rules of W3C clreq that it leaves open. No Kivy here.

No closing mark or connector starts a line, no opening mark ends one, —— and …… stay whole, Latin words and numbers stay
whole, and a last line is not left with a word or two of its own where the line above can spare some.
"""

import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from string import ascii_letters

Measure = Callable[[str], float]

NOT_AT_START = frozenset("、，。：；！？”’」』）】〕》〉-–—～~·•・/…％%‰℃,.:;!?)]}")
NOT_AT_END = frozenset("“‘「『（【〔《〈￥¥$([{/#№")
_CONNECTORS = frozenset("—–～~-")
_TWINS = frozenset("—…")
_HAN = "㐀-䶿一-鿿豈-﫿〇\U00020000-\U0003ffff"
# a break for sure, whatever stands around it: between two Hanzi, and after the space between two words
_SURE = re.compile(f"(?<=[{_HAN}])(?=[{_HAN}])|(?<=[A-Za-z0-9,.;:!?)] )(?=[A-Za-z0-9])")
_ANY_HAN = re.compile(f"[{_HAN}]")
_ALIKE = str.maketrans({**dict.fromkeys("123456789", "0"), **dict.fromkeys(ascii_letters, "a")})
_RUNS = re.compile(r"a+|0+|.", re.DOTALL)
_PAUSES = frozenset("、，。；：！？,;:!?)）")
_MUCH = 2.5  # times as long
_HALVINGS = 8
_LONE_CHARS = 2  # a last line this short looks forgotten
_LONE_AFTER_SPACE_CHARS = 6  # after a space a longer one already does


def break_lines(text: str, width: float, measure: Measure) -> list[str]:
    """Return the lines of a text that fit a width.

    Args:
        text: What to set; line feeds start new lines.
        width: The most that `measure` may return for a line, in its unit. A single piece that is wider by itself is
            cut between characters.
        measure: Returns the width of a piece of text; the width of a line is the sum of its pieces.
    """
    lines: list[str] = []
    for part in text.split("\n"):
        if measure(part) <= width:
            lines.append(part.rstrip(" "))
        else:
            lines += _fill(_fitting(break_units(part), width, measure), width, measure)
    return lines


def fit_lines(text: str, width: float, measure: Measure, limit: int) -> list[str]:
    """Return at most `limit` lines (0: all); where text is left over, the last line ends in …."""
    if limit < 1:
        return break_lines(text, width, measure)
    lines = break_lines(_enough(text, width * (limit + 1), measure), width, measure)
    return lines if len(lines) <= limit else [*lines[: limit - 1], _shortened(lines[limit - 1], width, measure)]


def end_that_fits(text: str, width: float, measure: Measure) -> str:
    """Return as much of the end of a text as fits on a line."""
    over, start = measure(text) - width, 0
    while start < len(text) and over > 0:
        over -= measure(text[start])
        start += 1
    return text[start:]


def even_lines(text: str, width: float, measure: Measure, limit: int) -> list[str]:
    """Return the lines of `fit_lines`, no more of them but of about the same length, as suits text that is centred.

    Two lines part after a mark where neither is much the shorter for it.
    """
    lines = fit_lines(text, width, measure, limit)
    is_cut = "".join(lines).replace(" ", "") != text.replace(" ", "")
    if len(lines) < 2 or "\n" in text or is_cut:
        return lines
    units = _fitting(break_units(text), width, measure)
    if len(lines) == 2:
        return _halved(units, width, measure) or lines
    widest = max(measure(unit.rstrip(" ")) for unit in units)  # narrower, it would be cut
    narrow, wide = max(measure(text) / len(lines), widest), width
    for _ in range(_HALVINGS):
        middle = (narrow + wide) / 2
        if len(break_lines(text, middle, measure)) > len(lines):
            narrow = middle
        else:
            wide = middle
    return break_lines(text, wide, measure)


def _halved(units: Sequence[str], width: float, measure: Measure) -> list[str]:
    """Return two lines; nothing where no break leaves both in the width."""
    best: tuple[tuple[bool, float], list[str]] | None = None
    for at in range(1, len(units)):
        pair = ["".join(units[:at]).rstrip(" "), "".join(units[at:]).rstrip(" ")]
        short, long = sorted(map(measure, pair))
        if long > width:
            continue
        sense = pair[0][-1:] in _PAUSES and short * _MUCH >= long
        rank = not sense, long - short
        if best is None or rank < best[0]:
            best = rank, pair
    return best[1] if best else []


def _enough(text: str, width: float, measure: Measure) -> str:
    """Return as much of a text's start as is surely more than a width, so that a long rest is not broken in vain."""
    used = 0.0
    for index, char in enumerate(text):
        used += measure(char)
        if used > width:
            return text[: index + 1]
    return text


def _shortened(line: str, width: float, measure: Measure) -> str:
    while line and measure(line + "…") > width:
        line = line[:-1]
    return line + "…"


def break_units(text: str) -> list[str]:
    """Return the pieces of one line of text between which a break is allowed."""
    units: list[str] = []
    for stretch in _SURE.split(text):
        if len(stretch) == 1:
            units.append(stretch)
            continue
        start = 0
        for end in _ends(stretch):
            piece = stretch[start:end]
            if units and start and _stay_together(units[-1], piece):
                units[-1] += piece
            else:
                units.append(piece)
            start = end
    return units


def _ends(stretch: str) -> list[int]:
    """Return where a stretch may be broken, its end included."""
    # all Hanzi break alike, so do letters and digits, and inside a word or number there is no break
    pattern = _ANY_HAN.sub("一", stretch).translate(_ALIKE)
    runs = [run.end() for run in _RUNS.finditer(pattern)]
    return [runs[number - 1] for number in _boundaries("".join(pattern[end - 1] for end in runs))]


@lru_cache(maxsize=4096)
def _boundaries(pattern: str) -> tuple[int, ...]:
    if len(pattern) <= 1:
        return (1,) if pattern else ()
    from uniseg.linebreak import line_break_boundaries  # noqa: PLC0415 - the first screen hardly needs it

    return tuple(line_break_boundaries(pattern))  # some milliseconds


def _stay_together(before: str, after: str) -> bool:
    last, first = before.rstrip(" ")[-1:], after[0]
    if first in NOT_AT_START or last in NOT_AT_END:
        return True
    if last in _TWINS and first == last:
        return True
    return last in _CONNECTORS and before[-2:-1].isdigit() and first.isdigit()


def _fitting(units: Sequence[str], width: float, measure: Measure) -> list[str]:
    fitting: list[str] = []
    for unit in units:
        if measure(unit) <= width or measure(unit.rstrip(" ")) <= width:
            fitting.append(unit)
        else:
            fitting += _cut(unit, width, measure)
    return fitting


def _cut(unit: str, width: float, measure: Measure) -> list[str]:
    pieces = [""]
    for char in unit:
        if pieces[-1] and measure(pieces[-1] + char) > width:
            pieces.append(char)
        else:
            pieces[-1] += char
    return pieces


def _fill(units: Sequence[str], width: float, measure: Measure) -> list[str]:
    lines: list[list[str]] = [[]]
    used = 0.0
    for unit in units:
        size = measure(unit)
        if lines[-1] and used + size > width and used + measure(unit.rstrip(" ")) > width:
            lines.append([])
            used = 0.0
        lines[-1].append(unit)
        used += size
    _spare_some(lines, width, measure)
    return ["".join(line).rstrip(" ") for line in lines]


def _spare_some(lines: list[list[str]], width: float, measure: Measure) -> None:
    """Move pieces down into a last line that is too short to stand alone."""
    if len(lines) < 2:
        return
    above, last = lines[-2], lines[-1]
    wanted = _LONE_AFTER_SPACE_CHARS if above[-1].endswith(" ") else _LONE_CHARS
    while len(above) > 1 and _length(last) <= wanted:
        moved = [above[-1], *last]
        if sum(map(measure, moved)) > width or _length(above[:-1]) <= _length(moved):
            return
        last.insert(0, above.pop())


def _length(units: Sequence[str]) -> int:
    return len("".join(units).strip())
