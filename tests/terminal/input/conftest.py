"""What the input methods need of the system, each made once for all tests."""

from pathlib import Path

import pytest

from kiosk.content.grams import spelt
from kiosk.domain.errors import NotFoundError
from kiosk.terminal.input.handwriting import open_hand
from kiosk.terminal.input.lexicon import write_lexicon
from kiosk.terminal.input.libime import build_helper
from kiosk.terminal.input.pinyin import PinyinDictionary, Word

BUILD = Path(__file__).parents[3] / "build"


@pytest.fixture(scope="session")
def names():
    return PinyinDictionary([Word(spelt("劳动合同法"), 4, law=True), Word(spelt("欠工资"), 2)])


@pytest.fixture(scope="session")
def helpers():
    """The folder with the compiled libime helper."""
    try:
        build_helper(BUILD / "bin")
    except NotFoundError as err:
        pytest.skip(f"libime is not installed: {err}")
    return BUILD / "bin"


@pytest.fixture(scope="session")
def lexicon():
    """The word list of the fallback, made once (half a minute) and kept in build/."""
    path = BUILD / "input" / "lexicon.db"
    if not path.exists():
        write_lexicon(path)
    return path


@pytest.fixture(scope="session")
def hand():
    found = open_hand()
    if found is None:
        pytest.skip("libzinnia0 or tegaki-zinnia-simplified-chinese is not installed")
    return found


@pytest.fixture(scope="session")
def phrases():
    lines = Path(__file__).with_name("phrases.txt").read_text("utf-8").splitlines()
    rows = (line.split("\t") for line in lines if not line.startswith("#"))
    return [(kind, phrase, pinyin.replace(" ", "")) for kind, phrase, pinyin in rows]
