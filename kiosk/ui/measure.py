"""Measures text as Kivy will draw it, one character at a time and from memory: widths of a face do not change."""

from functools import lru_cache

from kivy.core.text import Label as CoreLabel

from kiosk.ui.fonts import FONT
from kiosk.ui.typeset import Measure


class _Widths(dict[str, float]):
    """Widths of characters, each measured when first asked for."""

    def __init__(self, label: CoreLabel) -> None:
        super().__init__()
        self._label = label

    def __missing__(self, char: str) -> float:
        self[char] = float(self._label.get_extents(char)[0])
        return self[char]


@lru_cache(maxsize=64)
def text_measure(font_px: int, bold: bool = False) -> Measure:
    """Return a function that gives the width in pixels of a piece of text in the screen font."""
    label = CoreLabel(font_name=FONT, font_size=font_px, bold=bold)
    label.resolve_font_name()
    widths = _Widths(label)

    def measure(text: str) -> float:
        return sum(map(widths.__getitem__, text), 0.0)

    return measure


def scaled_measure(known_px: int, font_px: int, bold: bool = False) -> Measure:
    """Return a measure for a size without opening a font of that size: many are tried until one fits."""
    known, factor = text_measure(known_px, bold), font_px / known_px

    def measure(text: str) -> float:
        return known(text) * factor

    return measure
