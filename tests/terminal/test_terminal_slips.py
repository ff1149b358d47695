"""Slips: one at a time, forgotten with the visitor, and plain words when there is no paper."""

from dataclasses import replace

import pytest
from terminal_jobs import Jobs

from device.printer import Document, Text
from kiosk.paper.printing import PaperReport, PaperResult
from kiosk.terminal.facts import Paper
from kiosk.terminal.presenters.slip import slip_note
from kiosk.terminal.printing import TicketPaper
from kiosk.terminal.session import Session, Visit
from kiosk.terminal.slip import Slip, SlipState
from kiosk.terminal.slips import Slips
from kiosk.terminal.tickets.attempt import Stage, Trouble


class Desk:
    """Slips over a printer that does as it is told."""

    def __init__(self):
        self.jobs, self.session, self.changes, self.made = Jobs(), Session(), 0, []
        self.answer = (Stage.PRINTED, Trouble.NONE)
        self.slips = Slips(self.session, self._changed)
        self.slips.connect(self.jobs, self._print)

    def _changed(self):
        self.changes += 1

    def _print(self, maker, language):
        self.made.append((maker(None), language))
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer

    @property
    def slip(self):
        return self.session.visit.slip


@pytest.fixture
def desk():
    return Desk()


def test_a_second_touch_prints_nothing_more(desk):
    assert desk.slips.print(lambda _: "doc", "one")
    assert not desk.slips.print(lambda _: "doc", "one")
    assert desk.slips.busy
    assert desk.jobs.run() == 1
    assert desk.made == [("doc", "zh")]
    assert desk.slip == Slip("one", SlipState.PRINTED)
    assert desk.changes == 2
    assert not desk.slips.busy
    assert desk.slips.print(lambda _: "doc", "one"), "once more is the visitor's right"


@pytest.mark.parametrize(
    ("answer", "state", "trouble"),
    [
        ((Stage.UNCERTAIN, Trouble.NONE), SlipState.UNCERTAIN, Trouble.NONE),
        ((Stage.UNPRINTED, Trouble.NO_PAPER), SlipState.UNPRINTED, Trouble.NO_PAPER),
        (OSError("gone"), SlipState.UNPRINTED, Trouble.OFFLINE),
    ],
)
def test_what_becomes_of_it(desk, answer, state, trouble):
    desk.answer = answer
    desk.slips.print(lambda _: "doc", "one")
    desk.jobs.run()
    assert desk.slip == Slip("one", state, trouble)


def test_a_maker_that_fails_is_told_and_does_not_hang(desk):
    desk.slips.print(lambda _: 1 / 0, "one")
    desk.jobs.run()
    assert desk.slip.state is SlipState.UNPRINTED


def test_the_next_visitor_hears_nothing_of_it(desk):
    desk.slips.print(lambda _: "doc", "one")
    desk.session.clear()
    before = desk.changes
    desk.jobs.run()
    assert desk.slip == Slip()
    assert desk.changes == before


def test_without_a_printer(desk):
    slips = Slips(desk.session, lambda: None)
    assert slips.print(lambda _: "doc", "one")
    assert desk.slip.trouble is Trouble.NO_PRINTER


def test_every_state_has_words_in_both_languages(facts, in_english):
    for known in (facts, in_english):
        for trouble in (Trouble.NO_PAPER, Trouble.COVER, Trouble.OFFLINE, Trouble.NO_PRINTER, Trouble.NONE):
            visit = Visit(1, slip=Slip("one", SlipState.UNPRINTED, trouble))
            assert slip_note(known, visit, "one", "print").text
        for state in SlipState:
            note = slip_note(known, Visit(1, slip=Slip("one", state)), "one", "print")
            assert bool(note.text) == (state is not SlipState.IDLE)
        assert slip_note(known, Visit(1, slip=Slip("two", SlipState.PRINTED)), "one", "print").mood == "quiet"


def test_a_page_says_why_it_does_not_print_while_another_does(facts):
    busy = Visit(1, slip=Slip("one", SlipState.PRINTING))
    one, two = (slip_note(facts, busy, name, "打印") for name in ("one", "two"))
    assert one.off == two.off != ""
    assert (two.button, two.text) == ("打印", "")
    assert not slip_note(facts, Visit(1, slip=Slip("one", SlipState.PRINTED)), "two", "打印").off


def test_no_paper_is_said_before_and_with_the_cure(facts):
    note = slip_note(replace(facts, paper=Paper.OUT), Visit(1), "one", "打印")
    assert (note.mood, note.button, note.off) == ("wait", "打印", "")
    assert "手机" in note.text
    assert slip_note(replace(facts, paper=Paper.NONE), Visit(1), "one", "打印").off
    visit = Visit(1, slip=Slip("one", SlipState.UNPRINTED, Trouble.NO_PAPER))
    assert "1号窗口加纸" in slip_note(facts, visit, "one", "打印").text


@pytest.mark.parametrize("has_content", [True, False])
def test_the_maker_is_given_this_machine_and_moment(strings, content, clock, has_content):
    sheets, printed = [], []

    class Device:
        def print(self, document):
            printed.append(document)
            return PaperReport(PaperResult.PRINTED, "ok")

    def make(sheet):
        sheets.append(sheet)
        return Document((Text(sheet.hall.name),))

    paper = TicketPaper(Device(), strings, lambda: content if has_content else None, 58, clock)
    assert paper.print_slip(make, "en") == (Stage.PRINTED, Trouble.NONE)
    (sheet,) = sheets
    assert (sheet.strings.language, sheet.width_mm, sheet.at) == ("en", 58, clock.now())
    assert printed[0].texts()[1] == (content.hall.name if has_content else strings["en"]("home.hall"))
