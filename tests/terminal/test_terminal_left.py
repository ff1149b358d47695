"""Pages that were left are kept for the way back, few of them, and none longer than the visit."""

from dataclasses import dataclass

import pytest

from kiosk.terminal.left import LeftScreens
from kiosk.terminal.navigator import Place


@dataclass(eq=False)
class Page:
    place: Place
    stays: bool = True


@pytest.fixture
def freed():
    return []


@pytest.fixture
def left(freed):
    return LeftScreens(freed.append)


def test_a_page_is_found_once_as_it_was_left(left, freed):
    page = Page(Place("people"))
    left.keep(page)
    assert left.take(Place("people")) is page
    assert left.take(Place("people")) is None
    assert freed == []


def test_a_page_that_does_not_stay_is_freed_at_once(left, freed):
    page = Page(Place("ticket", "legal-aid"), stays=False)
    left.keep(page)
    assert freed == [page]
    assert left.take(page.place) is None


def test_the_page_left_longest_ago_makes_room(left, freed):
    pages = [Page(Place("institution", str(n))) for n in range(5)]
    for page in pages:
        left.keep(page)
    assert freed == pages[:3]
    assert left.take(pages[4].place) is pages[4]


def test_of_two_pages_of_one_place_the_later_is_kept(left, freed):
    first, second = Page(Place("find")), Page(Place("find"))
    left.keep(first)
    left.keep(second)
    assert freed == [first]
    assert left.take(Place("find")) is second


def test_nothing_is_left_once_it_is_forgotten(left, freed):
    pages = [Page(Place("find")), Page(Place("people"))]
    for page in pages:
        left.keep(page)
    left.forget()
    assert set(map(id, freed)) == set(map(id, pages))
    assert left.take(Place("find")) is None
