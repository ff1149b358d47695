"""Attacks on the way from the centre to a terminal, each for a fresh, a cached and a zeroed metadata cache.

Every attack must be refused, and the bundle before it must still be served. `test_the_honest_centre_passes` is the
control: the same steps without the attack are accepted.
"""

import json
import os
import shutil
import time
from datetime import timedelta
from pathlib import Path

import pytest
from tuf.api.exceptions import SlowRetrievalError

from kiosk.domain.clock import FixedClock
from kiosk.domain.errors import StorageError
from kiosk.sync.fetcher import HttpFetcher
from kiosk.sync.report import State
from kiosk.sync.updater import ReleaseUpdater

CACHES = ("cached", "zeroed", "lost")


@pytest.fixture(params=CACHES)
def prepared(request, centre, machine, tmp_path):
    """A machine at release 2, and a copy of the centre as it was at release 1."""
    centre.publish("一")
    shutil.copytree(centre.folder / "repo", tmp_path / "old")
    machine.sync()
    centre.publish("二")
    machine.sync()
    if request.param == "zeroed":
        machine.zero_cache()
    elif request.param == "lost":
        shutil.rmtree(machine.data / "sync" / "metadata")
    return machine


def latest(metadata: Path, role: str) -> tuple[Path, Path]:
    """Return the newest and the second newest file of a role."""
    found = sorted(metadata.glob(f"*.{role}.json"), key=lambda path: int(path.name.partition(".")[0]))
    return found[-1], found[-2]


def refused(machine, word: str) -> None:
    report = machine.sync()
    assert report.state is State.REFUSED, report
    assert word in report.reason
    assert machine.slides() == ["二"]


def test_the_honest_centre_passes(prepared, centre):
    centre.publish("三")
    assert prepared.sync().state is State.ACTIVATED
    assert prepared.slides() == ["三"]


def test_rollback_of_everything(prepared, centre, tmp_path):
    shutil.rmtree(centre.folder / "repo")
    shutil.copytree(tmp_path / "old", centre.folder / "repo")
    refused(prepared, "")


def test_rollback_of_the_timestamp_alone(prepared, centre, tmp_path):
    shutil.copy(tmp_path / "old" / "metadata" / "timestamp.json", centre.metadata / "timestamp.json")
    refused(prepared, "")


def test_freeze_is_seen_when_the_signature_ends(prepared, clock):
    clock.advance(timedelta(days=31).total_seconds())
    refused(prepared, "signature has ended")


def test_mix_and_match_of_snapshot_and_targets(prepared, centre):
    centre.publish("三")
    newest, before = latest(centre.metadata, "targets")
    shutil.copy(before, newest)
    refused(prepared, "")


def test_a_snapshot_of_another_state(prepared, centre):
    centre.publish("三")
    newest, before = latest(centre.metadata, "snapshot")
    shutil.copy(before, newest)
    refused(prepared, "")


def test_a_tampered_target(prepared, centre):
    centre.publish("三")
    for path in (centre.folder / "repo" / "targets" / "library" / "slides").iterdir():
        path.write_bytes(path.read_bytes().replace("三".encode(), "假".encode()))
    refused(prepared, "verify")


def test_an_altered_metadata_file(prepared, centre):
    centre.publish("三")
    newest, _ = latest(centre.metadata, "targets")
    newest.write_bytes(newest.read_bytes().replace(b'"version":', b'"version": '))
    data = json.loads(newest.read_bytes())
    data["signed"]["targets"].popitem()
    newest.write_text(json.dumps(data))
    refused(prepared, "verify")


def test_wrong_keys(prepared, centre, served, tmp_path, clock):
    centre_type = type(centre)
    other = centre_type(tmp_path / "other", clock)
    for _ in range(3):
        other.publish("假")
    served.folder = other.folder
    refused(prepared, "verify")


def test_a_root_that_too_few_keys_signed(prepared, centre):
    data = json.loads(centre.repository.first_root.read_bytes())
    data["signed"]["version"] = 2
    data["signatures"] = data["signatures"][:1]
    (centre.metadata / "2.root.json").write_text(json.dumps(data))
    refused(prepared, "verify")


@pytest.mark.parametrize("name", ["timestamp.json", "slides"])
def test_endless_data(prepared, centre, served, name):
    centre.publish("三")

    def endless(request) -> bool:
        if name not in request.path:
            return False
        request.send_response(200)
        request.end_headers()
        try:
            while True:
                request.wfile.write(b" " * 65536)
        except OSError:
            return True

    served.answer = endless
    refused(prepared, "more than it signed")


@pytest.mark.parametrize("behind", [timedelta(days=365), timedelta(days=20_000)])
def test_a_clock_that_is_behind(prepared, clock, behind):
    prepared.clock = FixedClock(clock.now() - behind)
    refused(prepared, "clock says")


@pytest.mark.parametrize("ahead", [timedelta(days=60), timedelta(days=3650)])
def test_a_clock_that_is_ahead(prepared, clock, ahead):
    prepared.clock = FixedClock(clock.now() + ahead)
    refused(prepared, "signature has ended")


def test_a_new_machine_with_a_clock_of_1970_waits(centre, machine, clock):
    centre.publish("一")
    machine.clock = FixedClock(clock.now() - timedelta(days=20_000))
    assert machine.sync().state is State.REFUSED
    assert machine.slides() == []


def test_a_lost_cache_does_not_open_the_way_back_to_an_old_root(centre, machine, tmp_path):
    centre.publish("一")
    shutil.copytree(centre.folder / "repo", tmp_path / "old")
    centre.repository.renew_root()
    centre.publish("二")
    machine.sync()
    shutil.rmtree(machine.data / "sync" / "metadata")
    (centre.metadata / "2.root.json").unlink()
    report = machine.sync()
    assert report.state is State.REFUSED
    assert "root version 1" in report.reason


def test_a_path_that_leaves_the_library_is_refused(centre, machine):
    centre.publish("一")
    machine.sync()
    centre.number += 1
    centre.sign({"../../escape.md": b"x"})
    report = machine.sync()
    assert report.state is State.REFUSED
    assert not list(Path(machine.data).parent.rglob("escape.md"))


def test_a_release_file_that_does_not_match_is_refused(centre, machine):
    centre.publish("一")
    machine.sync()
    centre.repository.publish({"library/hall.toml": b"x", "release.json": b'{"number": 2}'})
    report = machine.sync()
    assert report.state is State.REFUSED
    assert "release.json" in report.reason


def test_a_server_that_drips_is_given_up(centre, served):
    def drip(request) -> bool:
        request.send_response(200)
        request.end_headers()
        try:
            while True:
                request.wfile.write(b"x" * 1000)
                time.sleep(0.01)
        except OSError:
            return True

    served.answer = drip
    fetcher = HttpFetcher(whole_s=0.2)
    with pytest.raises(SlowRetrievalError, match="takes longer"):
        fetcher.download_bytes(f"{served.url}/any", 10_000_000)
    fetcher.close()


def test_floors_are_committed_before_anything_is_used(centre, machine, monkeypatch):
    centre.publish("一")

    def no_disk(*_args: object) -> None:
        raise OSError(28, os.strerror(28))

    monkeypatch.setattr("kiosk.sync.floors.Floors.raise_to", no_disk)
    with pytest.raises(StorageError, match="No space"):
        ReleaseUpdater(machine.config, machine.data, machine.clock).run()
    assert machine.slides() == []
