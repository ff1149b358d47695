"""Pinyin to Hanzi: both engines on real phrases, and what happens when libime dies, hangs or is not there."""

import os
import re
import signal
import subprocess

import pytest

from kiosk.domain.errors import NotFoundError, NotReachableError
from kiosk.terminal.input import libime
from kiosk.terminal.input.engines import Engines
from kiosk.terminal.input.lattice import Lattice
from kiosk.terminal.input.libime import Libime
from kiosk.terminal.input.suggest import suggest
from kiosk.terminal.input.words import words_of


@pytest.fixture
def engine(helpers, names):
    engine = Libime(helpers)
    engine.start(names)
    yield engine
    engine.stop()


@pytest.fixture
def lattice(lexicon, names):
    lattice = Lattice(lexicon)
    lattice.start(names)
    yield lattice
    lattice.close()


def texts(found):
    return [candidate.text for candidate in found]


def share(phrases, convert, names):
    rows = [(phrase, texts(suggest(letters, names, convert(letters, 40)))) for _, phrase, letters in phrases]
    return sum(phrase in row[:5] for phrase, row in rows) / len(rows)


def test_the_phrases_are_what_they_say(phrases):
    assert len(phrases) == len({phrase for _, phrase, _ in phrases}) == 300
    assert sum(kind == "legal" for kind, *_ in phrases) == 200
    assert all(2 <= len(phrase) <= 8 for _, phrase, _ in phrases)


def test_libime_has_the_phrase_among_the_first_five(engine, phrases, names):
    assert share(phrases, engine.convert, names) >= 0.95


def test_who_does_not_tell_zh_from_z_nor_ing_from_in_is_understood(engine, phrases, names):
    heard = [(kind, phrase, as_spoken_in_the_south(letters)) for kind, phrase, letters in phrases]
    assert sum(heard[i][2] != phrases[i][2] for i in range(300)) > 150
    assert share(heard, engine.convert, names) >= 0.95


def as_spoken_in_the_south(letters):
    return re.sub("(?<=[zcs])h", "", letters).replace("ing", "in").replace("eng", "en")


def test_the_fallback_has_it_nearly_as_often(lattice, phrases, names):
    assert share(phrases, lattice.convert, names) >= 0.9


def test_a_word_of_ours_is_known_and_parts_say_how_many_letters_they_take(engine):
    found = engine.convert("laodonghetongfa", 20)
    assert found[0].text == "劳动合同法"
    assert found[0].takes == 15
    assert ("劳动", 7) in [(c.text, c.takes) for c in found]


def test_initials_and_an_unfinished_syllable_find_something(engine, lattice):
    assert "劳动合同法" in texts(engine.convert("ldhtf", 20))
    assert "劳动合同" in texts(engine.convert("laodonghet", 20))
    assert "劳动合同" in texts(lattice.convert("laodonghet", 20))
    assert lattice.convert("l", 5)


@pytest.mark.parametrize("letters", ["", "x\ty", "你好", "a" * 61, "1"])
def test_what_is_not_pinyin_has_no_candidates(engine, letters):
    assert engine.convert(letters, 5) == ()
    assert texts(engine.convert("nihao", 5))[0] == "你好"


def test_nothing_is_learned_from_what_is_asked(engine):
    before = engine.convert("zijide", 10)
    for _ in range(20):
        engine.convert("zijide", 10)
    assert engine.convert("zijide", 10) == before


def test_a_helper_that_dies_is_started_again(engine):
    first = engine._process.pid
    os.kill(first, signal.SIGKILL)
    engine._process.wait()
    assert texts(engine.convert("nihao", 5))[0] == "你好"
    assert engine._process.pid != first
    assert texts(engine.convert("laodonghetongfa", 5))[0] == "劳动合同法", "it has lost its words"


def test_stopping_ends_the_process(helpers, names):
    engine = Libime(helpers)
    engine.start(names)
    engine.convert("nihao", 5)
    process = engine._process
    engine.stop()
    assert process.returncode is not None
    engine.stop()


def test_a_helper_ends_when_the_terminal_is_killed(helpers):
    reading, writing = os.pipe()
    process = subprocess.Popen(
        [str(libime.helper_path(helpers)), str(libime.WORDS)], stdin=reading, stdout=subprocess.DEVNULL
    )
    os.close(reading)
    os.close(writing)
    assert process.wait(10) == 0


def hang(tmp_path, monkeypatch, script):
    helper = tmp_path / "helper"
    helper.write_text(f"#!/bin/sh\n{script}\n", "utf-8")
    helper.chmod(0o755)
    monkeypatch.setattr(libime, "build_helper", lambda _: helper)
    monkeypatch.setattr(libime, "_FIRST_ANSWER_S", 0.2)


@pytest.mark.parametrize("script", ["sleep 600", "exit 1", "while read x; do echo nonsense; done"])
def test_when_libime_does_not_answer_the_other_engine_does(tmp_path, monkeypatch, lexicon, names, script):
    hang(tmp_path, monkeypatch, script)
    engines = Engines(Libime(tmp_path), Lattice(lexicon))
    engines.start(names)
    assert texts(engines.convert("falvyuanzhu", 5))[0] == "法律援助"
    assert texts(engines.convert("nihao", 5))[0] == "你好"
    engines.close()


def test_libime_alone_says_that_it_has_gone(tmp_path, monkeypatch, names):
    hang(tmp_path, monkeypatch, "exit 1")
    engine = Libime(tmp_path)
    with pytest.raises(NotReachableError):
        engine.convert("nihao", 5)


def test_without_compiler_or_library_the_other_engine_is_used(tmp_path, monkeypatch, lexicon, names):
    monkeypatch.setattr(libime, "_COMPILE", ("g++", "-I/nowhere/that/has/libime", "-nostdinc"))
    with pytest.raises(NotFoundError, match="compiled"):
        libime.build_helper(tmp_path)
    assert not list(tmp_path.glob("pinyin-helper-*"))
    engines = Engines(Libime(tmp_path), Lattice(lexicon))
    engines.prepare()
    engines.start(names)
    assert "劳动合同法" in texts(engines.convert("laodonghetongfa", 5))
    engines.stop()
    engines.start(names)
    assert texts(engines.convert("nihao", 5))[0] == "你好"
    engines.close()


def test_while_the_word_list_is_made_there_are_no_candidates(tmp_path, names):
    lattice = Lattice(tmp_path / "lexicon.db")
    lattice.start(names)
    assert lattice.convert("nihao", 5) == ()
    maker = lattice._maker
    lattice.close()
    assert maker.returncode is not None
    assert not (tmp_path / "lexicon.db").exists()


def test_the_words_of_the_product_are_spelt_syllable_by_syllable(names):
    from kiosk.terminal.input.syllables import syllables

    words = list(words_of(names))
    assert len(words) > 300
    assert len({text for _, text in words}) == len(words)
    for spelling, text in words:
        assert len(spelling.split("'")) == len(text), text
        assert set(spelling.split("'")) <= syllables(), text


@pytest.mark.parametrize("folder", ["a folder", "100%25", "what?mode=rw", "a#b"])
def test_the_word_list_is_found_whatever_its_folder_is_called(tmp_path, lexicon, names, folder):
    (tmp_path / folder).mkdir()
    (tmp_path / folder / "lexicon.db").symlink_to(lexicon)
    lattice = Lattice(tmp_path / folder / "lexicon.db")
    lattice.start(names)
    assert lattice.convert("laodong", 5)
    lattice.close()


def test_a_word_list_that_is_none_is_told(tmp_path, names):
    (tmp_path / "lexicon.db").write_bytes(b"no database" * 100)
    lattice = Lattice(tmp_path / "lexicon.db")
    lattice.start(names)
    with pytest.raises(NotReachableError, match="word list"):
        lattice.convert("laodong", 5)
    lattice.close()
