"""How much a row is worth for a question, from its figures: two fitted judges, and a gate between them.

The plain judge is a weighted sum; no figure that speaks for a row can speak against it, so it stays sane for questions unlike
those it was fitted on. The fine judge also hears what real questions taught, and how figures play together (one layer of
curves). It is trusted as far as a question's words are those of learned questions.
Both stand in `assets/everyday/weights.json`, made by `make fit`.
"""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from kiosk.domain.errors import ContentError
from kiosk.files import shipped

# `learned_article_most` of nearly all questions written by us lies below the first, of nearly all learned from above the middle
STRANGE, FAMILIAR = 2.5, 4.5
GATE = "learned_article_most"
_LEAST, _MOST = -4.0, 6.0  # figures farther from the mean, in spreads, were hardly seen when the curves were fitted

Figures = NDArray[np.float32]
Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Plain:
    """A weight for each figure, and how figures are brought to one scale."""

    names: tuple[str, ...]
    mean: Numbers
    spread: Numbers
    weight: Numbers

    def __call__(self, figures: Figures) -> Numbers:
        """Return the worth of each row of figures."""
        weight = self.weight / self.spread
        return np.asarray(figures.astype(np.float64) @ weight - self.mean @ weight, np.float64)


@dataclass(frozen=True, slots=True)
class Fine:
    """A weight for each figure, and curves over sums of figures."""

    names: tuple[str, ...]
    mean: Numbers
    spread: Numbers
    weight: Numbers
    into: Numbers  # one row a figure, one column a curve
    bend: Numbers
    out: Numbers

    def __call__(self, figures: Figures) -> Numbers:
        """Return the worth of each row of figures."""
        # what is done number by number is done with short ones, which is quicker; sums of those would differ in their last bits
        scaled = np.clip((figures - np.float32(self.mean)) / np.float32(self.spread), _LEAST, _MOST).astype(np.float64)
        curves = np.tanh((scaled @ self.into + self.bend).astype(np.float32))
        return np.asarray(scaled @ self.weight + curves @ self.out, np.float64)


@dataclass(frozen=True, slots=True)
class Worth:
    """Both judges."""

    plain: Plain
    fine: Fine

    def __call__(self, figures: Figures, names: tuple[str, ...]) -> Numbers:
        """Return the worth of each row of figures.

        Raises:
            ContentError: The judges were fitted on other figures.
        """
        if names != self.fine.names or names[: len(self.plain.names)] != self.plain.names:
            raise ContentError("the weights of the law search are of another version", "install the product again")
        if not len(figures):
            return np.zeros(0)
        familiar = min(1.0, max(0.0, (float(figures[0, names.index(GATE)]) - STRANGE) / (FAMILIAR - STRANGE)))
        plain = self.plain(figures[:, : len(self.plain.names)])
        return (1 - familiar) * plain + familiar * self.fine(figures) if familiar else plain

    @classmethod
    def read(cls, path: Path | None = None) -> Self:
        """Read judges, by default those that ship with the product.

        Raises:
            ContentError: The file cannot be read.
        """
        path = path or shipped("assets", "everyday", "weights.json")
        try:
            held = json.loads(path.read_text("utf-8"))
            return cls(_judge(Plain, held["plain"]), _judge(Fine, held["fine"]))
        except (OSError, ValueError, KeyError, TypeError) as err:
            raise ContentError(
                f"cannot read the weights of the law search in {path}: {err}", "install the product again"
            ) from err

    def write(self, path: Path) -> None:
        """Write what `read` reads, one line for each figure."""
        parts = []
        for name, judge in (("plain", self.plain), ("fine", self.fine)):
            lines = [
                f"   {json.dumps(figure)}: {_numbers([column[i] for column in _columns(judge)])}"
                for i, figure in enumerate(judge.names)
            ]
            rest = "".join(f',\n  "{part}": {_numbers(getattr(judge, part))}' for part in _rest(judge))
            parts.append(f' "{name}": {{\n  "figures": {{\n' + ",\n".join(lines) + f"\n  }}{rest}\n }}")
        path.write_text("{\n" + ",\n".join(parts) + "\n}\n", "utf-8")


def _columns(judge: Plain | Fine) -> list[Numbers]:
    curves = list(judge.into.T) if isinstance(judge, Fine) else []
    return [judge.mean, judge.spread, judge.weight, *curves]


def _rest(judge: Plain | Fine) -> tuple[str, ...]:
    return ("bend", "out") if isinstance(judge, Fine) else ()


def _numbers(values: Any) -> str:
    return "[" + ", ".join(f"{value:.5g}" for value in values) + "]"


def _judge(kind: Any, held: dict[str, Any]) -> Any:
    table = np.array([[float(number) for number in numbers] for numbers in held["figures"].values()])
    columns = [table[:, 0], table[:, 1], table[:, 2]]
    if kind is Fine:
        columns += [table[:, 3:], np.array(held["bend"], float), np.array(held["out"], float)]
    return kind(tuple(held["figures"]), *columns)
