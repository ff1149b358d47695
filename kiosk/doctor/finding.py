"""What a check found, and how a check that failed becomes a finding."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from kiosk.domain.errors import KioskError


class Verdict(StrEnum):
    """How a part is."""

    OK = "ok"
    WARN = "warn"  # works, or is simply not set up on this machine
    FAIL = "fail"


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the doctor: the part, how it is, what was seen, what to do."""

    part: str
    verdict: Verdict
    text: str
    cure: str = ""

    def line(self) -> str:
        """Return the finding as one line of text."""
        return f"{self.verdict.value:<4}  {self.part:<14} {self.text}" + (
            f". {self.cure[:1].upper()}{self.cure[1:]}." if self.cure else ""
        )

    def to_json(self) -> dict[str, str]:
        """Return the finding as plain data."""
        return {"part": self.part, "verdict": self.verdict.value, "text": self.text, "cure": self.cure}


def examine(part: str, check: Callable[[], Finding]) -> Finding:
    """Return what a check finds; a known error becomes a failed finding, so that the next part is still looked at."""
    try:
        return check()
    except KioskError as err:
        return Finding(part, Verdict.FAIL, err.what, err.cure)


def as_json(findings: list[Finding]) -> str:
    """Return findings as a JSON list."""
    return json.dumps([f.to_json() for f in findings], ensure_ascii=False)
