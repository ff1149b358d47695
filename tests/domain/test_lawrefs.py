import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.lawrefs import abolished, references

KNOWN = {"民法典", "刑法", "民事诉讼法"}


def found(text, number="第五条", **more):
    return [r.law + r.number + r.part for r in references(text, "渔船法", number, KNOWN, **more)]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("依照《中华人民共和国民法典》第五百零九条的规定", ["民法典第五百零九条"]),
        ("《民法典》第1147条用了", ["民法典第一千一百四十七条"]),
        ("依照民法典第五百零九条第二款、第五百一十条", ["民法典第五百零九条第二款", "民法典第五百一十条"]),
        ("依照刑法第一百三十三条之一第一款第（三）项", ["刑法第一百三十三条之一第一款第（三）项"]),
        ("本法第三十九条", ["渔船法第三十九条"]),
        ("违反第三条、第四条规定", ["渔船法第三条", "渔船法第四条"]),
        ("第三条至第五条", ["渔船法第三条", "渔船法第四条", "渔船法第五条"]),
        ("依照前条的规定", ["渔船法第四条"]),
        ("前款所称", ["渔船法第五条前款"]),
        ("符合刑事案件，依照刑法第六条和本法第七条", ["刑法第六条", "渔船法第七条"]),
        ("《没有的法律》第三条", ["没有的法律第三条"]),
        ("《中华人民共和国刑法》（以下简称《刑法典》）第一条，刑法典第二条", ["刑法第一条", "刑法第二条"]),
        ("《民法典》第三条；该法第四条", ["民法典第三条", "民法典第四条"]),
        ("没有引用", []),
    ],
)
def test_references(text, wanted):
    assert found(text) == wanted


def test_in_other_texts_a_bare_number_means_nothing():
    assert found("第三条修改为，前款，《民法典》第四条", own=False) == ["民法典第四条"]


def test_before_the_first_article_there_is_none():
    assert found("前条", "第一条") == []
    assert found("前条", "第一百条之二") == ["渔船法第一百条之一"]
    assert found("前条", "第一百条之一") == ["渔船法第一百条"]
    assert found("前条", "条目三") == []


def test_the_words_are_where_it_says():
    text = "依照《民法典》第三条、第四条第一款办。"
    assert [text[r.start : r.end] for r in references(text, "渔船法")] == ["《民法典》第三条", "、第四条第一款"]


@given(st.text("《》民法典刑本法前条款项第一二三四条至、和（）之十百，。", max_size=80))
def test_any_text_is_read(text):
    for ref in references(text, "渔船法", "第五条", KNOWN):
        assert 0 <= ref.start < ref.end <= len(text)
        assert ref.law
        assert ref.number.startswith("第")
    abolished(text)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("本法自2021年1月1日起施行。《中华人民共和国婚姻法》、《继承法》同时废止。", ["婚姻法", "继承法"]),
        ("1990年1月1日国务院发布的《渔船管理办法》同时废止。", ["渔船管理办法"]),
        ("《会计条例》中有关会计师的规定同时废止。", []),
        ("《渔船法》第三条同时废止。", []),
        ("依照《渔船法》办理。", []),
    ],
)
def test_what_a_law_abolishes(text, wanted):
    assert abolished(text) == wanted
