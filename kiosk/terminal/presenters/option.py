"""One of several that may be chosen, on pages of every kind."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Option:
    """One of several: `code` is what a touch takes, `name` what stands on the key."""

    code: str
    name: str
    chosen: bool
