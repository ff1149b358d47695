"""A procedure as text for QR codes."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_paper import HALL, PROCEDURE

from device.printer.document import QR_BYTES_MAX
from device.printer.qr import modules
from kiosk.content.files import load_content
from kiosk.domain.procedures import Material, Step
from kiosk.files import shipped
from kiosk.paper.carry import CODE_BYTES, checklist_texts, materials_text
from kiosk.paper.texts import CUT, fitting, shortened, size_of
from kiosk.strings import Strings

ZH = Strings("zh", strict=True)
LARGEST_VERSION = 21  # 101 modules: with margin 109, which a phone still reads from 0.8 mm modules


def test_a_short_checklist_is_one_code():
    (text,) = checklist_texts(PROCEDURE, HALL, ZH, frozenset({0}), limit_bytes=QR_BYTES_MAX)
    lines = text.split("\n")
    assert lines[:3] == ["申请法律援助", "要带的材料", "√身份证（原件1份，复印件2份）"]
    assert "□困难说明（原件1份，可以以后补）" in lines
    assert "地点：云溪县公共法律服务中心，清泉路18号" in lines
    assert lines[-1].endswith("12348")


def test_a_long_one_is_cut_between_lines_and_says_so():
    many = tuple(Material(f"材料{i}，" + "很长的名字" * 4, originals=1) for i in range(20))
    texts = checklist_texts(replace(PROCEDURE, materials=many), HALL, ZH)
    assert len(texts) > 2
    for place, text in enumerate(texts, start=1):
        assert text.startswith(f"申请法律援助 {place}/{len(texts)}\n")
        assert size_of(text) <= CODE_BYTES
        assert CUT not in text
        assert not text.endswith("怎么办")
    carried = "\n".join(texts)
    assert all(f"□{m.name}（原件1份）" in carried for m in many)


def test_every_sample_procedure_can_be_carried_in_three_codes_at_most():
    content = load_content(shipped("assets", "sample"))
    for procedure in content.procedures:
        texts = checklist_texts(procedure, content.hall, ZH)
        assert len(texts) <= 3, procedure.slug
        for text in (*texts, materials_text(procedure, ZH)):
            assert size_of(text) <= CODE_BYTES
            assert (len(modules(text)) - 17) / 4 <= LARGEST_VERSION
        carried = "\n".join(texts)
        assert all(m.name in carried for m in procedure.materials)
        assert all(s.title in carried for s in procedure.steps)


names = st.text(
    st.characters(codec="utf-8", exclude_characters="\n\r", exclude_categories=["Cs"]), min_size=1, max_size=400
)


@given(st.lists(names, max_size=6), st.lists(names, min_size=1, max_size=6))
def test_no_text_is_too_much(materials, steps):
    procedure = replace(
        PROCEDURE, materials=tuple(map(Material, materials)), steps=tuple(Step(title, "") for title in steps)
    )
    texts = checklist_texts(procedure, HALL, ZH)
    assert all(0 < size_of(text) <= CODE_BYTES for text in texts)


@given(st.lists(names, max_size=8), st.integers(10, 300))
def test_fitting_keeps_whole_lines(lines, limit):
    text = fitting(lines, limit)
    assert size_of(text) <= max(limit, size_of(CUT))
    kept = text.split("\n") if text else []
    assert kept == lines or (kept[-1] == CUT and kept[:-1] == lines[: len(kept) - 1])


@pytest.mark.parametrize(
    ("line", "limit", "short"), [("甲乙丙", 9, "甲乙丙"), ("甲乙丙丁", 9, "甲乙…"), ("甲乙丙丁", 11, "甲乙…")]
)
def test_a_line_is_cut_at_a_whole_character(line, limit, short):
    assert shortened(line, limit) == short
