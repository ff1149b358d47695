import pytest
import zxingcpp
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from device.errors import DocumentError
from device.printer import Align, Document, Encoding, Pair, Profile, QrCode, Rule, Text
from device.printer.escpos import encode
from device.printer.raster import defuse, draw


@given(st.binary(max_size=400))
def test_no_real_time_command_hides_in_the_dots(dots):
    safe = defuse(dots)
    assert len(safe) == len(dots)
    assert not any(bytes((0x10, code)) in safe for code in (0x04, 0x05, 0x14))
    changed = [at for at, (old, new) in enumerate(zip(dots, safe, strict=True)) if old != new]
    assert all(dots[at] == 0x10 and dots[at + 1] in (4, 5, 0x14) and safe[at] == 0x18 for at in changed)


@pytest.mark.parametrize("width_mm", [58, 80])
def test_rare_names_are_drawn_within_the_paper(width_mm, font):
    profile = Profile(width_mm, Encoding.GB18030, *font)
    names = "㛃㑇䶮𬍛𬸚𠮷骉羴" * 6
    picture = draw(
        Document(
            (Text(names, 2, Align.RIGHT), Pair(names[:6], "100")),
        ),
        profile,
    )
    assert picture.width == profile.dots
    assert picture.mode == "1"
    assert not any(picture.getpixel((picture.width - 1, y)) == 0 for y in range(picture.height))
    assert encode(Document((Text(names),)), profile).count(b"\x1d\x76\x30\x00") >= 3


def test_the_drawn_qr_code_decodes(font):
    picture = draw(Document((QrCode("B005\n云溪县"),)), Profile(58, Encoding.RASTER, *font))
    framed = Image.new("L", (picture.width + 40, picture.height + 40), 255)
    framed.paste(picture.convert("L"), (20, 20))
    (code,) = zxingcpp.read_barcodes(framed)
    assert code.text == "B005\n云溪县"


def test_bold_and_large_text_has_more_ink(font):
    profile = Profile(80, Encoding.RASTER, *font)
    ink = [
        draw(Document((text,)), profile).convert("L").histogram()[0]
        for text in (Text("援助"), Text("援助", bold=True), Text("援助", 2))
    ]
    assert 0 < ink[0] < ink[1] < ink[2]


def test_a_rule_reaches_from_edge_to_edge(font):
    picture = draw(Document((Rule(),)), Profile(80, Encoding.RASTER, *font))
    assert any(all(picture.getpixel((x, y)) == 0 for x in range(576)) for y in range(picture.height))


@pytest.mark.parametrize("name", [None, "nothing.ttf", "text.ttf"])
def test_a_font_that_cannot_be_used_is_named(name, tmp_path):
    (tmp_path / "text.ttf").write_text("not a font")
    profile = Profile(80, Encoding.RASTER, tmp_path / name if name else None)
    with pytest.raises(DocumentError, match=name or "no font"):
        encode(Document((Text("字"),)), profile)
