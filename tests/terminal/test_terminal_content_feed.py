"""What the controller knows of the content: before it is opened, once it is, and when it cannot be."""

from dataclasses import replace
from zoneinfo import ZoneInfo

import pytest

from kiosk.domain.errors import StorageError
from kiosk.terminal.content_feed import ContentFeed


class Shelf:
    """Holds what the test gives it."""

    def __init__(self, content):
        self.content, self.laws = content, None
        self.fresh = False
        self.err = None

    def open(self):
        if self.err:
            raise self.err

    def refresh(self):
        return self.fresh


@pytest.fixture
def shelf(content):
    return Shelf(content)


@pytest.fixture
def told():
    return []


@pytest.fixture
def feed(shelf, jobs, told):
    return ContentFeed(shelf, jobs, lambda: told.append(True))


def test_until_it_is_opened_nothing_is_known(feed, jobs, content, told):
    feed.open()
    assert (feed.opening, feed.read("zh"), feed.service("aid")) == (True, None, None)
    assert feed.zone == ZoneInfo("Asia/Shanghai")
    jobs.run()
    assert (feed.opening, feed.read("zh"), feed.has_laws) == (False, content, False)
    assert feed.service(content.services[0].code) == content.services[0]
    assert len(told) == 1


def test_a_look_tells_only_what_is_new(feed, shelf, jobs, content, told):
    feed.open()
    feed.look()
    jobs.run()
    assert len(told) == 1
    shelf.fresh, shelf.laws = True, object()
    feed.look()
    jobs.run()
    assert feed.has_laws
    assert len(told) == 2


def test_content_that_cannot_be_opened_is_told_once(feed, shelf, jobs, told):
    shelf.err = StorageError("the disk is away")
    feed.open()
    jobs.run()
    feed.open()
    jobs.run()
    assert (feed.opening, feed.read("zh"), len(told)) == (False, None, 1)


def test_content_is_translated_once(feed, content):
    feed.take(content, has_laws=True)
    english = feed.read("en")
    assert english.hall.name == content.hall.name_en
    assert feed.read("en") is english
    assert feed.read("zh").hall.name == content.hall.name


def test_a_zone_that_nobody_knows_is_chinas(feed, content):
    feed.take(replace(content, hall=replace(content.hall, zone="Mars/Base")), has_laws=False)
    assert feed.zone == ZoneInfo("Asia/Shanghai")
    feed.take(replace(content, hall=replace(content.hall, zone="Asia/Urumqi")), has_laws=False)
    assert feed.zone == ZoneInfo("Asia/Urumqi")
