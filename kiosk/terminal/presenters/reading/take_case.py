"""Taking a case along: its key parts, the whole, or parts of one's choice, on paper of a known length; and as QR codes."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from device.printer.qr import modules
from kiosk.content.laws.book import LawBook
from kiosk.domain.casekeys import key_parts
from kiosk.domain.checklist import Ticks
from kiosk.domain.laws import Law, LawKind
from kiosk.paper.article import LawWords, PrintedArticle, paper_cm
from kiosk.paper.carry import CODE_BYTES
from kiosk.paper.texts import fitting
from kiosk.terminal.facts import Facts, hall_of
from kiosk.terminal.presenters.option import Option
from kiosk.terminal.presenters.reading.cases import links_of, sections_of
from kiosk.terminal.presenters.reading.law import source_words
from kiosk.terminal.presenters.reading.take import (
    PartItem,
    TakeView,
    choice_of,
    code_keys,
    read_choice,
    slip_name,
    text_codes,
)
from kiosk.terminal.presenters.slip import HasSlip, slip_note
from kiosk.terminal.reading.spot import find_spot

MOST_CM = 60  # of paper at once: nobody holds more in the hand, and a roll has 30 m for everybody
_SENTENCE = re.compile("[^。；]+[。；]?[”’）]*")
_SAMPLE = 40  # letters of a part that tell one from another


class CaseSelection(StrEnum):
    """What is printed of a case."""

    KEY = "key"
    WHOLE = "whole"
    PARTS = "sections"  # not a word of `take.Selection`: what was chosen of an article is not chosen of a case


@dataclass(frozen=True, slots=True)
class _Part:
    heading: str
    paragraphs: tuple[str, ...]


def present(facts: Facts, laws: LawBook, key: str, *, ticks: Ticks, choice: str, holder: HasSlip) -> TakeView:
    """Return the page of a case to take along.

    Args:
        facts: What is known now.
        laws: The law book.
        key: The case.
        ticks: The parts that the visitor has ticked.
        choice: What to print and which code, as `take.choice_of` makes it.
        holder: Knows how the slip fares.

    Raises:
        NotFoundError: It is not in the law book.
    """
    law, tr = find_spot(laws, key).law, facts.tr
    sections = sections_of(laws, law, tr)
    parts = _parts([_Part(s.heading, tuple(p.text for p in s.passages)) for s in sections])
    blank = _blank(facts, law, tuple(link.label for link in links_of(sections)))
    every = range(len(parts))
    chosen = {
        CaseSelection.KEY: key_parts([part.heading for part in parts]),
        CaseSelection.WHOLE: every,
        CaseSelection.PARTS: ticks,
    }
    words = {selection: _filled(blank, parts, places) for selection, places in chosen.items()}
    lengths = {selection: _cm(facts, text) for selection, text in words.items()}
    offered = _offered(parts, chosen[CaseSelection.KEY], lengths)
    what, code = read_choice(choice, CaseSelection)
    what = what if what in offered else offered[0]
    texts = _codes(facts, law, parts, words[CaseSelection.KEY], blank.cites)
    place = code if code < len(texts) else 0
    whole_left = CaseSelection.WHOLE not in offered
    return TakeView(
        title=tr("take.title"),
        name=law.title,
        selections=tuple(Option(choice_of(s, code), tr(f"take.case_{s}", cm=lengths[s]), s is what) for s in offered),
        parts=_ticked(key, parts, ticks, facts) if what is CaseSelection.PARTS else (),
        words=words[what],
        length=_length(facts, what, lengths, ticks, whole_left=whole_left),
        slip=slip_note(facts, holder, slip_name(key), tr("take.print")),
        slip_name=slip_name(key),
        off=_off(facts, what, lengths[what], ticks),
        codes=code_keys(what, texts, place),
        text=texts[place][1],
        rows=tuple(map(tuple, modules(texts[place][1]))),
        lead=tr("take.lead_case"),
        says=tr("take.says", name=law.title, words=texts[place][0]),
    )


def _parts(sections: Sequence[_Part]) -> tuple[_Part, ...]:
    """Return what can be chosen: parts with their headings, or the paragraphs of a text that has one part only."""
    joined: list[_Part] = []
    for section in sections:
        if section.heading or not joined:
            joined.append(section)
        else:
            joined[-1] = replace(joined[-1], paragraphs=(*joined[-1].paragraphs, *section.paragraphs))
    if len(joined) > 1:
        return tuple(joined)
    return tuple(_Part(part.heading if i == 0 else "", (p,)) for part in joined for i, p in enumerate(part.paragraphs))


def _blank(facts: Facts, law: Law, cites: tuple[str, ...]) -> LawWords:
    kind = facts.tr("law_slip.case" if law.kind is LawKind.CASE else "law_slip.guide")
    return LawWords(law.title, kind, "", (), source_words(law, facts.tr), cites=cites)


def _filled(blank: LawWords, parts: Sequence[_Part], places: Collection[int]) -> LawWords:
    kept = [i for i in range(len(parts)) if i in places]
    last, short = kept[-1] if kept else -1, len(kept) < len(parts)
    articles = (PrintedArticle(parts[i].heading, parts[i].paragraphs, part=short and i == last) for i in kept)
    return replace(blank, articles=tuple(articles))


def _cm(facts: Facts, words: LawWords) -> int:
    return paper_cm(words, hall_of(facts.content, facts.tr), facts.tr, facts.paper_mm)


def _offered(parts: Sequence[_Part], key: Collection[int], lengths: dict[CaseSelection, int]) -> list[CaseSelection]:
    fits = {s for s in (CaseSelection.KEY, CaseSelection.WHOLE) if lengths[s] <= MOST_CM}
    offered = [CaseSelection.KEY] if key and len(key) < len(parts) and CaseSelection.KEY in fits else []
    offered += [CaseSelection.WHOLE] if CaseSelection.WHOLE in fits else []
    return [*offered, *([CaseSelection.PARTS] if len(parts) > 1 or not offered else [])]


def _ticked(key: str, parts: Sequence[_Part], ticks: Ticks, facts: Facts) -> tuple[PartItem, ...]:
    def named(part: _Part) -> str:
        text = "".join(part.paragraphs)
        sample = text if len(text) <= _SAMPLE else text[: _SAMPLE - 1] + "…"
        return facts.tr("take.part", heading=part.heading, text=sample) if part.heading else sample

    names = map(named, parts)
    says = ("take.says_ticked" if i in ticks else "take.says_open" for i in range(len(parts)))
    return tuple(
        PartItem(key, i, text, facts.tr(said, text=text), i in ticks)
        for i, (text, said) in enumerate(zip(names, says, strict=True))
    )


def _length(
    facts: Facts, what: CaseSelection, lengths: dict[CaseSelection, int], ticks: Ticks, *, whole_left: bool
) -> str:
    tr = facts.tr
    if what is CaseSelection.PARTS and ticks:
        return tr("take.length", cm=lengths[what], most=MOST_CM)
    return tr("take.whole_left", cm=lengths[CaseSelection.WHOLE], most=MOST_CM) if whole_left else ""


def _off(facts: Facts, what: CaseSelection, cm: int, ticks: Ticks) -> str:
    if what is CaseSelection.PARTS and not ticks:
        return facts.tr("take.tick_parts")
    return facts.tr("take.too_long", cm=cm, most=MOST_CM) if cm > MOST_CM else ""


def _codes(
    facts: Facts, law: Law, parts: Sequence[_Part], key: LawWords, cites: tuple[str, ...]
) -> list[tuple[str, str]]:
    """Return name and content of each code: the key parts where they fit whole, or else what the case is called and cites."""
    tr = facts.tr
    whole = [(part.heading, part.paragraphs) for part in parts]
    held = [(article.number, article.paragraphs) for article in key.articles]
    for several, name in ((whole, "take.case_all"), (held, "take.case_held")):
        lines = [line for heading, paragraphs in several for line in (heading, *_sentences(paragraphs)) if line]
        texts = text_codes(facts, law.title, lines, name) if lines else []
        if texts:
            return texts
    named = fitting(
        (law.title, key.status, tr("law_slip.cites"), *cites) if cites else (law.title, key.status), CODE_BYTES
    )
    return [(tr("take.case_name"), named)]


def _sentences(paragraphs: Sequence[str]) -> list[str]:
    """Return paragraphs in pieces short enough that none is cut between two codes."""
    return [sentence for paragraph in paragraphs for sentence in _SENTENCE.findall(paragraph)]
