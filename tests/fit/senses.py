"""`python -m tests.fit.senses`: fits the points of `kiosk.content.laws.search.senses` to our everyday questions and the law's own clauses.

No development question is used. What was written makes indexes of another kind: raise `lawschema.FORMAT` with it.
"""

import re
import sqlite3
import sys
import tempfile
from contextlib import closing
from pathlib import Path

import numpy as np

from kiosk.content.laws.search.everyday import read_everyday
from kiosk.content.laws.search.senses import Senses, places_of
from kiosk.content.laws.search.signs import codes_and_signs, plain, said
from kiosk.files import shipped
from tests.fit import asked_made
from tests.fit.__main__ import imported, refs

SIZE = 128  # numbers of a point
ROUNDS = 3
AT_ONCE, CLAUSES = 512, 1024  # questions and clauses of a step: each has the articles of all others for wrong answers
RATE = 0.006
WARM = 30  # steps
DEAF_TO_QUESTION, DEAF_TO_LAW = 0.3, 0.6  # share of pairs and signs that are left out of each step
SHRINK = 2.0
LEAST_LAW, LEAST_ASKED = 8, 2  # articles or questions that must hold a pair
CLAUSE = range(8, 61)  # letters
TEXTS = """
select l.short || '，' || a.chapter || '，' || a.text from articles a join laws l on l.id = a.law_id order by a.id"""


class Bags:
    """What each of some texts holds: places in the table."""

    def __init__(self, codes, texts):
        self._places, numbers = places_of(codes, texts)
        self._starts = np.searchsorted(numbers, np.arange(len(texts) + 1))

    def of(self, chosen, deaf, dice):
        """Return places and, for each, the number of its text among the chosen; some are left out by chance."""
        many = self._starts[chosen + 1] - self._starts[chosen]
        ends = np.cumsum(many)
        places = self._places[np.repeat(self._starts[chosen] - ends + many, many) + np.arange(ends[-1])]
        numbers = np.repeat(np.arange(len(chosen)), many)
        heard = dice.random(len(places)) >= deaf
        return places[heard], numbers[heard]


def fit(laws, asked, clauses, answers, seed=0):
    """Return the points.

    Args:
        laws: Text of each article, `plain`.
        asked: Questions, `plain`.
        clauses: Pairs of a clause and the number of its article.
        answers: Pairs of the number of a question and the number of an article that answers it.
        seed: Of all that is left to chance.
    """
    dice = np.random.default_rng(seed)
    codes, held = vocabulary(laws, asked)
    law, question, clause = Bags(codes, laws), Bags(codes, asked), Bags(codes, [text for text, _ in clauses])
    telling = np.log((len(laws) + len(asked) + 1) / (held + 1)) / 5
    points = (dice.normal(size=(len(codes), SIZE)) * (telling / np.sqrt(SIZE))[:, None]).astype(np.float32)
    adam = Adam(points)
    pairs, home = np.array(answers), np.array([article for _, article in clauses])
    articles_of = {}
    for number, article in answers:
        articles_of.setdefault(number, []).append(article)
    steps = len(pairs) // AT_ONCE * ROUNDS
    sharp, step = 3.0, 0
    for _ in range(ROUNDS):
        for chosen in np.array_split(dice.permutation(len(pairs)), len(pairs) // AT_ONCE):
            step += 1
            rate = RATE * min(1, step / WARM) * (1 - step / steps) + 1e-5
            numbers, articles = pairs[chosen].T
            drawn = dice.integers(0, len(clauses), CLAUSES)
            targets = np.concatenate([articles, home[drawn]])
            said = joined(
                question.of(numbers, DEAF_TO_QUESTION, dice),
                clause.of(drawn, DEAF_TO_QUESTION, dice),
                len(numbers),
            )
            also = targets[:, None] == targets  # an article twice, and others that answer a question too, are not wrong
            column = {}
            for place, target in enumerate(targets):
                column.setdefault(target, []).append(place)
            for i, number in enumerate(numbers):
                also[i, [place for article in articles_of[number] for place in column.get(article, ())]] = True
            np.fill_diagonal(also, val=False)
            sharp -= rate * turn(points, adam, said, law.of(targets, DEAF_TO_LAW, dice), also, sharp, rate)
    return codes, points


def vocabulary(laws, asked):
    """Return the pairs and signs that enough texts hold, and how many do."""
    law, held = np.unique(codes_and_signs(laws)[0], return_counts=True)
    own, times = np.unique(codes_and_signs(asked)[0], return_counts=True)
    codes = np.union1d(law[held >= LEAST_LAW], own[times >= LEAST_ASKED])
    both = np.zeros(len(codes))
    for known, count in ((law, held), (own, times)):
        places = np.minimum(np.searchsorted(codes, known), len(codes) - 1)
        found = codes[places] == known
        both[places[found]] += count[found]
    return codes, both


def joined(one, other, many):
    return np.concatenate([one[0], other[0]]), np.concatenate([one[1], other[1] + many])


def turn(points, adam, said, law, also, sharp, rate):
    """Make one step: each text closer to its own article than to those of others. Return the slope of the sharpness."""
    many = len(also)
    (p, p_length), (q, q_length) = (summed(points, bag, many) for bag in (said, law))
    close = p @ q.T
    likely = np.exp(np.float32(sharp)) * close
    likely[also] = -1e4
    likely = np.exp(likely - likely.max(1, keepdims=True))
    likely /= likely.sum(1, keepdims=True)
    likely[np.diag_indices(many)] -= 1
    likely *= np.exp(np.float32(sharp)) / many
    slopes = []
    for slope, point, length, (places, numbers) in ((likely @ q, p, p_length, said), (likely.T @ p, q, q_length, law)):
        inner = (slope - point * (slope * point).sum(1, keepdims=True)) / length
        slopes.append((places, numbers, inner))
    places = np.concatenate([s[0] for s in slopes])
    rows = np.concatenate([s[2][s[1]] for s in slopes])
    order = np.argsort(places, kind="stable")
    places = places[order]
    firsts = np.flatnonzero(np.r_[True, places[1:] != places[:-1]])
    adam.step(places[firsts], np.add.reduceat(rows[order], firsts), rate)
    points *= np.float32(1 - SHRINK * rate)
    return float((likely * close).sum())


def summed(points, bag, many):
    """Return a point of length 1 for each text, and the length it had."""
    places, numbers = bag
    sums = np.zeros((many, points.shape[1]), np.float32)
    firsts = np.flatnonzero(np.r_[True, numbers[1:] != numbers[:-1]])
    sums[numbers[firsts]] = np.add.reduceat(points[places], firsts)
    length = np.maximum(np.linalg.norm(sums, axis=1, keepdims=True), 1e-3)
    return sums / length, length


class Adam:
    """Steps for those rows of a table that have a slope."""

    def __init__(self, table):
        self._table, self._first, self._second = table, np.zeros_like(table), np.zeros_like(table)
        self._count = np.zeros(len(table))

    def step(self, rows, slope, rate):
        self._count[rows] += 1
        count = self._count[rows, None]
        first = self._first[rows] = 0.9 * self._first[rows] + np.float32(0.1) * slope
        second = self._second[rows] = 0.999 * self._second[rows] + np.float32(0.001) * slope**2
        move = first / (1 - 0.9**count) / (np.sqrt(second / (1 - 0.999**count)) + 1e-8)
        self._table[rows] -= (rate * move).astype(np.float32)


def finished(codes, points, texts):
    """Return what ships: turned so that the first numbers say most, and packed."""
    whole = Senses(codes, points, np.ones(len(codes), np.float32)).points(texts)
    _, turned = np.linalg.eigh(whole.T @ whole)
    points = points @ turned[:, ::-1]
    scale = np.abs(points).max(1) / 127 + 1e-9
    return Senses(codes, np.rint(points / scale[:, None]).astype(np.int8), scale.astype(np.float32))


def found(senses, points, asked, answers):
    """Return the shares of an average question's articles among the first 10 and 100, by points alone."""
    right = {}
    for number, article in answers:
        right.setdefault(number, []).append(article)
    close = senses.points([asked[number] for number in right]) @ points.T
    return [
        np.mean(
            [
                np.isin(np.argpartition(-line, k)[:k], r).sum() / len(r)
                for line, r in zip(close, right.values(), strict=True)
            ]
        )
        for k in (10, 100)
    ]


def main():
    with tempfile.TemporaryDirectory() as folder, closing(sqlite3.connect(imported(Path(folder)))) as db:
        texts = [text for (text,) in db.execute(TEXTS)]
        row_of = {ref: row for row, ref in enumerate(refs(db))}
    laws = [plain(text) for text in texts]
    clauses = [
        (part, row) for row, text in enumerate(laws) for part in re.split("[。；：\n]", text) if len(part) in CLAUSE
    ]
    questions = read_everyday().questions
    asked = [said(question.text) for question in questions]
    answers = [(i, row_of[ref]) for i, question in enumerate(questions) for ref in question.articles if ref in row_of]
    group = np.unique([" ".join(question.articles) for question in questions], return_inverse=True)[1]
    kept_back = np.random.default_rng(1).random(group.max() + 1)[group] < 0.1
    part = [pair for pair in answers if not kept_back[pair[0]]]
    senses = finished(*fit(laws, asked, clauses, part), laws)
    shares = found(senses, senses.points(laws), asked, [pair for pair in answers if kept_back[pair[0]]])
    print(
        "our questions about articles kept back, by points alone: R@10 {:.3f} R@100 {:.3f}".format(*shares), flush=True
    )
    senses = finished(*fit(laws, asked, clauses, answers), laws)
    path = shipped("assets", "everyday") / "senses.npz"
    # not compressed: that saves a tenth, and takes a twentieth of a second of each start
    np.savez(path, codes=senses.codes, table=senses.table, scale=senses.scale)
    print(f"written: {path}")
    asked_made.main()
    return 0


if __name__ == "__main__":
    sys.exit(main())
