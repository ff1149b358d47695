from pathlib import Path

import pytest

from kiosk.config import SyncConfig
from kiosk.content.bundles import activate, build_bundle, bundles_folder
from kiosk.domain.clock import SystemClock
from kiosk.domain.errors import ConfigError, StorageError
from kiosk.sync.report import State
from kiosk.sync.updater import ReleaseUpdater


def test_a_published_change_reaches_the_library(centre, machine):
    centre.publish("一")
    first = machine.sync()
    centre.publish("一", "二")
    second = machine.sync()
    assert (first.state, second.state) == (State.ACTIVATED, State.ACTIVATED)
    assert machine.slides() == ["一", "二"]
    assert second.release == 2


def test_only_what_changed_is_fetched(centre, machine, served):
    centre.publish("一", "二", "三")
    machine.sync()
    served.asked.clear()
    centre.publish("一", "二", "四")
    report = machine.sync()
    assert report.files == 1
    targets = [path for path in served.asked if "/targets/" in path]
    assert sorted(path.rpartition(".")[0].rpartition(".")[2] for path in targets) == ["release", "s2"]


def test_without_a_change_only_metadata_is_asked_for(centre, machine, served):
    centre.publish("一")
    machine.sync()
    served.asked.clear()
    report = machine.sync()
    assert report.state is State.UP_TO_DATE
    assert report.fetched_bytes == 0
    assert served.asked == ["/repo/metadata/2.root.json", "/repo/metadata/timestamp.json"]


def test_an_empty_centre_is_no_fault(machine):
    assert machine.sync().state is State.NOTHING_YET
    assert machine.slides() == []


def test_a_centre_that_is_away_leaves_what_stands(centre, machine, served):
    centre.publish("一")
    machine.sync()
    served.close()
    report = machine.sync()
    assert report.state is State.NOT_REACHABLE
    assert served.url in report.reason
    assert machine.slides() == ["一"]


def test_a_release_comes_back_when_another_bundle_was_activated_by_hand(centre, machine, tmp_path):
    centre.publish("一")
    machine.sync()
    release = machine.data / "content" / "current" / "library"
    other = bundles_folder(machine.data) / "other"
    build_bundle(release, other)
    activate(machine.data, other)
    assert machine.sync().state is State.ACTIVATED


def test_withdrawn_files_leave_library_and_store(centre, machine):
    centre.publish("一", "二")
    machine.sync()
    stored = len(list((machine.data / "sync" / "store").iterdir()))
    centre.publish("一")
    machine.sync()
    assert machine.slides() == ["一"]
    assert len(list((machine.data / "sync" / "store").iterdir())) == stored - 1


def test_a_damaged_file_in_the_store_is_fetched_again(centre, machine):
    centre.publish("一", "二")
    machine.sync()
    for path in (machine.data / "sync" / "store").iterdir():
        path.write_bytes(b"")
    centre.publish("一", "二", "三")
    assert machine.sync().state is State.ACTIVATED
    assert machine.slides() == ["一", "二", "三"]


def test_three_root_rotations_while_offline_converge_in_one_sync(centre, machine, clock):
    centre.publish("一")
    machine.sync()
    for _ in range(3):
        clock.advance(30 * 86400)
        centre.repository.renew_root()
        centre.repository.resign()
    centre.publish("二")
    report = machine.sync()
    assert report.state is State.ACTIVATED
    assert machine.slides() == ["二"]


def test_without_a_trusted_root_it_says_where_to_put_one(tmp_path: Path):
    updater = ReleaseUpdater(SyncConfig(), tmp_path, SystemClock())
    with pytest.raises(ConfigError, match=r"trust/root\.json"):
        updater.run()


def test_a_damaged_database_is_named(centre, machine):
    machine.data.mkdir(parents=True)
    (machine.data / "sync.db").write_bytes(b"not a database at all, but long enough to look at" * 40)
    with pytest.raises(StorageError, match=r"sync\.db"):
        machine.sync()


def test_broken_content_is_refused_and_the_old_stays(centre, machine, library_files):
    centre.publish("一")
    machine.sync()
    centre.number += 1
    centre.sign({**library_files, "hall.toml": b"name = 3"})
    report = machine.sync()
    assert report.state is State.REFUSED
    assert "hall.toml" in report.reason
    assert machine.slides() == ["一"]
