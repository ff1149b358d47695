"""`make fit`: teaches the law search from development questions, prints cross-validated figures, writes weights and tables.

The corpus and the questions are data for tests and measurements, and not part of this tree: see KIOSK_FIT_DATA. The second
question set is never fitted on; it is the one to believe.
"""

import json
import os
import sqlite3
import sys
import tarfile
import tempfile
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from kiosk.content.laws.importers import open_sources
from kiosk.content.laws.search.everyday import read_everyday
from kiosk.content.laws.search.finder import read_ranker
from kiosk.content.laws.search.learned import Learned
from kiosk.content.laws.search.ranker import TELLING
from kiosk.content.laws.search.senses import Senses
from kiosk.content.laws.search.worth import Worth
from kiosk.content.laws.store import update_laws
from kiosk.domain.laws import short_title
from kiosk.files import shipped
from tests.fit import curves, listwise, teach
from tests.fit.listwise import thinned

DATA = Path(os.environ.get("KIOSK_FIT_DATA", "../shared/data"))
LEFT_OUT = {"DLC", "案例", "其他"}  # local laws, cases, others: not what the questions are about
STILL = {
    "law_asked",
    "article_asked",
    "chapter_asked",
    "ever_asked",
    "length",
    "civil_code",
    "court",
    "rules",
    "statute",
}
HARD = (("text_share", "asked_share"), ("text_share", "asked_share", "learned_article_share"))
FOLDS = 5
ARTICLES = "select law_id, number from articles order by id"


def main():
    if not DATA.is_dir():
        print(f"there is no {DATA}; name the folder with laws.tar.xz and queries/ in KIOSK_FIT_DATA", file=sys.stderr)
        return 1
    with tempfile.TemporaryDirectory() as folder, closing(sqlite3.connect(imported(Path(folder)))) as db:
        school = School(db)
        lay, other = school.asked("lay_dev.jsonl"), school.asked("lay2_dev.jsonl")
        fold = np.random.default_rng(1).integers(0, FOLDS, len(lay))
        cross_validate(school, lay, fold)
        groups = [group for part in range(FOLDS) for group in school.groups(lay, fold, (part,), (part,))]
        worth = fitted(school.names, groups)
        school.learn(lay)
        report("second set, never fitted on", [(q, school.order(q, worth)) for q in other])
    folder = shipped("assets", "everyday")
    worth.write(folder / "weights.json")
    teach.write(folder / "learned.npz", school.taught, school.past)
    print(f"written: weights.json and learned.npz in {folder}")
    return 0


@dataclass(frozen=True)
class Asked:
    text: str
    answers: dict  # row by article id


class School:
    """The ranker over the laws, which learns from the questions that it is given, each time anew."""

    def __init__(self, db):
        self._rows_of = {ref: [row] for row, ref in enumerate(refs(db))}
        self._ours = [question.text for question in read_everyday().questions]
        self._index, self._ranker, _ = read_ranker(db, current(db))
        self._senses = Senses.read()
        self._dice = np.random.default_rng(1)

    def asked(self, name):
        lines = map(json.loads, (DATA / "queries" / name).read_text("utf-8").splitlines())
        named = [(line["question"], map(short_title, line["gold"])) for line in lines]
        return [Asked(text, {ref: self._rows_of[ref][0] for ref in g if ref in self._rows_of}) for text, g in named]

    def learn(self, questions):
        asked = [(q.text, q.answers) for q in questions]
        self.taught, self.past = teach.tables(self._index, asked, self._ours), teach.past(self._senses, asked)
        self._ranker.learned = Learned(self._index, self.taught, self.past, self._rows_of)

    def figures(self, question):
        rows, figures, self.names = self._ranker.figures(question.text)
        return rows, figures

    def order(self, question, worth):
        rows, figures = self.figures(question)
        return rows[np.argsort(-worth(figures, self.names), kind="stable")]

    def groups(self, questions, fold, without, of):
        """Return figures and marks of the questions in the folds `of`, with nothing learned from the folds `without`."""
        self.learn([q for q, part in zip(questions, fold, strict=True) if part not in without])
        found = []
        for question, part in zip(questions, fold, strict=True):
            if part in of:
                rows, figures = self.figures(question)
                right = np.isin(rows, list(question.answers.values())).astype(np.float32)
                if right.any():
                    hard = [sum(figures[:, self.names.index(name)] for name in several) for several in HARD]
                    found.append(thinned(figures, right, hard, self._dice))
        return found


def fitted(names, groups):
    count = names.index(f"{TELLING[0]}_most")  # what follows is for the fine judge only
    free = np.array([name in STILL for name in names[:count]])
    return Worth(
        listwise.fit(names[:count], [(figures[:, :count], marks) for figures, marks in groups], free),
        curves.fit(names, groups),
    )


def current(db):
    """Return the short titles of the newest versions by id."""
    newest = {short: law for law, short in db.execute("select id, short from laws order by starts, issued_on, id")}
    return {law: short for short, law in newest.items()}


def refs(db):
    """Return the ids of all articles by row; of superseded ones only the number."""
    titles = current(db)
    return [titles.get(law, "") + number for law, number in db.execute(ARTICLES)]


def imported(folder):
    """Import the national laws; return the database."""
    with tarfile.open(DATA / "laws.tar.xz") as archive:
        archive.extractall(folder, filter="data")
    sources = [path for path in sorted((folder / "laws").iterdir()) if path.is_dir() and path.name not in LEFT_OUT]
    with open_sources(sources) as opened:
        update_laws(folder / "laws.db", opened.units(), opened.owns, lambda: None)
    return folder / "laws.db"


def cross_validate(school, asked, fold):
    """Print how well questions are answered by what never saw them, and those none of whose articles were seen.

    Also what is learned for the fit comes from other questions than those it is fitted on: figures of a question that
    was learned from would promise too much.
    """
    answered, unseen, plainly = [], [], []
    for part in range(FOLDS):
        others = [other for other in range(FOLDS) if other != part]
        groups = [group for other in others for group in school.groups(asked, fold, (part, other), (other,))]
        worth = fitted(school.names, groups)
        taught = [q for q, own in zip(asked, fold, strict=True) if own != part]
        school.learn(taught)
        seen = frozenset().union(*(q.answers for q in taught))
        for question in (q for q, own in zip(asked, fold, strict=True) if own == part):
            rows, figures = school.figures(question)
            count = len(worth.plain.names)
            answered.append((question, rows[np.argsort(-worth(figures, school.names), kind="stable")]))
            plainly.append((question, rows[np.argsort(-worth.plain(figures[:, :count]), kind="stable")]))
            if not question.answers.keys() & seen:
                unseen.append(answered[-1])
    report(f"{FOLDS}-fold", answered)
    report(f"{FOLDS}-fold, articles not in the other folds", unseen)
    report(f"{FOLDS}-fold, plain judge alone", plainly)


def report(name, answered):
    shares = [
        np.mean([len(set(q.answers.values()) & set(rows[:k].tolist())) / len(q.answers) for q, rows in answered])
        for k in (1, 10, 100)
    ]
    places = [
        next((1 / (i + 1) for i, row in enumerate(rows[:10].tolist()) if row in q.answers.values()), 0)
        for q, rows in answered
    ]
    figures = " ".join(f"R@{k} {share:.3f}" for k, share in zip((1, 10, 100), shares, strict=True))
    print(f"{name}: {len(answered)} questions, {figures} MRR@10 {np.mean(places):.3f}")


if __name__ == "__main__":
    sys.exit(main())
