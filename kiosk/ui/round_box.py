"""Draws boxes with round corners, smooth at the edge, from one small picture for each radius.

Kivy's smooth shapes do that with a line of many points and hold themselves in a circle with it, which only Python's collector
frees: some fifteen objects a box, thousands a screen.
"""

from collections.abc import Sequence
from functools import lru_cache
from math import floor, hypot

from kivy.factory import Factory
from kivy.graphics import BorderImage
from kivy.graphics.texture import Texture


class RoundBox(BorderImage):  # type: ignore[misc]
    """A filled box; in a layout: `pos` and `size`, brought to whole pixels, and `radius`. A small box has smaller corners."""

    _radius = 0
    _asked = (0.0, 0.0), (0.0, 0.0)

    def __init__(self) -> None:
        super().__init__(auto_scale="both_lower")

    @property
    def pos(self) -> tuple[float, float]:
        """The lower left corner: two boxes, one in the other, leave an edge as wide on all sides."""
        return BorderImage.pos.__get__(self)  # type: ignore[no-any-return]

    @pos.setter
    def pos(self, pos: Sequence[float]) -> None:
        self._put((pos[0], pos[1]), self._asked[1])

    @property
    def size(self) -> tuple[float, float]:
        """Width and height."""
        return BorderImage.size.__get__(self)  # type: ignore[no-any-return]

    @size.setter
    def size(self, size: Sequence[float]) -> None:
        self._put(self._asked[0], (size[0], size[1]))

    def _put(self, pos: tuple[float, float], size: tuple[float, float]) -> None:
        self._asked = pos, size
        left, bottom = (floor(place + 0.5) for place in pos)
        right, top = (floor(place + long + 0.5) for place, long in zip(pos, size, strict=True))
        BorderImage.pos.__set__(self, (left, bottom))
        BorderImage.size.__set__(self, (right - left, top - bottom))

    @property
    def radius(self) -> float:
        """The corners' radius in whole pixels, one at least."""
        return self._radius

    @radius.setter
    def radius(self, radius: float) -> None:
        pixels = max(1, round(radius))
        if pixels != self._radius:
            self._radius = pixels
            self.texture, self.border = _disc(pixels), (pixels,) * 4


@lru_cache(maxsize=64)
def _disc(radius: int) -> Texture:
    """Return a white disc, as see-through at its edge as the part of each pixel that lies outside."""
    places = [place - radius + 0.5 for place in range(2 * radius)]
    cover = (max(0.0, min(1.0, radius + 0.5 - hypot(x, y))) for y in places for x in places)
    texture = Texture.create(size=(2 * radius, 2 * radius), colorfmt="rgba")
    texture.min_filter = texture.mag_filter = "nearest"  # pixel for pixel: far less work for a renderer without a GPU
    texture.blit_buffer(b"".join(bytes((255, 255, 255, round(255 * part))) for part in cover), colorfmt="rgba")
    return texture


Factory.register("RoundBox", cls=RoundBox)
