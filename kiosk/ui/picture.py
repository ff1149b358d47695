"""Takes a picture of the window as it would be drawn now. Kivy thread only."""

import os
from pathlib import Path

from kivy.clock import Clock
from kivy.core.window import Window
from kivy.graphics.opengl import GL_RGB, GL_UNSIGNED_BYTE, glReadPixels
from kivy.lang import Builder
from PIL import Image


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


def window_picture() -> Image.Image:
    """Draw one frame and return it."""
    width, height = map(int, Window.system_size)
    Clock.tick_draw()  # what the last change still owes before it can be seen: letters in new colours
    Builder.sync()  # and colours of what lies below them
    Window.dispatch("on_draw")
    pixels = glReadPixels(0, 0, width, height, GL_RGB, GL_UNSIGNED_BYTE)
    return Image.frombytes("RGB", (width, height), bytes(pixels)).transpose(Image.Transpose.FLIP_TOP_BOTTOM)
