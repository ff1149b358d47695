"""Focus on a stage that is covered: each layer has its own target, and keeps it."""

import pytest

from kiosk.ui.focus import Arrow, Focus


class Stage:
    """What focus needs of one: what stands on it, and the ring."""

    screen = overlay = None
    ring = ()


class Target:
    """Something that can have the focus."""

    name, pressed = "", False


class Steered(Target):
    """Something that has the arrows to itself once it is entered."""

    def __init__(self):
        self.entered, self.arrows = True, []

    def steer(self, arrow):
        self.arrows.append(arrow)

    def leave(self):
        self.entered = False


@pytest.fixture
def focus():
    focus = Focus(Stage())
    yield focus
    focus.clear()  # nothing of it is left on Kivy's clock


def give(focus, target):
    focus._target, focus._spot = target, None


def test_what_had_the_focus_has_it_again_when_the_question_is_gone(focus):
    tile, stay, question = Target(), Target(), object()
    give(focus, tile)
    focus.turn_to(question)
    assert focus._target is None
    give(focus, stay)
    focus.turn_to(None)
    assert focus._target is tile


def test_an_overlay_over_an_overlay_gives_it_back_in_turn(focus):
    tile, choice, panel, question = Target(), Target(), object(), object()
    give(focus, tile)
    focus.turn_to(panel)
    give(focus, choice)
    focus.turn_to(question)
    focus.turn_to(panel)
    assert focus._target is choice
    focus.turn_to(None)
    assert focus._target is tile


def test_when_all_go_at_once_the_screen_has_it_and_nothing_is_kept(focus):
    tile = Target()
    give(focus, tile)
    focus.turn_to(object())
    focus.turn_to(object())
    focus.turn_to(None)
    assert focus._target is tile
    assert focus._below == []


@pytest.fixture
def steered(focus, monkeypatch):
    target = Steered()
    give(focus, target)
    monkeypatch.setattr(focus, "_stands", lambda widget: widget is target)
    monkeypatch.setattr(focus, "_targets", lambda: iter([target]))
    return target


def test_arrows_belong_to_what_is_entered_until_it_is_left(focus, steered):
    assert focus.move(Arrow.UP) is None
    assert focus.move(Arrow.LEFT) is None
    assert steered.arrows == [Arrow.UP, Arrow.LEFT]
    assert focus.target is steered
    assert focus.leave()
    assert not focus.leave(), "there is nothing to leave twice: the key goes one screen back"
    assert steered.arrows == [Arrow.UP, Arrow.LEFT]


def test_what_is_covered_or_touched_away_is_left(focus, steered):
    focus.turn_to(object())
    assert not steered.entered
    steered.entered = True
    focus.turn_to(None)
    focus.clear()
    assert not steered.entered
