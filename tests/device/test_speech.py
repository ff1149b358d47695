"""Speech through the real engine; what plays the sound is a shell command, for there may be no sound card."""

import array
import json
import logging
import shutil
import subprocess
import sys
import threading
import wave

import pytest
from printer_bench import until

from device import speech
from device.speech import Speaker, SpeechSettings

needs_engine = pytest.mark.skipif(shutil.which("espeak-ng") is None, reason="espeak-ng is not installed")


@pytest.fixture
def make_speaker():
    made = []

    def make(player, heard=None):
        made.append(Speaker(SpeechSettings(player=player), heard))
        return made[-1]

    yield make
    for speaker in made:
        speaker.close()


def loudest(path):
    with wave.open(str(path)) as sound:
        samples = array.array("h", sound.readframes(sound.getnframes()))
        return max(map(abs, samples)), len(samples) / sound.getframerate()


@needs_engine
def test_a_long_text_is_spoken_whole(tmp_path):
    wav = tmp_path / "out.wav"
    order = {"text": "请在等候区坐一坐。" * 300, "language": "zh", "rate": 150, "volume": 1.0, "wav": str(wav)}
    done = subprocess.run(
        [sys.executable, "-m", "device.voice"], input=json.dumps(order), capture_output=True, text=True, check=True
    )
    assert json.loads(done.stdout)["ok"]
    _, seconds = loudest(wav)
    assert seconds > 300


@needs_engine
@pytest.mark.parametrize(("language", "text"), [("zh", "请A005号到3号窗口办理"), ("en", "Ticket A 5, counter 3")])
def test_the_engine_makes_audible_sound(tmp_path, language, text):
    wav = tmp_path / "out.wav"
    order = {"text": text, "language": language, "rate": 150, "volume": 1.0, "wav": str(wav)}
    done = subprocess.run(
        [sys.executable, "-m", "device.voice"], input=json.dumps(order), capture_output=True, text=True, check=True
    )
    assert json.loads(done.stdout) == {"ok": True, "why": ""}
    loud, seconds = loudest(wav)
    assert loud > 1000
    assert 1.0 < seconds < 10.0


@needs_engine
def test_texts_are_played_in_order_and_each_end_is_told(make_speaker, tmp_path):
    ends, heard = [], []
    speaker = make_speaker(("sh", "-c", f'cp "$0" {tmp_path}/$(ls {tmp_path} | wc -l).wav'), heard.append)
    for text in ("请A001号", "请A002号到2号窗口办理"):
        speaker.say(text, lambda text=text: ends.append(text))
    until(lambda: len(ends) == 2, "both ends")
    assert ends == heard == ["请A001号", "请A002号到2号窗口办理"]
    assert speaker.available
    (loud, short), (_, long) = loudest(tmp_path / "0.wav"), loudest(tmp_path / "1.wav")
    assert loud > 1000
    assert short < long


@pytest.mark.parametrize("player", [("no-such-player",), ("sh", "-c", "echo no sound card >&2; exit 1")])
def test_without_sound_it_warns_once_and_goes_on_silently(make_speaker, caplog, player):
    ends, heard = [], []
    with caplog.at_level(logging.WARNING):
        speaker = make_speaker(player, heard.append)
        for count in range(3):
            speaker.say(f"第{count}句", lambda count=count: ends.append(count))
        until(lambda: len(ends) == 3, "three ends")
    assert ends == [0, 1, 2]
    assert heard == ["第0句", "第1句", "第2句"]
    assert not speaker.available
    assert len([record for record in caplog.records if record.name == "device.speech"]) == 1


@needs_engine
def test_a_sound_card_that_comes_back_is_used_again(make_speaker, monkeypatch, tmp_path):
    monkeypatch.setattr(speech, "_RETRY_S", 0.0)
    card, done = tmp_path / "card", threading.Event()
    speaker = make_speaker(("test", "-e", str(card), "-a", "-e"))
    speaker.say("没有声卡", done.set)
    assert done.wait(10)
    assert not speaker.available
    card.touch()
    again = threading.Event()
    speaker.say("又有了", again.set)
    assert again.wait(10)
    assert speaker.available


@needs_engine
def test_stop_cuts_off_the_sound_and_the_queue(make_speaker, tmp_path):
    ends, playing = [], tmp_path / "playing"
    speaker = make_speaker(("sh", "-c", f"if [ -e {playing} ]; then exit 0; fi; touch {playing}; sleep 60"))
    for count in range(3):
        speaker.say("请稍等", lambda count=count: ends.append(count))
    until(playing.exists, "the player")
    speaker.stop()
    until(lambda: sorted(ends) == [0, 1, 2], "all ends", timeout_s=5)
    assert speaker.available
    done = threading.Event()
    speaker.say("又来了", done.set)
    assert done.wait(10)
    assert speaker.available


@needs_engine
def test_the_voice_of_one_visitor_ends_and_another_one_speaks_to_the_next(make_speaker):
    speaker, said, again = make_speaker(("true",)), threading.Event(), threading.Event()
    speaker.say("您的电话", said.set)
    assert said.wait(20)
    first = speaker._process
    speaker.rest()
    speaker.stop()
    until(lambda: first.poll() is not None, "the end of the voice")
    speaker.say("您好", again.set)
    assert again.wait(20)
    assert speaker.available
    assert speaker._process is not first


@needs_engine
def test_a_voice_that_hangs_is_given_up(make_speaker, monkeypatch):
    monkeypatch.setattr(speech, "_START_S", 1.0)
    monkeypatch.setattr(speech, "_CHARACTER_S", 0.0)
    done = threading.Event()
    speaker = make_speaker(("sh", "-c", "sleep 60"))
    speaker.say("您好", done.set)
    assert done.wait(10)
    assert not speaker.available


def test_close_ends_the_thread(make_speaker):
    speaker = make_speaker(("true",))
    speaker.say("您好")
    speaker.close()
    assert not any(thread.name == "speaker" and thread is speaker._thread for thread in threading.enumerate())


def test_a_faulty_callback_does_not_silence_the_rest(make_speaker):
    done = threading.Event()
    speaker = make_speaker(("no-such-player",))
    speaker.say("一", lambda: 1 / 0)
    speaker.say("二", done.set)
    assert done.wait(10)
