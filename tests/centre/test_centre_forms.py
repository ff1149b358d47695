"""Forms and files without a database: what is shown, typed and written comes back the same."""

import csv
import io
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.centre.entries import Form
from kiosk.centre.fields import Widget, form_sections, load_words
from kiosk.centre.kinds import KINDS, files_of
from kiosk.centre.telling import compare, tell
from kiosk.domain.live import Notice
from kiosk.domain.procedures import (
    DayKind,
    Fee,
    LegalBasis,
    Material,
    Need,
    Procedure,
    Question,
    Step,
    TimeLimit,
)
from kiosk.shape import shape, unshape

WORDS = load_words()
ZONE = ZoneInfo("Asia/Shanghai")
LOOKUPS = {"service": (("aid", "法律援助"),), "category": (("aid", "法律援助"),)}

line = st.text(st.characters(categories=["L", "N", "P"]), min_size=1, max_size=12)
lines = st.lists(line, max_size=4).map(tuple)
basis = st.builds(LegalBasis, law=line, article=st.just("第三条"), note=line)
procedures = st.builds(
    Procedure,
    slug=st.from_regex(r"[a-z0-9][a-z0-9-]{0,10}", fullmatch=True),
    title=line,
    title_en=line,
    category=st.just("aid"),
    summary=line,
    audience=line,
    conditions=lines,
    materials=st.lists(
        st.builds(
            Material,
            name=line,
            originals=st.integers(0, 9),
            copies=st.integers(0, 9),
            need=st.sampled_from(Need),
            note=line,
            name_en=line,
            note_en=line,
        ),
        max_size=3,
    ).map(tuple),
    steps=st.lists(st.builds(Step, title=line, who=line, detail=line), min_size=1, max_size=3).map(tuple),
    fee=st.builds(Fee, charged=st.booleans(), text=line, basis=line),
    time_limit=st.builds(
        TimeLimit, text=line, statutory_days=st.none() | st.integers(0, 99), kind=st.sampled_from(DayKind)
    ),
    basis=st.lists(basis, min_size=1, max_size=3).map(tuple),
    service=st.just("aid"),
    office=line,
    everyday=lines,
    faq=st.lists(st.builds(Question, question=line, answer=line, answer_en=line), max_size=2).map(tuple),
    summary_en=line,
    conditions_en=lines,
    everyday_en=lines,
    sample=st.booleans(),
)


class Sent(dict):
    """What a request carries, as far as forms ask for it."""

    def getlist(self, key):
        value = self.get(key, [])
        return value if isinstance(value, list) else [value]


def make(kind: str) -> Form:
    cls = KINDS[kind].cls
    return Form(cls, form_sections(cls, WORDS, LOOKUPS), WORDS, ZONE)


def sent(form: Form) -> Sent:
    data = Sent()

    def walk(entries):
        for entry in entries:
            match entry.spec.widget:
                case Widget.GROUP:
                    walk(entry.entries)
                case Widget.ROWS:
                    for row in entry.rows:
                        walk(row.entries)
                case Widget.FLAG:
                    if entry.on:
                        data[entry.name] = "on"
                case Widget.MANY:
                    data[entry.name] = entry.chosen
                case _:
                    data[entry.name] = entry.text

    walk(entry for section in form.sections for entry in section.entries)
    return data


@settings(max_examples=60, deadline=None)
@given(procedures)
def test_any_procedure_goes_through_its_form_unchanged(procedure):
    document = unshape(procedure)
    form = make("procedure").read(sent(make("procedure").fill(document)))
    assert shape(Procedure, form.document({})) == procedure


def test_every_kind_asks_for_its_english_beside_the_chinese():
    labels = {spec.label for s in form_sections(KINDS["slide"].cls, WORDS, {}) for spec in s.fields}
    assert {"标题", "标题（英文）", "正文（英文）"} <= labels
    materials = next(f for s in make("procedure").fill({}).sections for f in s.entries if f.spec.name == "materials")
    assert [f.name for f in materials.spec.fields][:2] == ["name", "name_en"]
    assert not materials.spec.fields[1].required


def test_english_goes_into_the_files_of_a_release():
    duty = {
        "date": "2026-11-23",
        "start": "09:00",
        "end": "12:00",
        "name": "林知远",
        "role": "律师",
        "place": "1号窗口",
    }
    slide = {"slug": "wills", "title": "遗嘱", "body": "亲笔写", "title_en": "Wills", "body_en": "By hand\n\nSigned"}
    files = files_of([("duty", "duty-0001", duty | {"role_en": "Lawyer"}), ("slide", "wills", slide)])
    assert next(csv.DictReader(io.StringIO(files["duty.csv"].decode())))["role_en"] == "Lawyer"
    assert 'body_en = "By hand\\n\\nSigned"' in files["slides/wills.md"].decode()


@settings(max_examples=60, deadline=None)
@given(procedures, procedures)
def test_a_comparison_is_empty_exactly_when_nothing_differs(before, after):
    sections = form_sections(Procedure, WORDS, LOOKUPS)
    assert compare(sections, unshape(before), unshape(before), WORDS) == []
    if before.title != after.title:
        changed = compare(sections, unshape(before), unshape(after), WORDS)
        assert {(one.kind, one.text) for one in changed[0].lines} >= {("removed", before.title), ("added", after.title)}


@settings(max_examples=200, deadline=None)
@given(st.dictionaries(st.sampled_from(["title", "materials.0.name", "materials.x.copies", "fee.text"]), st.text()))
def test_whatever_is_sent_there_is_an_answer_and_never_a_crash(data):
    form = make("procedure").read(Sent(data))
    assert form.document({}) is None
    assert form.faulty()


def test_a_moment_is_typed_in_the_halls_zone_and_kept_in_utc():
    notice = Notice("n", "公告", ends_at=datetime(2026, 11, 23, 1, 30, tzinfo=UTC))
    form = make("notice").fill(unshape(notice))
    typed = sent(form)
    assert typed["ends_at"] == "2026-11-23T09:30"
    again = make("notice").read(typed).document({"withdrawn": False})
    assert shape(Notice, again) == notice


def test_a_preview_leaves_out_what_is_empty():
    document = unshape(Notice("n", "公告"))
    told = tell(form_sections(Notice, WORDS, {}), document, WORDS)
    assert [field.label for section in told for field in section.fields] == ["网址名", "公告内容", "紧急"]


@given(st.lists(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1).map(str.strip), max_size=3))
def test_any_text_survives_in_a_table(names):
    rows = [
        {"date": "2026-01-01", "start": "09:00", "end": "10:00", "name": name, "role": "律师", "place": "大厅"}
        for name in names
    ]
    files = files_of(("duty", f"duty-{n}", row) for n, row in enumerate(rows))
    if not rows:
        assert files == {}
        return
    read = list(csv.DictReader(io.StringIO(files["duty.csv"].decode())))
    assert [row.get("name", "") for row in read] == names


@pytest.mark.parametrize("count", [45])
def test_long_lists_have_pages(sign_in, count):
    from kiosk.centre.models import Item
    from kiosk.domain.clock import SystemClock

    now = SystemClock().now()
    Item.objects.bulk_create(
        Item(kind="slide", slug=f"s{n}", title=f"第{n}张", position=n, document={}, edited_by="x", edited_at=now)
        for n in range(count)
    )
    client = sign_in("editor")
    first = client.get("/?kind=slide").content.decode()
    assert "共 2 页" in first
    assert "kind=slide&amp;page=2" in first
    assert "第44张" in client.get("/?kind=slide&page=2").content.decode()
