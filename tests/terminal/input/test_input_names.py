"""The names that letters find: initials, syllables, articles."""

import pytest

from kiosk.content.grams import spelt
from kiosk.terminal.input.pinyin import PinyinDictionary, Word
from kiosk.terminal.input.suggest import suggest
from kiosk.terminal.input.syllables import cut, is_spelt, syllables
from kiosk.terminal.input.typed import Candidate
from kiosk.terminal.input.words import first_words

WORDS = PinyinDictionary(
    [
        Word(spelt("劳动合同法"), 4, law=True),
        Word(spelt("劳动法"), 4, law=True),
        Word(spelt("欠工资"), 2),
        Word(spelt("老年人"), 2),
        Word(spelt("欠工资")),
        Word(spelt("ABC")),
    ]
)


@pytest.mark.parametrize(
    ("letters", "found"),
    [
        ("qgz", ("欠工资",)),
        ("ldf", ("劳动法",)),
        ("ld", ("劳动法", "劳动合同法")),
        ("laodong", ("劳动法", "劳动合同法")),
        ("lao", ("老年人", "劳动法", "劳动合同法")),
        ("ldhtf39", ("劳动合同法第三十九条",)),
        ("ldf0", ("劳动法",)),
        ("zz", ()),
        ("", ()),
        ("39", ()),
    ],
)
def test_pinyin_candidates(letters, found):
    assert WORDS.candidates(letters) == found


def test_a_word_counts_once_and_latin_words_are_left_out():
    assert len(WORDS) == 4


def test_only_names_whose_letters_were_typed_in_full_are_exact():
    assert WORDS.exact("ldf") == ("劳动法",)
    assert WORDS.exact("laodongfa") == ("劳动法",)
    assert WORDS.exact("ld") == ()


def test_names_come_first_when_their_letters_are_all_there_and_never_twice():
    engine = (Candidate("老动发", 9), Candidate("劳动法", 9), Candidate("劳动", 7), Candidate("老", 3))
    row = suggest("laodongfa", WORDS, engine)
    assert [c.text for c in row] == ["劳动法", "老动发", "劳动", "老"]
    assert [c.takes for c in row] == [9, 9, 7, 3]


def test_names_that_only_begin_alike_follow_the_sentences_and_stay_out_of_prose():
    engine = (Candidate("老东", 7), Candidate("老", 3))
    assert [c.text for c in suggest("laodong", WORDS, engine)] == ["老东", "劳动法", "劳动合同法", "老"]
    assert [c.text for c in suggest("laodong", WORDS, engine, prose=True)] == ["老东", "老"]


def test_bare_initials_mean_names_where_a_name_has_them():
    engine = (Candidate("某某某", 3), Candidate("某某", 2))
    assert [c.text for c in suggest("qgz", WORDS, engine)] == ["欠工资"]
    assert [c.text for c in suggest("zmb", WORDS, engine)] == ["某某某", "某某"]
    assert [c.text for c in suggest("qgz", WORDS, engine, prose=True)] == ["欠工资", "某某某", "某某"]


@pytest.mark.parametrize(
    ("letters", "spelt_out"),
    [("laodong", True), ("laod", True), ("laozh", True), ("l", True), ("ldh", False), ("qgz", False), ("xian", True)],
)
def test_what_is_spelt_out(letters, spelt_out):
    assert is_spelt(letters) is spelt_out


def test_digits_stay_behind_what_the_engine_reads():
    engine = (Candidate("老东", 7), Candidate("老", 3))
    row = suggest("laodong12", WORDS, engine)
    assert [c.text for c in row] == ["劳动法第十二条", "劳动合同法第十二条", "老"]
    assert {c.text: c.takes for c in row}["老"] == 3
    assert [c.text for c in suggest("hao12", WORDS, (Candidate("好", 3),))] == ["好12"]
    assert suggest("12", WORDS, engine) == ()


def test_a_name_is_cut_into_its_syllables():
    assert cut(spelt("劳动合同法")) == ("lao", "dong", "he", "tong", "fa")
    assert cut(spelt("西安案例")) == ("xi", "an", "an", "li")
    assert cut(spelt("ABC法")) == ()
    assert len(syllables()) > 400


def test_every_syllable_of_the_reading_tables_is_known():
    """pypinyin knows the readings of all Hanzi in use; the few it has beyond ours are interjections such as `hm`."""
    from pypinyin import Style, pinyin

    readings = {pinyin(chr(c), style=Style.NORMAL)[0][0].replace("ü", "v") for c in range(0x4E00, 0x9FA6)}
    read = {reading for reading in readings if reading.isascii()}
    assert len(read) > 400
    assert read - syllables() <= {"fiao", "hm", "m", "n"}  # interjections and dialect


def test_the_words_of_advice_are_spelt_right_and_find_something(library):
    assert all(library.search_procedures(name.text) for name in first_words())
    assert tuple(spelt(name.text) for name in first_words()) == first_words()
