"""What keys do, without a window: candidates come later, visitors leave, engines fail."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from terminal_jobs import Jobs

from kiosk.domain.errors import NotReachableError
from kiosk.terminal.input.keyboard import KeyboardView, Typing
from kiosk.terminal.input.rows import page_end, page_starts, tab_shown, tabs_of
from kiosk.terminal.input.typed import Candidate
from kiosk.terminal.session import Session

STROKE = ((0.1, 0.2), (0.8, 0.2))


class Engine:
    """Reads every letter as one Hanzi, and the whole as one sentence."""

    def __init__(self):
        self.awake, self.asked, self.fails = False, [], False

    def start(self, names):
        self.awake = True

    def convert(self, letters, limit):
        self.asked.append(letters)
        if self.fails:
            raise NotReachableError("the engine has gone")
        whole = Candidate("句" * len(letters), len(letters))
        return (whole, Candidate("字", 1)) if len(letters) > 1 else (whole,)

    def stop(self):
        self.awake = False


class Hand:
    def read(self, strokes, limit):
        return ("一", "二", "三")[:limit] if strokes else ()


class Place:
    """A visitor at a keyboard."""

    def __init__(self, names, hand=None):
        self.session, self.jobs, self.engine = Session("zh"), Jobs(), Engine()
        self.screen, self.seen, self.searched = "laws", [], []
        self.typing = Typing(
            self.session,
            lambda: self.screen,
            self.seen.append,
            lambda: self.searched.append(self.typing.typed.query),
        )
        self.typing.open(self.jobs, lambda: names, self.engine, hand or Hand())

    def keys(self, letters):
        for letter in letters:
            self.typing.press(letter)

    @property
    def shown(self):
        return self.seen[-1].typed

    def row(self):
        return [candidate.text for candidate in self.shown.candidates]


@pytest.fixture
def place(names):
    return Place(names)


def test_letters_stand_in_the_box_before_the_engine_has_answered(place):
    place.keys("ab")
    assert place.shown.pending == "ab"
    assert not place.searched
    place.jobs.run()
    assert place.row() == ["句句", "字"]
    assert place.searched == ["句句"]


def test_only_the_last_of_quick_keys_is_asked_about(place):
    place.keys("abcdef")
    place.jobs.run()
    assert place.engine.asked == ["abcdef"]


def test_a_candidate_for_a_part_leaves_the_rest_waiting(place):
    place.keys("abc")
    place.jobs.run()
    place.typing.choose(place.shown.candidates[1])
    assert (place.shown.text, place.shown.pending) == ("字", "bc")
    place.jobs.run()
    assert place.row() == ["句句", "字"]


def test_an_answer_for_letters_that_are_gone_is_dropped(place):
    place.keys("ab")
    (job, done, _), *_ = place.jobs.waiting[-1:]
    found = job()
    place.typing.clear()
    done(found)
    assert place.shown.empty
    assert not place.row()


def test_an_answer_never_reaches_the_next_visitor(place):
    place.keys("ab")
    job, done, _ = place.jobs.waiting.pop()
    found = job()
    place.session.clear()
    place.typing.forget()
    done(found)
    assert place.session.untouched
    assert place.seen[-1] == KeyboardView(hand=True)


def test_the_engine_leaves_with_the_visitor_who_used_it(place):
    place.typing.forget()
    place.jobs.run()
    place.typing.wake()
    place.typing.wake()
    assert len(place.jobs.waiting) == 1
    place.jobs.run()
    assert place.engine.awake
    place.typing.forget()
    place.jobs.run()
    assert not place.engine.awake


def test_names_are_found_while_the_engine_is_gone(place):
    place.engine.fails = True
    place.keys("qgz")
    place.jobs.run()
    assert place.row() == ["欠工资"]
    assert place.searched == ["欠工资"]


def test_space_takes_the_likeliest_and_is_a_space_otherwise(place):
    place.keys("ab")
    place.jobs.run()
    place.typing.space()
    assert place.shown.text == "句句"
    place.typing.space()
    assert place.shown.text == "句句 "


def test_strokes_are_read_and_a_character_chosen_clears_the_pad(place):
    place.typing.stroke(STROKE)
    place.jobs.run()
    assert place.row() == ["一", "二", "三"]
    place.typing.stroke(STROKE)
    place.typing.undo_stroke()
    assert place.shown.strokes == (STROKE,)
    place.jobs.run()
    place.typing.choose(place.shown.candidates[1])
    assert (place.shown.text, place.shown.strokes) == ("二", ())
    place.typing.stroke(STROKE)
    place.typing.wipe()
    assert not place.shown.waiting


def test_another_tab_settles_what_waits(place):
    place.keys("ab")
    place.jobs.run()
    place.typing.tab("latin")
    assert place.shown.text == "句句"
    assert place.seen[-1].tab == "latin"


def test_each_screen_has_its_box_and_a_screen_may_have_several(place):
    place.typing.put("甲")
    place.screen = "progress"
    place.typing.put("1")
    place.typing.field("code")
    place.typing.put("9")
    boxes = {box: typed.text for box, typed in place.session.visit.typed.items()}
    assert boxes == {"laws": "甲", "progress": "1", "progress.code": "9"}
    place.typing.field("")
    assert place.shown.text == "1"


def test_a_suggestion_may_be_long_and_a_search_may_not(place):
    for box, longest in (("laws", 40), ("suggestion_text", 500)):
        place.screen = box
        for _ in range(510):
            place.typing.put("字")
        assert len(place.shown.text) == longest


KEYS = st.one_of(
    st.tuples(st.just("press"), st.sampled_from([*"abz09，"])),
    st.tuples(st.just("put"), st.sampled_from([*"aZ。 "])),
    st.tuples(st.just("tab"), st.sampled_from(["pinyin", "hand", "latin", "digits"])),
    st.tuples(st.just("field"), st.sampled_from(["", "code"])),
    st.tuples(st.just("stroke"), st.just(STROKE)),
    st.tuples(
        st.sampled_from(["space", "settle", "delete", "clear", "undo_stroke", "wipe", "wake", "forget"]), st.none()
    ),
    st.tuples(st.sampled_from(["jobs", "choose", "leave", "fail"]), st.none()),
)


@settings(max_examples=60)
@given(deeds=st.lists(KEYS, max_size=60))
def test_no_order_of_deeds_raises(names, deeds):
    place = Place(names)
    for deed, what in deeds:
        if deed == "jobs":
            place.jobs.run()
        elif deed == "leave":
            place.session.clear()
            place.typing.forget()
        elif deed == "fail":
            place.engine.fails = not place.engine.fails
        elif deed == "choose":
            for candidate in place.seen[-1].typed.candidates[:1]:
                place.typing.choose(candidate)
        else:
            getattr(place.typing, deed)(*() if what is None else (what,))
        assert len(place.typing.typed.text) <= 40
    place.jobs.run()


def test_tabs_follow_what_may_be_typed_and_what_is_there():
    view = KeyboardView(hand=True)
    assert tabs_of("", view) == ("pinyin", "hand", "latin", "digits")
    assert tabs_of("", KeyboardView()) == ("pinyin", "latin", "digits")
    assert tabs_of("latin, digits", view) == ("latin", "digits")
    assert tab_shown("digits", KeyboardView(tab="hand", hand=True)) == "digits"
    assert tab_shown("", view) == "pinyin"
    assert tab_shown("", KeyboardView(latin_first=True)) == "latin"
    assert tab_shown("", KeyboardView(tab="hand", latin_first=True)) == "latin", "no pad here"


@given(st.lists(st.floats(10, 300), max_size=30), st.floats(50, 500))
def test_every_candidate_is_on_one_page(widths, room):
    starts = page_starts(widths, room, 5)
    shown = [i for start in starts for i in range(start, page_end(widths, start, room, 5))]
    assert shown == list(range(len(widths)))
