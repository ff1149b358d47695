import numpy as np
import pytest

from kiosk.content.laws.search.groups import Groups

PAIRS = np.array([7, 3, 7, 9])  # four questions named three articles
VALUES = np.array([0.5, 0.2, 1.0, 0.0], np.float32)


def test_the_greatest_and_all_together():
    groups = Groups(PAIRS)
    assert groups.named.tolist() == [3, 7, 9]
    assert groups.greatest(VALUES).tolist() == pytest.approx([0.2, 1.0, 0.0])
    assert groups.together(VALUES).tolist() == pytest.approx([0.2, 1.125 ** (1 / 3), 0.0])


def test_values_go_to_those_that_were_named_and_to_no_other():
    groups = Groups(PAIRS)
    values = groups.greatest(VALUES)
    assert groups.of(np.array([0, 3, 7, 8, 20]), values).tolist() == pytest.approx([0.0, 0.2, 1.0, 0.0, 0.0])


def test_nothing_named_says_nothing():
    groups = Groups(np.zeros(0, np.int64))
    values = groups.together(np.zeros(0, np.float32))
    assert groups.of(np.array([1, 2]), values).tolist() == [0, 0]
