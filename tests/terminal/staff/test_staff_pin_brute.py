"""Somebody tries one PIN after the other, kills the terminal, sets the clock: never more than ten tries in five minutes.

Time is told, not waited for: ten thousand tries would take months. KIOSK_TORTURE_PIN says how many are made.
"""

import os
import random
import signal
import subprocess
import sys
from pathlib import Path

from kiosk.domain.clock import SystemClock
from kiosk.terminal.staff.pin import StaffPin

TRIES = int(os.environ.get("KIOSK_TORTURE_PIN", "400"))
KILLED_EVERY = 40
PHASE, STORM = 400, 30  # of so many tries, how many are each followed by a kill, one right after the other
DRIVER = Path(__file__).with_name("pin_driver.py")
RIGHT = "482915"
WINDOW_S, MOST = 300, 10


class Terminal:
    """The process that is attacked; its monotonic clock begins anew each time, as after a restart of the machine."""

    def __init__(self, folder, chance, now_s):
        self._chance, self._began_s = chance, now_s - chance.uniform(0, 50)
        self._process = subprocess.Popen(
            [sys.executable, str(DRIVER), str(folder)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )

    def send(self, now_s, digits):
        day_s = self._chance.choice((now_s, 0, 4e9)) + self._chance.uniform(0, 1e6)
        self._process.stdin.write(f"{now_s - self._began_s} {day_s} {digits}\n".encode())
        self._process.stdin.flush()

    def answer(self):
        """Return whether the PIN was checked, and the verdict."""
        first = self._process.stdout.readline().decode().strip()
        return (True, self._process.stdout.readline().decode().strip()) if first == "checked" else (False, first)

    def kill(self):
        """Kill it; return whether a PIN had been checked unheard."""
        self._process.send_signal(signal.SIGKILL)
        rest = self._process.stdout.read().decode()
        self._process.stdin.close()
        self._process.stdout.close()
        self._process.wait()
        return "checked" in rest


def busiest(moments):
    return max(sum(1 for m in moments if start <= m < start + WINDOW_S) for start in moments)


def test_never_more_than_ten_tries_in_five_minutes(tmp_path):
    StaffPin(tmp_path, SystemClock()).set_pin(RIGHT, cost=4)
    chance = random.Random(20261123)
    now_s, checked, killed = 0.0, [], 0
    terminal = Terminal(tmp_path, chance, now_s)
    for number in range(TRIES):
        storm = number % PHASE >= PHASE - STORM
        now_s += chance.choice((0, 0.2, 1) if storm else (0, 0.2, 1, 5, 20, 200))
        if number == TRIES // 2:
            now_s += 2000
        digits = f"{chance.randrange(10**6):06d}"
        terminal.send(now_s, digits if digits != RIGHT else "000001")
        if storm or chance.random() < 1 / KILLED_EVERY:
            if storm or chance.random() < 0.5:
                was_checked, _ = terminal.answer()
                checked += [now_s] * was_checked
            checked += [now_s] * terminal.kill()
            killed += 1
            terminal = Terminal(tmp_path, chance, now_s)
            continue
        was_checked, verdict = terminal.answer()
        assert verdict in ("wrong", "locked")
        checked += [now_s] * was_checked
    now_s += 901
    terminal.send(now_s, RIGHT)
    assert terminal.answer() in ((True, "right"), (False, "locked"))
    terminal.kill()
    print(f"{TRIES} tries, {len(checked)} checked, {killed} kills, {busiest(checked)} in the busiest five minutes")
    assert killed >= TRIES // (KILLED_EVERY * 3)
    assert len(checked) > 5, "the attack never got as far as a check"
    assert busiest(checked) <= MOST
