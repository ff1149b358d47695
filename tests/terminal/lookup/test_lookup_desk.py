"""What a visitor does on the pages of the law lookup, through the controller, without a window."""

import pytest
from terminal_jobs import Jobs

from kiosk.content.laws.uses import read_uses, uses_path
from kiosk.domain.errors import ContentError
from kiosk.terminal.controller import Controller
from kiosk.terminal.idle import Idle
from kiosk.terminal.lookup.choice import LawsChoice
from kiosk.terminal.navigator import Place
from kiosk.terminal.shelf import Shelf

STORY = "老板拖欠工资怎么办"


@pytest.fixture
def shelf(law_data):
    shelf = Shelf(law_data)
    yield shelf
    shelf.close()
    uses_path(law_data).unlink(missing_ok=True)


@pytest.fixture
def act(controller):
    controller.open("laws")
    return controller


def type_in(act, jobs, text=STORY):
    act.typing.clear()
    for sign in text:
        act.typing.put(sign)
    jobs.run()


def test_from_the_box_to_an_article_and_back(act, window, jobs):
    type_in(act, jobs)
    assert window.view.rows
    act.laws.ask()
    jobs.run()
    assert window.place == Place("laws", "found")
    assert window.view.asked == STORY
    row = next(row for row in window.view.rows if row.screen == "article")
    act.laws.open(row.screen, row.key, window.view.way, row.place)
    jobs.run()
    assert window.place == Place("article", row.key)
    act.back()
    jobs.run()
    assert window.place == Place("laws", "found")
    act.back()
    jobs.run()
    assert window.keyboard.typed.query == STORY, "the words stand in the box still"


def test_an_empty_box_asks_nothing(act, window, jobs):
    act.laws.ask()
    jobs.run()
    assert window.place == Place("laws")


def test_another_question_from_the_page_of_results_is_answered_there(act, window, jobs):
    act.laws.look_for(STORY)
    jobs.run()
    act.laws.look_for("劳动合同法")
    jobs.run()
    assert window.place == Place("laws", "found")
    assert window.view.asked == "劳动合同法"


def test_a_filter_is_chosen_seen_and_taken_away_in_one_touch(act, window, jobs):
    act.laws.look_for(STORY)
    jobs.run()
    everything = window.view.rows
    act.laws.show_choices("level")
    jobs.run()
    assert window.view.choices
    act.laws.choose("level", "地方性法规")
    jobs.run()
    assert window.place == Place("laws", "found")
    assert {row.key for row in window.view.rows if row.head} == {"山东省工资条例", "青岛市工资条例"}
    act.laws.drop("level")
    jobs.run()
    assert window.view.rows == everything
    act.laws.choose("level", "宪法")
    act.open("laws", "found")
    jobs.run()
    act.laws.drop("")
    jobs.run()
    assert window.view.rows == everything


def test_another_question_starts_without_a_filter(act, session, jobs):
    act.laws.look_for(STORY)
    act.laws.show_choices("level")
    act.laws.choose("level", "法律")
    act.laws.look_for(STORY)
    assert session.visit.laws.where.level == "法律"
    act.laws.look_for("养狗")
    assert session.visit.laws == LawsChoice("养狗")


def test_more_of_a_law_and_less_again(act, window, jobs):
    act.laws.look_for(STORY)
    jobs.run()
    few = len(window.view.rows)
    act.laws.unfold("劳动合同法")
    jobs.run()
    assert len(window.view.rows) > few
    act.laws.unfold("劳动合同法")
    jobs.run()
    assert len(window.view.rows) == few


def test_typing_again_has_the_words_in_the_box(act, window, jobs):
    type_in(act, jobs)
    act.laws.ask()
    act.laws.type_again()
    jobs.run()
    assert (window.place, window.keyboard.typed.query) == (Place("laws"), STORY)
    act.home()
    act.open("laws")
    act.open("laws", "topic/wages")
    act.laws.look_for("老板不给工资怎么办")
    act.laws.type_again()
    jobs.run()
    assert (window.place, window.keyboard.typed.query) == (Place("laws"), "老板不给工资怎么办")
    act.back()
    jobs.run()
    assert window.place == Place("laws", "topic/wages")


def test_nothing_of_it_outlives_the_visit(act, session, jobs):
    act.laws.look_for(STORY)
    act.laws.show_choices("level")
    act.laws.choose("level", "法律")
    act.leave()
    assert session.untouched
    assert session.visit.laws == LawsChoice()


def test_what_is_opened_is_counted_without_the_words(act, window, jobs, law_data, shelf):
    act.laws.look_for(STORY)
    jobs.run()
    row = next(row for row in window.view.rows if row.screen == "article")
    act.laws.open(row.screen, row.key, window.view.way, row.place)
    jobs.run()
    shelf.uses.flush()
    (use,) = read_uses(uses_path(law_data))
    assert (use.way, use.place, use.ref, use.times) == ("question", row.place, row.key, 1)
    assert STORY not in uses_path(law_data).read_text("utf-8")


def test_the_search_is_made_ready_aside_when_somebody_has_come_to_look_and_rests(
    session, strings, clock, shelf, jobs, window, hall_now
):
    controller = Controller(
        session, strings, clock, Idle(clock, 60, 20), shelf=shelf, content_jobs=jobs, display=window
    )
    aside = Jobs()
    controller.laws.connect(aside)
    controller.start()
    jobs.run()
    assert shelf.laws._search is None, "not at the start: it takes memory"
    controller.open("laws")
    jobs.run()
    assert window.view.topics, "the page does not wait for it"
    assert shelf.laws._search is None
    controller.touched()
    controller.tick()
    jobs.run()
    assert not aside.run(), "what comes after this touch is to be quick"
    clock.advance(1)
    controller.tick()
    jobs.run()
    aside.run()
    assert shelf.laws._search is not None
    assert "_places" in vars(shelf.suggestions), "the first key does not wait for the questions either"
    controller.home()
    controller.open("laws")
    clock.advance(1)
    controller.tick()
    jobs.run()
    assert not aside.run(), "once is enough"


def test_a_search_that_cannot_be_made_ready_is_not_tried_over_and_over(controller, shelf, jobs, clock, monkeypatch):
    def fail():
        raise ContentError("the law database has no search index", "import the laws again")

    aside = Jobs()
    controller.laws.connect(aside)
    controller.open("laws")
    jobs.run()
    monkeypatch.setattr(shelf.laws, "prepare", fail)
    tries = []
    for _ in range(3):
        clock.advance(1)
        controller.tick()
        jobs.run()
        tries.append(aside.run())
    assert tries == [2, 0, 0]
    controller.home()
    controller.open("laws")
    clock.advance(1)
    controller.tick()
    jobs.run()
    assert aside.run() == 2, "somebody has come again"


def test_views_that_are_overtaken_are_not_made(act, window, jobs, shelf, monkeypatch):
    made = []
    find = shelf.law_book.find_narrowed
    monkeypatch.setattr(shelf.law_book, "find_narrowed", lambda *args: made.append(args[0]) or find(*args))
    for sign in "工资支付":
        act.typing.put(sign)
    jobs.run()
    assert made == ["工资支付"]
    assert window.keyboard.typed.query == "工资支付"
