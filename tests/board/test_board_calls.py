from dataclasses import replace

from kiosk.board.announcer import Announcer
from kiosk.board.calls import FRESH_S, CallWatch


def take(watch, clock, state, link):
    return [c.ticket for c in watch.take(state, link, clock.now(), clock.monotonic())]


def test_each_call_is_announced_once(clock, make_state, make_call, fresh):
    watch = CallWatch()
    assert take(watch, clock, make_state(), fresh) == []
    state = make_state(make_call("A001"))
    assert take(watch, clock, state, fresh) == ["A001"]
    assert take(watch, clock, state, fresh) == []


def test_two_counters_calling_together_lose_none_and_keep_their_order(clock, make_state, make_call, fresh):
    watch = CallWatch()
    take(watch, clock, make_state(), fresh)
    newest_first = make_state(make_call("B002", 3), make_call("A001", 2))
    assert take(watch, clock, newest_first, fresh) == ["A001", "B002"]


def test_a_recall_is_announced_again(clock, make_state, make_call, fresh):
    watch = CallWatch()
    take(watch, clock, make_state(make_call(times=1)), fresh)
    assert take(watch, clock, make_state(make_call(times=2)), fresh) == ["A005"]


def test_first_snapshot_announces_only_what_was_called_just_now(clock, make_state, make_call, fresh):
    state = make_state(make_call("A009", ago_s=5), make_call("A001", ago_s=31))
    assert take(CallWatch(), clock, state, fresh) == ["A009"]


def test_after_a_pause_nothing_is_announced_twice_and_nothing_late(clock, make_state, make_call, fresh, stale):
    watch = CallWatch()
    known = make_call("A001")
    take(watch, clock, make_state(known), fresh)
    take(watch, clock, make_state(known), stale)
    clock.advance(120)
    after = make_state(make_call("A003", ago_s=-110), make_call("A002", ago_s=-10), known)
    assert take(watch, clock, after, fresh) == ["A003"]


def test_a_restarted_hall_does_not_have_its_old_calls_announced(clock, make_state, make_call, fresh):
    watch = CallWatch()
    take(watch, clock, make_state(), fresh)
    assert take(watch, clock, make_state(make_call(ago_s=600)), replace(fresh, epoch="run-2")) == []


def test_wrong_clock_of_the_hall_does_not_silence_calls_while_the_link_holds(clock, make_state, make_call, fresh):
    watch = CallWatch()
    take(watch, clock, make_state(), fresh)
    assert take(watch, clock, make_state(make_call(ago_s=7200)), fresh) == ["A005"]


def test_a_call_is_fresh_for_some_seconds_and_old_ones_never(clock, make_state, make_call, fresh):
    watch = CallWatch()
    new, old = make_call("A002"), make_call("A001", ago_s=300)
    take(watch, clock, make_state(new, old), fresh)
    assert watch.is_fresh(new, clock.monotonic())
    assert not watch.is_fresh(old, clock.monotonic())
    clock.advance(FRESH_S)
    assert not watch.is_fresh(new, clock.monotonic())


class SlowVoice:
    """Keeps what it is asked to say until told to end it."""

    def __init__(self):
        self.said = []

    def say(self, text, on_end=None, language="zh"):
        self.said.append((text, on_end, language))


def test_each_announcement_is_spoken_twice_in_its_language():
    voice = SlowVoice()
    Announcer(voice, "en").announce("Number A005")
    assert [(text, language) for text, _, language in voice.said] == [("Number A005", "en")] * 2


def test_a_slow_voice_leaves_calls_out_and_takes_new_ones_when_it_is_through():
    voice = SlowVoice()
    announcer = Announcer(voice)
    for n in range(10):
        announcer.announce(f"A{n:03d}")
    assert [text for text, *_ in voice.said] == [f"A{n:03d}" for n in range(6) for _ in range(2)]
    for _, on_end, _ in list(voice.said):
        on_end()
    announcer.announce("B001")
    assert voice.said[-1][0] == "B001"
