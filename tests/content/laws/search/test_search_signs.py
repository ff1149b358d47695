import zlib

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from kiosk.content.grams import grams
from kiosk.content.laws.search.signs import (
    codes_and_signs,
    codes_of,
    find_codes,
    plain,
    query_codes,
    query_codes_and_signs,
)

TEXTS = st.text(alphabet="老板不给工资怎么办〇一二，。 abcXYZ019ＡＢ①\n\t😀", max_size=40)


def code(gram):
    if gram[0].isascii():
        return zlib.crc32(gram.encode()) | 1 << 63
    return ord(gram[0]) << 32 | ord(gram[1]) if len(gram) == 2 else ord(gram)


@given(st.lists(TEXTS, min_size=1, max_size=6))
def test_codes_are_the_pairs_of_letters_of_each_text(texts):
    texts = [plain(text).replace("\n", " ") for text in texts]
    codes, numbers = codes_of(texts)
    for number, text in enumerate(texts):
        assert sorted(codes[numbers == number].tolist()) == sorted(code(gram) for gram in grams(text))


@given(TEXTS)
def test_a_query_holds_each_code_once_in_order(text):
    assert query_codes(text).tolist() == sorted({code(gram) for gram in grams(plain(text))})


@given(TEXTS | st.text(alphabet="𠮷野家a ", max_size=6))
def test_one_short_text_has_the_codes_that_it_has_among_many(text):
    assert query_codes(text).tolist() == np.unique(codes_of([plain(text)])[0]).tolist()
    assert query_codes_and_signs(plain(text)).tolist() == codes_and_signs([plain(text)])[0].tolist()


@given(st.lists(st.integers(0, 9)), st.lists(st.integers(0, 9)))
def test_codes_are_found_among_sorted_ones(held, wanted):
    codes = np.unique(np.array(held, np.uint64))
    places, known = find_codes(codes, np.array(wanted, np.uint64))
    assert known.tolist() == [one in held for one in wanted]
    assert codes[places[known]].tolist() == [one for one in wanted if one in held]


def test_lines_inside_a_text_stay_in_it():
    codes, numbers = codes_of(["甲乙\n丙丁", "戊己"])
    assert numbers.tolist() == [0, 0, 1]
    assert codes.tolist() == [code("甲乙"), code("丙丁"), code("戊己")]


def test_signs_beyond_the_first_plane_count():
    assert len(query_codes("𠮷野")) == 1
    assert query_codes("").dtype == np.uint64
