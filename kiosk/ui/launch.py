"""The first picture of a start: what home looked like when it was first drawn the last time, while the program still loads.

It holds no clock and nothing of the hall's state or of a visitor: home is drawn before either is known. A picture made for
another size, look or language has another name and is not shown. Kivy thread only.
"""

import hashlib
import logging
import os
import threading
from collections.abc import Iterable
from pathlib import Path

from kivy.core.window import Window
from kivy.graphics import Color, Rectangle
from kivy.graphics.texture import Texture
from kivy.uix.widget import Widget

from kiosk.ui.picture import window_pixels, window_size

_BYTES = 3  # of a pixel
_log = logging.getLogger(__name__)


class LaunchPicture:
    """One picture on the disk.

    Args:
        folder: Where it is kept.
        made_for: Everything that decides what it looks like: theme, language, print, millimetres.
    """

    def __init__(self, folder: Path, *made_for: object) -> None:
        self._size = window_size()
        name = hashlib.sha256(repr((self._size, *made_for)).encode()).hexdigest()[:16]
        self._folder, self._path = folder, folder / f"launch-{name}.rgb"

    def show(self) -> None:
        """Draw the picture where there is one; the window's canvas is empty afterwards."""
        try:
            pixels = self._path.read_bytes()
        except FileNotFoundError:
            return
        except OSError as err:
            _log.info("there is no first picture: %s", err)
            return
        width, height = self._size
        if len(pixels) != width * height * _BYTES:
            return
        texture = Texture.create(size=self._size, colorfmt="rgb", mipmap=False)
        texture.mag_filter = texture.min_filter = "nearest"
        texture.blit_buffer(pixels, colorfmt="rgb", bufferfmt="ubyte")
        with Window.canvas:
            Color(1, 1, 1, 1)
            Rectangle(texture=texture, size=self._size)
        Window.dispatch("on_draw")
        Window.dispatch("on_flip")
        Window.canvas.clear()

    def keep(self, blank: Iterable[Widget]) -> None:
        """Keep what the window shows now, some widgets blanked; it is written in the background."""
        width, _ = self._size
        pixels = bytearray(window_pixels())
        for widget in blank:
            left, bottom = map(int, widget.to_window(*widget.pos))
            right, top = int(left + widget.width), int(bottom + widget.height)
            for start in range((bottom * width + left) * _BYTES, (top * width + left) * _BYTES, width * _BYTES):
                ground = pixels[start : start + _BYTES]
                pixels[start : start + (right - left) * _BYTES] = ground * (right - left)
        threading.Thread(target=self._write, args=(bytes(pixels),), name="launch-picture", daemon=True).start()

    def _write(self, pixels: bytes) -> None:
        part = self._path.with_suffix(f".{os.getpid()}.part")
        try:
            if self._path.exists() and self._path.read_bytes() == pixels:
                return
            part.write_bytes(pixels)
            part.replace(self._path)
            for old in self._folder.glob("launch-*.rgb"):
                if old != self._path:
                    old.unlink(missing_ok=True)
        except OSError as err:
            _log.info("the first picture of the next start is not kept: %s", err)
