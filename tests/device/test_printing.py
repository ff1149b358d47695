"""The real driver on a real pty, with the simulated printer behind it."""

import fcntl
import os
import pty
import random
import socket
import threading
import time
from contextlib import contextmanager
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image
from printer_bench import QUICK, torture, until

from device.printer import (
    Align,
    Document,
    Evidence,
    Feed,
    Flag,
    Outcome,
    Pair,
    PortSettings,
    Printer,
    Profile,
    QrCode,
    Rule,
    State,
    Text,
    Timing,
)

LONG = tuple(Text(f"第{n}条 为了让纸长一些，这里有许多字，许多字，许多字，许多字。") for n in range(200))


def ticket(number, *more):
    return Document(
        (
            Text("公共法律服务中心", 2, Align.CENTRE, bold=True),
            Rule(),
            Text(number, 5, Align.CENTRE, bold=True),
            Pair("业务", "法律援助"),
            QrCode(f"{number}\n云溪县\n法律援助"),
            Feed(2),
            *more,
        )
    )


def copies(bench, number):
    return sum(number in paper["lines"] for paper in bench.tickets())


@contextmanager
def when_received(bench, count, line):
    """Tell the simulator something as soon as it has taken so many bytes more."""
    wanted = bench.tell("status")["received_bytes"] + count

    def watch():
        until(lambda: bench.tell("status")["received_bytes"] >= wanted, f"{count} bytes")
        bench.tell(line)

    watcher = threading.Thread(target=watch)
    watcher.start()
    yield
    watcher.join()


@pytest.mark.parametrize("width_mm", [58, 80])
def test_a_ticket_is_confirmed_and_lies_in_the_tray(make_bench, width_mm):
    bench = make_bench(width_mm=width_mm)
    result = bench.printer().print(ticket("B005"))
    assert (result.outcome, result.evidence, result.status.state) == (
        Outcome.CONFIRMED,
        Evidence.PROCESS_ID,
        State.OK,
    )
    (paper,) = bench.tickets()
    assert "B005" in paper["lines"]
    assert paper["qr"] == ["B005\n云溪县\n法律援助"]
    assert (paper["broken_lines"], paper["unknown"]) == (0, [])


@pytest.mark.parametrize("encoding", ["gb18030", "raster"])
def test_the_qr_code_on_the_drawn_paper_decodes(bench, encoding):
    assert bench.printer(encoding=encoding).print(ticket("B005")).outcome is Outcome.CONFIRMED
    for name in ("ticket-000001.png", "latest.png"):
        (code,) = zxingcpp.read_barcodes(Image.open(bench.paper / name))
        assert code.text == "B005\n云溪县\n法律援助"


def test_a_printer_without_process_ids_is_confirmed_by_weaker_evidence(make_bench):
    bench = make_bench(process_ids=False)
    result = bench.printer().print(ticket("B006"))
    assert (result.outcome, result.evidence) == (Outcome.CONFIRMED, Evidence.STATUS)
    assert copies(bench, "B006") == 1


@pytest.mark.parametrize(
    ("break_it", "mend_it", "state"),
    [
        ("paper out", "paper ok", State.OUT),
        ("cover open", "cover closed", State.COVER),
        ("error on", "error off", State.ERROR),
        ("unplug", "plug", State.OFFLINE),
    ],
)
class TestFaults:
    def test_before_a_ticket_nothing_is_sent(self, bench, break_it, mend_it, state):
        printer = bench.printer()
        bench.tell(break_it)
        result = printer.print(ticket("C001"))
        assert (result.outcome, result.status.state) == (Outcome.FAILED, state)
        bench.tell(mend_it)
        assert printer.status().state is State.OK
        assert copies(bench, "C001") == 0
        assert printer.print(ticket("C001")).outcome is Outcome.CONFIRMED
        assert copies(bench, "C001") == 1

    def test_in_the_middle_it_is_uncertain_and_the_next_one_comes_out_whole(self, bench, break_it, mend_it, state):
        printer = bench.printer()
        assert printer.status().state is State.OK
        if break_it == "unplug":
            result = self._unplug_while_printing(bench, printer)
        else:
            bench.tell(f"{break_it} after 120")
            result = printer.print(ticket("C002", *LONG))
        assert (result.outcome, result.status.state) == (Outcome.UNCERTAIN, state)
        assert copies(bench, "C002") == 0
        bench.tell(mend_it)
        assert printer.print(ticket("C003")).outcome is Outcome.CONFIRMED
        (paper,) = [paper for paper in bench.tickets() if "C003" in paper["lines"]]
        assert paper["qr"] == ["C003\n云溪县\n法律援助"]

    def _unplug_while_printing(self, bench, printer):
        bench.tell("baud 19200")
        with when_received(bench, 500, "unplug"):
            result = printer.print(ticket("C002", *LONG))
        bench.tell("baud 0")
        return result

    def test_after_a_ticket_it_stays_confirmed(self, bench, break_it, mend_it, state):
        printer = bench.printer()
        assert printer.print(ticket("C004")).outcome is Outcome.CONFIRMED
        bench.tell(break_it)
        assert printer.status().state is state
        bench.tell(mend_it)
        assert printer.status().state is State.OK
        assert copies(bench, "C004") == 1


def test_low_paper_prints_and_says_so(bench):
    bench.tell("paper low")
    result = bench.printer().print(ticket("D001"))
    assert (result.outcome, result.status.state) == (Outcome.CONFIRMED, State.LOW)


def test_paper_that_ends_mid_ticket_comes_out_after_a_new_roll(bench):
    printer = bench.printer()
    bench.tell("paper out after 60")
    assert printer.print(ticket("D002")).outcome is Outcome.UNCERTAIN
    assert copies(bench, "D002") == 0
    bench.tell("paper ok")  # the rest waited in the printer's buffer
    assert copies(bench, "D002") == 1
    assert printer.print(ticket("D003")).outcome is Outcome.CONFIRMED
    assert len(bench.tickets()) == 2  # and no empty piece of paper in between


def mend(bench):
    """Mend what is broken, and what breaks while the rest comes out of the printer's buffer."""
    while not (status := bench.tell("status"))["online"] or status["buffered_bytes"]:
        for line in ("error off", "cover closed", "paper ok"):
            bench.tell(line)


def test_no_ticket_is_lost_in_silence(bench):
    """Faults at random bytes: what is confirmed lies in the tray once, what failed never does."""
    rng, printer = random.Random(5), bench.printer()
    jobs = torture(25)
    for job in range(jobs):
        number = f"T{job:04d}"
        fault = rng.choice(("paper out", "cover open", "error on", "paper low", ""))
        if fault:
            after = rng.choice(("", f" after {rng.randrange(1, 520)}"))
            bench.tell(fault + after)
        outcome = printer.print(ticket(number)).outcome
        printed = copies(bench, number)
        assert printed == {Outcome.CONFIRMED: 1, Outcome.FAILED: 0}.get(outcome, printed), number
        mend(bench)
        assert copies(bench, number) == (0 if outcome is Outcome.FAILED else 1), number
    assert bench.tell("status")["tickets"] >= jobs // 2


def test_unplugging_again_and_again_leaves_nothing_open(bench):
    printer = bench.printer()
    assert printer.status().state is State.OK
    open_files = len(list(Path("/proc/self/fd").iterdir()))
    for _ in range(torture(20)):
        bench.tell("unplug")
        assert printer.status().flags == {Flag.NO_PORT}
        bench.tell("plug")
        assert printer.status().state is State.OK
    assert len(list(Path("/proc/self/fd").iterdir())) == open_files


@pytest.mark.parametrize(
    ("flow", "outcome"),
    [
        ("none", Outcome.UNCERTAIN),  # what it does with the bytes nobody knows
        ("xonxoff", Outcome.FAILED),  # it said XOFF: not even the question went out
    ],
)
def test_a_stalled_printer_holds_nobody_longer_than_the_time_outs(bench, flow, outcome):
    printer = bench.printer(flow=flow, write_timeout_s=0.5)
    assert printer.status().state is State.OK
    bench.tell("stall on")
    start = time.monotonic()
    result = printer.print(ticket("E001", *LONG[:60]))
    assert time.monotonic() - start < 6.0
    assert (result.outcome, result.status.state) == (outcome, State.UNKNOWN)
    bench.tell("stall off")
    assert printer.print(ticket("E002")).outcome is Outcome.CONFIRMED
    (paper,) = [paper for paper in bench.tickets() if "E002" in paper["lines"]]
    assert paper["qr"] == ["E002\n云溪县\n法律援助"]


def test_a_job_broken_off_inside_a_raster_band_does_not_eat_the_next_one(bench):
    printer = bench.printer(encoding="raster", write_timeout_s=0.3)
    bench.tell("baud 115200")
    with when_received(bench, 5000, "stall on"):
        assert printer.print(ticket("E003", *LONG[:20])).outcome is Outcome.UNCERTAIN
    bench.tell("baud 0")
    bench.tell("stall off")
    assert printer.print(ticket("E004")).outcome is Outcome.CONFIRMED
    (code,) = zxingcpp.read_barcodes(Image.open(bench.paper / "latest.png"))
    assert code.text.startswith("E004")


def test_slow_wire_is_waited_for(bench):
    bench.tell("baud 4800")
    timing = Timing(reply_s=1.0, quiet_s=0.5, finish_s=5.0, grace_s=0.1, poll_s=0.1)
    assert bench.printer(timing, baudrate=4800).print(ticket("F001")).outcome is Outcome.CONFIRMED


def test_one_port_has_one_driver(bench):
    first, second = bench.printer(), bench.printer()
    assert first.status().state is State.OK
    assert second.print(ticket("G001")).outcome is Outcome.FAILED
    first.close()
    assert second.print(ticket("G001")).outcome is Outcome.CONFIRMED


def test_two_threads_get_two_whole_tickets(bench):
    printer, results = bench.printer(), []
    threads = [
        threading.Thread(target=lambda n=n: results.append(printer.print(ticket(f"H00{n}")).outcome)) for n in (1, 2, 3)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert results == [Outcome.CONFIRMED] * 3
    assert [copies(bench, f"H00{n}") for n in (1, 2, 3)] == [1, 1, 1]


def test_a_network_printer_that_never_answers_gets_its_ticket_but_is_not_believed():
    received = bytearray()
    with socket.create_server(("127.0.0.1", 0)) as server:

        def take():
            connection, _ = server.accept()
            with connection:
                while data := connection.recv(4096):
                    received.extend(data)

        reader = threading.Thread(target=take)
        reader.start()
        printer = Printer(PortSettings(f"socket://127.0.0.1:{server.getsockname()[1]}"), Profile(80), QUICK)
        result = printer.print(ticket("J001"))
        printer.close()
        reader.join(timeout=5)
    assert (result.outcome, result.status.state) == (Outcome.UNCERTAIN, State.UNKNOWN)
    assert b"J001" in received


@pytest.mark.parametrize("url", ["/nowhere/tty", "nonsense://x", "socket://127.0.0.1:1", "/dev/null"])
def test_a_port_that_cannot_be_opened_is_an_answer(url):
    printer = Printer(PortSettings(url), Profile(80), QUICK)
    result = printer.print(ticket("K001"))
    assert (result.outcome, result.status.flags) == (Outcome.FAILED, {Flag.NO_PORT})


def test_a_port_that_another_program_holds_is_busy_not_gone():
    device, terminal = pty.openpty()
    with Path(os.ttyname(terminal)).open("rb+", buffering=0) as other:
        fcntl.flock(other, fcntl.LOCK_EX)
        printer = Printer(PortSettings(os.ttyname(terminal)), Profile(80), QUICK)
        result = printer.print(ticket("K002"))
        assert (result.outcome, result.status.flags) == (Outcome.FAILED, {Flag.PORT_BUSY})
        assert result.status.state is State.OFFLINE
    assert printer.status().state is State.UNKNOWN  # it opens, and nobody answers
    printer.close()
    os.close(device)
    os.close(terminal)


def test_an_echo_is_no_printer():
    printer = Printer(PortSettings("loop://"), Profile(80), QUICK)
    assert printer.status().state is State.UNKNOWN
    assert printer.print(ticket("L001")).outcome is not Outcome.CONFIRMED
