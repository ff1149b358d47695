"""What is in a search box while somebody types: text that stands, and Latin letters that wait for a candidate. Pure."""

from dataclasses import dataclass, replace

_LONGEST = 40


@dataclass(frozen=True, slots=True)
class Typed:
    """`text` stands; `pending` are letters (and an article's digits) still to be turned into Hanzi."""

    text: str = ""
    pending: str = ""

    @property
    def empty(self) -> bool:
        """Tell whether nothing was typed."""
        return not self.text and not self.pending

    def query(self, candidates: tuple[str, ...]) -> str:
        """Return what to search for: the text, with the likeliest candidate in place of pending letters."""
        return self.text + (candidates[0] if candidates else self.pending)


def press(typed: Typed, key: str) -> Typed:
    """Return the box after one character key: letters wait for a candidate, digits stand unless letters wait."""
    if len(typed.text) + len(typed.pending) >= _LONGEST:
        return typed
    if (key.isascii() and key.isalpha()) or (typed.pending and key.isdigit()):
        return replace(typed, pending=typed.pending + key.lower())
    return replace(typed, text=typed.text + typed.pending + key, pending="")


def choose(typed: Typed, candidate: str) -> Typed:
    """Return the box after a candidate was touched."""
    return Typed(text=(typed.text + candidate)[:_LONGEST])


def delete(typed: Typed) -> Typed:
    """Return the box after the delete key: letters that wait go first."""
    if typed.pending:
        return replace(typed, pending=typed.pending[:-1])
    return replace(typed, text=typed.text[:-1])
