import os
import random

from hypothesis import given
from hypothesis import strategies as st

from device.printer.simulator.machine import Cover, Machine, Paper


@given(st.lists(st.one_of(st.binary(max_size=60), st.sampled_from([*Paper, *Cover, True, False])), max_size=30))
def test_any_bytes_and_any_faults_leave_a_printer_that_answers(events):
    printer = Machine(384)
    for event in events:
        match event:
            case bytes():
                printer.receive(event)
            case Paper():
                printer.set(paper=event)
            case Cover():
                printer.set(cover=event)
            case bool():
                printer.set(error=event)
    printer.set(paper=Paper.OK, cover=Cover.CLOSED, error=False)
    printer.receive(b"\x00\x00")  # ends what may be held of a real-time command
    assert printer.receive(b"\x10\x04\x01").endswith(b"\x12")


def test_a_long_run_of_noise():
    rng, printer = random.Random(11), Machine(576)
    left = int(os.environ.get("KIOSK_TORTURE_BYTES", "150000"))
    while left > 0:
        noise = rng.randbytes(500)
        left -= len(noise)
        printer.receive(noise)
        printer.take_receipts()
    printer.receive(b"\x00\x00")
    assert printer.receive(b"\x10\x04\x04").endswith(b"\x12")
