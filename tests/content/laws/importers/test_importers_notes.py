"""Notes under titles, as real files have them."""

import pytest

from kiosk.content.laws.importers.notes import document_number, iso_day, read_notes


def acts(*lines):
    return [(a.day, a.act, a.by) for a in read_notes(list(lines)).amendments]


def test_one_act_a_line():
    assert acts(
        "2011年4月20日 国务院第152次常务会议通过",
        "2011年5月10日 中华人民共和国国务院令第594号公布",
        "2019年3月2日 《国务院关于修改部分行政法规的决定》第一次修订　",
        "2011年7月1日 施行",
    ) == [
        ("2011-04-20", "passed", "国务院"),
        ("2011-05-10", "published", "国务院"),
        ("2019-03-02", "revised", "《国务院关于修改部分行政法规的决定》"),
        ("2011-07-01", "in_force", ""),
    ]


def test_all_acts_in_one_pair_of_brackets():
    found = acts(
        "（1994年7月5日第八届全国人民代表大会常务委员会第八次会议通过　根据2009年8月27日第十一届全国人民代表大会常务委员会第十次会议"
        "《关于修改部分法律的决定》第一次修正）"
    )
    assert [(day, act) for day, act, _ in found] == [("1994-07-05", "passed"), ("2009-08-27", "amended")]


def test_a_city_approved_by_its_province_in_one_line():
    notes = read_notes(
        [
            "2020年3月26日 青岛市第十六届人民代表大会常务委员会第二十次会议通过并经2020年4月1日山东省第十三届人民代表大会常务委员会第十次会议批准"
        ]
    )
    assert notes.issued_on == "2020-03-26"
    assert notes.issuer == "青岛市人民代表大会常务委员会"


def test_a_note_that_runs_over_several_lines():
    found = acts(
        "2015年12月3日 山东省第十二届人民代表大会常务委员会第十七次会议《关于修改〈甲细则〉",
        "〈乙办法〉",
        "〈丙规定〉的决定》修正",
    )
    assert found == [("2015-12-03", "amended", "《关于修改〈甲细则〉〈乙办法〉〈丙规定〉的决定》")]


def test_since_when_only_if_the_words_are_not_younger():
    passed, since, later = "2001年1月1日 甲会通过", "2001年6月1日 施行", "2010年1月1日 甲会修订"
    assert read_notes([passed, since]).effective_on == "2001-06-01"
    assert read_notes([passed, since, later]).effective_on == ""


def test_the_number_of_the_document():
    assert read_notes(["2011年5月10日 中华人民共和国国务院令第５９４号公布"]).number == "中华人民共和国国务院令第594号"
    assert document_number("（法释〔2020〕26号）") == "法释〔2020〕26号"
    assert document_number("第一条 法释〔2020〕26号是解释") == ""


@pytest.mark.parametrize(
    ("text", "day"), [("2020年2月30日", ""), ("自 2020 年 2 月 3 日 起", "2020-02-03"), ("二〇二〇年", ""), ("", "")]
)
def test_days(text, day):
    assert iso_day(text) == day


def test_no_notes_and_odd_notes():
    assert read_notes([]).amendments == ()
    assert read_notes(["（没有日期）", "随便"]).amendments == ()
