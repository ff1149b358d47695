"""Which tabs a keyboard has, and how candidates share rows of keys. Pure."""

from collections.abc import Sequence

from kiosk.terminal.input.keyboard import KeyboardView

KINDS = ("pinyin", "hand", "latin", "digits")


def tabs_of(kinds: str, view: KeyboardView) -> tuple[str, ...]:
    """Return the tabs in their order.

    Args:
        kinds: What may be typed, such as `digits` or `latin,digits`; empty for everything.
        view: The state of the keyboard: without a reader of handwriting that tab is left out.
    """
    wanted = {kind.strip() for kind in kinds.split(",")} if kinds else set(KINDS)
    return tuple(kind for kind in KINDS if kind in wanted and (kind != "hand" or view.hand))


def tab_shown(kinds: str, view: KeyboardView) -> str:
    """Return the tab that is up: the visitor's choice where it fits, else what their language begins with."""
    tabs = tabs_of(kinds, view)
    if view.tab in tabs:
        return view.tab
    return "latin" if view.latin_first and "latin" in tabs else tabs[0]


def page_end(widths: Sequence[float], start: int, room: float, gap: float) -> int:
    """Return the index after the last of the keys that fit a row, counted from `start`; one always does."""
    used = 0.0
    for index in range(start, len(widths)):
        used += widths[index] + (gap if index > start else 0)
        if used > room and index > start:
            return index
    return len(widths)


def page_starts(widths: Sequence[float], room: float, gap: float) -> list[int]:
    """Return where each page of a row of keys begins."""
    starts = [0]
    while (end := page_end(widths, starts[-1], room, gap)) < len(widths):
        starts.append(end)
    return starts
