import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.content.laws.search.row_scores import Named, RowScores, best

ROWS = 12
LAW_OF = np.array([0, 0, 0, 1, 1, 2, 2, 2, 2, 2, 3, 3])
NUMBERS = st.sampled_from([0.0, 0.25, 0.5, 1.0, 3.0])
PARTS = st.none() | st.lists(st.booleans(), min_size=ROWS, max_size=ROWS).map(np.array)


def some(count):
    return st.lists(NUMBERS, min_size=count, max_size=count).map(lambda values: np.array(values, np.float32))


def kept_small(kind, values):
    """Return the scores in a kind of keeping, and the score of every row."""
    if kind == "rows":
        return RowScores(values), values
    if kind == "laws":
        return RowScores(values[:4], LAW_OF), values[:4][LAW_OF]
    named = np.array([1, 5, 11])
    dense = np.zeros(ROWS, np.float32)
    dense[named] = values[:3]
    return Named(named, ROWS).scores(values[:3]), dense


@pytest.mark.parametrize("kind", ["rows", "laws", "named"])
@given(values=some(ROWS), rows=st.lists(st.integers(0, ROWS - 1)), part=PARTS, count=st.integers(1, 5))
def test_scores_kept_small_say_the_same_as_one_for_each_row(kind, values, rows, part, count):
    scores, dense = kept_small(kind, values)
    at = np.array(rows, np.int64)
    assert scores.at(at).tolist() == dense[at].tolist()
    assert scores.most == dense.max()
    sums = np.ones(ROWS, np.float32)
    scores.share(2.0).add_to(sums)
    assert sums.tolist() == pytest.approx((1 + 2 * dense / (dense.max() or 1)).tolist())
    every, some_of = scores.best(count, (None, part))
    assert every.tolist() == RowScores(dense).best(count)[0].tolist()
    assert some_of.tolist() == RowScores(dense).best(count, [part])[0].tolist()


@given(values=some(ROWS), part=PARTS, count=st.integers(1, 5))
def test_the_best_are_never_worse_than_those_left_out(values, part, count):
    (chosen,) = RowScores(values).best(count, [part])
    may = np.flatnonzero((values > 0) & (True if part is None else part))
    assert set(chosen) <= set(may)
    assert min(count, len(may)) <= len(chosen) <= 2 * count
    left = np.setdiff1d(may, chosen)
    if len(left):
        assert values[chosen].min() >= values[left].max()


@pytest.mark.parametrize("values", [3, 50, 100_000])  # many equals, some, hardly any
@pytest.mark.parametrize("held", [0.0, 0.02, 1.0])  # the share that is not 0
@given(seed=st.integers(0, 99))
def test_a_guessed_bar_leaves_out_none_of_the_best(values, held, seed):
    generator = np.random.default_rng(seed)
    scores = generator.integers(1, values + 1, 8000).astype(np.float32) * (generator.random(8000) < held)
    for part in (None, generator.random(8000) < 0.1):
        chosen = best(scores, 100, part)
        may = np.flatnonzero((scores > 0) & (True if part is None else part))
        bar = np.sort(scores[may])[-100:][:1]
        assert set(may[scores[may] > bar]) <= set(chosen)
        assert min(100, len(may)) <= len(chosen) <= 200
        assert np.all(scores[chosen] >= bar)
