"""Reads a Hanzi drawn by finger, with Debian's libzinnia and the model of its Tegaki package. Input worker only.

Both are optional: without them there is no tab for handwriting.
zinnia compares stroke by stroke, so a character whose strokes come in another order than in the model is not known, and for
many common ones (女 可 生 写) the model's own order is not the one taught in schools. So the strokes are also tried with
one of them moved to another place, against those characters of the model that have as many strokes: a small part of it.
"""

import ctypes
import logging
import math
import struct
import weakref
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path

from kiosk.domain.errors import NotReachableError
from kiosk.terminal.input.typed import Stroke

_LIBRARY = "libzinnia.so.0"
_MODEL = Path("/usr/share/tegaki/models/zinnia/handwriting-zh_CN.model")
_SIDE = 1000  # points of the square that a character is enlarged to
_MARGIN = 0.1  # of the side
_FLATTEST = 0.35  # of the longer side: 一 and 丨 are not blown up to fill the square
_TREMOR = 0.06  # of the side: what strays less from a straight line is the hand, not the character
_SURE = 0.3  # zinnia's score of a character that is hardly another
_MOVED_COST = 0.6  # a moved stroke has to fit that much better
_STROKES_MAX = 16  # beyond these trying orders takes longer than a finger waits
_WALK = 3  # strokes of 辶
_FOOT, _DOT = 0.6, 0.3  # of the side
_BEST = 40

# a model's file: three numbers, then for each character 16 bytes of name, its bias, and weights up to number -1
_HEADER = struct.Struct("<III")
_NAME_BYTES = 20
_WEIGHT = struct.Struct("<if")
_END = struct.pack("<i", -1)
_COUNTS = 2_000_000  # the weight with this number plus n speaks for n strokes
_MAGIC = 0xEF71821

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
        self._model = model
        with model.open("rb") as file:
            magic = int.from_bytes(file.read(4), "little")
        if magic ^ _MAGIC != model.stat().st_size:
            raise OSError(f"{model} is not a model of handwriting")
        self._all: int | None = None  # opened when first needed: it costs 8 MB of memory
        self._part = lru_cache(maxsize=4)(self._open_part)
        self._places: dict[int, list[tuple[int, int]]] = {}

    def read(self, strokes: tuple[Stroke, ...], limit: int) -> tuple[str, ...]:
        """Return the characters that strokes may be, the likeliest first.

        Raises:
            NotReachableError: The model cannot be opened after all.
        """
        lines = _walk_first([straightened(stroke, _TREMOR) for stroke in squared(strokes)])
        found = self._classify(self._opened(), lines)
        if 1 < len(lines) <= _STROKES_MAX and max(found.values(), default=0) < _SURE:
            self._try_orders(lines, found)
        return tuple(sorted(found, key=lambda char: -found[char])[:limit])

    def _opened(self) -> int:
        if self._all is None:
            recognizer: int = self._lib.zinnia_recognizer_new()
            if not self._lib.zinnia_recognizer_open(recognizer, str(self._model).encode()):
                self._lib.zinnia_recognizer_destroy(recognizer)
                raise NotReachableError(
                    f"libzinnia does not read {self._model}", "install tegaki-zinnia-simplified-chinese again"
                )
            self._all = recognizer
        return self._all

    def _try_orders(self, lines: list[Stroke], found: dict[str, float]) -> None:
        part = self._part(len(lines))
        if part is None:
            return
        for moved in _reordered(lines):
            for char, score in self._classify(part.recognizer, moved).items():
                found[char] = max(found.get(char, -math.inf), score - _MOVED_COST)

    def _classify(self, recognizer: int, lines: Sequence[Stroke]) -> dict[str, float]:
        lib, character = self._lib, self._lib.zinnia_character_new()
        try:
            lib.zinnia_character_set_width(character, _SIDE)
            lib.zinnia_character_set_height(character, _SIDE)
            for number, line in enumerate(lines):
                for x, y in line:
                    lib.zinnia_character_add(character, number, round(x * _SIDE), round(y * _SIDE))
            result = lib.zinnia_recognizer_classify(recognizer, character, _BEST)
            if not result:
                return {}
            count = range(lib.zinnia_result_size(result))
            found = {lib.zinnia_result_value(result, i).decode(): lib.zinnia_result_score(result, i) for i in count}
            lib.zinnia_result_destroy(result)
            return found
        finally:
            lib.zinnia_character_destroy(character)

    def _open_part(self, strokes: int) -> "_Part | None":
        """Return a recognizer of the characters with so many strokes."""
        if not self._places:
            self._places = _places(self._model)
        places = self._places.get(strokes, [])
        with self._model.open("rb") as file:
            records = []
            for start, end in places:
                file.seek(start)
                records.append(file.read(end - start))
        size = _HEADER.size + sum(map(len, records))
        data = _HEADER.pack(size ^ _MAGIC, 1, len(records)) + b"".join(records)
        recognizer = self._lib.zinnia_recognizer_new()
        if not self._lib.zinnia_recognizer_open_from_ptr(recognizer, data, len(data)):
            self._lib.zinnia_recognizer_destroy(recognizer)
            return None
        return _Part(self._lib, recognizer, data)


class _Part:
    """A recognizer of some characters, and the memory that it reads: both go together."""

    def __init__(self, lib: ctypes.CDLL, recognizer: int, data: bytes) -> None:
        self.recognizer, self._data = recognizer, data
        weakref.finalize(self, lib.zinnia_recognizer_destroy, recognizer)


def open_hand(library: str = _LIBRARY, model: Path = _MODEL) -> Zinnia | None:
    """Return a reader of handwriting, or None where its packages are missing."""
    try:
        return Zinnia(library, model)
    except OSError as err:
        _log.info("no handwriting here: %s", err)
        return None


def squared(strokes: Sequence[Stroke]) -> list[Stroke]:
    """Return strokes moved and enlarged to fill a square of side 1: people write anywhere, at any size."""
    points = [point for stroke in strokes for point in stroke]
    if not points:
        return []
    left, top = min(x for x, _ in points), min(y for _, y in points)
    width, height = max(x for x, _ in points) - left, max(y for _, y in points) - top
    side = max(width, height) or 1.0
    scale_x = scale_y = (1 - 2 * _MARGIN) / side
    if min(width, height) > _FLATTEST * side:
        scale_x, scale_y = (1 - 2 * _MARGIN) / width, (1 - 2 * _MARGIN) / height
    off_x, off_y = (1 - width * scale_x) / 2, (1 - height * scale_y) / 2
    return [tuple((off_x + (x - left) * scale_x, off_y + (y - top) * scale_y) for x, y in stroke) for stroke in strokes]


def straightened(stroke: Stroke, tremor: float) -> Stroke:
    """Return a stroke without the points that stray no more than `tremor` from straight lines (Douglas and Peucker)."""
    if len(stroke) < 3:
        return stroke
    first, last = stroke[0], stroke[-1]
    far, index = max((_distance(point, first, last), i) for i, point in enumerate(stroke[1:-1], start=1))
    if far <= tremor:
        return (first, last)
    return straightened(stroke[: index + 1], tremor)[:-1] + straightened(stroke[index:], tremor)


def _distance(point: tuple[float, float], first: tuple[float, float], last: tuple[float, float]) -> float:
    dx, dy = last[0] - first[0], last[1] - first[1]
    length = math.hypot(dx, dy)
    if length == 0:
        return math.dist(point, first)
    return abs(dx * (point[1] - first[1]) - dy * (point[0] - first[0])) / length


def _reordered(lines: list[Stroke]) -> Iterator[list[Stroke]]:
    """Yield the strokes in every order that differs by the place of one."""
    count = len(lines)
    for old in range(count):
        rest = lines[:old] + lines[old + 1 :]
        for new in range(count):
            if new not in (old, old - 1):  # a swap of neighbours comes up twice otherwise
                yield [*rest[:new], lines[old], *rest[new:]]


def _walk_first(lines: list[Stroke]) -> list[Stroke]:
    """Return the strokes with 辶 in front, as the model has it: a dot at the left, at last a long stroke at the foot."""
    if len(lines) <= _WALK:
        return lines
    dot, foot = lines[-_WALK], lines[-1]
    wide = max(x for x, _ in foot) - min(x for x, _ in foot)
    if wide > _FOOT < foot[-1][1] and max(x for x, _ in dot) < 0.5 and math.dist(dot[0], dot[-1]) < _DOT:
        return lines[-_WALK:] + lines[:-_WALK]
    return lines


def _places(model: Path) -> dict[int, list[tuple[int, int]]]:
    """Return where the characters of each number of strokes stand in a model's file."""
    data = model.read_bytes()
    places: dict[int, list[tuple[int, int]]] = {}
    start = _HEADER.size
    while start < len(data):
        end = data.index(_END, start + _NAME_BYTES)
        while (end - start - _NAME_BYTES) % _WEIGHT.size:
            end = data.index(_END, end + 1)
        best, strokes, at = 0.0, 0, end - _WEIGHT.size
        while at > start + _NAME_BYTES:
            number, weight = _WEIGHT.unpack_from(data, at)
            if number <= _COUNTS:
                break
            if weight > best:
                best, strokes = weight, number - _COUNTS
            at -= _WEIGHT.size
        places.setdefault(strokes, []).append((start, end + _WEIGHT.size))
        start = end + _WEIGHT.size
    return places


def _declared(lib: ctypes.CDLL) -> ctypes.CDLL:
    """Declare the functions that are used, as zinnia.h of version 0.06 has them."""
    pointer, size = ctypes.c_void_p, ctypes.c_size_t
    for name, result, *arguments in (
        ("recognizer_new", pointer),
        ("recognizer_open", ctypes.c_int, pointer, ctypes.c_char_p),
        ("recognizer_open_from_ptr", ctypes.c_int, pointer, ctypes.c_char_p, size),
        ("recognizer_classify", pointer, pointer, pointer, size),
        ("recognizer_destroy", None, pointer),
        ("character_new", pointer),
        ("character_set_width", None, pointer, size),
        ("character_set_height", None, pointer, size),
        ("character_add", ctypes.c_int, pointer, size, ctypes.c_int, ctypes.c_int),
        ("character_destroy", None, pointer),
        ("result_size", size, pointer),
        ("result_value", ctypes.c_char_p, pointer, size),
        ("result_score", ctypes.c_float, pointer, size),
        ("result_destroy", None, pointer),
    ):
        function = getattr(lib, f"zinnia_{name}")
        function.restype, function.argtypes = result, arguments
    return lib
