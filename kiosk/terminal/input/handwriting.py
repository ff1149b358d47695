"""Reads a Hanzi drawn by finger, with Debian's libzinnia and the model of its Tegaki package. Input worker only.

Both are optional: without them there is no tab for handwriting.
"""

import ctypes
import logging
from collections.abc import Sequence
from pathlib import Path

from kiosk.terminal.input.typed import Stroke

_LIBRARY = "libzinnia.so.0"
_MODEL = Path("/usr/share/tegaki/models/zinnia/handwriting-zh_CN.model")
_SIDE = 1000  # the model was trained on characters that fill a square of about this many points
_MARGIN = 0.06  # of the side
_FLATTEST = 0.35  # of the longer side: 一 and 丨 are not blown up to fill the square

_log = logging.getLogger(__name__)


class Zinnia:
    """Reads characters.

    Args:
        library: libzinnia.
        model: The model's file.

    Raises:
        OSError: One of them cannot be used.
    """

    def __init__(self, library: str = _LIBRARY, model: Path = _MODEL) -> None:
        self._lib = _declared(ctypes.CDLL(library))
        self._recognizer = self._lib.zinnia_recognizer_new()
        if not self._lib.zinnia_recognizer_open(self._recognizer, str(model).encode()):
            self._lib.zinnia_recognizer_destroy(self._recognizer)
            raise OSError(f"{model} is not a model that {library} reads")

    def read(self, strokes: tuple[Stroke, ...], limit: int) -> tuple[str, ...]:
        """Return the characters that strokes may be, the likeliest first."""
        lib, character = self._lib, self._lib.zinnia_character_new()
        try:
            lib.zinnia_character_set_width(character, _SIDE)
            lib.zinnia_character_set_height(character, _SIDE)
            for number, stroke in enumerate(squared(strokes)):
                for x, y in stroke:
                    lib.zinnia_character_add(character, number, round(x * _SIDE), round(y * _SIDE))
            result = lib.zinnia_recognizer_classify(self._recognizer, character, limit)
            if not result:
                return ()
            found = tuple(lib.zinnia_result_value(result, i).decode() for i in range(lib.zinnia_result_size(result)))
            lib.zinnia_result_destroy(result)
            return found
        finally:
            lib.zinnia_character_destroy(character)


def open_hand(library: str = _LIBRARY, model: Path = _MODEL) -> Zinnia | None:
    """Return a reader of handwriting, or None where its packages are missing."""
    try:
        return Zinnia(library, model)
    except OSError as err:
        _log.info("no handwriting here: %s", err)
        return None


def squared(strokes: Sequence[Stroke]) -> list[Stroke]:
    """Return strokes moved and enlarged to fill a square of side 1, in their own proportions: people write anywhere."""
    points = [point for stroke in strokes for point in stroke]
    if not points:
        return []
    left, top = min(x for x, _ in points), min(y for _, y in points)
    width, height = max(x for x, _ in points) - left, max(y for _, y in points) - top
    side = max(width, height) or 1.0
    scale_x = scale_y = (1 - 2 * _MARGIN) / side
    # a character that is a little narrow or flat is meant to fill its square all the same
    if min(width, height) > _FLATTEST * side:
        scale_x, scale_y = (1 - 2 * _MARGIN) / width, (1 - 2 * _MARGIN) / height
    off_x, off_y = (1 - width * scale_x) / 2, (1 - height * scale_y) / 2
    return [tuple((off_x + (x - left) * scale_x, off_y + (y - top) * scale_y) for x, y in stroke) for stroke in strokes]


def _declared(lib: ctypes.CDLL) -> ctypes.CDLL:
    """Declare the functions that are used, as zinnia.h of version 0.06 has them."""
    pointer, size = ctypes.c_void_p, ctypes.c_size_t
    for name, result, *arguments in (
        ("recognizer_new", pointer),
        ("recognizer_open", ctypes.c_int, pointer, ctypes.c_char_p),
        ("recognizer_classify", pointer, pointer, pointer, size),
        ("recognizer_destroy", None, pointer),
        ("character_new", pointer),
        ("character_set_width", None, pointer, size),
        ("character_set_height", None, pointer, size),
        ("character_add", ctypes.c_int, pointer, size, ctypes.c_int, ctypes.c_int),
        ("character_destroy", None, pointer),
        ("result_size", size, pointer),
        ("result_value", ctypes.c_char_p, pointer, size),
        ("result_destroy", None, pointer),
    ):
        function = getattr(lib, f"zinnia_{name}")
        function.restype, function.argtypes = result, arguments
    return lib
