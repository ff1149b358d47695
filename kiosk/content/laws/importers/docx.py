"""Reads `.docx` files as the national law database offers them.

Such a file has the title in one or more paragraphs, then in brackets who passed it when, then 目　录, headings and articles
as plain paragraphs, tables, and what is appended. The format is a ZIP file with XML in it, read here with expat as a stream: no
tree in memory, no document type, and so no entities. Limits stand against files made to fill the memory.
"""

import hashlib
import re
import xml.parsers.expat
import zipfile
import zlib
from collections.abc import Sequence
from functools import partial
from io import BytesIO
from pathlib import Path

from kiosk.content.laws.importers.lawtext import Facts, amends, clean, make
from kiosk.content.laws.importers.structure import Line, opens_text, read_body
from kiosk.content.laws.importers.texts import LawText, Skipped, Unit
from kiosk.domain.laws import short_title

SOURCE = "docx"
READER = b"2"  # rises when files must be read again because what is read from them changed
_FILE_BYTES = 32 * 1024 * 1024  # the longest code has 0.2 MB
_XML_BYTES = 64 * 1024 * 1024  # unpacked; the longest code has 5 MB
_PARTS = 5000  # entries of the archive
_DEPTH = 200  # nested elements; Word writes about 20
_CHUNK_BYTES = 65_536
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
_FALLBACK = "http://schemas.openxmlformats.org/markup-compatibility/2006 Fallback"
_TITLE_PARAGRAPHS = 6
_OPEN = ("（", "(")
_ORDER = re.compile("[一-鿿、]{2,40}(?:令|公告)")
_ORDER_LINES = 12
_PUBLISHED = re.compile("《(.{2,80}?)》.*(?:公布|发布|施行)")
_NAME_DAY = re.compile(r"(.*?)[_ ]?\(?(?:\d{8}|\d{4}-\d\d-\d\d)?\)?")


class _RefusedError(Exception):
    """The file is not what it should be; the words say why."""


def unit(path: Path, name: str) -> Unit | Skipped:
    """Return what to read for one file.

    Args:
        path: The file.
        name: What to call it in reports.
    """
    try:
        if path.stat().st_size > _FILE_BYTES:
            return Skipped(name, f"larger than {_FILE_BYTES >> 20} MiB")
        raw = path.read_bytes()
    except OSError as err:
        return Skipped(name, f"cannot be read: {err.strerror}", str(path.absolute()))
    digest = hashlib.sha256(READER + path.stem.encode("utf-8", "surrogateescape") + b"\0" + raw).hexdigest()
    return Unit(str(path.absolute()), digest, partial(_load, raw, path.stem, name))


def _load(raw: bytes, stem: str, name: str) -> LawText | Skipped:
    try:
        lines = [line for text in _paragraphs(raw) for line in map(clean, text.split("\n")) if line]
    except _RefusedError as err:
        return Skipped(name, str(err))
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError) as err:
        return Skipped(name, f"not a readable .docx: {err}")
    except xml.parsers.expat.ExpatError as err:
        return Skipped(name, f"its text is damaged: {err}")
    title, notes, rest = _head(lines)
    remarks: tuple[str, ...] = ()
    if not short_title(title):
        title, remarks = clean((_NAME_DAY.fullmatch(stem) or [stem, stem])[1]), ("no title: the file's name is taken",)
    if not lines or not short_title(title):
        return Skipped(name, "no text")
    body = read_body(short_title(title), [Line(text) for text in rest], amends=amends(title))
    text = make(name, title, notes, body, facts=Facts(), source=SOURCE)
    return LawText(text.law, text.articles, text.nodes, text.amendments, name, (*remarks, *text.remarks))


def _head(lines: Sequence[str]) -> tuple[str, list[str], list[str]]:
    """Return title, notes and the rest of a law's lines."""
    order = _order_page(lines)
    notes, lines = list(lines[:order]), lines[order:]
    at = 0
    while at < min(len(lines), _TITLE_PARAGRAPHS) and not _after_title(lines[at]):
        at += 1
    if at == _TITLE_PARAGRAPHS:  # no notes and no articles near: only the first line can be the title
        at = 1
    title = "".join(lines[:at])
    depth, first = 0, at
    while at < len(lines) and (depth > 0 or lines[at].startswith(_OPEN)) and not (at > first and opens_text(lines[at])):
        notes.append(lines[at])
        depth += len(re.findall("[（(]", lines[at])) - len(re.findall("[）)]", lines[at]))
        at += 1
    return title, notes, list(lines[at:])


def _after_title(line: str) -> bool:
    return line.startswith(_OPEN) or "。" in line or opens_text(line)


def _order_page(lines: Sequence[str]) -> int:
    """Return how many lines the order takes that publishes a law: 国务院令, 第764号, 《...》已经...现予公布."""
    if not lines or not _ORDER.fullmatch(lines[0]):
        return 0
    named = next((m for line in lines[:_ORDER_LINES] if (m := _PUBLISHED.search(line))), None)
    if not named:
        return 0
    wanted = short_title(named[1])
    return next((at for at, line in enumerate(lines[: 2 * _ORDER_LINES]) if short_title(line) == wanted), 0)


def _paragraphs(raw: bytes) -> list[str]:
    """Return the paragraphs of the document, a table's row as one with its cells between bars.

    Raises:
        _RefusedError: It is too large, or no Word document.
    """
    with zipfile.ZipFile(BytesIO(raw)) as archive:
        infos = {info.filename: info for info in archive.infolist()}
        if len(infos) > _PARTS:
            raise _RefusedError(f"more than {_PARTS} parts")
        info = infos.get("word/document.xml")
        if info is None:
            raise _RefusedError("no Word document in it")
        if info.file_size > _XML_BYTES:
            raise _RefusedError(f"unpacks to more than {_XML_BYTES >> 20} MiB")
        reader = _Xml()
        with archive.open(info) as file:
            while chunk := file.read(_CHUNK_BYTES):  # never more than the list says: zipfile stops there
                reader.feed(chunk)
        return reader.close()


class _Xml:
    """Collects the paragraphs of `document.xml` while it is being read."""

    def __init__(self) -> None:
        self._parser = xml.parsers.expat.ParserCreate(namespace_separator=" ")
        self._parser.buffer_text = True
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._text
        self._parser.StartDoctypeDeclHandler = self._doctype
        self._paragraphs: list[str] = []
        self._words: list[str] = []
        self._cells: list[list[str]] = []  # one row per table that is open
        self._depth = self._ignored = 0
        self._in_text = False

    def feed(self, chunk: bytes) -> None:
        self._parser.Parse(chunk, False)

    def close(self) -> list[str]:
        self._parser.Parse(b"", True)
        return self._paragraphs

    def _doctype(self, *_: object) -> None:
        raise _RefusedError("it has a document type, which Word never writes")

    def _start(self, tag: str, _: dict[str, str]) -> None:
        self._depth += 1
        if self._depth > _DEPTH:
            raise _RefusedError(f"more than {_DEPTH} nested elements")
        if tag == _FALLBACK:  # the same text again, for old programs
            self._ignored += 1
        match _local(tag):
            case "t":
                self._in_text = True
            case "tab":
                self._words.append(" ")
            case "br" | "cr":
                self._words.append("\n")
            case "tbl":
                self._flush()
                self._cells.append([])
            case "tr" if self._cells:
                self._cells[-1] = []

    def _end(self, tag: str) -> None:
        self._depth -= 1
        if tag == _FALLBACK:
            self._ignored -= 1
        match _local(tag):
            case "t":
                self._in_text = False
            case "p" if not self._cells:
                self._flush()
            case "p":
                self._words.append(" ")
            case "tc" if self._cells:
                self._cells[-1].append(" ".join("".join(self._words).split()).replace("|", "｜"))
                self._words.clear()
            case "tr" if self._cells:
                self._row()
            case "tbl" if self._cells:
                self._cells.pop()

    def _text(self, words: str) -> None:
        if self._in_text and not self._ignored:
            self._words.append(words)

    def _row(self) -> None:
        cells = self._cells[-1]
        row = "| " + " | ".join(cells) + " |"
        if any(cells) and len(self._cells) == 1:
            self._paragraphs.append(row)
        elif any(cells):  # a table inside a cell: its words belong to the cell
            self._words.append(" ".join(cells) + " ")

    def _flush(self) -> None:
        if self._words:
            self._paragraphs.append("".join(self._words))
            self._words.clear()


def _local(tag: str) -> str:
    space, _, name = tag.rpartition(" ")
    return name if space in {_WORD, _STRICT} else ""
