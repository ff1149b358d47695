"""Focus on a stage that is covered: each layer has its own target, and keeps it."""

import pytest

from kiosk.ui.focus import Focus


class Stage:
    """What focus needs of one: what stands on it, and the ring."""

    screen = overlay = None
    ring = ()


class Target:
    """Something that can have the focus."""

    name, pressed = "", False


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
