import pytest
from test_paper import FONT

from device.printer import Document, Text
from device.printer.simulator import PaperSimulator, SimulatorSettings
from kiosk.config import PrinterConfig
from kiosk.paper.printing import PaperReport, PaperResult, TicketPrinter, make_printer

SHEET = Document((Text("一张纸"),))


@pytest.fixture
def simulator(tmp_path):
    with PaperSimulator(SimulatorSettings(tmp_path / "tty", tmp_path / "paper", FONT, 7)) as started:
        yield started


@pytest.fixture
def printer(simulator, tmp_path):
    made = TicketPrinter(make_printer(PrinterConfig(port=str(tmp_path / "tty")), FONT, 7), "terminal-1")
    yield made
    made.close()


def test_a_document_is_printed_and_the_printer_reports_itself(printer, simulator):
    assert printer.print(SHEET) == PaperReport(PaperResult.PRINTED, "ok")
    assert simulator.command("status")["tickets"] == 1
    report = printer.report()
    assert (report.name, report.kind, report.state, report.detail) == ("terminal-1", "printer", "ok", "")


def test_a_fault_is_an_answer_with_its_flags(printer, simulator):
    simulator.command("paper out")
    assert printer.print(SHEET) == PaperReport(PaperResult.NOT_PRINTED, "out")
    assert printer.report().detail == "offline, paper_low, paper_out, paper_stop"


def test_a_missing_font_is_an_answer_too(simulator, tmp_path):
    config = PrinterConfig(port=str(tmp_path / "tty"), encoding="raster")
    printer = TicketPrinter(make_printer(config, tmp_path / "none.ttf"), "terminal-1")
    assert printer.print(SHEET) == PaperReport(PaperResult.NOT_PRINTED, "ok")
    printer.close()


def test_a_machine_without_a_printer_says_so():
    printer = TicketPrinter(make_printer(PrinterConfig(), None), "terminal-1")
    assert printer.print(SHEET) == PaperReport(PaperResult.NO_PRINTER, "none")
    assert printer.report().state == "none"
    printer.close()
