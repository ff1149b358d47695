"""Damaged files: each is imported or named, none stops the others."""

import os
import random
import zipfile
from collections import Counter
from io import BytesIO

import pytest

from kiosk.content.laws.book import LawBook
from kiosk.content.laws.importers import open_sources
from kiosk.content.laws.store import update_laws
from tests.content.laws.importers.conftest import document, table

COUNT = int(os.environ.get("KIOSK_TORTURE_DAMAGED", "120"))
MARKDOWN = (
    "# 中华人民共和国渔船法\n\n2001年2月3日 第九届全国人民代表大会常务委员会第二十次会议通过\n\n2001年6月1日 施行\n\n<!-- INFO END -->\n\n"
    "为了渔船。\n\n## 第一章 总则\n\n第一条 依照《民法典》第五百零九条：\n\n（一）甲；\n\n（二）乙。\n\n<!-- TABLE -->\n| 船 | 税 |\n\n"
    "第二条 前条和本法第三条。\n\n## 第二章 附　则\n\n第三条 《旧船条例》同时废止。\n\n附件一：\n\n名单\n"
)
WORD = [
    "中华人民共和国渔船法",
    "（2001年2月3日第九届全国人民代表大会常务委员会第二十次会议通过）",
    "目　录",
    "第一章　总则",
    "第一章　总则",
    "第一条　依照《民法典》第五百零九条。",
    table([["船", "税"], ["大", "十"]]),
    "第二条　前条。",
    "附件",
    "名单",
]
SNIPPETS = (
    *(
        "第",
        "条",
        "第九千九百九十九条 ",
        "第〇条 ",
        "第一条之零 ",
        "《",
        "》",
        "（",
        "附件",
        "目录",
        "# ",
        "## ",
        "\n",
        "<!--",
        "-->",
    ),
    *(
        "\0",
        "\ud7ff",
        "\u200b",
        "\u3000",
        "9" * 50,
        "一" * 50,
        "0年0月0日",
        "9999年99月99日",
        "|" * 30,
        "<w:p>",
        "]]>",
        "&a;",
    ),
)


def mutated(raw, rng):
    """Return bytes with some cut out, doubled, overwritten or put in."""
    raw = bytearray(raw)
    for _ in range(rng.randint(1, 8)):
        at = rng.randrange(len(raw) + 1)
        length = rng.choice((1, 1, 2, 10, 100))
        match rng.randrange(5):
            case 0:
                del raw[at : at + length]
            case 1:
                raw[at:at] = raw[at : at + length]
            case 2:
                raw[at : at + length] = rng.randbytes(len(raw[at : at + length]))
            case 3:
                raw[at:at] = rng.choice(SNIPPETS).encode("utf-8", "surrogatepass")
            case _ if rng.random() < 0.2:
                del raw[at:]
    return bytes(raw)


def packed(xml):
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", xml)
    return out.getvalue()


def damaged(number):
    """Return name and bytes of one file: Markdown, XML in a whole archive, or a broken archive."""
    rng = random.Random(number)
    match number % 4:
        case 0 | 1:
            return f"{number}.md", mutated(MARKDOWN.encode(), rng)
        case 2:
            return f"{number}.docx", packed(mutated(document(WORD).encode(), rng))
        case _:
            return f"{number}.docx", mutated(packed(document(WORD)), rng)


def test_each_is_imported_or_named(tree, tmp_path, clock):
    folder = tree(dict(map(damaged, range(COUNT))))
    with open_sources([folder]) as sources:
        outcome = update_laws(tmp_path / "laws.db", sources.units(), sources.owns, lambda: None)
    assert outcome.laws + len(outcome.skipped) == COUNT
    assert Counter(skipped.file for skipped in outcome.skipped).most_common(1)[0][1] == 1
    assert all(skipped.reason for skipped in outcome.skipped)
    assert outcome.laws > COUNT / 3
    with LawBook(tmp_path / "laws.db", clock) as book:
        for found in book.laws():
            for article in book.articles(found.short):
                book.details.references(article)


@pytest.mark.parametrize(
    "body",
    [
        f"第{'一' * 5000}条 甲。",
        f"第{'1' * 4}条 甲。\n\n第一条之{'一' * 5000} 乙。",
        f"{'一' * 5000}、甲。",
        "第一条 甲。" + "\n\n附件" * 10_001,
        "## 题\n\n一、甲。\n\n" * 10_001,
        "## 题\n\n甲。\n\n" * 10_001,
        "## 题\n\n甲乙丙丁戊己庚辛，甲乙丙丁戊己庚辛。\n\n" * 10_001 + "第一条 甲。",
    ],
    ids=["number", "branch", "item", "annexes", "items", "sections", "preambles"],
)
def test_no_number_is_too_large(tree, read, body):
    laws, skipped = read(tree({"law.md": f"# 渔船法\n\n<!-- INFO END -->\n\n{body}\n"}))
    assert not skipped
    assert laws[0].articles
