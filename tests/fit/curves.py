"""Fits the fine judge: a weighted sum and a layer of curves, so that right answers come before wrong ones (list-wise, Adam).

Several are fitted from other dice; their mean is one judge with the curves of all.
"""

from dataclasses import replace

import numpy as np

from kiosk.content.laws.search.worth import Fine

TOGETHER = 3  # judges whose mean is taken
CURVES = 24  # of each
ROUNDS = 25
_RATE = 0.003
_AT_ONCE = 40  # questions
_SILENT = 0.2  # share of curves that are left out of each step: none may matter alone
_SHRINK = (1e-5, 1e-4, 0, 1e-5)
_DECAY = 1e-3  # of what leads into the curves
_LEAST, _MOST = -4, 6


def fit(names, groups, seed=0):
    """Return the judge; groups are pairs of figures and marks."""
    judges = [one(names, groups, seed * TOGETHER + turn) for turn in range(TOGETHER)]
    return replace(
        judges[0],
        weight=np.mean([judge.weight for judge in judges], 0),
        into=np.hstack([judge.into for judge in judges]),
        bend=np.concatenate([judge.bend for judge in judges]),
        out=np.concatenate([judge.out for judge in judges]) / TOGETHER,
    )


def one(names, groups, seed):
    """Return one of the judges."""
    dice = np.random.default_rng(seed)
    figures = np.concatenate([f for f, _ in groups])
    mean = figures.mean(0, dtype=np.float64).astype(np.float32)
    spread = figures.std(0, dtype=np.float64).astype(np.float32) + np.float32(1e-6)
    scaled = [np.clip((f - mean) / spread, _LEAST, _MOST).astype(np.float32) for f, _ in groups]
    wanted = [(marks / marks.sum()).astype(np.float32) for _, marks in groups]
    count = len(names)
    parts = [
        np.zeros(count),
        dice.normal(size=(count, CURVES)) / np.sqrt(count),
        np.zeros(CURVES),
        dice.normal(size=CURVES) * 0.1,
    ]
    parts = [part.astype(np.float32) for part in parts]
    first, second = [np.zeros_like(p) for p in parts], [np.zeros_like(p) for p in parts]
    step = 0
    for turn in range(ROUNDS):
        rate = _RATE * 0.5 * (1 + np.cos(np.pi * turn / ROUNDS))
        order = dice.permutation(len(groups))
        for chosen in np.split(order, range(_AT_ONCE, len(order), _AT_ONCE)):
            step += 1
            heard = ((dice.random(CURVES) > _SILENT) / (1 - _SILENT)).astype(np.float32)
            slopes = _slopes(parts, [scaled[i] for i in chosen], [wanted[i] for i in chosen], heard)
            for i in range(len(parts)):
                slope = slopes[i] + np.float32(_SHRINK[i]) * parts[i]
                first[i] = 0.9 * first[i] + 0.1 * slope
                second[i] = 0.999 * second[i] + 0.001 * slope**2
                move = first[i] / (1 - 0.9**step) / (np.sqrt(second[i] / (1 - 0.999**step)) + 1e-8)
                parts[i] = (parts[i] - rate * (move + _DECAY * parts[i] * (i == 1))).astype(np.float32)
    weight, into, bend, out = parts
    return Fine(tuple(names), mean, spread, weight, into, bend, out)


def _slopes(parts, scaled, wanted, heard):
    weight, into, bend, out = parts
    figures, goal = np.concatenate(scaled), np.concatenate(wanted)
    many = np.array([len(f) for f in scaled])
    starts, group = np.r_[0, np.cumsum(many)[:-1]], np.repeat(np.arange(len(many)), many)
    curves = np.tanh(figures @ into + bend)
    worth = figures @ weight + (curves * heard) @ out
    worth = np.exp(worth - np.maximum.reduceat(worth, starts)[group])
    slope = (worth / np.add.reduceat(worth, starts)[group] - goal) / len(many)
    inner = np.outer(slope, out * heard) * (1 - curves**2)
    return figures.T @ slope, figures.T @ inner, inner.sum(0), (curves * heard).T @ slope
