from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.lawdiff import Mark, compare, compare_laws
from kiosk.domain.laws import Article, article_number

LETTERS = st.text("甲乙丙，。\n", max_size=60)


def marked(old, new):
    signs = {Mark.SAME: "{}", Mark.REMOVED: "[-{}]", Mark.ADDED: "[+{}]"}
    return "".join(signs[piece.mark].format(piece.text) for piece in compare(old, new))


def test_changed_words_are_marked():
    assert (
        marked("处三年以下有期徒刑。", "处五年以下有期徒刑，并处罚金。") == "处[-三][+五]年以下有期徒刑[+，并处罚金]。"
    )
    assert marked("一样。", "一样。") == "一样。"
    assert marked("", "新。") == "[+新。]"
    assert marked("旧。", "") == "[-旧。]"
    assert compare("", "") == ()


def test_a_letter_in_common_by_chance_is_no_island():
    assert marked("向法院起诉的人", "到仲裁院去的人") == "[-向法院起诉][+到仲裁院去]的人"


@given(LETTERS, LETTERS)
def test_both_texts_can_be_read_off(old, new):
    pieces = compare(old, new)
    assert "".join(p.text for p in pieces if p.mark is not Mark.ADDED) == old
    assert "".join(p.text for p in pieces if p.mark is not Mark.REMOVED) == new
    assert all(p.text for p in pieces)


def test_very_long_texts_are_compared_by_lines():
    old = "\n".join(f"第{n}行" for n in range(3000))
    pieces = compare(old, old.replace("第7行", "第七行"))
    assert [p.text for p in pieces if p.mark is not Mark.SAME] == ["第7行\n", "第七行\n"]


def law(*texts):
    return [Article("法", article_number(n), text) for n, text in enumerate(texts, 1)]


def test_articles_find_their_counterpart_when_numbers_move():
    first, second, third = "渔船应当安全航行。", "老板应当按月发给工资。", "本法自公布之日起施行。"
    changes = compare_laws(
        law(first, second, third), law(first, "新来的一条说别的事情。", second + "不得拖欠。", third)
    )
    assert [(c.old.number if c.old else None, c.new.number if c.new else None) for c in changes] == [
        ("第一条", "第一条"),
        (None, "第二条"),
        ("第二条", "第三条"),
        ("第三条", "第四条"),
    ]
    assert [c.changed for c in changes] == [False, True, True, False]
    assert changes[2].pieces[-1].text == "不得拖欠。"


def test_removed_articles_stand_where_they_stood():
    changes = compare_laws(
        law("渔船应当安全。", "这一条没有了。", "工资按月发。"), law("渔船应当安全。", "工资按月发。")
    )
    assert [c.new.text if c.new else None for c in changes] == ["渔船应当安全。", None, "工资按月发。"]


@given(
    st.lists(st.sampled_from(["甲乙丙丁", "渔船应当", "老板工资", "法院仲裁"]), max_size=6),
    st.lists(st.sampled_from(["甲乙丙丁", "渔船应当", "别的话说"]), max_size=6),
)
def test_every_article_of_both_is_there_once(old, new):
    changes = compare_laws(law(*old), law(*new))
    assert [c.new for c in changes if c.new] == law(*new)
    assert sorted((c.old for c in changes if c.old), key=lambda a: a.number) == sorted(
        law(*old), key=lambda a: a.number
    )
