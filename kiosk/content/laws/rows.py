"""Puts laws into the tables of the law database and takes them out, one at a time; settles what follows from all of them."""

import re
from collections import defaultdict
from collections.abc import Iterable
from sqlite3 import Connection

from kiosk.content.grams import initials, pinyin
from kiosk.content.laws.importers.lawtext import LOCAL, amends
from kiosk.content.laws.importers.texts import LawText
from kiosk.domain.lawrefs import abolished, references
from kiosk.domain.laws import ArticleKind, LawKind, LawStatus

_COUNTED = {ArticleKind.ARTICLE, ArticleKind.ITEM, ArticleKind.SECTION}
_LAST_ARTICLES = 4  # 同时废止 stands at the end
_TELLING = re.compile("条|前款|前两款")
_SHORTEST_UNKNOWN = 4  # letters: 《解释》 or 《办法》 without a law of that name is a word, not a law


def insert(db: Connection, text: LawText) -> int:
    """Insert a law with all that belongs to it but its references; return its id."""
    law = text.law
    count = sum(a.kind in _COUNTED for a in text.articles)
    starts = max(law.issued_on, law.effective_on)
    cursor = db.execute(
        "insert into laws values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            *(None, law.short, law.title, law.status, law.issuer, law.level, law.issued_on, law.effective_on),
            *(law.source, law.kind, law.number, law.category, law.province, law.city),
            *(initials(law.short), pinyin(law.short), count, law.status, starts, None),
        ),
    )
    law_id = int(cursor.lastrowid or 0)
    nodes = _insert_nodes(db, law_id, text)
    _insert_articles(db, law_id, nodes, text)
    db.executemany(
        "insert into amendments values (?, ?, ?, ?, ?, ?)",
        [(law_id, i, a.day, a.act, a.by, a.note) for i, a in enumerate(text.amendments)],
    )
    return law_id


def _insert_nodes(db: Connection, law_id: int, text: LawText) -> int:
    """Insert the headings; return the id of the first."""
    first = _next_id(db, "nodes")
    db.executemany(
        "insert into nodes values (?, ?, ?, ?, ?, ?)",
        [
            (first + i, law_id, None if n.parent is None else first + n.parent, n.kind, n.title, i)
            for i, n in enumerate(text.nodes)
        ],
    )
    return first


def _insert_articles(db: Connection, law_id: int, first_node: int, text: LawText) -> None:
    first = _next_id(db, "articles")
    rows = list(enumerate(text.articles, first))
    db.executemany(
        "insert into articles values (?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (
                *(row, law_id, a.number, a.text, a.chapter, a.position, a.kind),
                None if a.node is None else first_node + a.node,
            )
            for row, a in rows
        ],
    )


def _next_id(db: Connection, table: str) -> int:
    return int(db.execute(f"select coalesce(max(id), 0) + 1 from {table}").fetchone()[0])  # noqa: S608 - our own names


def remove(db: Connection, law_ids: Iterable[int]) -> None:
    """Take laws out, with all that belongs to them."""
    for law_id in law_ids:
        for table, column in (("refs", "from_law"), ("repeals", "by_law")):
            db.execute(f"delete from {table} where {column} = ?", (law_id,))  # noqa: S608 - our own names
        for table in ("articles", "nodes", "amendments"):
            db.execute(f"delete from {table} where law_id = ?", (law_id,))  # noqa: S608 - our own names
        db.execute("delete from laws where id = ?", (law_id,))


def titles(db: Connection) -> set[str]:
    """Return the short titles of all laws, which may be named without 《》."""
    return {row[0] for row in db.execute("select distinct short from laws where kind = 'law'")}


def link(db: Connection, law_ids: Iterable[int] | None) -> None:
    """Find what the articles of some laws, or of all when None, refer to and abolish; needs every law to be in."""
    known = titles(db)
    if law_ids is None:
        db.execute("delete from refs")
        db.execute("delete from repeals")
        law_ids = [row[0] for row in db.execute("select id from laws order by id")]
    for law_id in law_ids:
        short, kind = db.execute("select short, kind from laws where id = ?", (law_id,)).fetchone()
        rows = db.execute("select id, number, text from articles where law_id = ? order by id", (law_id,)).fetchall()
        own = kind == LawKind.LAW and not amends(short)
        found = [
            (row, law_id, r.law, r.number, r.way, r.part, r.start, r.end)
            for row, number, text in rows
            if _TELLING.search(text)
            for r in references(text, short, number, known, own=own)
            if len(r.law) >= _SHORTEST_UNKNOWN or r.law in known
        ]
        db.executemany("insert into refs values (?, ?, ?, ?, ?, ?, ?, ?)", found)
        gone = {title for _, _, text in rows[-_LAST_ARTICLES:] if "废止" in text for title in abolished(text)}
        if kind == LawKind.LAW:
            db.executemany("insert into repeals values (?, ?)", [(law_id, title) for title in sorted(gone)])


def settle(db: Connection) -> None:
    """Say of every law whether it applies, from all versions held, and what replaced it.

    The source's word is honoured for the newest version of a title. An older one is amended, whatever the source says: its
    mark is missing at most of them. Two texts issued or in force since the same day are one version; neither replaces the other.
    """
    db.execute("update laws set status = said, replaced_by = null")
    versions: dict[str, list[tuple[int, str, str]]] = defaultdict(list)
    for law_id, short, issued, starts in db.execute("select id, short, issued_on, starts from laws where kind = 'law'"):
        versions[short].append((law_id, issued, starts))
    replaced = []
    for several in versions.values():
        several.sort(key=lambda v: (v[2], v[1], v[0]))
        for place, (law_id, issued, starts) in enumerate(several):
            newer = next((v[0] for v in several[place + 1 :] if v[1] != issued and v[2] != starts), None)
            if newer is not None:
                replaced.append((LawStatus.AMENDED, newer, law_id))
    db.executemany("update laws set status = ?, replaced_by = ? where id = ?", replaced)
    _settle_repeals(db)


def _settle_repeals(db: Connection) -> None:
    """Mark laws that a younger one abolishes by name; that stays so when the younger one is amended.

    A local law can abolish only those of its own province.
    """
    rows = db.execute(
        "select old.id, new.id from repeals join laws new on new.id = repeals.by_law"
        " join laws old on old.short = repeals.short"
        " where old.kind = 'law' and old.status = 'in_force' and new.status in ('in_force', 'amended') and old.short != new.short"
        " and old.starts != '' and old.starts < new.starts"
        " and (new.level != ? or (old.level = new.level and old.province = new.province))"
        " order by new.starts desc",
        (LOCAL,),
    ).fetchall()
    db.executemany(
        "update laws set status = ?, replaced_by = ? where id = ?",
        [(LawStatus.REPEALED, new, old) for old, new in rows],
    )
