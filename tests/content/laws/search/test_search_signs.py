import zlib

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from kiosk.content.grams import grams
from kiosk.content.laws.search.signs import codes_of, plain, query_codes

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


def test_lines_inside_a_text_stay_in_it():
    codes, numbers = codes_of(["甲乙\n丙丁", "戊己"])
    assert numbers.tolist() == [0, 0, 1]
    assert codes.tolist() == [code("甲乙"), code("丙丁"), code("戊己")]


def test_signs_beyond_the_first_plane_count():
    assert len(query_codes("𠮷野")) == 1
    assert query_codes("").dtype == np.uint64
