"""Content as plain files: what a folder holds, read and checked as a whole.

`hall.toml`, `services.toml`, `counters.toml` and `categories.toml` must be there; `procedures/*.md`, `slides/*.md`,
`notices/*.md`, `institutions.csv`, `practitioners.csv`, `duty.csv` and `map/*.geojson` may be.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from kiosk.content.checks import Entries, check
from kiosk.content.faults import ContentFaultsError, Fault
from kiosk.content.reading import Entry, Reader, T
from kiosk.domain.halls import CounterPlan, Hall, Service
from kiosk.domain.institutions import Duty, Institution, Practitioner
from kiosk.domain.live import Notice, Slide
from kiosk.domain.maps import MapLayer
from kiosk.domain.procedures import Category, Procedure


@dataclass(frozen=True, slots=True)
class Content:
    """Everything a hall shows, except the laws."""

    hall: Hall
    services: tuple[Service, ...]
    counters: tuple[CounterPlan, ...]
    categories: tuple[Category, ...]
    procedures: tuple[Procedure, ...] = ()
    institutions: tuple[Institution, ...] = ()
    practitioners: tuple[Practitioner, ...] = ()
    slides: tuple[Slide, ...] = ()
    notices: tuple[Notice, ...] = ()
    duty: tuple[Duty, ...] = ()
    layers: tuple[MapLayer, ...] = ()


def load_content(folder: Path) -> Content:
    """Return the content of a folder.

    Raises:
        ContentFaultsError: With every fault of every file, each with file and line.
    """
    if not folder.is_dir():
        raise ContentFaultsError([Fault(str(folder), 0, "there is no such folder")])
    reader = Reader(folder)
    entries = _read(reader)
    faults = [*reader.faults, *check(entries)]
    if faults or entries.hall is None:
        raise ContentFaultsError(faults)
    return Content(
        hall=entries.hall.value,
        services=_values(entries.services),
        counters=_values(entries.counters),
        categories=_values(entries.categories),
        procedures=_values(entries.procedures),
        institutions=_values(entries.institutions),
        practitioners=_values(entries.practitioners),
        slides=_values(entries.slides),
        notices=_values(entries.notices),
        duty=_values(entries.duty),
        layers=_values(entries.layers),
    )


def _read(reader: Reader) -> Entries:
    entries = Entries(
        hall=reader.single("hall.toml", Hall),
        services=reader.listed("services.toml", "service", Service),
        counters=reader.listed("counters.toml", "counter", CounterPlan),
        categories=reader.listed("categories.toml", "category", Category),
        procedures=_documents(reader, "procedures", Procedure, "slug", "body"),
        institutions=_table(reader, "institutions.csv", Institution),
        practitioners=_table(reader, "practitioners.csv", Practitioner),
        slides=_documents(reader, "slides", Slide, "slug", "body"),
        notices=_documents(reader, "notices", Notice, "id", "text"),
        duty=_table(reader, "duty.csv", Duty),
        layers=_layers(reader),
        broken=frozenset(),
    )
    return replace(entries, broken=frozenset(fault.file for fault in reader.faults))


def _layers(reader: Reader) -> list[Entry[MapLayer]]:
    tiles = "tiles do not travel in a release: put them on each machine with `kiosk content import-map FILE`"
    reader.faults += [Fault(file, 0, tiles) for file in reader.names("map", ".mbtiles")]
    found = (reader.whole(file, MapLayer, "name", "geojson") for file in reader.names("map", ".geojson"))
    return [entry for entry in found if entry]


def _documents(reader: Reader, folder: str, cls: type[T], name: str, body: str) -> list[Entry[T]]:
    found = (reader.document(file, cls, name, body) for file in reader.names(folder, ".md"))
    return [entry for entry in found if entry]


def _table(reader: Reader, file: str, cls: type[T]) -> list[Entry[T]]:
    return reader.rows(file, cls) if reader.exists(file) else []


def _values(entries: Sequence[Entry[T]]) -> tuple[T, ...]:
    return tuple(entry.value for entry in entries)
