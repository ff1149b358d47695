"""Reading .docx files made here the way the national law database makes them."""

import zipfile

import pytest

from kiosk.content.laws.importers import docx
from tests.content.laws.importers.conftest import SPACE, document, table

HEAD = [
    "中华人民共和国",
    "渔船法",
    "（2001年2月3日第九届全国人民代表大会常务委员会第二十次会议通过　根据2010年4月29日第十一届全国人大常委会《关于修改〈中华人民共和国渔船法〉的决定》第一次修正　",
    "2023年12月29日第十四届全国人民代表大会常务委员会第七次会议修订）",
]
CONTENTS = ["目　　录", "第一章　总　　则", "第二章　附　　则"]
BODY = [
    "第一章　总　　则",
    "第一条　为了渔船，制定本法。",
    "第二条　渔船分为：\n（一）大船；",
    "（二）小船。",
    "第二章　附　　则",
    "第三条　本法自2024年7月1日起施行。",
]


def test_a_law_of_the_national_database(word, read):
    laws, skipped = read(word([*HEAD, *CONTENTS, *BODY]))
    assert not skipped
    law, articles = laws[0].law, laws[0].articles
    assert (law.short, law.title) == ("渔船法", "中华人民共和国渔船法")
    assert (law.issued_on, law.effective_on) == ("2023-12-29", "2024-07-01")
    assert (law.issuer, law.level) == ("全国人民代表大会常务委员会", "法律")
    assert [(a.number, a.chapter) for a in articles] == [
        ("第一条", "第一章 总则"),
        ("第二条", "第一章 总则"),
        ("第三条", "第二章 附则"),
    ]
    assert articles[1].text == "渔船分为：\n（一）大船；\n（二）小船。"
    assert [n.title for n in laws[0].nodes] == ["第一章 总则", "第二章 附则"]
    assert [(a.day, a.act) for a in laws[0].amendments] == [
        ("2001-02-03", "passed"),
        ("2010-04-29", "amended"),
        ("2023-12-29", "revised"),
    ]
    assert laws[0].amendments[1].by == "《关于修改〈中华人民共和国渔船法〉的决定》"
    assert laws[0].remarks == ()


def test_a_list_called_contents_is_kept(word, read):
    law = read(word([*HEAD, *BODY, "附件", "目录", "大船", "小船", "大船"]))[0][0]
    assert law.articles[-1].text == "附件\n目录\n大船\n小船\n大船"
    law = read(word([*HEAD, "目录", "第一条　甲。", "乙", "第一条　甲。"]))[0][0]
    assert [a.number for a in law.articles] == ["序言", "第一条", "第一条"]


def test_tables_and_annexes(word, read):
    rows = table([["船", "税|额"], ["大", "十\n元"]])
    law = read(word([*HEAD, *BODY, rows, "附件1", "名单", table([["甲"]])]))[0][0]
    assert law.articles[-2].text.endswith("\n| 船 | 税｜额 |\n| 大 | 十 元 |")
    assert (law.articles[-1].number, law.articles[-1].text) == ("附件", "附件1\n名单\n| 甲 |")


def test_heads_without_a_blank_follow_one_another(word, read):
    law = read(word([*HEAD, "第一条为了渔船。", "第二条渔船应当安全。", "第二条规定的船除外。", "第三条完。"]))[0][0]
    assert [a.number for a in law.articles] == ["第一条", "第二条", "第三条"]
    assert law.articles[1].text == "渔船应当安全。\n第二条规定的船除外。"


def test_an_interpretation_of_the_courts(word, read):
    parts = [
        "最高人民法院",
        "关于审理渔船案件的解释",
        "（2020年12月25日最高人民法院审判委员会第1825次会议通过，自2021年1月1日起施行）",
        "法释〔2020〕26号",
        "为正确审理渔船案件，制定本解释。",
        "第一条　渔船是船。",
    ]
    law = read(word(parts))[0][0]
    assert (law.law.title, law.law.level) == ("最高人民法院关于审理渔船案件的解释", "司法解释")
    assert (law.law.issued_on, law.law.effective_on) == ("2020-12-25", "2021-01-01")
    assert law.law.number == "法释〔2020〕26号"
    assert [a.number for a in law.articles] == ["序言", "第一条"]


def test_an_order_that_publishes_a_regulation(word, read):
    parts = [
        "中华人民共和国国务院令",
        "第764号",
        "《渔船条例》已经2023年6月9日国务院第8次常务会议通过，现予公布，自2023年9月1日起施行。",
        "总理　某某",
        "2023年7月3日",
        "渔船条例",
        "第一条　渔船。",
    ]
    law = read(word(parts))[0][0]
    assert (law.law.title, law.law.level, law.law.issued_on) == ("渔船条例", "行政法规", "2023-07-03")
    assert [a.text for a in law.articles] == ["渔船。"]


def test_without_a_title_the_name_of_the_file_is_taken(word, read):
    law = read(word(["第一条　渔船。"], "渔船法_20231229.docx"))[0][0]
    assert law.law.short == "渔船法"
    assert "no title: the file's name is taken" in law.remarks


def test_the_same_words_for_old_programs_and_deleted_ones_are_left_out(word, read):
    compat = "http://schemas.openxmlformats.org/markup-compatibility/2006"
    run = "<w:r><w:t>{}</w:t></w:r>"
    xml = (
        f'<w:document xmlns:w="{SPACE}" xmlns:mc="{compat}"><w:body>'
        + "".join(f"<w:p>{run.format(text)}</w:p>" for text in (*HEAD, "第一条　渔船。"))
        + f"<w:p><mc:AlternateContent><mc:Choice>{run.format('新')}</mc:Choice>"
        + f"<mc:Fallback>{run.format('旧')}</mc:Fallback></mc:AlternateContent>"
        + "<w:del><w:r><w:delText>删</w:delText></w:r></w:del></w:p></w:body></w:document>"
    )
    assert read(word([], xml=xml))[0][0].articles[0].text == "渔船。\n新"


BOMB = (
    '<?xml version="1.0"?><!DOCTYPE w:document [<!ENTITY a "渔船渔船渔船"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">'
    f'<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]><w:document xmlns:w="{SPACE}"><w:body><w:p><w:r><w:t>&c;</w:t></w:r></w:p>'
    "</w:body></w:document>"
)


@pytest.mark.parametrize(
    ("xml", "reason"),
    [
        (BOMB, "document type"),
        (BOMB.encode("utf-16"), "document type"),
        ("<w:p>" * 3, "damaged"),
        (f'<w:document xmlns:w="{SPACE}">' + "<w:sdt>" * 500, "nested elements"),
        ("", "damaged"),
        (document([]), "no text"),
    ],
)
def test_hostile_and_damaged_documents_are_refused_by_name(word, tree, read, xml, reason):
    folder = tree({"good.md": "# 渔船法\n\n<!-- INFO END -->\n\n第一条 船。"})
    word([], "laws/bad.docx", xml=xml)
    laws, skipped = read(folder)
    assert len(laws) == 1
    assert reason in skipped["bad.docx"]


def test_what_unpacks_to_too_much_is_refused(word, read, monkeypatch):
    monkeypatch.setattr(docx, "_XML_BYTES", 1000)
    assert "unpacks to more than" in read(word([*HEAD, *BODY]))[1]["law.docx"]


def test_a_size_that_lies_is_found_out(word, read, monkeypatch):
    path = word([*HEAD, *BODY])
    monkeypatch.setattr(docx, "_XML_BYTES", 1000)
    true = zipfile.ZipFile.infolist

    def lying(archive):
        infos = true(archive)
        for info in infos:
            info.file_size = min(info.file_size, 900)
        return infos

    monkeypatch.setattr(zipfile.ZipFile, "infolist", lying)
    laws, skipped = read(path)
    assert laws == []
    assert "damaged" in skipped["law.docx"] or "not a readable" in skipped["law.docx"]


@pytest.mark.parametrize("raw", [b"", b"PK\x03\x04", b"not a zip" * 100, b"PK\x05\x06" + bytes(18)])
def test_what_is_no_archive_is_refused_by_name(tree, read, raw):
    _, skipped = read(tree({"law.docx": raw}))
    assert skipped["law.docx"]
