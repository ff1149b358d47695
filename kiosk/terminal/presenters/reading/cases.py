"""The case files: a library of their own, and one case in its sections with links to the articles it rests on."""

from dataclasses import dataclass
from itertools import groupby, pairwise

from kiosk.content.laws.book import LawBook
from kiosk.domain.laws import Law, LawKind
from kiosk.strings import Strings
from kiosk.terminal.facts import Facts
from kiosk.terminal.presenters.cautions import chinese_only
from kiosk.terminal.presenters.reading.law import source_words
from kiosk.terminal.reading.passages import Goal, Passage, passages
from kiosk.terminal.reading.spot import find_spot


@dataclass(frozen=True, slots=True)
class CaseItem:
    """One line of the list; without a key it is the heading of a group."""

    name: str
    text: str
    key: str


@dataclass(frozen=True, slots=True)
class CasesView:
    """All cases, by what they are about."""

    title: str
    lead: str
    items: tuple[CaseItem, ...]


@dataclass(frozen=True, slots=True)
class CaseSection:
    """One part of a case."""

    heading: str
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class CaseView:
    """One case as drawn; `links` are the articles that it names, each once, `ways` what else can be done."""

    title: str
    name: str
    category: str
    note: str
    sections: tuple[CaseSection, ...]
    links: tuple[Goal, ...]
    ways: tuple[Goal, ...]
    source: str

    @property
    def spoken(self) -> object:
        """What is read aloud as one text: once it is another, the reading stops."""
        return self.sections


def list_all(facts: Facts, laws: LawBook) -> CasesView:
    """Return the cases by what they are about, other texts that are no laws behind them."""
    tr = facts.tr
    cases = sorted(laws.laws(LawKind.CASE), key=lambda law: (law.category or "~", law.title))
    guides = laws.laws(LawKind.GUIDE)
    items: list[CaseItem] = []
    for category, several in groupby(cases, key=lambda law: law.category):
        items += _group(category or tr("case.other"), list(several))
    items += _group(tr("case.guides"), list(guides)) if guides else []
    lead = tr("case.lead", count=len(cases)) if items else tr("case.none", hotline=facts.hotline)
    return CasesView(tr("case.list"), lead, tuple(items))


def present(facts: Facts, laws: LawBook, key: str) -> CaseView:
    """Return one case.

    Raises:
        NotFoundError: It is not in the law book.
    """
    law, tr = find_spot(laws, key).law, facts.tr
    sections = sections_of(laws, law, tr)
    return CaseView(
        title=tr("case.title") if law.kind is LawKind.CASE else tr("case.guides"),
        name=law.title,
        category=law.category,
        note=chinese_only(facts),
        sections=sections,
        links=links_of(sections),
        ways=(Goal(tr("article.take"), "take", law.short), Goal(tr("case.all"), "cases", "")),
        source=source_words(law, tr),
    )


def sections_of(laws: LawBook, law: Law, tr: Strings) -> tuple[CaseSection, ...]:
    """Return the parts of a case; one that goes on under the same heading has none of its own.

    Raises:
        NotFoundError: It is not in the law book.
    """
    tree, articles = laws.details.tree(law.short), laws.articles(law.short)
    headings = [tree[a.node].title if a.node is not None else "" for a in articles]
    fresh = [heading if heading != before else "" for before, heading in pairwise(("", *headings))]
    return tuple(CaseSection(h, passages(laws, article, tr)) for h, article in zip(fresh, articles, strict=True))


def links_of(sections: tuple[CaseSection, ...]) -> tuple[Goal, ...]:
    """Return the articles that parts of a case name, each once."""
    links = (link for section in sections for passage in section.passages for link in passage.links)
    return tuple(dict.fromkeys(links))


def _group(name: str, laws: list[Law]) -> list[CaseItem]:
    return [CaseItem(name, "", ""), *(CaseItem(law.title, "", law.short) for law in laws)]
