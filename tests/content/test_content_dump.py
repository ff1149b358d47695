"""What is dumped is read back the same."""

import tomllib
from dataclasses import replace
from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from kiosk.content.dump import dump_hall, dump_list, dump_notice, dump_procedure, dump_slide
from kiosk.content.files import load_content
from kiosk.content.lines import TomlLines
from kiosk.content.reading import Reader
from kiosk.domain.live import Notice, Slide
from kiosk.domain.procedures import (
    DayKind,
    Fee,
    LegalBasis,
    Material,
    Need,
    Origin,
    Procedure,
    Question,
    Step,
    TimeLimit,
)

texts = st.text(max_size=20)
# what an editor may type into a body: new lines are new lines, the ends are trimmed
bodies = texts.map(lambda text: text.replace("\r", "").strip())
counts = st.integers(0, 10)
materials = st.builds(
    Material, texts, counts, counts, st.sampled_from(Need), st.sampled_from(Origin), texts, name_en=texts, note_en=texts
)
fees = st.builds(Fee, st.booleans(), texts, st.text(min_size=1, max_size=9), text_en=texts, basis_en=texts)
limits = st.builds(TimeLimit, texts, st.none() | counts, st.none() | counts, st.sampled_from(DayKind))
bases = st.builds(LegalBasis, texts, texts, texts, texts)


def several(strategy, least=0):
    return st.lists(strategy, min_size=least, max_size=3).map(tuple)


steps = st.one_of(
    st.builds(Step, *[texts] * 4, title_en=texts, who_en=texts, detail_en=texts, limit_en=texts),
    st.builds(Step, *[texts] * 4, *[texts.filter(bool)] * 4),
)
procedures = st.builds(
    Procedure,
    slug=st.just("aid"),
    title=texts,
    title_en=texts,
    category=texts,
    summary=texts,
    audience=texts,
    conditions=several(texts),
    materials=several(materials),
    steps=several(steps, 1),
    fee=fees,
    time_limit=limits,
    basis=several(bases, 1),
    service=texts,
    office=texts,
    everyday=several(texts),
    result=texts,
    task_type=texts,
    phone=texts,
    complaints=texts,
    url=texts,
    faq=several(st.builds(Question, *[texts] * 4)),
    body=bodies,
    sample=st.booleans(),
    conditions_en=several(texts),
    everyday_en=several(texts),
    body_en=texts,
)


def read(folder, text, cls, name="slug", body="body"):
    (folder / "aid.md").write_bytes(text.encode())
    reader = Reader(folder)
    entry = reader.document("aid.md", cls, name, body)
    assert reader.faults == []
    return entry.value


@given(procedure=procedures)
def test_a_procedure_survives_the_round_trip(tmp_path_factory, procedure):
    assert read(tmp_path_factory.mktemp("dump"), dump_procedure(procedure), Procedure) == procedure


@given(slide=st.builds(Slide, st.just("aid"), texts, bodies, st.integers(1, 99), texts, texts, texts, texts))
def test_a_slide_survives_the_round_trip(tmp_path_factory, slide):
    assert read(tmp_path_factory.mktemp("dump"), dump_slide(slide), Slide) == slide


def test_a_notice_survives_the_round_trip(tmp_path):
    ends_at = datetime(2026, 11, 23, 9, tzinfo=UTC)
    notice = Notice("aid", "下午停电", emergency=True, board="b1", ends_at=ends_at, text_en="No power this afternoon")
    assert read(tmp_path, dump_notice(notice), Notice, "id", "text") == notice


def test_hall_and_lists_survive_the_round_trip(source):
    content = load_content(source)
    changed = replace(content.services[0], bring=("身份证", '有"引号"的纸'))
    (source / "hall.toml").write_text(dump_hall(content.hall), "utf-8")
    (source / "services.toml").write_text(dump_list((changed, content.services[1])), "utf-8")
    (source / "counters.toml").write_text(dump_list(content.counters), "utf-8")
    (source / "categories.toml").write_text(dump_list(content.categories), "utf-8")
    assert load_content(source) == replace(content, services=(changed, content.services[1]))


@given(procedure=procedures)
def test_lines_of_a_dumped_procedure_are_found(procedure):
    head = dump_procedure(procedure).split("+++\n")[1]
    lines = TomlLines(head)
    for index, step in enumerate(procedure.steps):
        line = head.split("\n")[lines.line(f"steps[{index}].title") - 1]
        assert tomllib.loads(line) == {"title": step.title}


def test_lines_inside_long_texts_are_not_taken_for_keys():
    lines = TomlLines('text = """\nother = 1\n"""\nother = 2\nlist = [1,\n 2]')
    assert (lines.line("other"), lines.line("list[1]"), lines.line("none")) == (4, 5, 1)
