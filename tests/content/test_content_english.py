"""The sample's English: all of it is there, it is English, and its figures are those of the Chinese."""

import re
from collections import Counter

import pytest

from kiosk.citations import law_words
from kiosk.content.files import load_content
from kiosk.domain.languages import translations
from kiosk.domain.laws import parse_number
from kiosk.files import shipped
from kiosk.strings import Strings

_NUMERALS = "零一二两三四五六七八九十百千"
# days, spans, amounts, ages, articles, counters and floors; 一次 or 一个人 are words, not figures
_UNITS = "工作日|个工作日|天|日|年|个月|月|小时|元|周岁|岁|条|号窗口|楼|名律师"
_FIGURE = re.compile(rf"(?<![上一每有])(?:第)?([{_NUMERALS}]+|\d+)(?=(?:{_UNITS})(?![一二]))|(\d+)")
_HAN = re.compile(r"[㐀-鿿]")
_BRACKETS = re.compile(r"\([^()]*\)")

# texts that say a figure in one language and use words in the other
_IN_WORDS = {
    "干满一年给一个月工资；半年以上不满一年按一年算；不满半年给半个月。工资特别高的有上限",  # half a year: 6 months
    "关一天赔多少",  # a day of detention
    "按国家上年度职工日平均工资，一天一天算。",  # for each day
}


def figures(text: str) -> Counter[int]:
    found = (number or plain for number, plain in _FIGURE.findall(text))
    return Counter(int(number) if number.isdigit() else parse_number(number) or 0 for number in found)


def digits(text: str) -> Counter[int]:
    return Counter(int(number) for number in re.findall(r"\d+", text))


def texts():
    for text in translations(load_content(shipped("assets", "sample"))):
        if isinstance(text.chinese, str):
            yield text.path, text.chinese, text.english
        elif not text.path.endswith("everyday"):
            for index, pair in enumerate(zip(text.chinese, text.english, strict=True)):
                yield f"{text.path}[{index}]", *pair


def test_every_text_has_its_english():
    assert [path for path, _, english in texts() if not english] == []


def test_chinese_stands_only_in_brackets():
    assert [(path, english) for path, _, english in texts() if _HAN.search(_BRACKETS.sub("", english))] == []


def test_every_law_that_is_cited_has_an_english_name():
    english = Strings("en", strict=True)
    cited = {basis.law for p in load_content(shipped("assets", "sample")).procedures for basis in p.basis}
    assert len(cited) > 25
    assert [law for law in cited if law_words(law, english) == law] == []


def test_no_two_laws_share_an_english_name():
    english = Strings("en", strict=True)
    names = Counter(english(key) for key in english.keys() if key.startswith("law."))  # noqa: SIM118 - no dict
    assert len(names) > 300
    assert [name for name, count in names.items() if count > 1] == []


def test_every_procedure_can_be_asked_for_in_english_words():
    content = load_content(shipped("assets", "sample"))
    assert [p.slug for p in content.procedures if len(p.everyday_en) < 3] == []


def test_a_page_that_a_text_points_to_is_there():
    titles = {procedure.title_en for procedure in load_content(shipped("assets", "sample")).procedures}
    named = [title for _, _, english in texts() for title in re.findall(r'see "([^"]+)"', english)]
    assert len(named) >= 4
    assert set(named) <= titles


def test_figures_are_the_same_in_both_languages():
    wrong = [
        (path, chinese, english)
        for path, chinese, english in texts()
        if chinese not in _IN_WORDS and figures(chinese) != digits(english)
    ]
    assert wrong == []


@pytest.mark.parametrize(
    ("chinese", "english", "same"),
    [
        ("七天内决定，决定后三天内派律师", "7 days, then 3 days", True),
        ("七天内决定，决定后三天内派律师", "7 days, then 5 days", False),
        ("公证法第三十四条、第四十六条", "Notary Law, Articles 34 and 46", True),
        ("到2号窗口", "at counter 3", False),
        ("二十四小时都可以问", "24 hours", True),
    ],
)
def test_the_comparison_sees_what_differs(chinese, english, same):
    assert (figures(chinese) == digits(english)) is same
