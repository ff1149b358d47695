"""Tries PINs as it is told; a script for test_staff_pin_brute.py, which kills it at any moment.

Argument: the data folder. Each line of standard input is `monotonic seconds, time of day, digits`. Before a PIN is really
checked it says so with one line `checked`; then comes the outcome. What it has written stays in the pipe when it dies.
"""

import os
import sys
from datetime import UTC, datetime
from pathlib import Path

from kiosk.terminal.staff import pin


class ToldClock:
    """Shows what the line said."""

    monotonic_s = day_s = 0.0

    def monotonic(self):
        return self.monotonic_s

    def now(self):
        return datetime.fromtimestamp(self.day_s, UTC)


def main():
    clock = ToldClock()
    matches = pin._matches

    def announced(digits, stored):
        os.write(1, b"checked\n")
        return matches(digits, stored)

    pin._matches = announced
    staff_pin = None
    for line in sys.stdin:
        clock.monotonic_s, clock.day_s, digits = (
            kind(text) for kind, text in zip((float, float, str), line.split(), strict=True)
        )
        staff_pin = staff_pin or pin.StaffPin(Path(sys.argv[1]), clock)
        os.write(1, f"{staff_pin.try_pin(digits)}\n".encode())


if __name__ == "__main__":
    main()
