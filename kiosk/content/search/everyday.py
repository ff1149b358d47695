"""People's own words for the law: questions that name the articles which answer them, and lay words with legal ones.

Plain files under `assets/everyday`, written by us. `questions/*.txt`: an unindented line names articles, best first; each
indented line below it is a question of somebody whom they would help. `words/*.txt`: `lay word: legal word legal word`.
`titles.txt`: `title of a law: what people call it`. Lines that begin with # are for people.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
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
    """All of it. `digest` tells one state of the files from another."""

    questions: tuple[Question, ...]
    words: dict[str, tuple[str, ...]]
    titles: dict[str, str]
    digest: str


def read_everyday(folder: Path | None = None) -> Everyday:
    """Read the files; by default those that ship with the product.

    Raises:
        ContentError: A file cannot be read, or a line of it does not have the form; names file and line.
    """
    folder = folder or shipped("assets", "everyday")
    files = [*sorted((folder / "questions").glob("*.txt")), *sorted((folder / "words").glob("*.txt"))]
    files += [path for path in (folder / "titles.txt",) if path.exists()]
    texts = {path: _read(path) for path in files}
    digest = sha256("\0".join(texts.values()).encode()).hexdigest()[:16]
    questions = tuple(q for path in files if path.parent.name == "questions" for q in _questions(path, texts[path]))
    words: dict[str, tuple[str, ...]] = {}
    for path in files:
        for lay, legal in _pairs(path, texts[path]) if path.parent.name == "words" else ():
            words[lay] = tuple(dict.fromkeys((*words.get(lay, ()), *legal)))
    titles = {
        name.lower(): title
        for path in files
        if path.name == "titles.txt"
        for title, names in _pairs(path, texts[path])
        for name in names
    }
    return Everyday(questions, words, titles, digest)


def _read(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as err:
        raise ContentError(f"cannot read {path}: {err}", "mend the file") from err


def _lines(text: str) -> Iterator[tuple[int, str]]:
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip() and not line.startswith("#"):
            yield number, line


def _questions(path: Path, text: str) -> Iterator[Question]:
    articles: tuple[str, ...] = ()
    for number, line in _lines(text):
        if not line[0].isspace():
            articles = tuple(line.split())
        elif articles:
            yield Question(line.strip(), articles, f"{path.name}:{number}")
        else:
            raise ContentError(f"{path}:{number} is a question before any article", "name its articles above it")


def _pairs(path: Path, text: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    for number, line in _lines(text):
        left, colon, right = line.partition(":")
        if not colon or not left.strip() or not right.split():
            raise ContentError(f"{path}:{number} is not like `word: word word`", "write the word, a colon, the others")
        yield left.strip(), tuple(right.split())
