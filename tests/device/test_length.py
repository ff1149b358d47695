"""What is said of a document's length is what it takes when it is drawn."""

from hypothesis import given
from hypothesis import strategies as st
from printer_bench import FONT, FONT_INDEX

from device.printer import Align, Document, Encoding, Feed, Pair, Profile, QrCode, Rule, Text
from device.printer.document import DOTS_PER_MM
from device.printer.length import length_mm
from device.printer.raster import draw

texts = st.text("案例，。aB 1\n", max_size=120)
blocks = st.one_of(
    st.builds(Text, texts, st.integers(1, 3), st.sampled_from(Align)),
    st.builds(Text, texts, indent=st.integers(2, 8), marker=st.just("·")),
    st.builds(Pair, texts, texts),
    st.builds(QrCode, st.text("案例a", min_size=1, max_size=80)),
    st.builds(Feed, st.integers(1, 20)),
    st.just(Rule()),
)


@given(st.lists(blocks, min_size=1, max_size=6), st.sampled_from([58, 80]))
def test_a_document_is_as_long_as_it_is_drawn(blocks, width_mm):
    document, profile = Document(tuple(blocks)), Profile(width_mm, Encoding.RASTER, FONT, FONT_INDEX)
    assert length_mm(document, profile) == round(draw(document, profile).height / DOTS_PER_MM)
