"""Writes the law database, `DATA/content/laws.db`: laws, their articles, and the index that the lookup searches.

The database is never changed in place: a copy is made beside it, changed, and renamed, so that readers see the old laws or the
new ones. Tables: `lawschema`; index: `search.index`.
"""

import json
import shutil
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from contextlib import closing
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path

from kiosk.content.laws import rows
from kiosk.content.laws.importers.texts import Odd, Skipped, Unit
from kiosk.content.laws.schema import FORMAT, TABLES
from kiosk.content.laws.search import index
from kiosk.domain.errors import ContentError, StorageError
from kiosk.durable import sync_path

_READ = """
select f.key, f.name, f.skipped, f.remarks, l.articles,
       (select t.name from laws o join files t on t.law_id = o.id
        where o.short = l.short and o.id < l.id and o.starts != ''
              and (o.issued_on = l.issued_on or o.starts = l.starts) limit 1)
from files f left join laws l on l.id = f.law_id order by f.rowid"""
_OTHER_FORMAT = "was of another version and is made anew: import the laws of other sources again"


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did. `laws` and `articles` count what the sources hold, `fresh` the laws that had to be read."""

    laws: int
    articles: int
    skipped: tuple[Skipped, ...]
    odd: tuple[Odd, ...] = ()
    fresh: int = 0

    def as_json(self) -> str:
        """Return the outcome as `import-laws --json` prints it."""
        told = asdict(self)
        for skipped in told["skipped"]:
            del skipped["key"]
        return json.dumps(told, ensure_ascii=False)


@dataclass(frozen=True, slots=True)
class _File:
    """What the database holds of one unit."""

    digest: str
    law_id: int | None
    name: str
    skipped: str
    remarks: tuple[str, ...]


@dataclass(slots=True)
class _Plan:
    """What an update has to do."""

    keep: dict[str, _File] = field(default_factory=dict)  # by key; a moved file is kept under its new key
    moved: dict[str, str] = field(default_factory=dict)  # new key by old key
    read: list[Unit] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)

    def changes_nothing(self) -> bool:
        return not (self.read or self.gone or self.moved)


def update_laws(
    path: Path,
    found: Iterable[Unit | Skipped],
    owns: Callable[[str], bool],
    on_text: Callable[[], None],
    *,
    anew: bool = False,
) -> Imported:
    """Bring the laws of some sources up to date; laws of other sources stay. Unchanged units are not read.

    Args:
        path: The database.
        found: What the sources hold now.
        owns: Tells whether a key is of these sources: what is no longer found goes.
        on_text: Called after each unit, for a progress bar.
        anew: Forget everything first.

    Raises:
        ContentError: No law would be left; the old database stays.
        StorageError: The file cannot be written; the old database stays.
    """
    held = None if anew else _held(path)
    plan = _plan(held or {}, found, owns)
    for _ in (*plan.keep, *plan.skipped):
        on_text()
    if plan.changes_nothing() and any(file.law_id for file in plan.keep.values()):
        return _outcome(path, plan, fresh=0)
    other = path.is_file() and held is None and not anew
    outcome = _replace(path, path if held else None, plan, on_text)
    return replace(outcome, odd=(*outcome.odd, Odd(path.name, _OTHER_FORMAT))) if other else outcome


def _held(path: Path) -> dict[str, _File] | None:
    """Return what the database holds; None when there is none that this program can go on with."""
    if not path.is_file():
        return None
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as db:
            if db.execute("select value from meta where key = 'format'").fetchone() != (str(FORMAT),):
                return None
            files = db.execute("select key, digest, law_id, name, skipped, remarks from files").fetchall()
    except sqlite3.Error:
        return None
    return {row[0]: _File(row[1], row[2], row[3], row[4], tuple(json.loads(row[5]))) for row in files}


def _plan(held: dict[str, _File], found: Iterable[Unit | Skipped], owns: Callable[[str], bool]) -> _Plan:
    plan = _Plan()
    units = _units(found, plan.skipped)
    closed = {skipped.key for skipped in plan.skipped}  # what cannot be looked at now stays as it was
    by_digest = {file.digest: key for key, file in held.items() if key not in units}
    for key, unit in units.items():
        if key in held and held[key].digest == unit.digest:
            plan.keep[key] = held[key]
        elif unit.digest in by_digest:
            plan.moved[by_digest[unit.digest]] = key
            plan.keep[key] = held[by_digest[unit.digest]]
            if key in held:
                plan.gone.append(key)
        else:
            plan.read.append(unit)
    for key in (key for key in held if key not in units and key not in plan.moved):
        if not closed.isdisjoint(_files(key)):
            plan.keep[key] = held[key]
        elif owns(key):
            plan.gone.append(key)
    return plan


def _units(found: Iterable[Unit | Skipped], skipped: list[Skipped]) -> dict[str, Unit]:
    """Return what is to be held, by key; add the rest to what is skipped."""
    units: dict[str, Unit] = {}
    first: dict[str, str] = {}  # key by digest
    for item in found:
        if isinstance(item, Skipped):
            skipped.append(item)
        elif item.digest in first and item.digest:
            skipped.append(Skipped(_short_name(item.key), f"the same as {_short_name(first[item.digest])}"))
        else:
            units[item.key] = item
            first[item.digest] = item.key
    return units


def _files(key: str) -> list[str]:
    """Return the files that make a unit."""
    return key.split("\n")


def _short_name(key: str) -> str:
    return Path(_files(key)[0]).name


def _replace(path: Path, base: Path | None, plan: _Plan, on_text: Callable[[], None]) -> Imported:
    part = path.with_name(f".{path.name}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        part.unlink(missing_ok=True)
        if base:
            shutil.copyfile(base, part)
        outcome = _fill(part, plan, on_text, new=base is None)
        sync_path(part)
        part.replace(path)
        sync_path(path.parent)
    except OSError as err:
        raise StorageError(f"cannot write {path}: {err.strerror}", "check free space and rights of its folder") from err
    except sqlite3.OperationalError as err:
        raise StorageError(f"cannot write {path}: {err}", "check free space and rights of its folder") from err
    finally:
        part.unlink(missing_ok=True)
    return outcome


def _fill(path: Path, plan: _Plan, on_text: Callable[[], None], *, new: bool) -> Imported:
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.executescript("pragma journal_mode = off; pragma synchronous = off; pragma cache_size = -65536;")
        if new:
            db.executescript(TABLES + index.SCHEMA)
            db.execute("insert into meta values ('format', ?)", (str(FORMAT),))
        db.execute("begin")
        titles = rows.titles(db)
        _forget(db, plan)
        read = [_take(db, unit, on_text) for unit in plan.read]
        # with a new title, words in old laws become references to it
        anew = rows.titles(db) != titles
        rows.link(db, None if anew else [law_id for _, law_id in read if law_id])
        rows.settle(db)
        db.execute("pragma cache_size = -2000")  # the index takes what memory there may be
        db.execute("pragma shrink_memory")
        index.LawIndex.build(db).store(db)
        db.execute("commit")
        if not db.execute("select exists (select 1 from laws)").fetchone()[0]:
            raise ContentError(f"the source holds no law{_why_not(db, plan)}", "check that it is the right file")
    return _outcome(path, plan, keys=[key for key, _ in read], fresh=sum(bool(law_id) for _, law_id in read))


def _why_not(db: sqlite3.Connection, plan: _Plan) -> str:
    """Return the first reason for leaving something out, in brackets."""
    row = db.execute("select name, skipped from files where law_id is null order by rowid").fetchone()
    reasons = [Skipped(*row)] if row else plan.skipped[:1]
    return "".join(f" ({skipped.file}: {skipped.reason})" for skipped in reasons)


def _forget(db: sqlite3.Connection, plan: _Plan) -> None:
    for key in plan.gone:
        _drop(db, key)
    db.executemany("update files set key = ? where key = ?", [(new, old) for old, new in plan.moved.items()])


def _drop(db: sqlite3.Connection, key: str) -> None:
    row = db.execute("delete from files where key = ? returning law_id", (key,)).fetchone()
    if row and row[0] is not None:
        rows.remove(db, [row[0]])


def _take(db: sqlite3.Connection, unit: Unit, on_text: Callable[[], None]) -> tuple[str, int | None]:
    """Read one unit and write down what came of it; return its key, and the law's id if it was read.

    A law whose file holds none any more keeps the text it has: a damaged file is no reason to be without it.
    """
    text = unit.load()
    on_text()
    held = db.execute("select 1 from files where key = ? and law_id is not null", (unit.key,)).fetchone()
    if isinstance(text, Skipped) and held:
        remark = json.dumps([f"cannot be read any more ({text.reason}): the text of before stays"], ensure_ascii=False)
        db.execute("update files set digest = ?, remarks = ? where key = ?", (unit.digest, remark, unit.key))
        return unit.key, None
    _drop(db, unit.key)
    if isinstance(text, Skipped):
        law_id, row = None, (text.file, text.reason, "[]")
    else:
        law_id = rows.insert(db, text)
        row = (text.file or text.law.title, "", json.dumps(text.remarks, ensure_ascii=False))
    db.execute("insert into files values (?, ?, ?, ?, ?, ?)", (unit.key, unit.digest, law_id, *row))
    return unit.key, law_id


def _outcome(path: Path, plan: _Plan, *, keys: Sequence[str] = (), fresh: int) -> Imported:
    """Return the outcome for the units that were kept or read, from the database."""
    wanted = {*plan.keep, *keys}
    laws = articles = 0
    skipped, odd = list(plan.skipped), []
    with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as db:
        for key, name, reason, remarks, count, twin in db.execute(_READ):
            if key not in wanted:
                continue
            if count is None:
                skipped.append(Skipped(name, reason))
                continue
            laws, articles = laws + 1, articles + count
            odd += [Odd(name, remark) for remark in json.loads(remarks)]
            odd += [Odd(name, f"the same version as {twin}")] if twin else []
    return Imported(laws, articles, tuple(skipped), tuple(odd), fresh)
