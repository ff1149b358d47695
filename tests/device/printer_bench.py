"""A simulated printer with a real driver on its port, for tests."""

import json
import os
import time
from pathlib import Path

from device.printer import PortSettings, Printer, Profile, Timing
from device.printer.simulator import PaperSimulator, SimulatorSettings

FONT = Path("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc")
FONT_INDEX = 7
QUICK = Timing(reply_s=0.5, quiet_s=1.2, finish_s=5.0, grace_s=0.1, poll_s=0.05)


def torture(default, name="KIOSK_TORTURE_JOBS"):
    return int(os.environ.get(name, default))


def until(condition, what, timeout_s=10.0):
    deadline = time.monotonic() + timeout_s
    while not condition():
        if time.monotonic() > deadline:
            raise AssertionError(f"waited {timeout_s} s in vain for: {what}")
        time.sleep(0.01)


class Bench:
    """A simulated printer with a real driver on its port."""

    def __init__(self, folder, *, width_mm=80, process_ids=True):
        self.folder = folder
        self.port = folder / "tty"
        self.paper = folder / "paper"
        self.control = folder / "control"
        self.width_mm = width_mm
        self.simulator = PaperSimulator(
            SimulatorSettings(
                self.port, self.paper, FONT, FONT_INDEX, width_mm, control=self.control, process_ids=process_ids
            )
        )
        self.simulator.start()
        self._printers = []

    def tell(self, line):
        return self.simulator.command(line)

    def printer(self, timing=QUICK, font=FONT, encoding="gb18030", **settings):
        made = Printer(
            PortSettings(str(self.port), **settings), Profile(self.width_mm, encoding, font, FONT_INDEX), timing
        )
        self._printers.append(made)
        return made

    def tickets(self):
        """What lies in the tray, oldest first."""
        return [json.loads(path.read_text("utf-8")) for path in sorted(self.paper.glob("ticket-*.json"))]

    def close(self):
        for printer in self._printers:
            printer.close()
        self.simulator.stop()
