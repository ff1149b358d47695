"""Bundles are built and switched whole or not at all."""

import os
import random
import signal
import subprocess
import sys
import time

import pytest

from kiosk.content.bundles import (
    BundleWatch,
    activate,
    build_bundle,
    bundles_folder,
    current_bundle,
    install_sample,
)
from kiosk.content.faults import ContentFaultsError
from kiosk.content.library import Library
from kiosk.domain.errors import ContentError, StorageError

KILLS = int(os.environ.get("KIOSK_TORTURE_BUNDLES", "12"))

SWITCHER = """
import sys
from pathlib import Path
from kiosk.content.bundles import activate, build_bundle, bundles_folder
data, source, first = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
print("ready", flush=True)
for number in range(first, first + 10_000):
    bundle = bundles_folder(data) / f"r{number:06}"
    build_bundle(source, bundle)
    activate(data, bundle)
"""


def names(data):
    return sorted(p.name for p in bundles_folder(data).iterdir())


def build_and_activate(data, source, name):
    bundle = bundles_folder(data) / name
    build_bundle(source, bundle)
    activate(data, bundle)
    return bundle


def test_there_is_no_bundle_at_first(tmp_path):
    assert current_bundle(tmp_path) is None


def test_the_new_bundle_is_active_and_one_old_one_is_kept(source, tmp_path):
    for name in ("r1", "r2", "r3"):
        bundle = build_and_activate(tmp_path, source, name)
        assert current_bundle(tmp_path) == bundle
    assert names(tmp_path) == ["r2", "r3"]


def test_going_back_to_the_kept_one_removes_nothing(source, tmp_path):
    first = build_and_activate(tmp_path, source, "r1")
    build_and_activate(tmp_path, source, "r2")
    activate(tmp_path, first)
    activate(tmp_path, first)
    assert current_bundle(tmp_path) == first
    assert names(tmp_path) == ["r1", "r2"]


def test_a_bundle_built_meanwhile_is_left_alone(source, tmp_path):
    build_and_activate(tmp_path, source, "r1")
    build_bundle(source, bundles_folder(tmp_path) / "r2")
    time.sleep(0.02)  # the file system's clock is that coarse
    build_bundle(source, bundles_folder(tmp_path) / "r3")
    activate(tmp_path, bundles_folder(tmp_path) / "r2")
    assert names(tmp_path) == ["r1", "r2", "r3"]


def test_the_files_go_with_the_bundle(source, tmp_path):
    bundle = build_and_activate(tmp_path, source, "r1")
    for path in (p for p in source.rglob("*") if p.is_file()):
        assert (bundle / "library" / path.relative_to(source)).read_bytes() == path.read_bytes()


def test_faulty_content_leaves_nothing(source, tmp_path):
    (source / "hall.toml").unlink()
    with pytest.raises(ContentFaultsError):
        build_bundle(source, bundles_folder(tmp_path) / "r1")
    assert not bundles_folder(tmp_path).exists()


def test_a_bundle_is_never_overwritten(source, tmp_path):
    build_and_activate(tmp_path, source, "r1")
    with pytest.raises(StorageError, match="there already"):
        build_bundle(source, bundles_folder(tmp_path) / "r1")


def test_only_whole_bundles_of_this_machine_are_activated(source, tmp_path):
    build_bundle(source, tmp_path / "elsewhere")
    half = bundles_folder(tmp_path) / "half"
    half.mkdir(parents=True)
    for bundle in (tmp_path / "elsewhere", half, bundles_folder(tmp_path) / "none"):
        with pytest.raises(ContentError, match="not a bundle"):
            activate(tmp_path, bundle)
    assert current_bundle(tmp_path) is None


def test_a_full_disk_is_one_clear_error(source, tmp_path):
    (tmp_path / "content").write_text("a file where the folder should be")
    with pytest.raises(StorageError, match="free space"):
        build_bundle(source, bundles_folder(tmp_path) / "r1")


def test_the_watch_tells_each_switch_once(source, tmp_path):
    watch = BundleWatch(tmp_path)
    assert not watch.changed()
    build_and_activate(tmp_path, source, "r1")
    assert watch.changed()
    assert not watch.changed()
    build_and_activate(tmp_path, source, "r2")
    assert watch.changed()


def test_an_open_library_outlives_the_removal_of_its_bundle(source, tmp_path):
    with Library(build_and_activate(tmp_path, source, "r1")) as library:
        build_and_activate(tmp_path, source, "r2")
        build_and_activate(tmp_path, source, "r3")
        assert "r1" not in names(tmp_path)
        assert library.hall().name


def test_the_sample_is_installed_once(tmp_path):
    first = install_sample(tmp_path)
    assert install_sample(tmp_path) == first == current_bundle(tmp_path)
    assert names(tmp_path) == [first.name]


def wait_for_switch(data, active):
    deadline = time.monotonic() + 30
    while int(current_bundle(data).name.removeprefix("r")) <= active:
        assert time.monotonic() < deadline, "nothing is ever activated"
        time.sleep(0.01)


def test_kill_at_any_moment_leaves_old_or_new_whole(source, tmp_path):
    began_s = time.monotonic()
    build_and_activate(tmp_path, source, "r000000")
    longest_s = max(0.4, 3 * (time.monotonic() - began_s))  # on a slow machine kills come later
    chance = random.Random(20261123)
    last, active, moved = 0, 0, 0
    for turn in range(KILLS):
        worker = subprocess.Popen(
            [sys.executable, "-c", SWITCHER, tmp_path, source, str(last + 1)], stdout=subprocess.PIPE
        )
        worker.stdout.readline()
        if not moved and turn % 3 == 2:  # on a busy machine all kills might come before the first switch
            wait_for_switch(tmp_path, active)
        time.sleep(chance.uniform(0.02, longest_s))
        worker.send_signal(signal.SIGKILL)
        worker.communicate()
        bundle = current_bundle(tmp_path)
        number = int(bundle.name.removeprefix("r"))
        assert number >= active
        with Library(bundle) as library:
            assert library.release == bundle.name
            assert library.hall().name == "清泉县公共法律服务中心"
            assert [p.slug for p in library.procedures()] == ["aid"]
        assert {p.name for p in (bundle / "library").iterdir()} == {p.name for p in source.iterdir()}
        moved += number > active
        active = number
        # the next number that is free: a bundle may be built and not yet active
        last = max(int(name.removeprefix("r")) for name in names(tmp_path) if not name.startswith("."))
    assert moved  # or the kills came too early to prove anything
    build_and_activate(tmp_path, source, "r999999")
    assert not [name for name in names(tmp_path) if name.endswith(".part")]
