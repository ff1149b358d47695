"""The box while somebody types: whatever keys come, it stays sane."""

from hypothesis import given
from hypothesis import strategies as st

from kiosk.terminal.input.typed import (
    Candidate,
    Typed,
    choose,
    delete,
    draw,
    press,
    put,
    settle,
    undo_stroke,
)

STROKE = ((0.1, 0.1), (0.5, 0.5))
LIMITS = st.integers(1, 12)
CANDIDATES = st.builds(Candidate, st.text("劳动合同法", min_size=1, max_size=6), st.integers(0, 9))
DEEDS = st.one_of(
    st.tuples(st.just(press), st.sampled_from([*"abcxyz0189", "，"])),
    st.tuples(st.just(put), st.sampled_from([*"aZ5。 "])),
    st.tuples(st.just(choose), CANDIDATES),
    st.tuples(st.just(draw), st.just(STROKE)),
    st.tuples(st.sampled_from([delete, undo_stroke, settle]), st.none()),
)


def after(deeds, limit, found):
    """Do what a visitor does; an engine that always finds the same stands behind the box."""
    typed = Typed()
    for deed, what in deeds:
        if deed in (delete, undo_stroke):
            typed = deed(typed)
        elif deed is settle:
            typed = settle(typed, limit)
        else:
            typed = deed(typed, what, limit)
        assert len(typed.text) <= limit
        assert not (typed.pending and typed.strokes)
        if typed.waiting:
            typed = Typed(typed.text, typed.pending, typed.strokes, found)
        else:
            assert not typed.candidates
    return typed


@given(st.lists(DEEDS, max_size=40), LIMITS, st.lists(CANDIDATES, max_size=3).map(tuple))
def test_no_order_of_keys_breaks_the_box_and_deleting_empties_it(deeds, limit, found):
    typed = after(deeds, limit, found)
    for _ in range(limit + 60):
        typed = delete(typed)
    assert typed.empty
    assert not typed.waiting


@given(st.lists(DEEDS, max_size=20), st.sampled_from("abcz"), st.lists(CANDIDATES, max_size=3).map(tuple))
def test_delete_takes_back_a_letter_and_a_stroke(deeds, letter, found):
    typed = after(deeds, 100, found)
    if not typed.strokes:
        pressed = delete(press(typed, letter, 100))
        assert (pressed.text, pressed.pending) == (typed.text, typed.pending)
    if not typed.pending:
        assert delete(draw(typed, STROKE, 100)).strokes == typed.strokes


def test_letters_wait_and_digits_follow_them():
    typed = Typed()
    for key in "ldhtf39":
        typed = press(typed, key)
    assert typed == Typed("", "ldhtf39")
    typed = choose(typed, Candidate("劳动合同法第三十九条", 7))
    assert press(typed, "7").text == "劳动合同法第三十九条7"
    assert Typed("", "zzz").query == "zzz"


def test_a_candidate_for_some_letters_leaves_the_others_waiting():
    typed = choose(Typed("我", "laodonghetong"), Candidate("劳动", 7))
    assert (typed.text, typed.pending) == ("我劳动", "hetong")


def test_what_is_searched_for_takes_the_likeliest_candidate():
    waiting = Typed("甲", "qgz", (), (Candidate("欠工资", 3), Candidate("潜规则", 3)))
    assert waiting.query == "甲欠工资"
    assert Typed("甲", "", (STROKE,), (Candidate("乙"),)).query == "甲"


def test_a_mark_settles_what_waits():
    waiting = Typed("", "nihao", (), (Candidate("你好", 5),))
    assert put(waiting, "，").text == "你好，"
    assert press(waiting, "，").text == "你好，"
    assert settle(Typed("", "", (STROKE,), (Candidate("法"),))).text == "法"
