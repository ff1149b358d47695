import logging
import resource
import sqlite3
from concurrent.futures import ThreadPoolExecutor

import pytest
from hall_parts import CONSULT

from kiosk.domain.errors import StorageError
from kiosk.domain.tickets import Priority
from kiosk.hall.journal import Journal


def test_every_commit_is_synced_in_wal(tmp_path):
    journal = Journal(tmp_path / "hall.db")
    with journal.transaction() as db:
        assert db.execute("PRAGMA journal_mode").fetchone()[0] == "wal"
        assert db.execute("PRAGMA synchronous").fetchone()[0] == 2  # FULL
    journal.close()


def test_an_error_rolls_everything_back(tmp_path):
    journal = Journal(tmp_path / "hall.db")

    def write_and_fail():
        with journal.transaction() as db:
            db.execute("INSERT INTO meta VALUES ('a', 'b')")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        write_and_fail()
    with journal.transaction() as db:
        assert db.execute("SELECT count(*) FROM meta").fetchone()[0] == 0
    journal.close()


def test_a_fault_of_the_database_is_a_storage_error(tmp_path):
    journal = Journal(tmp_path / "hall.db")
    with pytest.raises(StorageError, match=r"hall\.db"), journal.transaction() as db:
        db.execute("SELECT * FROM nothing")
    journal.close()


@pytest.mark.parametrize("damage", ["not a database", "torn page", "cut off"])
def test_a_damaged_file_is_named_and_left_alone(tmp_path, damage):
    path = tmp_path / "hall.db"
    journal = Journal(path)
    with journal.transaction() as db:
        db.executemany("INSERT INTO meta VALUES (?, ?)", [(str(i), "x" * 500) for i in range(200)])
    journal.close()
    content = path.read_bytes()
    broken = {
        "not a database": b"this is no database at all" * 100,
        "torn page": content[:8192] + b"\xff" * 8192 + content[16384:],
        "cut off": content[: len(content) // 2],
    }[damage]
    path.write_bytes(broken)
    with pytest.raises(StorageError, match=r"(?i)hall\.db.*move it aside"):
        Journal(path)
    assert path.read_bytes()[:4096] == broken[:4096]
    assert path.stat().st_size == len(broken)


def test_two_halls_never_share_a_database(tmp_path):
    journal = Journal(tmp_path / "hall.db")
    with pytest.raises(StorageError, match="another kiosk hall"):
        Journal(tmp_path / "hall.db")
    journal.close()
    Journal(tmp_path / "hall.db").close()


def test_eight_threads_get_different_numbers(desk):
    def issue(i):
        return desk.dispatch.issue(f"r{i}", CONSULT.code, Priority.NORMAL, "t")[0].number

    with ThreadPoolExecutor(8) as threads:
        numbers = list(threads.map(issue, range(200)))
    assert sorted(numbers) == [f"A{i:03d}" for i in range(1, 201)]


def test_the_tables_refuse_a_second_number(desk):
    desk.dispatch.issue("a", "consult", Priority.NORMAL, "t")
    copy = (
        "INSERT INTO tickets (day, service, queue, count, number, request_id, priority, state, issued_at)"
        " SELECT day, service, queue, count, number, 'other', priority, state, issued_at FROM tickets"
    )
    with pytest.raises(StorageError) as caught, desk.journal.transaction() as db:
        db.execute(copy)
    assert isinstance(caught.value.__cause__, sqlite3.IntegrityError)


def test_a_full_disk_is_said_announces_nothing_and_skips_no_number(desk, tmp_path, caplog):
    desk.dispatch.issue("a", "consult", Priority.NORMAL, "t")
    said, wal = len(desk.said), tmp_path / "hall.db-wal"
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    caplog.set_level(logging.INFO)
    caplog.clear()  # another test may have left the level as it is
    resource.setrlimit(resource.RLIMIT_FSIZE, (wal.stat().st_size, limits[1]))  # as a full disk: no file grows past it
    try:
        with pytest.raises(StorageError, match=r"hall\.db"):
            desk.dispatch.issue("b", "consult", Priority.NORMAL, "t")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert (len(desk.said), caplog.text) == (said, "")  # a log must not tell of what never was
    assert desk.dispatch.issue("b", "consult", Priority.NORMAL, "t")[0].number == "A002"
    assert "ticket A002 issued by t" in caplog.text
