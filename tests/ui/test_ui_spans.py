"""Marks in broken lines: nothing of the text is lost, and exactly the wanted letters are marked."""

import re

from hypothesis import given
from hypothesis import strategies as st

from kiosk.ui.spans import spanned
from kiosk.ui.typeset import break_lines

MARKS = {"link": ("<{n}>", "</>"), "added": ("<+>", "</>")}
TEXTS = st.text("甲乙丙丁，。 ab\n", max_size=60)


@st.composite
def marked_texts(draw):
    text = draw(TEXTS)
    cuts = sorted(draw(st.lists(st.integers(0, len(text)), max_size=6, unique=True)))
    pairs = zip(cuts[::2], cuts[1::2], strict=False)
    return text, tuple((a, b, draw(st.sampled_from(sorted(MARKS)))) for a, b in pairs)


def visible(text):
    return re.sub(r"\s", "", text)


@given(marked_texts(), st.integers(2, 12))
def test_marks_enclose_what_they_mark_and_lose_nothing(marked, width):
    text, spans = marked
    lines = break_lines(text, width, len)
    markup = spanned(lines, text, spans, MARKS)
    assert re.sub(r"<[^>]*>", "", markup) == "\n".join(lines)
    found = re.findall(r"<(\d+|\+)>(.*?)</>", markup, re.DOTALL)
    assert [visible(inside) for _, inside in found] == [visible(text[a:b]) for a, b, _ in spans]
    assert [name for name, _ in found] == [str(n) if kind == "link" else "+" for n, (*_, kind) in enumerate(spans)]


def test_brackets_of_the_text_are_no_markup():
    assert spanned(["[甲]&乙"], "[甲]&乙", ((1, 2, "added"),), MARKS) == "&bl;<+>甲</>&br;&amp;乙"
