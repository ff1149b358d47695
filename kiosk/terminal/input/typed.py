"""What is in a text box while somebody types: text that stands, and letters or strokes that wait for a candidate. Pure."""

from dataclasses import dataclass, replace

LINE = 40  # characters of a search box
PAGE = 500  # characters of a suggestion

# x rightwards and y downwards of a pen, both in parts of the height of the pad
Stroke = tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class Candidate:
    """What pending letters or strokes may mean; `takes` counts the letters that it stands for."""

    text: str
    takes: int = 0


@dataclass(frozen=True, slots=True)
class Typed:
    """`text` stands; `pending` are letters (and an article's digits) still to be turned into Hanzi, `strokes` a Hanzi drawn."""

    text: str = ""
    pending: str = ""
    strokes: tuple[Stroke, ...] = ()
    candidates: tuple[Candidate, ...] = ()

    @property
    def empty(self) -> bool:
        """Tell whether nothing was typed."""
        return not self.text and not self.pending

    @property
    def waiting(self) -> bool:
        """Tell whether letters or strokes wait for a candidate."""
        return bool(self.pending or self.strokes)

    @property
    def query(self) -> str:
        """What to search for: the text, with the likeliest candidate in place of pending letters."""
        return settle(replace(self, strokes=())).text


def press(typed: Typed, key: str, limit: int = LINE) -> Typed:
    """Return the box after a key of the pinyin keyboard: letters wait, digits stand unless letters wait."""
    if (key.isascii() and key.isalpha()) or (typed.pending and key.isdigit()):
        if len(typed.text) + len(typed.pending) >= limit:
            return typed
        return replace(typed, pending=typed.pending + key.lower(), strokes=())
    return put(typed, key, limit)


def put(typed: Typed, key: str, limit: int = LINE) -> Typed:
    """Return the box after a sign that stands as it is; what waited is settled first."""
    settled = settle(typed, limit)
    return replace(settled, text=(settled.text + key)[:limit])


def choose(typed: Typed, candidate: Candidate, limit: int = LINE) -> Typed:
    """Return the box after a candidate was touched: letters that it does not stand for go on waiting."""
    rest = typed.pending[candidate.takes :]
    return Typed((typed.text + candidate.text)[:limit], rest)


def settle(typed: Typed, limit: int = LINE) -> Typed:
    """Return the box with all that waits turned into text: the likeliest candidate, letters as they are where none fits."""
    if not typed.waiting:
        return typed
    if not typed.candidates:
        return Typed((typed.text + typed.pending)[:limit])
    chosen = choose(typed, typed.candidates[0], limit)
    return Typed((chosen.text + chosen.pending)[:limit])


def draw(typed: Typed, stroke: Stroke, limit: int = LINE) -> Typed:
    """Return the box after one more stroke on the pad; pending letters are settled first."""
    settled = settle(typed, limit) if typed.pending else typed
    return replace(settled, strokes=(*settled.strokes, stroke)) if stroke else typed


def undo_stroke(typed: Typed) -> Typed:
    """Return the box without the last stroke."""
    strokes = typed.strokes[:-1]
    return replace(typed, strokes=strokes, candidates=typed.candidates if strokes else ())


def delete(typed: Typed) -> Typed:
    """Return the box after the delete key: what waits goes first, stroke by stroke and letter by letter."""
    if typed.strokes:
        return undo_stroke(typed)
    if typed.pending:
        pending = typed.pending[:-1]
        return replace(typed, pending=pending, candidates=typed.candidates if pending else ())
    return replace(typed, text=typed.text[:-1])
