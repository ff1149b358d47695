"""People's own words for the law: questions that name the articles which answer them, and lay words with legal ones.

Plain files under `assets/everyday`, written by us. `questions/*.txt`: an unindented line names articles, best first; each
indented line below it is a question of somebody whom they would help. `words/*.txt`: `lay word: legal word legal word`.
`titles.txt`: `title of a law: what people call it`. Lines that begin with # are for people.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from kiosk.domain.errors import ContentError
from kiosk.files import shipped


@dataclass(frozen=True, slots=True)
class Question:
    """One question and the articles that answer it, best first; `place` is file and line."""

    text: str
    articles: tuple[str, ...]
    place: str


@dataclass(frozen=True, slots=True)
class Everyday:
    """Questions, and the law's words for everyday ones."""

    questions: tuple[Question, ...]
    words: dict[str, tuple[str, ...]]


class LegalWords:
    """Finds the law's words for what people say.

    Args:
        words: The law's words by everyday ones.
    """

    def __init__(self, words: Mapping[str, tuple[str, ...]]) -> None:
        self._words = words
        self._firsts = frozenset(word[0] for word in words)
        self._longest = max(map(len, words), default=0)

    def of(self, text: str) -> tuple[str, ...]:
        """Return the law's words for the everyday words in a text, each once, in the order of the text."""
        found: list[str] = []
        for start, sign in enumerate(text):
            if sign in self._firsts:
                for end in range(start + 1, min(len(text), start + self._longest) + 1):
                    found += self._words.get(text[start:end], ())
        return tuple(dict.fromkeys(found))


def read_everyday(folder: Path | None = None) -> Everyday:
    """Read questions and words; by default those that ship with the product.

    Raises:
        ContentError: A file cannot be read, or a line of it does not have the form; names file and line.
    """
    folder = folder or shipped("assets", "everyday")
    paths = sorted((folder / "questions").glob("*.txt"))
    return Everyday(tuple(question for path in paths for question in _questions(path)), read_words(folder))


def read_words(folder: Path | None = None) -> dict[str, tuple[str, ...]]:
    """Read the law's words for everyday ones, without the questions.

    Raises:
        ContentError: As `read_everyday`.
    """
    words: dict[str, tuple[str, ...]] = {}
    for path in sorted(((folder or shipped("assets", "everyday")) / "words").glob("*.txt")):
        for lay, legal in _pairs(path):
            words[lay] = tuple(dict.fromkeys((*words.get(lay, ()), *legal)))
    return words


def read_questions(name: str, folder: Path | None = None) -> tuple[Question, ...]:
    """Read the questions of one file, named without its ending.

    Raises:
        ContentError: As `read_everyday`.
    """
    return tuple(_questions((folder or shipped("assets", "everyday")) / "questions" / f"{name}.txt"))


def read_titles(folder: Path | None = None) -> dict[str, str]:
    """Return short titles of laws by what people call them.

    Raises:
        ContentError: As `read_everyday`.
    """
    path = (folder or shipped("assets", "everyday")) / "titles.txt"
    return {name.lower(): title for title, names in _pairs(path) for name in names}


def _read(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as err:
        raise ContentError(f"cannot read {path}: {err}", "mend the file") from err


def _lines(text: str) -> Iterator[tuple[int, str]]:
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip() and not line.startswith("#"):
            yield number, line


def _questions(path: Path) -> Iterator[Question]:
    articles: tuple[str, ...] = ()
    for number, line in _lines(_read(path)):
        if not line[0].isspace():
            articles = tuple(line.split())
        elif articles:
            yield Question(line.strip(), articles, f"{path.name}:{number}")
        else:
            raise ContentError(f"{path}:{number} is a question before any article", "name its articles above it")


def _pairs(path: Path) -> Iterator[tuple[str, tuple[str, ...]]]:
    for number, line in _lines(_read(path)):
        left, colon, right = line.partition(":")
        if not colon or not left.strip() or not right.split():
            raise ContentError(f"{path}:{number} is not like `word: word word`", "write the word, a colon, the others")
        yield left.strip(), tuple(right.split())
