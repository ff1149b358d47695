import pytest

from kiosk.content.laws.search.everyday import LegalWords, read_everyday, read_titles
from kiosk.domain.errors import ContentError
from kiosk.domain.laws import article_values, short_title

QUESTIONS, LAWS = 6000, 60


def folder_with(tmp_path, **files):
    for name, text in files.items():
        path = tmp_path / (f"{name}.txt" if name == "titles" else f"{name}/some.txt")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return tmp_path


def test_questions_words_and_titles_are_read(tmp_path):
    folder = folder_with(
        tmp_path,
        questions="# 工资\n劳动法第五十条 劳动合同法第三十条\n  老板不给钱咋办\n  干完活不结账\n\n民法典第一条\n  为啥有这本法\n",
        words="老板: 用人单位 雇主\n# 说明\n咋办: 救济\n",
        titles="民事诉讼法: 民诉法 民诉\n",
    )
    everyday = read_everyday(folder)
    assert [q.text for q in everyday.questions] == ["老板不给钱咋办", "干完活不结账", "为啥有这本法"]
    assert everyday.questions[1].articles == ("劳动法第五十条", "劳动合同法第三十条")
    assert everyday.questions[2].place == "some.txt:7"
    assert everyday.words == {"老板": ("用人单位", "雇主"), "咋办": ("救济",)}
    assert read_titles(folder) == {"民诉法": "民事诉讼法", "民诉": "民事诉讼法"}


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({"questions": "  没有条文的问题\n"}, "some.txt:1"),
        ({"words": "老板 用人单位\n"}, "some.txt:1"),
        ({"words": "老板:\n"}, "some.txt:1"),
    ],
)
def test_faults_name_file_and_line(tmp_path, files, said):
    with pytest.raises(ContentError, match=said):
        read_everyday(folder_with(tmp_path, **files))


def test_what_ships_is_large_has_its_form_and_repeats_nothing():
    everyday = read_everyday()
    questions = everyday.questions
    assert len(questions) >= QUESTIONS
    laws = {ref[: ref.rindex("第")] for q in questions for ref in q.articles}
    assert len(laws) >= LAWS
    for question in questions:
        assert 4 <= len(question.text) <= 120, question.place
        assert 1 <= len(question.articles) <= 4, question.place
        for ref in question.articles:
            law, _, number = ref.rpartition("第")
            assert article_values(f"第{number}"), f"{question.place}: {ref}"
            assert short_title(law) == law, question.place
    assert len({q.text for q in questions}) == len(questions)
    assert len(everyday.words) > 800
    assert len(read_titles()) > 300


def test_the_laws_words_come_in_the_order_of_the_text():
    legal = LegalWords({"工钱": ("劳动报酬", "工资"), "欠工钱": ("拖欠",), "离婚": ("解除婚姻关系",)})
    assert legal.of("要离婚，老板欠工钱，还欠工钱") == ("解除婚姻关系", "拖欠", "劳动报酬", "工资")
    assert legal.of("") == legal.of("你好") == ()
    assert LegalWords({}).of("工钱") == ()
