"""A box into which digits are typed, on pages that have one or several of them."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DigitBox:
    """One box; `field` is its name for the keys, empty for the first one; `chosen` when the keys write into it."""

    field: str
    name: str
    label: str
    text: str
    hint: str
    chosen: bool
