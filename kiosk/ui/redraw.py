"""Draws only what has changed, where the processor draws: there a whole window costs twenty milliseconds, a button one."""

import ctypes
import logging
import math
from collections.abc import Callable

from kivy.core.window import Window
from kivy.graphics import Canvas, Rectangle, RenderContext
from kivy.graphics.instructions import Instruction
from kivy.graphics.opengl import (
    GL_COLOR_BUFFER_BIT,
    GL_RENDERER,
    GL_SCISSOR_TEST,
    glClear,
    glClearColor,
    glDisable,
    glEnable,
    glGetString,
    glScissor,
)

from kiosk.ui.damage import Damage

_SOFTWARE = ("llvmpipe", "softpipe", "swrast")
_COPY = b"GLX_MESA_copy_sub_buffer"

_log = logging.getLogger(__name__)

Present = Callable[[int, int, int, int], None]  # left, bottom, width and height in pixels, to the screen
_taken_over: "list[_Redraw]" = []  # at most one: there is one window


def redraw_changes(mode: str) -> bool:
    """Have the window draw only what changes, where that can be relied on; tell whether it does.

    The window's hidden buffer keeps its picture from frame to frame. OpenGL promises that only as long as buffers are
    never swapped, so that changed parts are copied to the screen (GLX_MESA_copy_sub_buffer). Without that extension, on
    a graphics processor, or with `whole`, Kivy goes on as it does by itself.

    Args:
        mode: `auto` or `whole`.
    """
    _sample_plainly()
    present = _part_presenter() if mode == "auto" else None
    if present:
        _taken_over[:] = [_Redraw(present)]
    return present is not None


def lay_over(shapes: Instruction, box: tuple[float, float, float, float]) -> bool:
    """Draw shapes over what the screen shows, and show them at once; nothing below them is drawn anew.

    Later frames know nothing of them: what is to stay belongs into a canvas as well.

    Args:
        shapes: What to draw; part of no canvas.
        box: Where it is: left, bottom, right and top in pixels; what lies outside the window is not shown.

    Returns:
        Whether it was done: not where frames are drawn whole, nor while a frame waits to be drawn.
    """
    return any(redraw.lay_over(shapes, box) for redraw in _taken_over)


class _Redraw:
    """Takes over drawing and showing from Kivy's window."""

    def __init__(self, present: Present) -> None:
        self._present = present
        self._over = RenderContext()
        self._unshown: list[tuple[int, int, int, int]] | None = None  # drawn, not on the screen yet; None: all of it
        self.forget()
        for event, answer in (
            ("on_draw", self._draw),
            ("on_flip", self._flip),
            *((event, self.forget) for event in ("clearcolor", "size", "on_show", "on_restore")),
        ):
            Window.fbind(event, answer)  # unlike `bind` it keeps what answers alive

    def forget(self, *_: object) -> None:
        """Draw the whole window next time."""
        self._damage = Damage(Window.canvas, *map(int, Window.system_size))

    def lay_over(self, shapes: Instruction, box: tuple[float, float, float, float]) -> bool:
        if self._unshown != [] or Window.canvas.needs_redraw:
            return False
        for matrix in ("projection_mat", "modelview_mat"):
            self._over[matrix] = Window.render_context[matrix]
        self._over.add(shapes)
        self._over.draw()
        self._over.clear()
        left, bottom = (max(0, math.floor(edge)) for edge in box[:2])
        right, top = (min(int(most), math.ceil(edge)) for most, edge in zip(Window.system_size, box[2:], strict=True))
        if left < right and bottom < top:
            self._present(left, bottom, right - left, top - bottom)
        return True

    def _draw(self, *_: object) -> bool:
        boxes = self._damage.find()
        if boxes is None:
            self._unshown = None
            Window.clear()
            Window.render_context.draw()
            return True
        if self._unshown is not None:
            self._unshown += boxes
        glEnable(GL_SCISSOR_TEST)
        glClearColor(*Window.clearcolor)
        for box in boxes:
            glScissor(*box)
            glClear(GL_COLOR_BUFFER_BIT)  # depth is not used, and who uses the stencil clears it first
            with self._damage.only(*box):
                Window.render_context.draw()
        glDisable(GL_SCISSOR_TEST)
        return True

    def _flip(self, *_: object) -> bool:
        width, height = map(int, Window.system_size)
        for box in [(0, 0, width, height)] if self._unshown is None else self._unshown:
            self._present(*box)
        self._unshown = []
        return True


def _sample_plainly() -> None:
    """Have the white picture that Kivy lays under every plain shape read pixel for pixel: a third of a frame's time."""
    canvas = Canvas()
    with canvas:
        Rectangle()
    white = canvas.children[0].texture
    white.min_filter = white.mag_filter = "nearest"


def _part_presenter() -> Present | None:
    """Return what copies a part of the hidden buffer to the screen; None when that cannot be relied on."""
    renderer = (glGetString(GL_RENDERER) or b"").decode("ascii", "replace")
    if not renderer.lower().startswith(_SOFTWARE):
        _log.info("%s draws: whole window each frame", renderer)
        return None
    try:
        glx, x11 = ctypes.CDLL("libGL.so.1"), ctypes.CDLL("libX11.so.6")
    except OSError as err:
        _log.info("no parts can be shown: %s", err)
        return None
    glx.glXGetCurrentDisplay.restype = ctypes.c_void_p
    glx.glXGetCurrentDrawable.restype = ctypes.c_ulong
    glx.glXQueryExtensionsString.restype = ctypes.c_char_p
    glx.glXQueryExtensionsString.argtypes = [ctypes.c_void_p, ctypes.c_int]
    glx.glXGetProcAddress.restype = ctypes.c_void_p
    display, drawable = glx.glXGetCurrentDisplay(), glx.glXGetCurrentDrawable()
    if not display or not drawable or _COPY not in glx.glXQueryExtensionsString(display, 0):
        _log.info("%s draws, without GLX: whole window each frame", renderer)
        return None
    if _size_of(x11, display, drawable) != tuple(map(int, Window.system_size)):
        _log.warning("the window is not as large as it was asked for: whole window each frame")
        return None  # a part outside the real window would end the program
    kind = ctypes.CFUNCTYPE(None, ctypes.c_void_p, ctypes.c_ulong, *[ctypes.c_int] * 4)
    copy = kind(glx.glXGetProcAddress(b"glXCopySubBufferMESA"))
    x11.XFlush.argtypes = [ctypes.c_void_p]

    def present(left: int, bottom: int, width: int, height: int) -> None:
        copy(display, drawable, left, bottom, width, height)
        x11.XFlush(display)

    _log.info("%s draws: changed parts only", renderer)
    return present


def _size_of(x11: ctypes.CDLL, display: int, drawable: int) -> tuple[int, int]:
    """Return the size that a window really has on the X server, in pixels."""
    x11.XGetGeometry.argtypes = [ctypes.c_void_p, ctypes.c_ulong, *[ctypes.c_void_p] * 7]
    numbers = [ctypes.c_uint() for _ in range(6)]
    root = ctypes.c_ulong()
    x11.XGetGeometry(display, drawable, ctypes.byref(root), *map(ctypes.byref, numbers))
    return numbers[2].value, numbers[3].value
