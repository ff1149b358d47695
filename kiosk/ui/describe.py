"""Says what is on the screen: for tests that touch like people, and for reading aloud. Kivy thread only."""

from typing import Any

from kivy.uix.scrollview import ScrollView
from kivy.uix.widget import Widget

Box = tuple[float, float, float, float]  # left, bottom, right, top in window pixels, y upwards
_ZONES = ("bar", "footer")
_WHOLE = (
    "button",
    "key",
    "row",
    "text",
    "banner",
    "call",
    "queue",
    "notice",
    "slide",
    "emergency",
)  # what these hold is already in their own label


def describe(stage: Any, width: int, height: int, *, scrolled: bool = False) -> dict[str, Any]:
    """Return the screen's name, the window's size, and every visible item (widget) that says something.

    An item has `role`, `text`, `name` (may be empty), `enabled`, and its visible part `x`, `y`, `w`, `h` in window
    pixels, y from the top; also what `say` needs. While an overlay is up, only what is on it is listed.

    Args:
        stage: A `kiosk.ui.widgets.Stage`.
        width: Of the window, in pixels.
        height: Of the window, in pixels.
        scrolled: List what is scrolled out of sight, too (rows of long lists excepted: they do not exist).
    """
    found: list[dict[str, Any]] = []
    root = stage.overlay or stage
    _walk(root, None if scrolled else (0.0, 0.0, float(width), float(height)), "", found)
    for item in found:
        item["y"] = round(height - item["y"])
    screen = stage.screen
    return {
        "screen": getattr(screen, "name", "") if screen else "",
        "overlay": getattr(stage.overlay, "name", "") if stage.overlay else "",
        "width": width,
        "height": height,
        "items": found,
    }


def describe_one(widget: Widget) -> dict[str, Any]:
    """Return one widget as an item of `describe`."""
    return _item(widget, _box(widget), "")


def _walk(widget: Widget, clip: Box | None, zone: str, found: list[dict[str, Any]]) -> None:
    if widget.opacity == 0:
        return
    box = _meet(clip, _box(widget)) if clip else _box(widget)
    role = getattr(widget, "role", "")
    zone = role if role in _ZONES else zone
    item = _item(widget, box, zone)
    if role and item["text"] and box[2] - box[0] >= 1 and box[3] - box[1] >= 1:
        found.append(item)
    if role in _WHOLE:
        return
    inner = box if clip and isinstance(widget, ScrollView) else clip
    for child in reversed(widget.children):
        _walk(child, inner, zone, found)


def _item(widget: Widget, box: Box, zone: str) -> dict[str, Any]:
    left, bottom, right, top = box
    label, position = getattr(widget, "label", None), getattr(widget, "position", None)
    return {
        "role": getattr(widget, "role", ""),
        "text": label() if callable(label) else "",
        "name": getattr(widget, "name", ""),
        "zone": zone,
        "group": getattr(widget, "group", ""),
        "enabled": not (widget.disabled or getattr(widget, "reason", "")),
        "reason": getattr(widget, "reason", ""),
        "chosen": bool(getattr(widget, "chosen", False)),
        "position": position() if callable(position) else None,
        "x": round(left),
        "y": top,
        "w": round(right - left),
        "h": round(top - bottom),
    }


def _box(widget: Widget) -> Box:
    left, bottom = widget.to_window(*widget.pos)
    right, top = widget.to_window(widget.right, widget.top)
    return left, bottom, right, top


def _meet(one: Box, other: Box) -> Box:
    return max(one[0], other[0]), max(one[1], other[1]), min(one[2], other[2]), min(one[3], other[3])
