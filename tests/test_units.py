"""The units in assets/units: systemd's own measure of how far they are shut, and its own check."""

import re
import shutil
import subprocess
import sys

import pytest

from kiosk.cli import COMMANDS
from kiosk.files import shipped

UNITS = shipped("assets", "units", "etc", "systemd", "system")
RULES = shipped("assets", "units", "etc", "udev", "rules.d")
NAMES = sorted(path.name for path in UNITS.glob("*.service"))
EXPOSURE = 30  # tenths; reliability goal
needs_systemd = pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="there is no systemd-analyze here")


def analyze(*words):
    return subprocess.run(["systemd-analyze", *words, "--no-pager"], capture_output=True, text=True, check=False)


@needs_systemd
@pytest.mark.parametrize("name", NAMES)
def test_units_are_shut(name):
    done = analyze("security", "--offline=true", f"--threshold={EXPOSURE}", str(UNITS / name))
    assert done.returncode == 0, done.stdout + done.stderr


@needs_systemd
def test_the_measure_can_fail(tmp_path):
    unit = tmp_path / "open.service"
    unit.write_text("[Service]\nExecStart=/bin/true\n", "utf-8")
    assert analyze("security", "--offline=true", f"--threshold={EXPOSURE}", str(unit)).returncode == 1


@needs_systemd
@pytest.mark.parametrize("name", NAMES)
def test_systemd_understands_units(tmp_path, name):
    shutil.copytree(UNITS, tmp_path / "system")
    for unit in (tmp_path / "system").glob("*.service"):
        text = re.sub(r"(?m)^ExecStart=\S+", f"ExecStart={sys.executable}", unit.read_text("utf-8"))
        unit.write_text(text, "utf-8")
    done = analyze("verify", "--man=no", str(tmp_path / "system" / name))
    ours = [line for line in done.stderr.splitlines() if str(tmp_path) in line or name in line]
    assert not ours, done.stderr


@pytest.mark.parametrize("name", [name for name in NAMES if name.startswith("kiosk-")])
def test_units_start_a_program_that_there_is_and_keep_it_running(name):
    text = (UNITS / name).read_text("utf-8")
    assert re.search(r"^ExecStart=/opt/kiosk/bin/kiosk (\w+)$", text, re.MULTILINE)[1] in COMMANDS
    shared = (UNITS / "kiosk-.service.d" / "hardening.conf").read_text("utf-8")
    assert {"Restart=always", "StartLimitIntervalSec=0", "WatchdogSignal=SIGKILL"} <= set(shared.splitlines())
    assert "Restart=" not in text
    assert ("WatchdogSec=" in text) == ("Type=notify" in text)


def test_devices_are_named_before_the_rest_is_shut_out():
    names = [path.name for path in sorted(RULES.iterdir())]
    assert names == ["80-kiosk-devices.rules", "90-kiosk-usb.rules"], "udev reads them in this order"
    rules = [line for line in (RULES / names[1]).read_text("utf-8").splitlines() if line and not line.startswith("#")]
    assert rules[-2:] == ['ATTR{authorized}="0"', 'LABEL="kiosk_end"']
    for line in (RULES / names[0]).read_text("utf-8").splitlines():
        assert line.startswith(("# ", "#SUBSYSTEM")) or not line, "examples only: every machine has its own"
