"""Fits the weights of a sum of figures so that right answers come before wrong ones: softmax over each question's rows, Adam."""

import numpy as np

from kiosk.content.laws.search.worth import Plain

_STEPS = 250
_RATE = 0.05
_SHRINK = 1e-4  # towards 0, so that figures that say the same share the weight
_HARDEST, _RANDOM = 70, 50  # wrong rows of a question that are learned from


def thinned(figures, right, hard, dice):
    """Return the figures and marks of the right rows, the wrong ones that are hardest in several ways, and some others."""
    chosen = set(np.flatnonzero(right)) | set(dice.integers(0, len(right), _RANDOM))
    for worth in hard:
        chosen |= set(np.argsort(-worth)[:_HARDEST])
    places = np.array(sorted(chosen))
    return figures[places], right[places]


def fit(names, groups, free):
    """Return the judge; groups are pairs of figures and marks.

    Only figures that are `free` may weigh against a row. The others say the same in several ways: left free, some would weigh
    against others, and questions shorter than those learned from would be answered at random.
    """
    figures = np.concatenate([f for f, _ in groups]).astype(np.float64)
    mean, spread = figures.mean(0), figures.std(0) + 1e-6
    scaled = ((figures - mean) / spread).astype(np.float32)
    starts = np.cumsum([0] + [len(f) for f, _ in groups])
    group = np.repeat(np.arange(len(groups)), np.diff(starts))
    wanted = np.concatenate([marks / marks.sum() for _, marks in groups]).astype(np.float32)
    weight = np.zeros(figures.shape[1], np.float32)
    first, second = np.zeros_like(weight), np.zeros_like(weight)
    for step in range(1, _STEPS + 1):
        worth = scaled @ weight
        worth = np.exp(worth - np.maximum.reduceat(worth, starts[:-1])[group])
        likely = worth / np.add.reduceat(worth, starts[:-1])[group]
        slope = scaled.T @ (likely - wanted) / len(groups) + _SHRINK * weight
        first, second = 0.9 * first + 0.1 * slope, 0.999 * second + 0.001 * slope * slope
        weight = weight - _RATE * (first / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.999**step)) + 1e-8)
        weight = np.where(free, weight, np.maximum(weight, 0)).astype(np.float32)
    return Plain(tuple(names), mean, spread, weight)
