"""Finds the line of a TOML file that a path such as `materials[2].copies` stands on.

`tomllib` does not keep positions, so the text is scanned once more. The scan knows tables, arrays of tables, keys and
multi-line strings: what content files use. Where it finds nothing, it names the nearest enclosing line.
"""

import re

_HEADER = re.compile(r"\s*(\[\[?)\s*([\w.\-]+)\s*\]\]?")
_KEY = re.compile(r"\s*([\w\-]+)\s*=")
_STEP = re.compile(r"([\w\-]+)|\[(\d+)\]")
_QUOTES = ('"""', "'''")


class TomlLines:
    """The lines of one TOML text.

    Args:
        text: The TOML text.
        first: The line of the file that the text starts on.
    """

    def __init__(self, text: str, first: int = 1) -> None:
        self._first = first
        self._lines = text.split("\n")
        self._at = self._scan()

    def line(self, path: str) -> int:
        """Return the line of a path; of its nearest known parent where the path itself is not in the file."""
        steps = [m[0] for m in _STEP.finditer(path)]
        while steps:
            known = self._at.get("".join(steps)) or self._element(steps)
            if known is not None:
                return known
            steps.pop()
        return self._first

    def _scan(self) -> dict[str, int]:
        at: dict[str, int] = {}
        counts: dict[str, int] = {}
        prefix, quote = "", ""
        for number, line in enumerate(self._lines, self._first):
            if quote:
                quote = "" if quote in line else quote
                continue
            if header := _HEADER.match(line):
                prefix = self._open(header, counts)
                at.setdefault(prefix, number)
            elif key := _KEY.match(line):
                at.setdefault(prefix + key[1], number)
                quote = next((q for q in _QUOTES if line.count(q) % 2), "")
        return at

    @staticmethod
    def _open(header: re.Match[str], counts: dict[str, int]) -> str:
        name = header[2].replace(".", "")
        if header[1] == "[":
            return name
        index = counts.get(name, 0)
        counts[name] = index + 1
        return f"{name}[{index}]"

    def _element(self, steps: list[str]) -> int | None:
        """Return the line of an array's element when the array has one element a line."""
        key = self._at.get("".join(steps[:-1]))
        if key is None or not steps[-1].startswith("["):
            return None
        if not self._lines[key - self._first].rstrip().endswith("["):
            return key
        return key + 1 + int(steps[-1][1:-1])
