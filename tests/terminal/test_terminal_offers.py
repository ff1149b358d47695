"""A screen of a feature that the hall does without stays shut, by any way."""

from dataclasses import replace

import pytest

from kiosk.terminal.navigator import HOME
from kiosk.terminal.offers import is_offered
from kiosk.terminal.reading.screens import SCREENS as READING_SCREENS


def without(facts, *names):
    return replace(facts, content=replace(facts.content, hall=replace(facts.content.hall, without=names)))


def test_every_screen_is_offered_where_nothing_is_off(facts):
    assert all(is_offered(facts, screen) for screen in ("home", "services", "laws", "slides", "duty"))


@pytest.mark.parametrize(
    ("feature", "screens"),
    [("tickets", ("services", "confirm", "ticket")), ("laws", ("laws", *READING_SCREENS)), ("procedures", ("find",))],
)
def test_what_is_off_is_off_with_all_its_screens(facts, feature, screens):
    assert not any(is_offered(without(facts, feature), screen) for screen in screens)
    assert is_offered(without(facts, feature), "home")


def test_the_controller_opens_no_screen_that_is_off(controller, facts, window):
    controller.content.take(without(facts, "laws").content, has_laws=True)
    controller.open("laws")
    controller.swap("article", "甲法第一条")
    assert controller.navigator.here == HOME
    controller.open("services")
    assert window.place.screen == "services"


def test_a_release_that_switches_the_open_screen_off_leads_home(controller, facts):
    controller.open("services")
    controller.content.take(without(facts, "tickets").content, has_laws=True)
    assert controller.navigator.here == HOME
