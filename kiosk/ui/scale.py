"""Physical millimetres to pixels of the real panel, and the sizes of the design in both. No Kivy here."""

import math
from dataclasses import dataclass

REACH_MM = 1120  # highest control above the floor, over an obstruction (EN 301 549, part 8)

_LEAST_MM = 260  # lower than a landscape panel of 21.5 inch no screen is laid out
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
        reach_px: Height from the lower edge that hands can reach, in pixels; 0 is all of it. Screens stand in there.

    Raises:
        ValueError: The panel has no size.
    """

    width: int
    height: int
    diagonal_inch: float
    large: bool = False
    reach_px: int = 0

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
        """Whether screens are higher than wide."""
        return (self.reach_px or self.height) > self.width

    def px(self, mm: float) -> int:
        """Return a length in whole pixels, at least one."""
        return max(1, round(mm * self.px_per_mm))

    def low_reach_px(self, bottom_mm: float) -> int:
        """Return the height that may be used so that every control can be reached from a wheelchair; 0 where all can.

        Also 0 where what is left is too little for a screen.

        Args:
            bottom_mm: Height of the panel's lower edge above the floor.
        """
        reach_px = int((REACH_MM - bottom_mm) * self.px_per_mm)
        return reach_px if _LEAST_MM * self.px_per_mm <= reach_px < self.height else 0
