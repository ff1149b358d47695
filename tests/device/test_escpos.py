from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from device.printer import Align, Document, Encoding, Feed, Pair, Profile, QrCode, Rule, Text, commands
from device.printer.escpos import encode, needs_drawing
from device.printer.simulator.interpreter import AskPaper, AskProcessId, Cut, Interpreter
from device.printer.simulator.receipt import Line, Raster, Symbol
from device.printer.wrap import columns_of, indented, pair_lines

WIDTHS = st.sampled_from((58, 80))
# what a printer's two-byte font holds (the middle dot of gb2312 has moved); spaces at the edges of a line do not survive a line break
PRINTABLE = st.text(
    alphabet=st.characters(codec="gb2312", exclude_categories=("Cc", "Cf", "Zs", "Zl", "Zp"), exclude_characters="・"),
    max_size=60,
)
BLOCKS = st.one_of(
    st.builds(Text, PRINTABLE, st.integers(1, 8), st.sampled_from(Align), st.booleans()),
    st.builds(Text, PRINTABLE, indent=st.integers(0, 8), marker=st.sampled_from(("", "□", "1."))),
    st.builds(Pair, PRINTABLE, PRINTABLE, st.booleans()),
    st.builds(QrCode, st.text(min_size=1, max_size=60).filter(lambda t: t.isprintable()), st.integers(1, 16)),
    st.builds(Rule),
    st.builds(Feed, st.integers(1, 100)),
)


def interpret(data, width_mm, pieces=None):
    interpreter = Interpreter(Profile(width_mm).dots)
    actions = []
    for piece in pieces or [data]:
        actions += interpreter.feed(piece)
    assert interpreter.held_bytes == 0
    return actions


def expected_lines(document, columns):
    for block in document.blocks:
        if isinstance(block, Text):
            yield from indented(block.text, columns // block.size, block.indent, block.marker)
        elif isinstance(block, Pair):
            yield from pair_lines(block.left, block.right, columns)
        elif isinstance(block, Rule):
            yield "-" * columns


@given(st.lists(BLOCKS, max_size=8), WIDTHS)
def test_what_is_encoded_comes_out_on_paper(blocks, width_mm):
    document, profile = Document(tuple(blocks)), Profile(width_mm)
    (cut,) = interpret(encode(document, profile), width_mm)
    wanted = [line.rstrip() for line in expected_lines(document, profile.columns) if line.strip()]
    assert cut.receipt.lines == wanted
    assert cut.receipt.qr == [block.data for block in blocks if isinstance(block, QrCode)]
    assert cut.receipt.unknown == ()


@given(st.lists(BLOCKS, max_size=8), WIDTHS)
def test_nothing_goes_beyond_the_paper(blocks, width_mm):
    profile = Profile(width_mm)
    (cut,) = interpret(encode(Document(tuple(blocks)), profile), width_mm)
    for item in cut.receipt.items:
        if isinstance(item, Line):
            assert not item.full
            assert sum(columns_of(run.text) * run.wide for run in item.runs) <= profile.columns
        if isinstance(item, Symbol):
            assert item.module_dots * (len(_matrix(item)) + 8) <= profile.dots or item.module_dots == 1


def _matrix(symbol):
    from device.printer import qr

    return qr.modules(symbol.data.decode())


@settings(max_examples=40)
@given(st.lists(BLOCKS, max_size=5), st.data())
def test_pieces_of_any_size_give_the_same_paper(blocks, data):
    encoded = encode(Document(tuple(blocks)), Profile(80), b"0001")
    cuts = sorted(data.draw(st.lists(st.integers(0, len(encoded)), max_size=10)))
    edges = [0, *cuts, len(encoded)]
    pieces = [encoded[a:b] for a, b in pairwise(edges)]
    assert interpret(encoded, 80, pieces) == interpret(encoded, 80)


def test_the_questions_follow_the_cut():
    cut, mark, paper = interpret(encode(Document((Text("一"),)), Profile(80), b"ab~ "), 80)
    assert isinstance(cut, Cut)
    assert mark == AskProcessId(b"ab~ ")
    assert paper == AskPaper()


def test_a_ticket_is_a_few_hundred_bytes_from_named_commands():
    data = encode(Document((Text("号", 2, Align.CENTRE, bold=True),)), Profile(80))
    assert data == (
        commands.INIT
        + commands.HANZI_ON
        + commands.ALIGN_CENTRE
        + commands.size(2)
        + commands.line_spacing(63)
        + commands.BOLD_ON
        + "号".encode("gb18030")
        + commands.LINE_FEED
        + commands.CUT
    )


def test_bytes_are_those_of_the_manual():
    assert commands.size(3) == bytes.fromhex("1d2122")
    assert commands.feed(300) == bytes.fromhex("1b4aff1b4a2d")
    assert commands.raster(72, 24, b"") == bytes.fromhex("1d76300048001800")
    assert commands.qr_store(b"ab") == bytes.fromhex("1d286b0500315030") + b"ab"
    assert commands.ask_process_id(b"0007") == bytes.fromhex("1d284806003030") + b"0007"


@given(st.integers(0, 95**4 - 1), st.integers(0, 95**4 - 1))
def test_process_ids_differ_and_are_printable(one, other):
    assert (commands.process_id(one) == commands.process_id(other)) == (one == other)
    assert commands.ask_process_id(commands.process_id(one))


def test_a_process_id_of_other_bytes_is_refused():
    with pytest.raises(ValueError, match="four bytes"):
        commands.ask_process_id(b"\x00abc")


def test_a_rare_character_without_a_font_becomes_the_missing_sign():
    document = Document((Text("王㛃"),))
    assert needs_drawing(document)
    (cut,) = interpret(encode(document, Profile(80)), 80)
    assert cut.receipt.lines == ["王〓"]


def test_control_characters_cannot_smuggle_commands():
    (cut,) = interpret(encode(Document((Text("a\x1bm\x10\x14\x08b\x1d"),)), Profile(80)), 80)
    assert cut.receipt.unknown == ()
    assert cut.receipt.lines == ["a m b"]


def test_raster_encoding_draws_everything(font):
    profile = Profile(58, Encoding.RASTER, *font)
    (cut,) = interpret(encode(Document((Text("号码", 2), Rule(), QrCode("x"))), profile), 58)
    assert cut.receipt.lines == []
    assert all(isinstance(item, Raster) and item.row_bytes == 48 for item in cut.receipt.items)
    assert any(any(item.dots) for item in cut.receipt.items)


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: Text("a", 9), "size"),
        (lambda: Text("a", 2, indent=3), "indent"),
        (lambda: QrCode("字" * 300), "QR"),
        (lambda: QrCode(""), "QR"),
        (lambda: Feed(0), "feed"),
        (lambda: Profile(72), "72"),
    ],
)
def test_impossible_blocks_are_refused(make, message):
    with pytest.raises(ValueError, match=message):
        make()
