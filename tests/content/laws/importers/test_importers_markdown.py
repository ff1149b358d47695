"""Reading law Markdown: every trap of real files, in words of our own."""

import errno
import json
import os
from pathlib import Path

import pytest

from kiosk.domain.laws import ArticleKind, LawKind, LawStatus, NodeKind

END = "\n\n<!-- INFO END -->\n\n"
PLAIN = "# 中华人民共和国渔船法\n\n2001年2月3日 第九届全国人民代表大会常务委员会第二十次会议通过" + END
BODY = "## 第一章 总则\n\n第一条 为了渔船。\n\n第二条 渔船应当安全。\n"


def one(read, tree, text, name="行政法/渔船法(2001-02-03).md", **more):
    laws, skipped = read(tree({name: text, **more}))
    assert not skipped
    assert len(laws) == 1
    return laws[0]


def numbers(law):
    return [a.number for a in law.articles]


def test_a_plain_law(read, tree):
    law = one(read, tree, PLAIN + BODY)
    assert (law.law.short, law.law.title) == ("渔船法", "中华人民共和国渔船法")
    assert (law.law.issuer, law.law.level, law.law.issued_on) == ("全国人民代表大会常务委员会", "法律", "2001-02-03")
    assert law.law.status is LawStatus.IN_FORCE
    assert [(a.number, a.text, a.chapter) for a in law.articles] == [
        ("第一条", "为了渔船。", "第一章 总则"),
        ("第二条", "渔船应当安全。", "第一章 总则"),
    ]
    assert law.remarks == ()


def test_pages_that_are_no_laws_are_named(read, tree):
    folder = tree(
        {"_index.md": "---\nbookHidden: true\n---\n", "TEMPLATE.md": PLAIN + BODY, "README.md": "# Laws\n\n1. install"}
    )
    folder = tree({"law.md": PLAIN + BODY, "notes.txt": "x", "old.doc": "x"})
    laws, skipped = read(folder)
    assert len(laws) == 1
    assert set(skipped) == {"_index.md", "TEMPLATE.md", "README.md", "notes.txt", "old.doc"}


def test_a_text_without_articles_keeps_its_items(read, tree):
    text = (
        "前面的话：\n\n一、第一件。\n\n（一）小件。\n\n二、第二件：\n\n一、里面的一。\n\n二、里面的二。\n\n三、第三件。"
    )
    law = one(read, tree, PLAIN + text)
    assert numbers(law) == ["序言", "条目一", "条目二", "条目三"]
    assert law.articles[1].kind is ArticleKind.ITEM
    assert [a.text for a in law.articles[1:]] == [
        "第一件。\n（一）小件。",
        "第二件：\n一、里面的一。\n二、里面的二。",
        "第三件。",
    ]
    assert "no articles: kept as items" in law.remarks


def test_items_begin_again_under_a_heading(read, tree):
    law = one(read, tree, PLAIN + "## 甲\n\n一、一。\n\n二、二。\n\n## 乙\n\n一、三。")
    assert [(a.number, a.chapter) for a in law.articles] == [("条目一", "甲"), ("条目二", "甲"), ("条目三", "乙")]


def test_a_text_without_any_numbers_is_kept_in_sections(read, tree):
    law = one(read, tree, PLAIN + "第一段话。\n\n第二段话。\n\n## 题\n\n第三段话。")
    assert [(a.number, a.text, a.chapter) for a in law.articles] == [
        ("段一", "第一段话。\n第二段话。", ""),
        ("段二", "第三段话。", "题"),
    ]


def test_an_empty_law_is_kept_and_named(read, tree):
    law = one(read, tree, PLAIN)
    assert law.articles == ()
    assert "no text" in law.remarks


def test_text_before_the_first_article_is_kept(read, tree):
    law = one(read, tree, PLAIN + "为了渔民，制定本法。\n\n" + BODY)
    assert numbers(law) == ["序言", "第一条", "第二条"]
    assert law.articles[0].kind is ArticleKind.PREAMBLE


@pytest.mark.parametrize("title", ["渔船法", "中华人民共和国\n\n渔　船　法", "《渔船法》"])
def test_a_title_that_comes_again_is_no_text(read, tree, title):
    law = one(read, tree, f"{PLAIN}{title}\n\n为了渔民，制定本法。\n\n{BODY}")
    assert [a.text for a in law.articles if a.kind is ArticleKind.PREAMBLE] == ["为了渔民，制定本法。"]
    assert "the title comes again below the notes" in law.remarks
    assert numbers(one(read, tree, f"{PLAIN}{title}\n\n{BODY}")) == ["第一条", "第二条"]


def test_a_law_split_over_files_is_one(read, tree):
    head = (
        "# 中华人民共和国民商法\n\n# {}\n\n2020年5月28日 第十三届全国人民代表大会第三次会议通过\n\n2021年1月1日 施行"
        + END
    )
    folder = tree(
        {
            "民商法/总则.md": head.format("总则") + "## 第一章 规定\n\n第一条 甲。\n\n第二条 乙。",
            "民商法/附则.md": head.format("附则") + "##\n\n第五条 戊。",
            "民商法/合同编.md": head.format("合同编")
            + "## 第一分编 通则\n\n### 第一章 丙章\n\n第三条 丙。\n\n第四条 丁。",
        }
    )
    laws, skipped = read(folder)
    assert (len(laws), skipped) == (1, {})
    assert numbers(laws[0]) == ["第一条", "第二条", "第三条", "第四条", "第五条"]
    assert laws[0].articles[2].chapter == "合同编 第一分编 通则 第一章 丙章"
    assert [n.kind for n in laws[0].nodes if n.parent is None] == [NodeKind.PART] * 3
    assert (laws[0].law.issued_on, laws[0].law.effective_on) == ("2020-05-28", "2021-01-01")
    assert laws[0].remarks == ("put together from 3 files",)


def test_gaps_in_the_numbers_are_kept_and_named(read, tree):
    law = one(read, tree, PLAIN + "第一条 一。\n\n第三条 三。\n\n第三条之一 又三。\n\n第四条 四。")
    assert numbers(law) == ["第一条", "第三条", "第三条之一", "第四条"]
    assert law.remarks == ("after 第一条 comes 第三条",)


def test_numbers_that_come_again_are_kept_and_named(read, tree):
    law = one(read, tree, PLAIN + "第一条 一。\n\n第二条 二。\n\n第二条 又二。\n\n第一条 又一。")
    assert numbers(law) == ["第一条", "第二条", "第二条", "第一条"]
    assert len(law.remarks) == 2


@pytest.mark.parametrize(
    ("line", "number", "text"),
    [
        ("第七十五 条渔船靠岸。", "第七十五条", "渔船靠岸。"),
        ("第七十五条　渔船靠岸。", "第七十五条", "渔船靠岸。"),
        ("　　第七十五条\u00a0渔船靠岸。", "第七十五条", "渔船靠岸。"),
        ("\u200b第七十五条 渔船　　靠岸。", "第七十五条", "渔船 靠岸。"),
        ("第75条 渔船靠岸。", "第七十五条", "渔船靠岸。"),
        ("第七十五条之二 渔船靠岸。", "第七十五条之二", "渔船靠岸。"),
    ],
)
def test_heads_as_files_have_them(read, tree, line, number, text):
    law = one(read, tree, f"{PLAIN}第七十四条 前一条。\n\n{line}")
    assert (law.articles[-1].number, law.articles[-1].text) == (number, text)


def test_a_line_that_begins_with_a_reference_is_no_head(read, tree):
    law = one(
        read, tree, PLAIN + "第一条 依照下列规定：\n\n第二条规定的渔船，\n\n第二条、第三条所说的人。\n\n第二条 完。"
    )
    assert numbers(law) == ["第一条", "第二条"]
    assert law.articles[0].text.count("\n") == 2


def test_comments_and_tables(read, tree):
    text = "第一条 见表：\n\n<!-- TABLE -->\n| 船 | 税 |\n|--|--|\n| 大 | 十 |\n<!-- TABLE END -->\n\n<!-- FORCE BREAK -->\n\n表外。"
    law = one(read, tree, PLAIN + text)
    assert law.articles[0].text == "见表：\n| 船 | 税 |\n|--|--|\n| 大 | 十 |\n表外。"


def test_annexes_stand_apart_with_all_they_hold(read, tree):
    text = BODY + "\n附件一：\n\n名单\n\n第一章 附件的章\n\n第一条 附件里的条。\n\n附件二 表\n\n| 甲 |\n"
    law = one(read, tree, PLAIN + text)
    assert numbers(law) == ["第一条", "第二条", "附件", "附件二"]
    assert law.articles[2].kind is ArticleKind.ANNEX
    assert "第一条 附件里的条。" in law.articles[2].text


def test_a_word_that_looks_like_an_annex_is_none(read, tree):
    law = one(read, tree, PLAIN + "第一条 甲：\n\n附：\n\n乙。\n\n第二条 丙。")
    assert numbers(law) == ["第一条", "第二条"]


def test_a_heading_broken_in_two_is_one(read, tree):
    law = one(read, tree, PLAIN + "第一条 甲。\n\n## 第二章 乡长、\n\n副乡长\n\n第二条 乙。")
    assert law.articles[1].chapter == "第二章 乡长、副乡长"


def test_a_heading_that_lost_its_number_and_sign(read, tree):
    law = one(
        read,
        tree,
        PLAIN
        + "## 第一章 总则\n\n第一条 甲。\n\n船的检查\n\n和登记\n\n第二条 乙：\n\n丙船\n\n丁船。\n\n法律 责任\n\n第三条 戊。",
    )
    assert [(a.text, a.chapter) for a in law.articles] == [
        ("甲。", "第一章 总则"),
        ("乙：\n丙船\n丁船。", "船的检查和登记"),
        ("戊。", "法律 责任"),
    ]
    assert law.remarks == ("2 headings without a number",)


def test_the_tree_of_headings(read, tree):
    text = "## 第一编 总则\n\n### 第一章 甲\n\n#### 第一节 子\n\n第一条 一。\n\n### 第二章 附　则\n\n第二条 二。\n\n## 第二编 分则\n\n第三条 三。"
    law = one(read, tree, PLAIN + text)
    assert [(n.kind.value, n.title, n.parent) for n in law.nodes] == [
        ("part", "第一编 总则", None),
        ("chapter", "第一章 甲", 0),
        ("section", "第一节 子", 1),
        ("chapter", "第二章 附则", 0),
        ("part", "第二编 分则", None),
    ]
    assert [a.node for a in law.articles] == [2, 3, 4]


def test_headings_quoted_by_an_amendment_stay_text(read, tree):
    text = (
        "# 宪章修正案\n\n2018年3月11日 第十三届全国人民代表大会第一次会议通过"
        + END
        + "第三条 改为：\n\n第七节 委员会\n\n新的话。"
    )
    law = one(read, tree, text)
    assert law.nodes == ()
    assert law.articles[0].text == "改为：\n第七节 委员会\n新的话。"


def listed(**row):
    return json.dumps(
        {"folder": "行政法", "level": "行政法规", "category": "船", "expired": 0, **row}, ensure_ascii=False
    )


def test_the_list_beside_the_files_tells_more(read, tree):
    row = listed(name="渔船法", publish="2001-02-03", valid_from="2001-06-01", expired=1)
    law = one(read, tree, PLAIN + BODY, **{"metadata.jsonl": row})
    assert (law.law.level, law.law.category, law.law.effective_on) == ("行政法规", "船", "2001-06-01")
    assert law.law.status is LawStatus.REPEALED


def test_a_file_missing_from_the_list_is_kept_and_named(read, tree):
    rows = listed(name="别的法", publish="2001-02-03") + "\nnot an entry\n"
    laws, skipped = read(tree({"行政法/渔船法(2001-02-03).md": PLAIN + BODY, "metadata.jsonl": rows}))
    assert "not in metadata.jsonl" in laws[0].remarks
    assert laws[0].law.level == "行政法规"  # that of its folder
    assert skipped == {"metadata.jsonl": "line 2 is not an entry"}


def test_what_cannot_be_looked_into_is_named(read, tree, monkeypatch):
    folder = tree({"甲/甲法.md": PLAIN + BODY, "乙/乙法.md": PLAIN + BODY, "metadata.jsonl": listed(name="甲法")})
    scan, text = os.scandir, Path.read_text

    def scandir(path):
        if Path(path).name == "乙":
            raise PermissionError(errno.EACCES, "Permission denied", str(path))
        return scan(path)

    def read_text(path, *args, **more):
        if path.name == "metadata.jsonl":
            raise PermissionError(errno.EACCES, "Permission denied", str(path))
        return text(path, *args, **more)

    monkeypatch.setattr(os, "scandir", scandir)
    monkeypatch.setattr(Path, "read_text", read_text)
    laws, skipped = read(folder)
    assert len(laws) == 1
    assert skipped == dict.fromkeys(("乙", "metadata.jsonl"), "cannot be read: Permission denied")


def test_a_list_may_hold_any_sign_that_ends_a_line_elsewhere(read, tree):
    row = listed(name="渔船法", publish="2001-02-03", valid_from="2001-06-01", note="一\u2028二")
    assert one(read, tree, PLAIN + BODY, **{"metadata.jsonl": row}).law.effective_on == "2001-06-01"


def test_the_list_is_found_from_a_sub_folder_and_from_a_file(read, tree):
    row = listed(name="渔船法", publish="2001-02-03", valid_from="2001-06-01")
    folder = tree({"行政法/渔船法(2001-02-03).md": PLAIN + BODY, "metadata.jsonl": row})
    for path in (folder / "行政法", folder / "行政法" / "渔船法(2001-02-03).md"):
        assert read(path)[0][0].law.effective_on == "2001-06-01"


def test_a_list_behind_the_notes_is_corrected(read, tree):
    law = one(
        read, tree, PLAIN + BODY, "行政法/渔船法.md", **{"metadata.jsonl": listed(name="渔船法", publish="1999-01-01")}
    )
    assert law.law.issued_on == "2001-02-03"
    assert "the list says 1999-01-01, the notes 2001-02-03" in law.remarks


def test_a_law_without_a_date_is_kept_and_named(read, tree):
    law = one(read, tree, "# 渔船规定" + END + BODY, "行政法/渔船规定.md")
    assert law.law.issued_on == ""
    assert "no date" in law.remarks


def test_the_longest_names_that_a_disk_takes(read, tree):
    name = "关于" + "渔船" * 37 + "的规定.md"
    assert 230 < len(name.encode()) < 256
    assert one(read, tree, f"# {name[:-3]}" + END + BODY, name).law.short == name[:-3]


def test_local_laws_have_a_region(read, tree):
    text = (
        "# 青岛市渔船条例\n\n2014年9月26日 青岛市第十五届人民代表大会常务委员会第二十次会议通过\n\n"
        "2014年11月27日 山东省第十二届人民代表大会常务委员会第十一次会议批准" + END + BODY
    )
    law = one(read, tree, text, "DLC/山东地方法规/地方性法规/山东/青岛市渔船条例(2014-09-26).md")
    assert (law.law.level, law.law.province, law.law.city) == ("地方性法规", "山东", "青岛市")
    assert law.law.issuer == "青岛市人民代表大会常务委员会"
    assert [a.act for a in law.amendments] == ["passed", "approved"]


def test_a_case_is_kept_in_sections(read, tree):
    text = "# 船东不付钱怎么办" + END + "## 甲诉乙案\n\n## 基本案情\n\n第一条 不是条文。\n\n## 典型意义\n\n有意义。"
    law = one(read, tree, text, "案例/劳动/甲诉乙案.md")
    assert (law.law.kind, law.law.status) == (LawKind.CASE, LawStatus.UNKNOWN)
    assert [(a.number, a.chapter) for a in law.articles] == [("段一", "基本案情"), ("段二", "典型意义")]


@pytest.mark.parametrize(
    ("raw", "remark"),
    [
        ((PLAIN + BODY).encode("gb18030"), "not UTF-8: read as GB 18030"),
        ((PLAIN + BODY).encode() + b"\xff\xfe\xff", "damaged UTF-8: some signs are lost"),
        ((PLAIN + BODY).replace("<!-- INFO END -->", "").encode(), "no <!-- INFO END -->"),
        ((END + BODY).encode(), "no title: the file's name is taken"),
    ],
)
def test_damaged_files_are_kept_and_named(read, tree, raw, remark):
    law = one(read, tree, raw)
    assert remark in law.remarks
    assert law.law.short == "渔船法"
    assert len(law.articles) == 2


def test_a_mark_at_the_start_and_other_line_ends(read, tree):
    law = one(read, tree, b"\xef\xbb\xbf" + (PLAIN + BODY).replace("\n", "\r\n").encode())
    assert (law.law.short, law.remarks, len(law.articles)) == ("渔船法", (), 2)
