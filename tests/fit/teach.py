"""Makes what `kiosk.content.laws.search.learned` reads, from questions and the articles that answer them."""

import numpy as np

from kiosk.content.laws.search.learned import LEVELS, Table
from kiosk.content.laws.search.past import Past
from kiosk.content.laws.search.senses import packed
from kiosk.content.laws.search.signs import codes_of, plain, said, without_particles

DOUBT = {"article": 10, "chapter": 10, "law": 30}  # letters that a target must have heard before it is believed by half
AT_LEAST = 2  # questions that hold a pair: one question's own pairs would give it away
OURS = 0.2  # how much a question written by us counts when it is asked how common a pair is


def tables(index, taught, others):
    """Return the tables of all levels.

    Args:
        index: The laws.
        taught: Pairs of a question's text and the rows that answer it, by article id.
        others: Texts of other questions: they only tell how common pairs are.
    """
    codes, numbers = _codes([text for text, _ in taught])
    known, held = np.unique(codes, return_counts=True)
    known, held = known[held >= AT_LEAST], held[held >= AT_LEAST]
    other, times = np.unique(codes_of([without_particles(plain(text)) for text in others])[0], return_counts=True)
    places = np.minimum(np.searchsorted(other, known), len(other) - 1)
    elsewhere = np.where(other[places] == known, times[places], 0)
    common = (held + OURS * elsewhere + 0.5) / (len(codes) + OURS * times.sum())
    kept = np.isin(codes, known)
    pair, number = np.searchsorted(known, codes[kept]), numbers[kept]
    pairs_of = np.split(pair, np.searchsorted(number, np.arange(1, len(taught))))
    group_of = {"article": np.arange(len(index.articles)), "chapter": index.chapter_of, "law": index.law_of}
    return {level: _table(known, common, pairs_of, taught, group_of[level], DOUBT[level]) for level in LEVELS}


def _codes(texts):
    """Return the different codes of each text, and the number of the text, ascending."""
    codes, numbers = codes_of([without_particles(plain(text)) for text in texts])
    numbers, codes = np.unique(np.stack([numbers.astype(np.uint64), codes]), axis=1)
    return codes, numbers.astype(np.int64)


def _table(known, common, pairs_of, taught, group_of, doubt):
    """Return the log of how much likelier each pair is in questions about a target; only what speaks for it."""
    name_of = {}  # of each group: the id of its first article in the questions
    asked, heard = [], []
    for number, (_, answers) in enumerate(taught):
        for group, ref in {int(group_of[row]): ref for ref, row in reversed(answers.items())}.items():
            target = list(name_of).index(group) if group in name_of else len(name_of)
            name_of.setdefault(group, ref)
            asked.append(target)
            heard.append(pairs_of[number] * (1 << 20) + target)
    many = len(name_of)
    keys, times = np.unique(np.concatenate(heard), return_counts=True)
    pair, target = keys >> 20, keys & ((1 << 20) - 1)
    total = np.bincount(target, times, minlength=many)
    weight = np.log((times + doubt * common[pair]) / ((total[target] + doubt) * common[pair]))
    pair, target, weight = (column[weight > 0] for column in (pair, target, weight))
    return Table(
        known,
        np.searchsorted(pair, np.arange(len(known) + 1)).astype(np.int32),
        target.astype(np.int32),
        weight.astype(np.float16),
        np.array(list(name_of.values())),
        np.bincount(asked, minlength=many).astype(np.int32),
    )


def past(senses, taught):
    """Return the points of questions, packed, and the articles that answered them; arguments as of `tables`."""
    pairs = [(number, ref) for number, (_, answers) in enumerate(taught) for ref in answers]
    points = packed(senses.points([said(text) for text, _ in taught]))
    return Past(points, np.array([number for number, _ in pairs], np.int32), np.array([ref for _, ref in pairs]))


def write(path, taught, remembered):
    """Write what `read_tables` and `read_past` read; the same gives the same bytes but for the time in the archive."""
    parts = {f"{level}.{part}": getattr(taught[level], part) for level in LEVELS for part in Table.__dataclass_fields__}
    parts |= {f"past.{part}": getattr(remembered, part) for part in Past.__dataclass_fields__}
    np.savez_compressed(path, **parts)
