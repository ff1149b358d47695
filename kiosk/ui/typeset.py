"""Breaks Chinese text into lines: the Unicode algorithm plus the rules of W3C clreq that it leaves open. No Kivy here.

No closing mark or connector starts a line, no opening mark ends one, —— and …… stay whole, Latin words and numbers stay
whole, and a last line is not left with a word or two of its own where the line above can spare some.
"""

import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from itertools import accumulate, pairwise
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
            continue
        breaks = _Breaks(part)
        starts = [0]
        while (end := _line_end(part, starts[-1], breaks, width, measure)) < len(part):
            starts.append(end)
        _spare_some(part, starts, breaks, width, measure)
        lines += [part[start:end].rstrip(" ") for start, end in pairwise((*starts, len(part)))]
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


class _Breaks:
    """Where one line of text may be broken, looked up at the ends of lines only: most letters are never asked about."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._start, self._ends = 0, [0]  # of the stretch that was looked at last

    def last(self, start: int, end: int) -> int:
        """Return the last place after `start` and not after `end` where a break is allowed; `start` where there is none."""
        if _SURE.match(self._text, end):
            return end
        if not self._start < end < self._ends[-1]:
            self._find_stretch(end)
        return max(start, self._start, next((place for place in reversed(self._ends) if place <= end), 0))

    def _find_stretch(self, place: int) -> None:
        start = place - 1
        while start > 0 and not _SURE.match(self._text, start):
            start -= 1
        after = _SURE.search(self._text, place + 1)
        stretch = self._text[start : after.start() if after else len(self._text)]
        self._start = start
        self._ends = [start + end for end in accumulate(map(len, break_units(stretch)))]


def _line_end(text: str, start: int, breaks: _Breaks, width: float, measure: Measure) -> int:
    """Return where the line ends that begins at `start`: spaces at its end may stand over."""
    over = max(_reach(text, start, width, measure), start + 1)
    while text[over : over + 1] == " ":
        over += 1
    end = breaks.last(start, over) if over < len(text) else over
    return end if end > start else over  # a single piece wider than the line is cut


def _reach(text: str, start: int, width: float, measure: Measure) -> int:
    """Return up to where a text fits: measured some letters at once, as many as there is room for if they are Hanzi."""
    hanzi, end, left = max(1.0, measure("一")), start, width
    while piece := text[end : end + max(1, int(left / hanzi))]:
        size = measure(piece)
        if size > left:
            if len(piece) == 1:
                break
            hanzi *= 2  # letters wider than Hanzi
            continue
        end, left = end + len(piece), left - size
    return end


def _spare_some(text: str, starts: list[int], breaks: _Breaks, width: float, measure: Measure) -> None:
    """Begin a last line earlier that is too short to stand alone."""
    if len(starts) < 2:
        return
    wanted = _LONE_AFTER_SPACE_CHARS if text[starts[-1] - 1] == " " else _LONE_CHARS
    while len(text[starts[-1] :].strip()) <= wanted:
        above, last = starts[-2:]
        earlier = breaks.last(above, last - 1)
        above_left, moved = text[above:earlier], text[earlier:]
        if earlier == above or measure(moved) > width or len(above_left.strip()) <= len(moved.strip()):
            return
        starts[-1] = earlier
