"""What is suggested while somebody types."""

from kiosk.content.asking import telling_pairs
from kiosk.content.grams import spelt
from kiosk.terminal.input.typed import Typed
from kiosk.terminal.lookup.suggest import Suggestion, Suggestions
from kiosk.terminal.presenters.lookup import laws

NAMES = [
    spelt(t)
    for t in (
        "劳动合同法",
        "劳动合同法实施条例",
        "劳动法",
        "反电信网络诈骗法",
        "最高人民法院关于审理劳动争议案件适用法律问题的解释（一）",
    )
]
QUESTIONS = (
    "老板不给工资怎么办",
    "厂里老板不给工资能告吗",
    "离婚要带什么",
    "楼上漏水泡了我家谁赔",
    "这是一个很长很长很长很长很长很长很长很长的故事老板不给工资",
)
KNOWN = Suggestions(
    NAMES, {"反诈法": "反电信网络诈骗法", "旧诈法": "没有的法"}, lambda: QUESTIONS, {"工钱": ("劳动报酬", "工资")}
)


def texts(*args, **more):
    return [one.text for one in KNOWN.find(*args, **more)]


def test_laws_by_beginning_inside_nickname_initials_and_pinyin():
    assert texts("劳动合") == ["劳动合同法", "劳动合同法实施条例"]
    assert texts("反诈") == ["反电信网络诈骗法"]
    assert texts("旧诈") == []
    assert texts("", "ldht") == ["劳动合同法", "劳动合同法实施条例"]
    assert texts("", "laodongf") == ["劳动法"]
    assert texts("", "l") == []
    assert KNOWN.find("劳动合")[0] == Suggestion("劳动合同法", law=True)


def test_what_is_opened_often_comes_first():
    assert texts("劳动合", "", {"劳动合同法实施条例": 9})[0] == "劳动合同法实施条例"


def test_questions_that_begin_so_then_those_that_hold_it_then_those_alike():
    assert texts("老板不给") == ["老板不给工资怎么办", "厂里老板不给工资能告吗"]
    assert texts("老板不给工资怎么办") == [], "what stands in the box already is no suggestion"
    assert texts("请问离婚怎么办") == ["离婚要带什么"]
    assert texts("我家楼上漏水啦谁赔钱") == ["楼上漏水泡了我家谁赔"]
    assert texts("鱻") == texts("鱻鱻") == texts("") == texts("xyz") == []
    assert len(texts("老", limit=1)) == 0


def test_never_more_than_asked_for():
    assert len(KNOWN.find("劳动", limit=1)) <= 2
    assert len(texts("老板", limit=2)) == 2


def test_near_titles_for_what_found_nothing():
    assert KNOWN.near("劳懂合洞法")[0] == "劳动合同法"
    assert KNOWN.near("ldhtgf")[0] == "劳动合同法"
    assert KNOWN.near("鱻鱻") == KNOWN.near("") == KNOWN.near("x") == ()


def test_the_laws_words_for_everyday_ones():
    assert KNOWN.legal_words("工钱没给") == ("劳动报酬", "工资")
    assert KNOWN.legal_words("你好") == ()


def test_what_asks_tells_nothing():
    assert telling_pairs("老板不给工资怎么办") == ("工资",)
    assert telling_pairs("请问怎么办") == ()


def test_suggestions_come_first_and_look_for_themselves(facts, in_english, shelf):
    view = laws.present(facts, shelf, Typed("老板不给"))
    assert (view.rows[0].does, view.rows[0].icon) == ("look", "find")
    assert view.rows[0].key.startswith("老板不给")
    assert not any(row.does == "look" for row in laws.present(facts, shelf, Typed("劳动合同法第三十条")).rows)
    assert not any(row.does == "look" for row in laws.present(in_english, shelf, Typed("老板不给")).rows)


def test_questions_are_read_once_and_only_to_complete_something():
    read = []

    def asked():
        read.append(1)
        return QUESTIONS

    suggestions = Suggestions((), {}, asked, {"工钱": ("劳动报酬",)})
    assert suggestions.legal_words("工钱没给") == ("劳动报酬",)
    assert not read
    assert suggestions.find("老板不给")[0].text == "老板不给工资怎么办"
    assert suggestions.find("离婚")[0].text == "离婚要带什么"
    assert len(read) == 1
