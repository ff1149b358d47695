"""What the staff sees of this machine's disk: letters on their way, the content's age, the last log lines."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from kiosk.config import Setup
from kiosk.content.bundles import current_bundle
from kiosk.terminal.staff.door import Report
from kiosk.wire.outbox import Outbox

_LINES = 8
_TAIL_BYTES = 32_000
_SIGNS_MAX = 110
# 2026-11-23 10:24:00,123 INFO    kiosk.terminal.app: what happened; the lines of a traceback have no such head
_LINE = re.compile(r"\d{4}-\d\d-\d\d (\d\d:\d\d:\d\d),\d{3} (\w+) +([\w.]+): (.*)")
_LONG_NUMBER = re.compile(r"\d{6,}[\dXx]?")  # what could be a phone or identity number


@dataclass(frozen=True, slots=True)
class Machine:
    """This machine, as the staff's page asks it. `report` reads the disk: not for the Kivy thread."""

    setup: Setup

    def report(self) -> Report:
        """Return how things stand now."""
        config, outbox = self.setup.config, Outbox(self.setup.data)
        return Report(
            name=config.client.name,
            hall=config.client.hall,
            outbox=len(outbox.waiting()),
            refused=outbox.refused(),
            content_since=self._content_since(),
            lines=last_lines(self.setup.data / "logs" / "terminal.log"),
        )

    def _content_since(self) -> datetime | None:
        bundle = current_bundle(self.setup.data)
        try:
            return datetime.fromtimestamp(bundle.stat().st_mtime, UTC) if bundle else None
        except OSError:
            return None  # it has just been replaced


def last_lines(file: Path) -> tuple[str, ...]:
    """Return the last events of a log file, the newest first; long numbers are blotted out, for all the logs' care."""
    try:
        with file.open("rb") as log:
            log.seek(max(0, file.stat().st_size - _TAIL_BYTES))
            text = log.read().decode("utf-8", "replace")
    except OSError:
        return ()
    found = [match for line in text.splitlines() if (match := _LINE.fullmatch(line))]
    return tuple(_short(match) for match in reversed(found[-_LINES:]))


def _short(match: re.Match[str]) -> str:
    at, level, module, words = match.groups()
    mark = "" if level == "INFO" else f"{level} "
    line = f"{at} {mark}{module.rpartition('.')[2]}: {_LONG_NUMBER.sub('******', words)}"
    return line if len(line) <= _SIGNS_MAX else line[: _SIGNS_MAX - 1] + "…"
