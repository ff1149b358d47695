"""A screen of a feature that the hall does without stays shut, by any way."""

from dataclasses import replace

import pytest

from kiosk.domain.errors import ContentError
from kiosk.terminal.navigator import HOME
from kiosk.terminal.offers import is_offered
from kiosk.terminal.presenters import away
from kiosk.terminal.presenters.guide import procedure
from kiosk.terminal.presenters.reading import article
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


def test_no_page_has_a_key_that_leads_to_what_is_off(facts, library, laws):
    assert away.present(facts, "laws", ContentError("there are none")).tickets
    assert not away.present(without(facts, "tickets"), "laws", ContentError("there are none")).tickets
    rests = next(p for p in library.procedures() if p.basis)
    held = replace(rests.basis[0], law="甲法", article="第一条")
    rests = replace(rests, basis=(held, *rests.basis[1:]))
    library.procedure = lambda _: rests
    library.procedures = lambda *_: (rests,)
    page, shut = (procedure.present(known, library, laws, rests.slug) for known in (facts, without(facts, "laws")))
    assert (page.basis[0].ref, shut.basis[0].ref) == ("甲法第一条", "")
    assert page.basis_title != shut.basis_title, "nobody is asked to touch what does nothing"
    assert article.present(facts, laws, "甲法第一条", library).procedures
    assert not article.present(without(facts, "procedures"), laws, "甲法第一条", library).procedures


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
