"""Draws only what has changed, where the processor draws: there a whole window costs twenty milliseconds, a button one."""

import math

from kivy.core.window import Window
from kivy.graphics import RenderContext
from kivy.graphics.instructions import Instruction
from kivy.graphics.opengl import (
    GL_COLOR_BUFFER_BIT,
    GL_SCISSOR_TEST,
    glClear,
    glClearColor,
    glDisable,
    glEnable,
    glScissor,
)

from kiosk.ui.back_buffer import BackBuffer, open_back_buffer
from kiosk.ui.damage import Damage, plain_texture

_taken_over: "list[_Redraw]" = []  # at most one: there is one window


def redraw_changes(mode: str) -> bool:
    """Have the window draw only what changes, where that can be relied on; tell whether it does.

    The window's hidden buffer keeps its picture from frame to frame. OpenGL promises that only as long as buffers are
    never swapped, so that changed parts are copied to the screen. Where that cannot be done, on a graphics processor, or
    with `whole`, Kivy goes on as it does by itself.

    Args:
        mode: `auto` or `whole`.
    """
    _sample_plainly()
    buffer = open_back_buffer() if mode == "auto" else None
    if buffer:
        _taken_over[:] = [_Redraw(buffer)]
    return buffer is not None


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

    def __init__(self, buffer: BackBuffer) -> None:
        self._buffer = buffer
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
        self._damage.lay_over(box)
        left, bottom = (max(0, math.floor(edge)) for edge in box[:2])
        right, top = (min(int(most), math.ceil(edge)) for most, edge in zip(Window.system_size, box[2:], strict=True))
        if left < right and bottom < top:
            self._buffer.show(left, bottom, right - left, top - bottom)
        return True

    def _draw(self, *_: object) -> bool:
        change = self._damage.find()
        if change is None:
            self._unshown = None
            Window.clear()
            Window.render_context.draw()
            return True
        changed = list(change.boxes)
        if change.move:
            changed.insert(0, change.move.box)
            self._buffer.move(*change.move)
        if self._unshown is not None:
            self._unshown += changed
        glEnable(GL_SCISSOR_TEST)
        glClearColor(*Window.clearcolor)
        for box in change.boxes:
            glScissor(*box)
            glClear(GL_COLOR_BUFFER_BIT)  # depth is not used, and who uses the stencil clears it first
            with self._damage.only(*box):
                Window.render_context.draw()
        glDisable(GL_SCISSOR_TEST)
        return True

    def _flip(self, *_: object) -> bool:
        width, height = map(int, Window.system_size)
        for box in [(0, 0, width, height)] if self._unshown is None else self._unshown:
            self._buffer.show(*box)
        self._unshown = []
        return True


def _sample_plainly() -> None:
    """Have the white picture under every plain shape read pixel for pixel: a third of a frame's time."""
    white = plain_texture()
    white.min_filter = white.mag_filter = "nearest"
