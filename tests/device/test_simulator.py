"""The simulated printer from outside: as a process, by its sockets, and by the bytes of the manual."""

import json
import os
import select
import signal
import socket
import subprocess
import sys
import time
import tty

import pytest
from PIL import Image
from printer_bench import FONT, FONT_INDEX, QUICK, until

from device.errors import DeviceError, SimulatorError
from device.printer import Document, Outcome, PortSettings, Printer, Profile, State, Text
from device.printer.simulator import PaperSimulator, SimulatorSettings
from device.printer.simulator.machine import BUFFER_BYTES, Machine, Paper


def ask(path, line):
    with socket.socket(socket.AF_UNIX) as client:
        client.settimeout(5)
        client.connect(str(path))
        client.sendall(line.encode() + b"\n")
        return json.loads(client.makefile().readline())


@pytest.fixture
def process(short_path):
    command = [sys.executable, "-m", "device.printer.simulator", "--link", short_path / "tty"]
    command += ["--paper", short_path / "paper", "--control", short_path / "control", "--width", "58"]
    with subprocess.Popen(command, stderr=subprocess.PIPE) as started:
        until((short_path / "control").exists, "the control socket")
        yield started
        if started.poll() is None:
            started.kill()


def test_the_process_prints_obeys_and_leaves_nothing_behind(process, short_path):
    printer = Printer(PortSettings(str(short_path / "tty")), Profile(58), QUICK)
    assert printer.print(Document((Text("号码A001"),))).outcome is Outcome.CONFIRMED
    words = json.loads((short_path / "paper/ticket-000001.json").read_text("utf-8"))
    assert words["lines"] == ["号码A001"]
    assert Image.open(short_path / "paper/latest.png").width > 384
    assert ask(short_path / "control", "paper out")["online"] is False
    assert printer.status().state is State.OUT
    assert ask(short_path / "control", "status")["tickets"] == 1
    printer.close()
    process.send_signal(signal.SIGTERM)
    assert process.wait(timeout=10) == 0
    assert sorted(path.name for path in short_path.iterdir()) == ["paper"]


@pytest.mark.parametrize("line", ["", "paper", "paper wet", "dance", "cover", "baud fast", "paper out after lunch"])
def test_wrong_commands_are_answered(bench, line):
    assert "error" in ask(bench.control, line)
    with pytest.raises(SimulatorError):
        bench.tell(line)
    assert bench.tell("status")["online"] is True


def test_numbers_go_on_after_a_restart(make_bench, short_path):
    settings = SimulatorSettings(short_path / "tty", short_path / "paper", FONT, FONT_INDEX)
    for count in (1, 2):
        with PaperSimulator(settings):
            printer = Printer(PortSettings(str(short_path / "tty")), Profile(80), QUICK)
            assert printer.print(Document((Text("x"),))).outcome is Outcome.CONFIRMED
            printer.close()
        assert len(list((short_path / "paper").glob("ticket-*.png"))) == count


def test_a_missing_font_and_a_taken_place_are_named(short_path):
    with pytest.raises(DeviceError, match=r"none\.ttf"):
        PaperSimulator(SimulatorSettings(short_path / "tty", short_path / "paper", short_path / "none.ttf"))
    (short_path / "tty").mkdir()
    simulator = PaperSimulator(SimulatorSettings(short_path / "tty", short_path / "paper", FONT, FONT_INDEX))
    with pytest.raises(SimulatorError, match="tty"):
        simulator.start()


def raw(port, data, size):
    """Send bytes to the port; return the answer's bytes."""
    descriptor = os.open(port, os.O_RDWR | os.O_NOCTTY)
    try:
        tty.setraw(descriptor)
        os.write(descriptor, data)
        answer, deadline = b"", time.monotonic() + 5
        while len(answer) < size and time.monotonic() < deadline:
            if select.select([descriptor], [], [], 0.1)[0]:
                answer += os.read(descriptor, 100)
        return answer
    finally:
        os.close(descriptor)


def test_it_answers_the_bytes_of_the_manual(bench):
    questions = b"\x10\x04\x01\x10\x04\x02\x10\x04\x03\x10\x04\x04"
    assert raw(bench.port, questions, 4) == b"\x12\x12\x12\x12"
    bench.tell("paper low")
    assert raw(bench.port, questions + b"\x1d\x72\x01", 5) == b"\x12\x12\x12\x1e\x03"
    bench.tell("paper out")
    assert raw(bench.port, questions, 4) == b"\x1a\x32\x12\x7e"
    bench.tell("paper ok")
    bench.tell("cover open")
    assert raw(bench.port, questions, 4) == b"\x1a\x16\x12\x12"
    bench.tell("cover closed")
    assert raw(bench.port, b"\x1d\x28\x48\x06\x00\x30\x30wxyz", 7) == b"\x37\x22wxyz\x00"


def machine(**options):
    return Machine(576, **options)


def test_automatic_status_comes_at_once_and_on_change():
    printer = machine()
    assert printer.receive(b"\x1d\x61\x0f") == b"\x10\x00\x00\x00"
    assert printer.set(paper=Paper.OUT) == b"\x18\x00\x0f\x00"
    assert printer.set(paper=Paper.OUT) == b""
    assert printer.set(paper=Paper.OK) == b"\x10\x00\x00\x00"


def test_out_of_paper_it_keeps_four_kilobytes_and_says_xoff():
    printer = machine()
    printer.set(paper=Paper.OUT)
    assert printer.receive(b"a" * (BUFFER_BYTES - 129)) == b""
    assert printer.receive(b"a") == b"\x13"
    assert printer.receive(b"a" * 200) == b""
    assert (printer.buffered_bytes, printer.discarded_bytes) == (BUFFER_BYTES, 72)
    assert printer.receive(b"\x10\x04\x04") == b"\x7e"  # still answered at once
    assert printer.buffered_bytes == BUFFER_BYTES
    assert printer.set(paper=Paper.OK) == b"\x11"
    printer.receive(b"\x1d\x56\x42\x00")
    (receipt,) = printer.take_receipts()
    assert sum(map(len, receipt.lines)) == BUFFER_BYTES


def test_a_printer_without_hanzi_mode_prints_nonsense():
    printer = machine()
    printer.receive("号\n".encode("gb18030") + b"\x1d\x56\x00")
    (receipt,) = printer.take_receipts()
    assert receipt.lines != ["号"]


def test_a_clone_does_not_answer_process_ids():
    assert machine(process_ids=False).receive(b"\x1d\x28\x48\x06\x00\x30\x30wxyz\x1d\x72\x01") == b"\x00"


def test_clearing_throws_the_waiting_bytes_away():
    printer = machine()
    printer.set(error=True)
    printer.receive(b"lost\n")
    printer.receive(b"\x10\x05\x02kept\n\x1d\x56\x00")
    assert [receipt.lines for receipt in printer.take_receipts()] == [["kept"]]


def test_unknown_commands_are_reported_not_fatal():
    printer = machine()
    printer.receive(b"\x1b\x7fone\n\x1d\x7f\x1c\x7ftwo\n\x1d\x56\x00")
    (receipt,) = printer.take_receipts()
    assert receipt.lines == ["one", "two"]
    assert receipt.unknown == (b"\x1b\x7f", b"\x1d\x7f", b"\x1c\x7f")


def test_a_line_that_is_too_long_is_broken_by_the_printer():
    printer = machine()
    printer.receive(b"a" * 50 + b"\n\x1d\x56\x00")
    (receipt,) = printer.take_receipts()
    assert [len(line) for line in receipt.lines] == [48, 2]
    assert receipt.items[0].full
