"""`make fit`: fits the weights of the law search on development questions, prints cross-validated figures, writes the weights.

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
from pathlib import Path

import numpy as np

from kiosk.content.importers import open_sources
from kiosk.content.lawstore import update_laws
from kiosk.content.search.finder import read_ranker
from kiosk.domain.laws import short_title
from kiosk.files import shipped
from tests.fit.listwise import Question, fit, order, thinned

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
FOLDS = 5
ARTICLES = "select law_id, number from articles order by id"


def main():
    if not DATA.is_dir():
        print(f"there is no {DATA}; name the folder with laws.tar.xz and queries/ in KIOSK_FIT_DATA", file=sys.stderr)
        return 1
    with tempfile.TemporaryDirectory() as folder, closing(sqlite3.connect(imported(Path(folder)))) as db:
        newest = {short: law for law, short in db.execute("select id, short from laws order by starts, issued_on, id")}
        current = {law: short for short, law in newest.items()}
        refs = [current.get(law, "") + number for law, number in db.execute(ARTICLES)]
        _, ranker = read_ranker(db, current)
        lay, names = questions(ranker, refs, "lay_dev.jsonl")
        other, _ = questions(ranker, refs, "lay2_dev.jsonl")
    dice = np.random.default_rng(1)
    text, asked = names.index("text_share"), names.index("asked_share")
    groups = [thinned(q, q.figures[:, text] + q.figures[:, asked], dice) for q in lay]
    free = np.array([name in STILL for name in names])
    cross_validate(lay, groups, free, dice.integers(0, FOLDS, len(lay)))
    weights = fit([group for group in groups if group[1].any()], free)
    report("second set, never fitted on", [(q, order(q, weights)) for q in other])
    write(names, weights)
    return 0


def imported(folder):
    """Import the national laws; return the database."""
    with tarfile.open(DATA / "laws.tar.xz") as archive:
        archive.extractall(folder, filter="data")
    sources = [path for path in sorted((folder / "laws").iterdir()) if path.is_dir() and path.name not in LEFT_OUT]
    with open_sources(sources) as opened:
        update_laws(folder / "laws.db", opened.units(), opened.owns, lambda: None)
    return folder / "laws.db"


def questions(ranker, refs, name):
    """Return the questions of a file with their figures, and the names of the figures."""
    rows_of = {ref: row for row, ref in enumerate(refs)}
    found, names = [], ()
    for line in (DATA / "queries" / name).read_text("utf-8").splitlines():
        asked = json.loads(line)
        wanted = frozenset(rows_of[ref] for ref in map(short_title, asked["gold"]) if ref in rows_of)
        rows, figures, names = ranker.figures(asked["question"])
        found.append(Question(rows, figures, np.isin(rows, list(wanted)).astype(np.float32), wanted))
    return found, names


def cross_validate(asked, groups, free, fold):
    """Print how well questions are answered by weights that never saw them, and those none of whose articles were seen."""
    answered, unseen = [], []
    for part in range(FOLDS):
        taught = [i for i in range(len(asked)) if fold[i] != part]
        weights = fit([groups[i] for i in taught if groups[i][1].any()], free)
        seen = frozenset().union(*(asked[i].answers for i in taught))
        for question in (asked[i] for i in range(len(asked)) if fold[i] == part):
            answered.append((question, order(question, weights)))
            if not question.answers & seen:
                unseen.append(answered[-1])
    report(f"{FOLDS}-fold", answered)
    report(f"{FOLDS}-fold, articles not in the other folds", unseen)


def report(name, answered):
    shares = [
        np.mean([len(q.answers & set(rows[:k].tolist())) / len(q.answers) for q, rows in answered])
        for k in (1, 10, 100)
    ]
    places = [
        next((1 / (i + 1) for i, row in enumerate(rows[:10].tolist()) if row in q.answers), 0) for q, rows in answered
    ]
    figures = " ".join(f"R@{k} {share:.3f}" for k, share in zip((1, 10, 100), shares, strict=True))
    print(f"{name}: {len(answered)} questions, {figures} MRR@10 {np.mean(places):.3f}")


def write(names, weights):
    figures = {
        name: {"weight": round(float(w), 5), "mean": round(float(m), 5), "spread": round(float(s), 6)}
        for name, w, m, s in zip(names, *weights, strict=True)
    }
    path = shipped("assets", "everyday", "weights.json")
    path.write_text(json.dumps({"figures": figures}, indent=1) + "\n", "utf-8")
    print(f"written: {path}")


if __name__ == "__main__":
    sys.exit(main())
