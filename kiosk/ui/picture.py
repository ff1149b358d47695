"""Takes a picture of the window as it would be drawn now. Kivy thread only."""

import os
from pathlib import Path
from typing import TYPE_CHECKING

from kivy.clock import Clock
from kivy.core.window import Window
from kivy.graphics.opengl import GL_RGB, GL_UNSIGNED_BYTE, glReadPixels
from kivy.lang import Builder

if TYPE_CHECKING:
    from PIL.Image import Image


def take_picture(target: Path) -> None:
    """Draw one frame and write it as a PNG; readers see the old file or the whole new one.

    Raises:
        OSError: The file cannot be written.
    """
    image = window_picture()
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_name(f".{target.name}.{os.getpid()}")
    image.save(part, "PNG", compress_level=1)
    part.replace(target)


def window_picture() -> "Image":
    """Draw one frame and return it."""
    from PIL import Image  # noqa: PLC0415 - a start does without

    return Image.frombytes("RGB", window_size(), window_pixels()).transpose(Image.Transpose.FLIP_TOP_BOTTOM)


def window_pixels() -> bytes:
    """Draw one frame and return its pixels: red, green and blue from 0 to 255, the lowest row first."""
    Clock.tick_draw()  # what the last change still owes before it can be seen: letters in new colours
    Builder.sync()  # and colours of what lies below them
    Window.dispatch("on_draw")
    return bytes(glReadPixels(0, 0, *window_size(), GL_RGB, GL_UNSIGNED_BYTE))


def window_size() -> tuple[int, int]:
    """Return the window's width and height in pixels."""
    width, height = Window.system_size
    return int(width), int(height)
