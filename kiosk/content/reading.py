"""Reads one content file into domain values; every fault goes to a list, so that one run shows them all."""

import csv
import io
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, Generic, TypeVar

from kiosk.content.faults import Fault
from kiosk.content.lines import TomlLines
from kiosk.shape import ShapeError, shape

T = TypeVar("T")
_FENCE = "+++"
_TOML_PLACE = re.compile(r" \(at (?:line (\d+), column \d+|end of document)\)")
_WORDS_OF_TRUTH = {"true": True, "false": False, "yes": True, "no": False, "是": True, "否": False}


@dataclass(frozen=True, slots=True)
class Entry(Generic[T]):
    """A value and where it came from."""

    value: T
    file: str
    lines: TomlLines | int
    prefix: str = ""

    def fault(self, path: str, text: str) -> Fault:
        """Return a fault of this entry at a path inside it."""
        line = self.lines if isinstance(self.lines, int) else self.lines.line(self.prefix + path)
        return Fault(self.file, line, f"{path}: {text}" if path else text)


class Reader:
    """Reads the files of one content folder.

    Args:
        folder: The content folder; faults name files relative to it.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.faults: list[Fault] = []

    def names(self, folder: str, suffix: str) -> list[str]:
        """Return the files of a sub-folder, sorted, as paths relative to the content folder."""
        return sorted(f"{folder}/{p.name}" for p in (self._folder / folder).glob(f"*{suffix}"))

    def exists(self, file: str) -> bool:
        """Tell whether a file is there."""
        return (self._folder / file).is_file()

    def single(self, file: str, cls: type[T]) -> Entry[T] | None:
        """Read a TOML file that is one value."""
        text = self._text(file)
        data = self._toml(file, text, 1) if text is not None else None
        if text is None or data is None:
            return None
        return self._entry(cls, data, Entry(None, file, TomlLines(text)))

    def listed(self, file: str, key: str, cls: type[T]) -> list[Entry[T]]:
        """Read a TOML file that is a list of `[[key]]` tables."""
        text = self._text(file)
        data = self._toml(file, text, 1) if text is not None else None
        if text is None or data is None:
            return []
        lines = TomlLines(text)
        for other in data.keys() - {key}:
            self.faults.append(Fault(file, lines.line(other), f"unknown key {other!r}; this file holds [[{key}]]"))
        rows = data.get(key, [])
        if not (isinstance(rows, list) and all(isinstance(row, dict) for row in rows)):
            self.faults.append(Fault(file, lines.line(key), f"write each entry under its own [[{key}]]"))
            return []
        found = (self._entry(cls, row, Entry(None, file, lines, f"{key}[{i}].")) for i, row in enumerate(rows))
        return [entry for entry in found if entry]

    def document(self, file: str, cls: type[T], name: str, body: str) -> Entry[T] | None:
        """Read a Markdown file with TOML front matter; its name and its text go into the fields `name` and `body`."""
        text = self._text(file)
        if text is None:
            return None
        # the line end that closes the first fence may also open the second one: front matter may be empty
        head, mark, rest = text.removeprefix(_FENCE).partition(f"\n{_FENCE}\n")
        head = head.removeprefix("\n")
        if not text.startswith(_FENCE + "\n") or not mark:
            self.faults.append(Fault(file, 1, f"the file must start with front matter between two lines {_FENCE}"))
            return None
        data = self._toml(file, head, 2)
        if data is None:
            return None
        entry: Entry[None] = Entry(None, file, TomlLines(head, 2))
        taken = {name, body} & data.keys()
        self.faults += [entry.fault(key, "comes from the file itself; leave it out") for key in sorted(taken)]
        return self._entry(cls, data | {name: Path(file).stem, body: rest.strip()}, entry)

    def whole(self, file: str, cls: type[T], name: str, body: str) -> Entry[T] | None:
        """Read a file whose name and whole text are the fields `name` and `body`."""
        text = self._text(file)
        return None if text is None else self._entry(cls, {name: Path(file).stem, body: text}, Entry(None, file, 0))

    def rows(self, file: str, cls: type[T]) -> list[Entry[T]]:
        """Read a CSV file whose first line names the fields; `lat` and `lon` make the position."""
        text = self._text(file)
        if text is None:
            return []
        plain = {f.name: f.type for f in fields(cls)}  # type: ignore[arg-type]
        known = {*plain, "lat", "lon"} - {"position"}
        found: list[Entry[T]] = []
        for line, row in self._records(file, text, known):
            entry: Entry[None] = Entry(None, file, line)
            shaped = self._entry(cls, _typed(row, plain), entry)
            if shaped:
                found.append(shaped)
        return found

    def _records(self, file: str, text: str, known: set[str]) -> Iterator[tuple[int, dict[str, str]]]:
        reader = csv.reader(io.StringIO(text), strict=True)
        try:
            names = [name.strip() for name in next(reader, [])]
            for name in names:
                if name not in known:
                    self.faults.append(Fault(file, 1, f"unknown column {name!r}"))
            if not set(names) <= known:
                return
            start = reader.line_num + 1
            for cells in reader:
                if len(cells) == len(names):
                    yield start, dict(zip(names, (cell.strip() for cell in cells), strict=True))
                elif cells:
                    self.faults.append(Fault(file, start, f"expected {len(names)} cells, found {len(cells)}"))
                start = reader.line_num + 1
        except csv.Error as err:
            self.faults.append(Fault(file, reader.line_num, f"not a CSV line: {err}"))

    def _text(self, file: str) -> str | None:
        try:
            return (self._folder / file).read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
        except FileNotFoundError:
            self.faults.append(Fault(file, 0, "the file is missing"))
        except UnicodeDecodeError as err:
            line = err.object[: err.start].count(b"\n") + 1
            self.faults.append(Fault(file, line, "not UTF-8 text; save the file as UTF-8"))
        except OSError as err:
            self.faults.append(Fault(file, 0, f"cannot be read: {err.strerror}"))
        return None

    def _toml(self, file: str, text: str, first: int) -> dict[str, Any] | None:
        try:
            return tomllib.loads(text)
        except tomllib.TOMLDecodeError as err:
            place = _TOML_PLACE.search(str(err))
            line = int(place[1]) if place and place[1] else text.rstrip("\n").count("\n") + 1
            self.faults.append(Fault(file, line + first - 1, f"not TOML: {_TOML_PLACE.sub('', str(err))}"))
        return None

    def _entry(self, cls: type[T], data: dict[str, Any], place: Entry[None]) -> Entry[T] | None:
        try:
            return Entry(shape(cls, data), place.file, place.lines, place.prefix)
        except ShapeError as err:
            self.faults += [place.fault(path, text) for path, text in err.faults]
        return None


def _typed(row: dict[str, str], types: dict[str, Any]) -> dict[str, Any]:
    """Return a CSV row with numbers and truth values; an empty cell is left out, so that the default applies."""
    data: dict[str, Any] = {}
    for name, cell in row.items():
        if cell:
            data[name] = _cell(cell, types.get(name, float))
    if "lat" in data or "lon" in data:
        data["position"] = {k: data.pop(k) for k in ("lat", "lon") if k in data}
    return data


def _cell(cell: str, kind: Any) -> Any:
    """Return a cell as its kind; as it stands when it is not of that kind, for `shape` to refuse."""
    if kind is bool:
        return _WORDS_OF_TRUTH.get(cell.lower(), cell)
    if kind in (int, float):
        try:
            return kind(cell)
        except ValueError:
            return cell
    return cell
