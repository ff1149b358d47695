"""Physical millimetres to pixels of the real panel, and the sizes of the design in both. No Kivy here."""

import math
from dataclasses import dataclass

_MM_PER_INCH = 25.4


@dataclass(frozen=True, slots=True)
class Sizes:
    """The design's sizes in millimetres: Hanzi heights, shorter sides of targets, gap; line spacing as a factor."""

    body: float
    heading: float
    title: float
    primary_target: float
    target: float
    gap: float
    line_spacing: float


NORMAL = Sizes(body=6.5, heading=9, title=13, primary_target=24, target=15, gap=4, line_spacing=1.5)
LARGE = Sizes(body=9, heading=12, title=17, primary_target=30, target=20, gap=5, line_spacing=1.6)


@dataclass(frozen=True, slots=True)
class Scale:
    """How many pixels a millimetre has on one panel, and which sizes apply.

    Args:
        width: Window width in pixels.
        height: Window height in pixels.
        diagonal_inch: The panel's diagonal.
        large: Whether large print is on.

    Raises:
        ValueError: The panel has no size.
    """

    width: int
    height: int
    diagonal_inch: float
    large: bool = False

    def __post_init__(self) -> None:
        if self.width < 1 or self.height < 1 or self.diagonal_inch <= 0:
            raise ValueError(f"a panel of {self.width} x {self.height} px, {self.diagonal_inch} inch has no size")

    @property
    def sizes(self) -> Sizes:
        """The sizes that apply now."""
        return LARGE if self.large else NORMAL

    @property
    def px_per_mm(self) -> float:
        """Pixels in one millimetre."""
        return math.hypot(self.width, self.height) / (self.diagonal_inch * _MM_PER_INCH)

    @property
    def portrait(self) -> bool:
        """Whether the panel is higher than wide."""
        return self.height > self.width

    def px(self, mm: float) -> int:
        """Return a length in whole pixels, at least one."""
        return max(1, round(mm * self.px_per_mm))
