"""How laws and articles are called in Chinese and in English."""

import pytest

from kiosk.citations import article_words, cited, cited_together, law_title, law_words
from kiosk.strings import LANGUAGES, Strings

ZH, EN = (Strings(language, strict=True) for language in LANGUAGES)


@pytest.mark.parametrize(
    ("law", "article", "chinese", "english"),
    [
        ("劳动合同法", "第三十九条", "《劳动合同法》第三十九条", "Labour Contract Law, Article 39"),
        ("刑法", "第一百三十三条之一", "《刑法》第一百三十三条之一", "Criminal Law, Article 133-1"),
        ("民法典", "", "《民法典》", "Civil Code"),
        ("一部没有英文名的法", "第二条", "《一部没有英文名的法》第二条", "一部没有英文名的法, Article 2"),
    ],
)
def test_citations(law, article, chinese, english):
    assert (cited(law, article, ZH), cited(law, article, EN)) == (chinese, english)


def test_chinese_readers_read_the_law_as_it_is_written():
    assert (law_words("民法典", ZH), article_words("第三十九条", ZH)) == ("民法典", "第三十九条")
    assert law_title("民法典", "中华人民共和国民法典", ZH) == "中华人民共和国民法典"


def test_english_readers_get_both_names_over_a_text_in_chinese():
    assert law_title("民法典", "中华人民共和国民法典", EN) == "Civil Code (中华人民共和国民法典)"
    assert law_title("某法", "中华人民共和国某法", EN) == "中华人民共和国某法"


def test_what_is_no_article_number_stays_as_it_is():
    assert article_words("条目一", EN) == "条目一"


def test_each_law_is_named_once_with_all_its_articles():
    references = [
        ("民法典", "第三十条"),
        ("刑法", ""),
        ("民法典", "第三十一条"),
        ("公证法", "第十二条"),
        ("民法典", "第八条之二"),
    ]
    assert cited_together(references, ZH) == (
        "《民法典》第三十条、第三十一条、第八条之二",
        "《刑法》",
        "《公证法》第十二条",
    )
    assert cited_together(references, EN) == (
        "Civil Code, Articles 30, 31, 8-2",
        "Criminal Law",
        "Notary Law, Article 12",
    )
