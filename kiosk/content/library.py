"""The library: everything a hall shows except the laws, read from a bundle. Any thread may ask it."""

import datetime as dt
import json
import sqlite3
import threading
from collections.abc import Callable
from contextlib import ExitStack
from copy import copy
from pathlib import Path
from typing import Any, Self, TypeVar

from kiosk.content.bundles import DATABASE
from kiosk.content.database import FORMAT
from kiosk.content.geojson import ground_of
from kiosk.content.grams import Name
from kiosk.content.procedure_index import ProcedureIndex
from kiosk.content.reader import Reader
from kiosk.domain.errors import ContentError, NotFoundError
from kiosk.domain.halls import CounterPlan, Hall, Service
from kiosk.domain.institutions import Duty, Institution, InstitutionKind, Practitioner
from kiosk.domain.languages import in_language
from kiosk.domain.live import Notice, Slide
from kiosk.domain.maps import MapGround, MapLayer
from kiosk.domain.places import Position, distance_m
from kiosk.domain.procedures import Category, Procedure
from kiosk.shape import ShapeError, shape

T = TypeVar("T")
_CURE = "run `kiosk sync --once`, or `kiosk content install-sample`"


class Library(Reader):
    """One bundle's content, read-only.

    Args:
        bundle: The bundle's folder, as `current_bundle` returns it.

    Raises:
        ContentError: The database is missing, unreadable or of another format.
    """

    def __init__(self, bundle: Path) -> None:
        self._path = bundle / DATABASE
        self._ground_lock = threading.Lock()
        self.language = "zh"
        self._known: dict[tuple[str, str], tuple[Any, ...]] = {}  # by table and language: a bundle never changes
        self._made: dict[tuple[str, str], Any] = {}  # by name and language
        self._ground: list[MapGround] = []  # made when first asked for, the same for every language
        try:
            # a bundle never changes: no locks, no journal, safe on a read-only disk
            uri = f"{self._path.absolute().as_uri()}?mode=ro&immutable=1"
            db = sqlite3.connect(uri, uri=True, check_same_thread=False)
        except sqlite3.Error as err:
            raise ContentError(f"cannot open the content database {self._path}: {err}", _CURE) from err
        super().__init__(db, f"the content database {self._path}", _CURE)
        with ExitStack() as undo:
            undo.callback(self.close)
            meta = dict(self._rows("select key, value from meta"))
            if meta.get("format") != str(FORMAT):
                raise ContentError(f"the content database {self._path} is of another version", _CURE)
            self.release: str = meta["release"]
            rows = self._rows("select key, search from procedures order by position")
            self._index = ProcedureIndex({key: json.loads(text) for key, text in rows})
            undo.pop_all()

    def in_language(self, language: str) -> Self:
        """Return the same library as its readers read it: English where there is English, else Chinese."""
        other = copy(self)
        other.language = language
        return other

    def hall(self) -> Hall:
        """Return the hall."""
        return self._values(Hall, "hall")[0]

    def services(self) -> tuple[Service, ...]:
        """Return the services that visitors take tickets for, in the order of the file."""
        return self._values(Service, "services")

    def counters(self) -> tuple[CounterPlan, ...]:
        """Return the counters, in the order of the file."""
        return self._values(CounterPlan, "counters")

    def categories(self) -> tuple[Category, ...]:
        """Return the groups of procedures, in the order of the file."""
        return self._values(Category, "categories")

    def procedures(self, category: str = "") -> tuple[Procedure, ...]:
        """Return the procedures of a category; all of them for an empty code."""
        return tuple(p for p in self._values(Procedure, "procedures") if category in {"", p.category})

    def procedure(self, slug: str) -> Procedure:
        """Return one procedure.

        Raises:
            NotFoundError: There is none of that name.
        """
        return self._one(Procedure, "procedures", slug, "procedure")

    def names(self) -> dict[str, tuple[Name, ...]]:
        """Return what each procedure is called, with the pinyin: its title, then the everyday words for it."""
        names: dict[str, tuple[Name, ...]] = {}
        for procedure in self.in_language("zh").procedures():
            terms = self._index.texts(procedure.slug)
            called = zip((procedure.title, *procedure.everyday), terms["initials"], terms["pinyin"], strict=True)
            names[procedure.slug] = tuple(Name(*spelling) for spelling in called)
        return names

    def search_procedures(self, text: str) -> tuple[Procedure, ...]:
        """Return the procedures that words, a story, pinyin or pinyin initials ask for, best first."""
        known = {procedure.slug: procedure for procedure in self.procedures()}
        return tuple(known[slug] for slug in self._index.search(text))

    def institutions(self, kind: InstitutionKind | None = None) -> tuple[Institution, ...]:
        """Return the institutions of a kind; all of them for None."""
        return tuple(i for i in self._values(Institution, "institutions") if kind in {None, i.kind})

    def institution(self, code: str) -> Institution:
        """Return one institution.

        Raises:
            NotFoundError: There is none of that code.
        """
        return self._one(Institution, "institutions", code, "institution")

    def nearest(self, position: Position, kind: InstitutionKind | None = None) -> list[tuple[Institution, float]]:
        """Return institutions with their distance in metres, nearest first."""
        found = [(place, distance_m(position, place.position)) for place in self.institutions(kind)]
        return sorted(found, key=lambda pair: pair[1])

    def practitioners(self, institution: str = "") -> tuple[Practitioner, ...]:
        """Return the people of an institution; everybody for an empty code."""
        people = self._values(Practitioner, "practitioners")
        return tuple(p for p in people if institution in {"", p.institution})

    def practitioner(self, code: str) -> Practitioner:
        """Return one practitioner.

        Raises:
            NotFoundError: There is none of that code.
        """
        return self._one(Practitioner, "practitioners", code, "practitioner")

    def ground(self) -> MapGround:
        """Return the map as drawn from lines, the same object each time; empty where the release brings none."""
        with self._ground_lock:
            if not self._ground:
                known = self._rows("select 1 from sqlite_master where type = 'table' and name = 'layers'")
                self._ground.append(ground_of(self._values(MapLayer, "layers")) if known else MapGround())
            return self._ground[0]

    def slides(self) -> tuple[Slide, ...]:
        """Return the slides for boards and idle screens."""
        return self._values(Slide, "slides")

    def notices(self) -> tuple[Notice, ...]:
        """Return the hall's standing notices."""
        return self._values(Notice, "notices")

    def duty(self, date: dt.date | None = None) -> tuple[Duty, ...]:
        """Return who is on duty on a day, or the whole roster, by date and time."""
        wanted = date.isoformat() if date else ""
        duties = (d for d in self._values(Duty, "duty") if wanted in {"", d.date})
        return tuple(sorted(duties, key=lambda d: (d.date, d.start)))

    def once(self, name: str, make: Callable[[], Any]) -> Any:
        """Return what is made of this content for its readers' language; made when first asked for, for a bundle never changes.

        Args:
            name: Of what is made.
            make: Makes it.
        """
        if (name, self.language) not in self._made:
            self._made[name, self.language] = make()
        return self._made[name, self.language]

    def _one(self, cls: type[T], table: str, key: str, what: str) -> T:
        rows = self._rows(f"select document from {table} where key = ?", key)  # noqa: S608 - our own names
        if not rows:
            raise NotFoundError(f"there is no {what} {key!r}")
        return self._shaped(cls, rows[0][0])

    def _values(self, cls: type[T], table: str) -> tuple[T, ...]:
        known = self._known.get((table, self.language))
        if known is None:
            rows = self._rows(f"select document from {table} order by position")  # noqa: S608 - our own names
            known = self._known[table, self.language] = tuple(self._shaped(cls, text) for (text,) in rows)
        return known

    def _shaped(self, cls: type[T], text: str) -> T:
        try:
            return in_language(shape(cls, json.loads(text)), self.language)
        except (ShapeError, ValueError) as err:
            raise ContentError(f"the content database {self._path} holds a wrong entry: {err}", _CURE) from err
