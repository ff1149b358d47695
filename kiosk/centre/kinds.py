"""The kinds of content in the library: which dataclass each has the shape of, and the files a release writes it to."""

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kiosk.content.dump import dump_hall, dump_list, dump_notice, dump_procedure, dump_slide
from kiosk.content.files import Content
from kiosk.domain.halls import CounterPlan, Hall, Service
from kiosk.domain.institutions import Duty, Institution, Practitioner
from kiosk.domain.live import Notice, Slide
from kiosk.domain.maps import MapLayer
from kiosk.domain.procedures import Category, Procedure
from kiosk.shape import shape, unshape

Document = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind. `key` is the field that names an entry (empty: we number them); `place` its file or folder."""

    name: str
    cls: type
    key: str
    place: str
    of: Callable[[Content], Sequence[Any]]
    ending: str = ".md"

    def file(self, slug: str) -> str:
        """Return the file that an entry of this kind stands in."""
        return f"{self.place}{slug}{self.ending}" if self.place.endswith("/") else self.place


KINDS: Mapping[str, Kind] = {
    kind.name: kind
    for kind in (
        Kind("procedure", Procedure, "slug", "procedures/", lambda c: c.procedures),
        Kind("institution", Institution, "code", "institutions.csv", lambda c: c.institutions),
        Kind("practitioner", Practitioner, "code", "practitioners.csv", lambda c: c.practitioners),
        Kind("duty", Duty, "", "duty.csv", lambda c: c.duty),
        Kind("slide", Slide, "slug", "slides/", lambda c: c.slides),
        Kind("notice", Notice, "id", "notices/", lambda c: c.notices),
        Kind("layer", MapLayer, "name", "map/", lambda c: c.layers, ".geojson"),
        Kind("service", Service, "code", "services.toml", lambda c: c.services),
        Kind("counter", CounterPlan, "code", "counters.toml", lambda c: c.counters),
        Kind("category", Category, "code", "categories.toml", lambda c: c.categories),
        Kind("hall", Hall, "", "hall.toml", lambda c: (c.hall,)),
    )
}


def entries_of(content: Content) -> Iterator[tuple[Kind, str, Document]]:
    """Yield every entry of a content folder: its kind, its slug, its document."""
    for kind in KINDS.values():
        for number, value in enumerate(kind.of(content), 1):
            slug = getattr(value, kind.key) if kind.key else numbered(kind, number)
            yield kind, str(slug), unshape(value)


def numbered(kind: Kind, number: int) -> str:
    """Return the slug of an entry that has no name of its own."""
    return kind.name if kind.name == "hall" else f"{kind.name}-{number:04}"


def files_of(entries: Iterable[tuple[str, str, Document]]) -> dict[str, bytes]:
    """Return the content files of a library, by path.

    Args:
        entries: (kind, slug, document) in the order in which they shall stand.

    Raises:
        ShapeError: A document does not have the shape of its kind.
    """
    values: dict[str, list[Any]] = {name: [] for name in KINDS}
    for kind, _, document in entries:
        values[kind].append(shape(KINDS[kind].cls, document))
    files = {f"procedures/{p.slug}.md": dump_procedure(p) for p in values["procedure"]}
    files |= {f"slides/{s.slug}.md": dump_slide(s) for s in values["slide"]}
    files |= {f"notices/{n.id}.md": dump_notice(n) for n in values["notice"]}
    files |= {KINDS["layer"].file(layer.name): layer.geojson for layer in values["layer"]}
    files |= {KINDS[name].place: dump_list(values[name]) for name in ("service", "counter", "category")}
    files |= {KINDS[name].place: _table(values[name]) for name in ("institution", "practitioner", "duty")}
    if values["hall"]:
        files[KINDS["hall"].place] = dump_hall(values["hall"][0])
    return {path: text.encode() for path, text in files.items() if text}


def _table(values: Sequence[Any]) -> str:
    """Return values as CSV; a column that is empty throughout is left out, so that its default applies."""
    rows = [dict(_cells(unshape(value))) for value in values]
    names = list(dict.fromkeys(name for row in rows for name, cell in row.items() if cell))
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(names)
    writer.writerows([row.get(name, "") for name in names] for row in rows)
    return text.getvalue() if rows else ""


def _cells(document: Document) -> Iterator[tuple[str, str]]:
    for name, value in document.items():
        if name == "position":
            yield from ((axis, repr(float(value[axis]))) for axis in ("lat", "lon"))
        elif isinstance(value, bool):
            yield name, "true" if value else "false"
        else:
            yield name, str(value or "")
