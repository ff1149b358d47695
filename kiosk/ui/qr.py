"""A QR code on the screen: dark modules on white in every theme, whole pixels to a module, the quiet zone kept."""

import math
from collections.abc import Sequence

from kivy.app import App
from kivy.clock import Clock
from kivy.graphics.texture import Texture
from kivy.properties import AliasProperty, NumericProperty, ObjectProperty, StringProperty
from kivy.uix.widget import Widget

from device.printer.qr import QUIET_MODULES, modules

_MODULE_MM = 0.9  # phones held at arm's length read 0.8 mm; whole pixels make it a little more
_WHITE, _INK = b"\xff\xff\xff\xff", b"\x00\x00\x00\xff"

Symbol = Sequence[Sequence[bool]]  # the rows from the top, without margin; true is dark


class QrPicture(Widget):  # type: ignore[misc]
    """Shows `text` as a QR code (level M, UTF-8); empty text takes no room.

    `says` is what it carries, in words, for speech and tests. `room` limits its side in pixels (0: no limit), `module_mm` is
    the wanted width of one module. More than some 150 bytes take tens of milliseconds to encode: make those `rows` on a
    worker with `device.printer.qr.modules` and set them beside the text.
    """

    text = StringProperty("")
    rows = ObjectProperty(None, allownone=True)
    says = StringProperty("")
    room = NumericProperty(0)
    module_mm = NumericProperty(_MODULE_MM)
    texture = ObjectProperty(None, allownone=True)
    role = "figure"

    def __init__(self, **kwargs: object) -> None:
        self._count = 0
        # text and rows come one after the other: drawn once both are there, nothing is encoded twice
        self._set = Clock.create_trigger(self._draw, -1)
        super().__init__(size_hint=(None, None), size=(0, 0), **kwargs)
        for name in ("text", "rows"):
            self.fbind(name, self._set)
        for name in ("room", "module_mm"):
            self.fbind(name, self._fit)
        self._set()

    def label(self) -> str:
        """Return what it carries."""
        return str(self.says or self.text)

    def _module_px(self) -> int:
        return self._count and round(self.width / self._count)

    module_px = AliasProperty(_module_px, bind=("size",))

    def _draw(self, *_: object) -> None:
        symbol = self.rows or (modules(self.text) if self.text else ())
        self._count = len(symbol) + 2 * QUIET_MODULES if symbol else 0
        self.texture = _texture(symbol) if symbol else None
        self._fit()

    def _fit(self, *_: object) -> None:
        if not self._count:
            self.size = (0, 0)
            return
        wanted = math.ceil(self.module_mm * App.get_running_app().look.mm)
        allowed = int(self.room // self._count) if self.room else wanted
        side = self._count * max(1, min(wanted, allowed))
        self.size = (side, side)


def _texture(symbol: Symbol) -> Texture:
    """Return a symbol with its quiet zone, one pixel to a module, to be drawn without smoothing."""
    side = len(symbol) + 2 * QUIET_MODULES
    edge, margin = _WHITE * side * QUIET_MODULES, _WHITE * QUIET_MODULES
    lines = (margin + b"".join(_INK if cell else _WHITE for cell in row) + margin for row in reversed(symbol))
    texture = Texture.create(size=(side, side), colorfmt="rgba")
    texture.mag_filter = texture.min_filter = "nearest"
    texture.blit_buffer(edge + b"".join(lines) + edge, colorfmt="rgba", bufferfmt="ubyte")
    return texture
