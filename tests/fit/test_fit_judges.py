import numpy as np
import pytest

from tests.fit import curves, listwise

NAMES = ("told", "noise", "context")


@pytest.fixture
def groups():
    """Questions whose right row is told by the first figure: the greatest, or, in another context, the least."""
    dice, made = np.random.default_rng(0), []
    for number in range(200):
        figures = dice.normal(size=(12, 3)).astype(np.float32)
        figures[:, 2] = number % 2
        right = figures[:, 0].argmax() if number % 2 else figures[:, 0].argmin()
        made.append((figures, (np.arange(12) == right).astype(np.float32)))
    return made


def right(judge, groups):
    return np.mean([judge(figures).argmax() == marks.argmax() for figures, marks in groups])


def test_curves_learn_what_depends_on_the_context(groups):
    assert right(curves.fit(NAMES, groups * 5), groups) > 0.8


def test_the_same_dice_give_the_same_curves(groups):
    one, other = (curves.fit(NAMES, groups[:20], seed=3) for _ in range(2))
    assert (one.into == other.into).all()


def test_a_sum_learns_what_tells_and_nothing_speaks_against_a_row(groups):
    plain = [group for group in groups if group[0][0, 2]]
    judge = listwise.fit(NAMES, plain, np.array([False, False, False]))
    assert right(judge, plain) > 0.95
    assert judge.weight[0] > 0
    against = [(-figures, marks) for figures, marks in plain]
    assert listwise.fit(NAMES, against, np.array([False, False, False])).weight[0] == 0
    assert listwise.fit(NAMES, against, np.array([True, False, False])).weight[0] < 0


def test_right_rows_are_never_thinned_out():
    figures, marks = np.arange(2000, dtype=np.float32).reshape(1000, 2), np.zeros(1000, np.float32)
    marks[[3, 500]] = 1
    kept, kept_marks = listwise.thinned(figures, marks, [figures[:, 0]], np.random.default_rng(0))
    assert kept_marks.sum() == 2
    assert len(kept) < 130
    assert 998 in kept[:, 0] / 2  # the hardest


def test_the_mean_of_judges_says_what_they_say_on_average(groups):
    whole = curves.fit(NAMES, groups[:20])
    ones = [curves.one(NAMES, groups[:20], seed) for seed in range(curves.TOGETHER)]
    figures = groups[0][0]
    assert whole(figures) == pytest.approx(np.mean([one(figures) for one in ones], 0), abs=1e-5)
