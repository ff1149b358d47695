import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.content.grams import grams
from kiosk.content.laws.search.postings import Field, Likeness, Postings
from kiosk.content.laws.search.signs import plain, query_codes

TEXTS = st.lists(st.text(alphabet="工资拖欠老板给钱", max_size=12), min_size=1, max_size=8)


def by_hand(texts, query, b):
    """BM25 as the book has it, one text and one term at a time."""
    cut = [grams(plain(text)) for text in texts]
    mean = max(1.0, sum(map(len, cut)) / len(cut))
    worth = []
    for own in cut:
        total = 0.0
        for term in set(grams(plain(query))):
            held = sum(term in other for other in cut)
            idf = math.log1p((len(cut) - held + 0.5) / (held + 0.5))
            times = own.count(term)
            total += idf * times * 2.2 / (times + 1.2 * (1 - b + b * len(own) / mean)) if held else 0.0
        worth.append(total)
    return worth


@given(TEXTS, st.text(alphabet="工资拖欠老板给钱", max_size=12), st.sampled_from([0.0, 0.5, 0.75]))
def test_scores_are_those_of_the_formula(texts, query, b):
    scores = Field(Postings.of([plain(text) for text in texts]), b).score(query_codes(query))
    assert scores.tolist() == pytest.approx(by_hand(texts, query, b), rel=1e-4, abs=1e-5)


@given(TEXTS)
def test_nothing_is_more_like_a_text_than_itself(texts):
    likeness = Likeness(Postings.of([plain(text) for text in texts]))
    for number, text in enumerate(texts):
        scores = likeness.score(query_codes(text))
        if len(query_codes(text)):
            assert scores[number] == pytest.approx(1, abs=1e-3)
        assert (scores <= 1.001).all()


@given(TEXTS, st.lists(st.tuples(st.integers(0, 7), st.integers(0, 4)), max_size=12))
def test_spread_texts_score_as_if_they_were_put_together(texts, pairs):
    pairs = [(text, target) for text, target in pairs if text < len(texts)]
    together = ["，".join(texts[text] for text in sorted({t for t, to in pairs if to == n})) for n in range(5)]
    source = Postings.of([plain(text) for text in texts])
    spread = source.spread(np.array([t for t, _ in pairs], int), np.array([to for _, to in pairs], int), 5)
    expected = Field(Postings.of([plain(text) for text in together]))
    query = query_codes("".join(texts))
    assert Field(spread).score(query).tolist() == pytest.approx(expected.score(query).tolist(), rel=1e-5)


def test_many_texts_are_numbered_in_more_bytes():
    few, many = Postings.of(["工资"] * 3), Postings.of(["工资"] * 70_000)
    assert few.texts.dtype == np.uint16
    assert many.texts.tolist() == list(range(70_000))
    many = few.spread(np.zeros(2, int), np.array([0, 69_999]), 70_000)
    assert many.texts.tolist() == [0, 69_999]


def test_common_codes_can_be_left_out():
    postings = Postings.of(["工资", "工资", "工资拖欠"])
    every, some = Field(postings), Field(postings, most=2)
    assert every.score(query_codes("工资")).all()
    assert not some.score(query_codes("工资")).any()
    assert some.score(query_codes("拖欠")).tolist()[:2] == [0, 0]
    assert some.score(query_codes("拖欠"))[2] > 0


def test_no_texts_are_no_fault():
    postings = Postings.of([])
    assert Field(postings).score(query_codes("工资")).tolist() == []
    assert np.array_equal(Likeness(postings).score(query_codes("工资")), [])
