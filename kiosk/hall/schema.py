"""The tables of `hall.db`, as migrations. A released migration is never changed, only followed by another."""

from sqlite_utils import Database, Migrations


def hall_migrations() -> Migrations:
    """Return the steps that make an empty or older file a current `hall.db`."""
    migrations = Migrations("hall")

    @migrations()
    def m001_tables(db: Database) -> None:
        for statement in _FIRST:
            db.execute(statement)

    @migrations()
    def m002_notes(db: Database) -> None:
        for statement in _NOTES:
            db.execute(statement)

    @migrations()
    def m003_matters(db: Database) -> None:
        for statement in _MATTERS:
            db.execute(statement)

    return migrations


# `service` issued the ticket, `queue` is where it waits now: a transfer changes only the latter, never the number.
_FIRST = (
    """
    CREATE TABLE tickets (
        id INTEGER PRIMARY KEY,
        day TEXT NOT NULL,
        service TEXT NOT NULL,
        queue TEXT NOT NULL,
        count INTEGER NOT NULL,
        number TEXT NOT NULL,
        request_id TEXT NOT NULL UNIQUE,
        priority TEXT NOT NULL,
        state TEXT NOT NULL,
        issued_at TEXT NOT NULL,
        counter TEXT NOT NULL DEFAULT '',
        call_id TEXT NOT NULL DEFAULT '',
        calls INTEGER NOT NULL DEFAULT 0,
        called_at TEXT NOT NULL DEFAULT '',
        UNIQUE (day, service, count),
        UNIQUE (day, number)
    )
    """,
    "CREATE INDEX tickets_by_state ON tickets (day, state, queue)",
    """
    CREATE TABLE ticket_log (
        id INTEGER PRIMARY KEY,
        at TEXT NOT NULL,
        ticket INTEGER NOT NULL REFERENCES tickets (id),
        move TEXT NOT NULL,
        counter TEXT NOT NULL,
        who TEXT NOT NULL
    )
    """,
    "CREATE INDEX ticket_log_by_ticket ON ticket_log (ticket, move)",
    "CREATE TABLE counters (counter TEXT PRIMARY KEY, paused INTEGER NOT NULL)",
    """
    CREATE TABLE notices (
        id TEXT PRIMARY KEY,
        text TEXT NOT NULL,
        board TEXT NOT NULL,
        emergency INTEGER NOT NULL,
        pushed_at TEXT NOT NULL,
        ends_at TEXT,
        over INTEGER NOT NULL DEFAULT 0,
        who TEXT NOT NULL
    )
    """,
    "CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL)",
)

# what the clerk is told of a visit, as JSON; emptied once the ticket is done or its day is over
_NOTES = ("ALTER TABLE tickets ADD COLUMN note TEXT NOT NULL DEFAULT ''",)

# a subject of `matter_tries` and `matter_locks` is a number (known or not) or a terminal
_MATTERS = (
    """
    CREATE TABLE matters (
        id INTEGER PRIMARY KEY,
        year INTEGER NOT NULL,
        count INTEGER NOT NULL,
        number TEXT NOT NULL UNIQUE,
        salt BLOB NOT NULL,
        code_hash BLOB NOT NULL,
        title TEXT NOT NULL,
        service TEXT NOT NULL,
        UNIQUE (year, count)
    )
    """,
    """
    CREATE TABLE matter_steps (
        id INTEGER PRIMARY KEY,
        matter INTEGER NOT NULL REFERENCES matters (id),
        at TEXT NOT NULL,
        state TEXT NOT NULL,
        words TEXT NOT NULL,
        who TEXT NOT NULL
    )
    """,
    "CREATE INDEX matter_steps_by_matter ON matter_steps (matter)",
    "CREATE TABLE matter_tries (id INTEGER PRIMARY KEY, subject TEXT NOT NULL, at TEXT NOT NULL)",
    "CREATE TABLE matter_locks (subject TEXT PRIMARY KEY, until TEXT NOT NULL)",
)
