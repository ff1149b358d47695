"""Text for QR codes: how many bytes it takes, and as many whole lines as fit. Pure."""

from collections.abc import Iterable

CUT = "…"


def size_of(text: str) -> int:
    """Return the UTF-8 bytes of a text."""
    return len(text.encode("utf-8"))


def fitting(lines: Iterable[str], limit_bytes: int) -> str:
    """Return as many whole lines as fit; a last line … says that some are left out."""
    kept: list[str] = []
    for line in lines:
        if size_of("\n".join([*kept, line, CUT])) > limit_bytes:
            return "\n".join([*kept, CUT])
        kept.append(line)
    return "\n".join(kept)


def shortened(line: str, limit_bytes: int) -> str:
    """Return a line cut to some bytes, at a whole character and with … at its end."""
    if size_of(line) <= limit_bytes:
        return line
    return line.encode("utf-8")[: limit_bytes - size_of(CUT)].decode("utf-8", errors="ignore") + CUT
