"""Reads law Markdown: `# title`, notes, `<!-- INFO END -->`, headings by their signs, articles as plain lines.

Beside the files a `metadata.jsonl` may tell level, dates and whether a law has expired; it stands in the top folder, which
may lie above the folder that is imported. A law may be split over several files of one folder with the same title and a
second `#` line each: 民法典.
"""

import datetime as dt
import hashlib
import json
import os
import re
from codecs import BOM_UTF8
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from kiosk.content.laws.importers.lawtext import Facts, amends, clean, make
from kiosk.content.laws.importers.split import merged
from kiosk.content.laws.importers.structure import Body, Line, read_body
from kiosk.content.laws.importers.texts import LawText, Skipped, Unit
from kiosk.domain.laws import ArticleKind, short_title

SOURCE = "markdown"
READER = b"2"  # rises when files must be read again because what is read from them changed
LIST = "metadata.jsonl"
_INFO_END = "<!-- INFO END -->"
_DATED = re.compile(r"(?P<name>.*?)\s*[(（](?P<day>\d{4}-\d\d-\d\d)[)）]")
_SIGNS = re.compile(r"(#{1,6})(?!#)\s*(.*)")
_COMMENT = re.compile(r"<!--.*?(?:-->|$)", re.DOTALL)
_NO_LAWS = {"_index.md": "a page of contents, not a law", "template.md": "a template, not a law"}
_LEVELS_UP = 6  # folders above a given one where the list may stand: DLC/x/y/z/file has four
_FILE_BYTES = 16 * 1024 * 1024  # the longest law has half a megabyte
_CASES, _GUIDES, _LOCAL = "案例", "其他", "地方性法规"  # folders that tell the kind


@dataclass(frozen=True, slots=True)
class _Source:
    """One file as read from the disk."""

    path: Path
    name: str
    raw: bytes
    facts: Facts
    listed: bool
    title: str
    subtitle: str


class FactList:
    """The list of laws beside the files.

    Args:
        folder: The folder or the file's folder that is imported; the list is looked for there and above.
    """

    def __init__(self, folder: Path) -> None:
        folder = folder.absolute()
        above = [folder, *list(folder.parents)[:_LEVELS_UP]]
        self.top = next((f for f in above if (f / LIST).is_file()), folder)
        self._rows: dict[tuple[str, str], list[dict[str, object]]] = defaultdict(list)
        self.faults: list[str] = []
        if (self.top / LIST).is_file():
            self._read(self.top / LIST)

    def _read(self, path: Path) -> None:
        try:
            text = path.read_text(encoding="utf-8", errors="replace")
        except OSError as err:
            self.faults.append(f"cannot be read: {err.strerror}")
            return
        for number, line in enumerate(text.split("\n"), 1):
            if not line.strip():
                continue
            try:
                row = json.loads(line)
                name = str(row.get("filename") or row["name"])
                folder = "/".join(filter(None, (row.get("base"), row.get("folder"))))
            except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
                self.faults.append(f"line {number} is not an entry")
                continue
            self._rows[folder, name].append(row)

    def find(self, path: Path) -> tuple[Facts, bool]:
        """Return what the list tells of a file, and whether the file is in it (or there is no list at all).

        The folder tells kind, level and region of a file that is missing from the list.
        """
        folder = path.absolute().parent.relative_to(self.top).as_posix()
        name, day = _dated(path.stem)
        rows = self._rows.get((folder, name), [])
        if not rows and day:  # a date may be part of the name
            rows = self._rows.get((folder, path.stem), [])
        exact = [row for row in rows if _text(row, "publish") == day]
        row = exact[0] if exact else rows[0] if len(rows) == 1 and not day else None
        where = path.absolute().parent
        # without a list nothing tells where the top is: a part of a tree must say the same as the whole
        parts = where.relative_to(self.top).parts if self._rows else where.parts[-_LEVELS_UP:]
        return self._facts(row or {}, folder, parts, day), row is not None or not self._rows

    def _facts(self, row: dict[str, object], folder: str, parts: tuple[str, ...], day: str) -> Facts:
        case, local = _CASES in parts, _LOCAL in parts
        guessed = _CASES if case else _GUIDES if _GUIDES in parts[-1:] else _LOCAL if local else self._usual(folder)
        name = parts[-1] if parts else ""
        fields = name if self._rows else ""  # without a list a folder may be called anything
        return Facts(
            level=_text(row, "level") or guessed,
            category=_text(row, "category") or fields,
            group=_text(row, "group") or ("司法案例" if case else ""),
            issued_on=_day(row, "publish") or day,
            effective_on=_day(row, "valid_from"),
            expired=str(row.get("expired", 0)).lower() in {"1", "true"},
            subtitle=_text(row, "subtitle"),
            province=name if local else "",
        )

    def _usual(self, folder: str) -> str:
        """Return the level of the folder's other files, for one that the list forgot."""
        levels = {_text(row, "level") for (where, _), rows in self._rows.items() if where == folder for row in rows}
        return levels.pop() if len(levels) == 1 else ""


def units(files: Sequence[tuple[Path, str]], facts: FactList) -> Iterator[Unit | Skipped]:
    """Yield what to read for each law among files, and what is none.

    Args:
        files: Paths with the names to use in reports.
        facts: The list beside them.
    """
    split: dict[tuple[Path, str], list[_Source]] = defaultdict(list)
    for path, name in files:
        if reason := _NO_LAWS.get(path.name.lower()):
            yield Skipped(name, reason)
            continue
        source = _source(path, name, facts)
        if isinstance(source, Skipped):
            yield source
        elif source.subtitle:
            split[path.parent, source.title].append(source)
        else:
            yield _unit([source])
    for sources in split.values():
        yield _unit(sources)


def _source(path: Path, name: str, facts: FactList) -> _Source | Skipped:
    try:
        if path.stat().st_size > _FILE_BYTES:
            return Skipped(name, f"larger than {_FILE_BYTES >> 20} MiB")
        raw = path.read_bytes()
    except OSError as err:
        return Skipped(name, f"cannot be read: {err.strerror}", str(path.absolute()))
    told, listed = facts.find(path)
    heads = [
        line[2:].strip()
        for line in raw[:4000].removeprefix(BOM_UTF8).split(_INFO_END.encode())[0].split(b"\n")
        if line[:2] == b"# "
    ]
    title, subtitle = ([clean(h.decode("utf-8", "replace")) for h in heads[:2]] + ["", ""])[:2]
    return _Source(path, name, raw, told, listed, title, subtitle)


def _unit(sources: list[_Source]) -> Unit:
    digest = hashlib.sha256(READER)
    for source in sources:
        for part in (os.fsencode(source.path.name), repr((source.facts, source.listed)).encode(), source.raw):
            digest.update(len(part).to_bytes(8, "big") + part)
    key = "\n".join(str(source.path.absolute()) for source in sources)
    return Unit(key, digest.hexdigest(), partial(_load, sources))


def _load(sources: Sequence[_Source]) -> LawText | Skipped:
    parts = [_parsed(source) for source in sources]
    title, name = parts[0].title, sources[0].name
    short = short_title(title)
    remarks = [remark for part in parts for remark in part.remarks]
    if len(parts) == 1 and not parts[0].subtitle:
        body = parts[0].body
    else:
        body = merged(short, [(part.subtitle, part.body) for part in parts])
        remarks.append(f"put together from {len(parts)} files")
    if not short:
        return Skipped(name, "no title and no file name to take for one")
    if not parts[0].marked and not _looks_like_law(title, body):
        return Skipped(name, "no text that looks like a law")
    remarks += [] if all(s.listed for s in sources) else [f"not in {LIST}"]
    text = make(name, title, parts[0].notes, body, facts=sources[0].facts, source=SOURCE)
    return replace(text, remarks=(*remarks, *text.remarks))


def _looks_like_law(title: str, body: Body) -> bool:
    """Tell a law from a page about something else, where the sign after the notes is missing."""
    wanted = {ArticleKind.ARTICLE, ArticleKind.ITEM}
    return any("一" <= sign <= "鿿" for sign in title) and any(a.kind in wanted for a in body.articles)


@dataclass(frozen=True, slots=True)
class _Parsed:
    """What one file says. `marked` tells whether it has the sign that ends the notes."""

    title: str
    subtitle: str
    notes: tuple[str, ...]
    body: Body
    marked: bool
    remarks: tuple[str, ...]


def _parsed(source: _Source) -> _Parsed:
    text, remarks = _decoded(source.raw)
    head, found, rest = text.partition(_INFO_END)
    if not found:
        remarks.append(f"no {_INFO_END}")
        head, rest = _guessed_head(text)
    titles: list[str] = []
    notes: list[str] = []
    for line in map(clean, _COMMENT.sub("", head).split("\n")):
        match = _SIGNS.fullmatch(line)
        if match and len(match[1]) == 1:
            titles.append(match[2])
        elif line:
            notes.append(line)
    if not titles or not short_title(titles[0]):
        remarks.append("no title: the file's name is taken")
    title = next(filter(short_title, titles), "") or clean(_dated(source.path.stem)[0])
    cased = source.facts.group == "司法案例" or source.facts.level == _CASES
    body = read_body(short_title(title), _lines(rest), sections=cased, amends=amends(title))
    return _Parsed(title, titles[1] if len(titles) > 1 else "", tuple(notes), body, bool(found), tuple(remarks))


def _decoded(raw: bytes) -> tuple[str, list[str]]:
    """Return the text, and what is odd about its bytes."""
    try:
        return raw.decode("utf-8-sig"), []
    except UnicodeDecodeError:
        pass
    try:
        return raw.decode("gb18030"), ["not UTF-8: read as GB 18030"]
    except UnicodeDecodeError:
        return raw.decode("utf-8", "replace"), ["damaged UTF-8: some signs are lost"]


def _guessed_head(text: str) -> tuple[str, str]:
    """Return title with notes, and the rest, of a file without the sign between them: notes begin with a date."""
    lines = text.split("\n")
    for place, line in enumerate(map(clean, lines)):
        if line and not line.startswith(("# ", "<!--", "（", "(")) and not re.match(r"\d{4}年", line):
            return "\n".join(lines[:place]), "\n".join(lines[place:])
    return text, ""


def _lines(text: str) -> Iterator[Line]:
    """Yield the lines; comments such as FORCE BREAK and TABLE are for another program's eyes."""
    for raw in _COMMENT.sub("", text).split("\n"):
        line = clean(raw)
        match = _SIGNS.fullmatch(line)
        if match:
            yield Line(match[2], len(match[1]))
        elif line:
            yield Line(line)


def _dated(stem: str) -> tuple[str, str]:
    """Return name and day of a file's name such as 价格法(1997-12-29)."""
    match = _DATED.fullmatch(stem)
    return (match["name"], match["day"]) if match and _is_day(match["day"]) else (stem, "")


def _is_day(text: str) -> bool:
    try:
        return bool(dt.date.fromisoformat(text))
    except ValueError:
        return False


def _text(row: dict[str, object], key: str) -> str:
    value = row.get(key)
    return value.strip() if isinstance(value, str) else ""


def _day(row: dict[str, object], key: str) -> str:
    value = _text(row, key)
    return value if _is_day(value) else ""
