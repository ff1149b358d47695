"""The voice of one visit: piece by piece, cut off by whatever comes next, the next visitor's from the start."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.terminal.access.comfort import ORDINARY
from kiosk.terminal.access.voice import SpeechLog, VisitorVoice, pieces
from kiosk.terminal.session import Session

LONG = "第一句话说到这里，还没有完，要一直说到五十个字左右才停下来，好让它自己成为一段，不和别人连在一起念出来。"
PAGE = [LONG, LONG.replace("一", "二"), LONG.replace("一", "三")]


class Mouth:
    """Remembers what it was told to say; each text lasts until `end`."""

    def __init__(self):
        self.said, self.sounds, self.stops, self.rests = [], [], 0, 0
        self.ends = []

    def say(self, text, on_end=None, language="zh", *, rate=None, volume=None):
        self.said.append(text)
        self.sounds.append((language, rate, volume))
        self.ends.append(on_end)

    def stop(self):
        self.stops += 1

    def rest(self):
        self.rests += 1

    def end(self):
        self.ends[-1]()


@pytest.fixture
def session():
    session = Session("zh")
    session.comfort = replace(ORDINARY, aloud="on")
    return session


@pytest.fixture
def mouth():
    return Mouth()


@pytest.fixture
def voice(session, mouth):
    voice = VisitorVoice(session)
    voice.open(mouth, lambda act: act())
    return voice


def test_only_one_piece_is_with_the_speaker_at_a_time(voice, mouth):
    voice.read(PAGE)
    assert mouth.said == PAGE[:1]
    mouth.end()
    mouth.end()
    assert mouth.said == PAGE
    assert voice.busy
    mouth.end()
    assert not voice.busy


def test_what_is_said_in_between_pauses_the_page_and_go_on_takes_it_up(voice, mouth):
    voice.read(PAGE)
    mouth.end()
    late = mouth.ends[-1]
    voice.say("您好")
    assert mouth.stops == 1
    late()  # the end of what was cut off
    assert mouth.said[-1] == "您好"
    mouth.end()
    assert not voice.busy
    voice.go_on()
    assert mouth.said[-1] == PAGE[1], "the piece that was cut off comes again whole"


def test_repeat_begins_the_page_anew(voice, mouth):
    voice.read(PAGE)
    mouth.end()
    voice.repeat()
    assert mouth.said[-1] == PAGE[0]


def test_a_hushed_voice_stays_quiet(voice, mouth):
    voice.read(PAGE)
    voice.hush()
    mouth.end()
    assert mouth.said == PAGE[:1]
    assert not voice.busy


def test_nothing_of_a_page_outlives_the_visitor(voice, mouth, session):
    voice.read(PAGE)
    session.clear()
    voice.forget()
    session.comfort = replace(ORDINARY, aloud="on")
    voice.go_on()
    voice.repeat()
    assert mouth.said == PAGE[:1]


def test_speed_and_volume_are_the_visitors_and_go_with_them(voice, mouth, session):
    voice.say("您好")
    session.comfort = replace(session.comfort, speed="faster", volume="loud")
    voice.say("您好")
    session.clear()
    session.comfort = replace(session.comfort, aloud="on")
    voice.say("您好")
    first, wished, last = mouth.sounds
    assert wished[1] > first[1]
    assert wished[2] > first[2]
    assert last == first


def test_those_who_want_no_reading_hear_only_the_question(voice, mouth, session):
    session.clear()
    voice.read(PAGE)
    voice.say("这里是首页")
    assert mouth.said == []
    voice.say("您还在吗？", always=True)
    assert mouth.said == ["您还在吗？"]


def test_the_first_key_of_a_visit_begins_the_reading_once(voice, session):
    session.clear()
    assert voice.begin()
    assert voice.on
    assert not voice.begin()
    session.clear()
    assert not voice.on
    assert voice.begin()


def test_without_speech_it_neither_begins_nor_fails():
    voice = VisitorVoice(Session("zh"))
    assert not voice.begin()
    voice.read(PAGE)
    voice.say("您好", always=True)
    assert not voice.busy


def test_words_of_the_other_language_have_their_own_voice():
    assert pieces(["请按English切换"], "zh") == [("zh", "请按"), ("en", "English"), ("zh", "切换")]
    assert pieces(["Ask at 云溪县公证处 today"], "en") == [("en", "Ask at"), ("zh", "云溪县公证处"), ("en", "today")]


@given(st.text(alphabet="法律援助。！ABab12 \n", max_size=300))
def test_no_letter_or_digit_is_left_unsaid(text):
    said = "".join(part for _, part in pieces([text], "zh"))
    assert [c for c in said if c.isalnum()] == [c for c in text if c.isalnum()]


def test_the_log_has_one_line_a_text(tmp_path):
    ended = []
    log = SpeechLog(tmp_path / "run" / "speech.log")
    log.say("在哪里办\n2号", lambda: ended.append(1), "zh", rate=160, volume=1.0)
    assert (tmp_path / "run" / "speech.log").read_text("utf-8") == "zh\t160\t1.0\t在哪里办 2号\n"
    assert ended == [1]


def test_what_spoke_rests_once_a_visitor_who_heard_it_has_gone(voice, mouth):
    voice.leave()
    assert mouth.rests == 0, "nothing was said"
    voice.read(PAGE)
    voice.forget()
    assert mouth.rests == 0, "only the page has gone"
    voice.leave()
    voice.leave()
    assert mouth.rests == 1
