"""A library and a law book of our own making, facts about a hall, and a controller whose jobs wait to be run."""

import shutil
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from law_shelf import import_law_shelf
from terminal_jobs import Jobs

from kiosk.content.bundles import activate, build_bundle, bundles_folder, current_bundle, laws_path
from kiosk.content.laws.book import LawBook
from kiosk.content.laws.importers.texts import LawText
from kiosk.content.library import Library
from kiosk.domain.errors import NotFoundError
from kiosk.domain.languages import in_language
from kiosk.domain.laws import Article, Law, LawStatus
from kiosk.domain.live import CounterStatus, QueueStatus
from kiosk.domain.tickets import CounterState, WaitRange
from kiosk.files import shipped
from kiosk.strings import Strings
from kiosk.terminal.controller import Controller
from kiosk.terminal.facts import Content, Facts, HallNow, Paper
from kiosk.terminal.idle import Idle
from kiosk.terminal.input.libime import build_helper
from kiosk.terminal.session import Session
from kiosk.terminal.shelf import Shelf
from kiosk.ui.fonts import prepare_fonts
from kiosk.wire.letters import new_key_pair
from tests.law_texts import write_laws

BUILD = Path(__file__).parents[2] / "build"
MONDAY = datetime(2026, 11, 23, 1, 30, tzinfo=UTC)
LAWS = (
    LawText(
        Law("甲法", "中华人民共和国甲法", LawStatus.IN_FORCE, "某机关", "法律", "2020-01-01", "2020-03-01", "自编"),
        tuple(
            Article("甲法", f"第{n}条", f"第{n}件事的写法。\n可以申请复核。", "第一章 总则", i)
            for i, n in enumerate("一二三", start=1)
        ),
    ),
    LawText(
        Law("乙旧法", "乙旧法", LawStatus.REPEALED, "某机关", "法律", "1999-01-01", "1999-03-01", "自编"),
        (Article("乙旧法", "第一条", "早先的规定。", "", 1),),
    ),
)


@pytest.fixture(scope="session")
def furnish(tmp_path_factory):
    """Return a function that gives a data folder what each machine makes once: fonts, and the pinyin helper where it can."""
    made = tmp_path_factory.mktemp("made")
    prepare_fonts(made / "fonts")
    try:
        helper = build_helper(BUILD / "bin")
    except NotFoundError:
        helper = None  # a terminal does without
    if helper:
        (made / "bin").mkdir()
        shutil.copy(helper, made / "bin")
    return lambda folder: shutil.copytree(made, folder, dirs_exist_ok=True)


@pytest.fixture(scope="session")
def data(tmp_path_factory, furnish):
    """A data folder with the shipped sample as its active bundle and two laws of our own."""
    folder = tmp_path_factory.mktemp("terminal")
    bundle = bundles_folder(folder) / "one"
    build_bundle(shipped("assets", "sample"), bundle)
    activate(folder, bundle)
    write_laws(laws_path(folder), LAWS)
    furnish(folder)
    return folder


@pytest.fixture(scope="session")
def law_data(tmp_path_factory, furnish):
    """A data folder with a shelf of made-up laws, among them the one that the pictures show."""
    folder = import_law_shelf(tmp_path_factory.mktemp("laws"))
    furnish(folder)
    return folder


@pytest.fixture(scope="session")
def letter_keys():
    """The key that opens letters at a centre, and the one that seals them."""
    return new_key_pair()


@pytest.fixture
def library(data):
    with Library(current_bundle(data)) as library:
        yield library


@pytest.fixture
def laws(data):
    with LawBook(laws_path(data)) as book:
        yield book


@pytest.fixture(scope="session")
def strings():
    return {language: Strings(language, strict=True) for language in ("zh", "en")}


@pytest.fixture
def hall_now(library):
    """Every queue open, three waiting for the first service; every counter free."""
    queues = tuple(
        QueueStatus(s.code, s.name, 3 if i == 0 else 0, (), WaitRange(10, 25) if i == 0 else WaitRange(0, 0))
        for i, s in enumerate(library.services())
    )
    counters = tuple(CounterStatus(c.code, c.name, CounterState.FREE, c.services) for c in library.counters())
    return HallNow(True, queues, counters)


@pytest.fixture
def content(library):
    hall = library.hall()
    return Content(hall, library.services(), library.counters(), library.release, sender=hall.name)


@pytest.fixture
def facts(strings, content, hall_now):
    now = MONDAY.astimezone(ZoneInfo("Asia/Shanghai"))
    return Facts(strings["zh"], now, content, True, hall_now, Paper.OK)


@pytest.fixture
def in_english(facts, strings):
    return replace(facts, tr=strings["en"], content=in_language(facts.content, "en"))


class Window:
    """Remembers what a window would show."""

    def __init__(self):
        self.place = self.view = self.asked = None
        self.waited = []
        self.style = self.panel = None
        self.own_theme = "day"

    def show(self, place, view):
        self.place, self.view = place, view

    def show_keyboard(self, view):
        self.keyboard = view

    def wait_for(self, place):
        self.waited.append(place)

    def when_drawn(self, act):
        act()

    def ask(self, seconds):
        self.asked = seconds

    def dim(self, night):
        self.own_theme = "night" if night else "day"

    def restyle(self, strings, comfort):
        self.style = (strings.language, comfort.large_print)

    def show_comfort(self, view):
        self.panel = view


@pytest.fixture
def jobs():
    return Jobs()


@pytest.fixture
def window():
    return Window()


@pytest.fixture
def session():
    return Session("zh")


@pytest.fixture
def shelf(data):
    shelf = Shelf(data)
    yield shelf
    shelf.close()


@pytest.fixture
def controller(session, strings, clock, shelf, jobs, window, hall_now):
    controller = Controller(
        session, strings, clock, Idle(clock, 60, 20), shelf=shelf, content_jobs=jobs, display=window
    )
    controller.typing.open(jobs, lambda: shelf.dictionary)
    controller.start()
    jobs.run()
    controller.hall_changed(hall_now)
    return controller
