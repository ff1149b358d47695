"""The window's hidden buffer where Mesa draws with the processor: parts of it are shown on the screen, or moved within it.

Both need what Kivy does not offer: an extension of GLX, and a call of OpenGL 3.
"""

import ctypes
import logging
from typing import Any

from kivy.core.window import Window
from kivy.graphics.opengl import GL_COLOR_BUFFER_BIT, GL_NEAREST, GL_RENDERER, GL_VERSION, glGetString

from kiosk.ui.boxes import Pixels, bands

_SOFTWARE = ("llvmpipe", "softpipe", "swrast")
_COPY = b"GLX_MESA_copy_sub_buffer"
_OLDEST = "3"  # the OpenGL that can move a part of a picture

_log = logging.getLogger(__name__)


class BackBuffer:
    """The hidden buffer of the one window; it keeps its picture as long as buffers are never swapped."""

    def __init__(self, glx: ctypes.CDLL, x11: ctypes.CDLL, display: int, drawable: int) -> None:
        self._display, self._drawable = display, drawable
        part = ctypes.CFUNCTYPE(None, ctypes.c_void_p, ctypes.c_ulong, *[ctypes.c_int] * 4)
        self._copy_out = part(glx.glXGetProcAddress(b"glXCopySubBufferMESA"))
        # keeps Python's lock: given up at each band of a move, a busy thread would hold every one of them up
        blit = ctypes.PYFUNCTYPE(None, *[ctypes.c_int] * 8, ctypes.c_uint, ctypes.c_uint)
        self._blit = blit(glx.glXGetProcAddress(b"glBlitFramebuffer"))
        self._flush = x11.XFlush
        self._flush.argtypes = [ctypes.c_void_p]

    def show(self, left: int, bottom: int, width: int, height: int) -> None:
        """Copy a part to the screen."""
        self._copy_out(self._display, self._drawable, left, bottom, width, height)
        self._flush(self._display)

    def move(self, box: Pixels, up: int) -> None:
        """Move the picture in a box up by so many pixels (down: negative); what that uncovers stays as it was."""
        left, bottom, width, height = box
        for low, high in bands(bottom, bottom + height, up):
            source, target = (left, low, left + width, high), (left, low + up, left + width, high + up)
            self._blit(*source, *target, GL_COLOR_BUFFER_BIT, GL_NEAREST)


def open_back_buffer() -> BackBuffer | None:
    """Return the buffer; None where it is not sure to keep its picture, or its parts cannot be shown."""
    renderer, version = (_said(what) for what in (GL_RENDERER, GL_VERSION))
    if not renderer.lower().startswith(_SOFTWARE) or version < _OLDEST:
        _log.info("%s draws, OpenGL %s: whole window each frame", renderer, version)
        return None
    try:
        glx, x11 = ctypes.CDLL("libGL.so.1"), ctypes.CDLL("libX11.so.6")
    except OSError as err:
        _log.info("no parts can be shown: %s", err)
        return None
    for name, result in (
        ("glXGetCurrentDisplay", ctypes.c_void_p),
        ("glXGetCurrentDrawable", ctypes.c_ulong),
        ("glXQueryExtensionsString", ctypes.c_char_p),
        ("glXGetProcAddress", ctypes.c_void_p),
    ):
        getattr(glx, name).restype = result
    glx.glXQueryExtensionsString.argtypes = [ctypes.c_void_p, ctypes.c_int]
    display, drawable = glx.glXGetCurrentDisplay(), glx.glXGetCurrentDrawable()
    if not display or not drawable or _COPY not in glx.glXQueryExtensionsString(display, 0):
        _log.info("%s draws, without GLX: whole window each frame", renderer)
        return None
    if _size_of(x11, display, drawable) != tuple(map(int, Window.system_size)):
        _log.warning("the window is not as large as it was asked for: whole window each frame")
        return None  # a part outside the real window would end the program
    _log.info("%s draws: changed parts only", renderer)
    return BackBuffer(glx, x11, display, drawable)


def _said(what: Any) -> str:
    return (glGetString(what) or b"").decode("ascii", "replace")


def _size_of(x11: ctypes.CDLL, display: int, drawable: int) -> tuple[int, int]:
    """Return the size that a window really has on the X server, in pixels."""
    x11.XGetGeometry.argtypes = [ctypes.c_void_p, ctypes.c_ulong, *[ctypes.c_void_p] * 7]
    numbers = [ctypes.c_uint() for _ in range(6)]
    root = ctypes.c_ulong()
    x11.XGetGeometry(display, drawable, ctypes.byref(root), *map(ctypes.byref, numbers))
    return numbers[2].value, numbers[3].value
