"""Sounds through a real child process that writes down what it was given."""

import array
import logging
import wave

import pytest
from printer_bench import until

from device import sounds, tones
from device.sounds import Sounds
from kiosk.files import shipped

SHIPPED = shipped("assets", "sounds")


@pytest.fixture
def make_sounds():
    made = []

    def make(*player):
        made.append(Sounds(player))
        return made[-1]

    yield make
    for one in made:
        one.close()


@pytest.fixture
def log(tmp_path):
    return tmp_path / "log"


def told(log):
    return log.read_text("utf-8").split() if log.exists() else []


def recorder(log, then="true"):
    return ("sh", "-c", f'echo "$(basename "$0" .wav)" >>{log}; {then}')


@pytest.mark.parametrize("name", tones.SOUNDS)
def test_sounds_are_short_soft_small_and_as_they_are_made(name, tmp_path):
    tones.write(tmp_path)
    made, kept = (array.array("h", read(folder / f"{name}.wav")) for folder in (tmp_path, SHIPPED))
    assert len(made) == len(kept)
    assert max(abs(a - b) for a, b in zip(made, kept, strict=True)) <= 1, "run python -m device.tones assets/sounds"
    assert (SHIPPED / f"{name}.wav").stat().st_size < 30_000
    assert 300 < max(map(abs, kept)) < 0.2 * 32_767
    assert max(abs(kept[0]), abs(kept[-1])) < 100, "no click at either end"


def read(path):
    with wave.open(str(path)) as sound:
        assert (sound.getnchannels(), sound.getsampwidth()) == (1, 2)
        return sound.readframes(sound.getnframes())


def test_a_sound_is_played(make_sounds, log):
    make_sounds(*recorder(log)).play(SHIPPED / "done.wav")
    until(lambda: told(log) == ["done"], "the sound")


def test_nothing_piles_up_and_the_last_word_counts(make_sounds, log):
    one = make_sounds(*recorder(log, f"while [ ! -e {log}.go ]; do sleep 0.01; done"))
    one.play(SHIPPED / "touch.wav")
    until(lambda: told(log) == ["touch"], "the first")
    for _ in range(1000):
        one.play(SHIPPED / "touch.wav", only_at_rest=True)
        one.play(SHIPPED / "done.wav")
    one.play(SHIPPED / "attention.wav")
    log.with_name("log.go").touch()
    until(lambda: told(log) == ["touch", "attention"], "the last")
    until(lambda: not one._playing, "rest")
    one.play(SHIPPED / "touch.wav", only_at_rest=True)
    until(lambda: told(log) == ["touch", "attention", "touch"], "a touch at rest")


@pytest.mark.parametrize("player", [("no-such-player",), ("sh", "-c", "exit 1"), ("sleep", "60", "#")])
def test_without_a_sound_card_it_is_silent_and_says_so_once(make_sounds, caplog, monkeypatch, player):
    monkeypatch.setattr(sounds, "_LONGEST_S", 0.2)
    with caplog.at_level(logging.DEBUG):
        one = make_sounds(*player)
        for _ in range(3):
            one.play(SHIPPED / "done.wav")
            until(lambda: not one._available, "the fault")
    assert [(record.levelname, record.name) for record in caplog.records] == [("INFO", "device.sounds")]


def test_a_sound_card_that_comes_back_is_used_again(make_sounds, monkeypatch, log):
    monkeypatch.setattr(sounds, "_RETRY_S", 0.0)
    one = make_sounds("sh", "-c", f"test -e {log}")
    one.play(SHIPPED / "done.wav")
    until(lambda: not one._available, "the fault")
    log.touch()
    one.play(SHIPPED / "done.wav")
    until(lambda: one._available, "the sound card")


def test_close_ends_the_thread_and_later_sounds_are_none(make_sounds, log):
    one = make_sounds(*recorder(log))
    one.close()
    one.play(SHIPPED / "done.wav")
    assert not one._thread.is_alive()
    assert told(log) == []
