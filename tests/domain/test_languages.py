"""One content value in two languages: what an English reader reads, and which texts have no English yet."""

from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.languages import Translation, in_language, translations
from kiosk.domain.procedures import Fee, LegalBasis, Material, Need, Procedure, Question, Step, TimeLimit

MATERIAL = Material("身份证", copies=2, need=Need.LATER, note="原件", name_en="Identity card")
PROCEDURE = Procedure(
    slug="aid",
    title="申请援助",
    title_en="Apply for aid",
    category="aid",
    summary="请律师",
    audience="困难的人",
    conditions=("困难", "没有律师"),
    materials=(MATERIAL,),
    steps=(Step("取号", "您", title_en="Take a ticket", who_en="You"),),
    fee=Fee(False, "不收费", text_en="Free"),
    time_limit=TimeLimit("七天", 7, text_en="7 days"),
    basis=(LegalBasis("法律援助法", "第四十三条", "七天"),),
    service="aid",
    office="援助中心",
    faq=(Question("多少钱？", "不收费", "How much?", "Nothing"),),
    conditions_en=("In need", "No lawyer yet"),
)


def test_english_readers_read_english_down_to_the_last_row():
    read = in_language(PROCEDURE, "en")
    assert (read.title, read.conditions) == ("Apply for aid", ("In need", "No lawyer yet"))
    assert (read.steps[0].title, read.steps[0].who) == ("Take a ticket", "You")
    assert (read.fee.text, read.time_limit.text) == ("Free", "7 days")
    assert (read.faq[0].question, read.faq[0].answer) == ("How much?", "Nothing")
    assert read.materials[0].name == "Identity card"


def test_chinese_stands_where_there_is_no_english():
    read = in_language(PROCEDURE, "en")
    assert (read.summary, read.materials[0].note, read.basis[0].note) == ("请律师", "原件", "七天")


def test_what_is_no_text_stays_as_it_is():
    read = in_language(PROCEDURE, "en")
    assert (read.slug, read.materials[0].copies, read.materials[0].need) == ("aid", 2, Need.LATER)
    assert read.time_limit.statutory_days == 7
    assert in_language(None, "en") is None


def test_chinese_readers_get_the_value_itself():
    assert in_language(PROCEDURE, "zh") is PROCEDURE


def test_every_text_is_told_with_its_english_and_its_place():
    told = {text.path: text for text in translations(PROCEDURE)}
    assert told["materials[0].name"] == Translation("materials[0].name", "身份证", "Identity card")
    assert told["conditions"].english == ("In need", "No lawyer yet")
    assert told["basis[0].note"].english == ""
    assert "materials[0].note_en" not in told
    assert "result" not in told  # empty in both


@given(st.builds(Material, name=st.text(), note=st.text(), name_en=st.text(), note_en=st.text()))
def test_reading_twice_changes_nothing(material):
    once = in_language(material, "en")
    assert in_language(once, "en") == once
    assert once.name == (material.name_en or material.name)
