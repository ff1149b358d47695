"""The law lookup: what was typed, what it may mean, what was found."""

import re
from dataclasses import dataclass

from kiosk.citations import article_words, law_title
from kiosk.content.grams import stems
from kiosk.content.lawbook import Hit, LawBook
from kiosk.domain.laws import LARGEST_NUMBER, LawStatus, article_number
from kiosk.strings import Strings
from kiosk.terminal.facts import Facts
from kiosk.terminal.input.typed import Typed

_HITS = 30
_FIGURES = re.compile(r"\d+")
_NO_NAME = stems("law laws article the and for")


@dataclass(frozen=True, slots=True)
class HitItem:
    """One article or law that was found; `warning` stands where it does not apply today."""

    ref: str
    law: str
    article: str
    excerpt: str
    warning: str


@dataclass(frozen=True, slots=True)
class LawsView:
    """The lookup as drawn."""

    title: str
    hint: str
    typed: Typed
    items: tuple[HitItem, ...]
    note: str


def present(facts: Facts, laws: LawBook, typed: Typed, common: tuple[str, ...] = ()) -> LawsView:
    """Return what was found for what was typed; before that, the laws that are asked for most."""
    hits = _common(laws, common) if typed.empty else _found(laws, typed.query, facts)
    tr = facts.tr
    note = chinese_only(facts) if hits else tr("laws.none", hotline=facts.hotline)
    return LawsView(
        title=tr("laws.title"),
        hint=tr("laws.hint"),
        typed=typed,
        items=tuple(
            HitItem(h.ref, _law(h, facts), _article(h, facts), _excerpt(h, facts), status_warning(h.status, facts))
            for h in hits
        ),
        note=tr("laws.start", count=laws.count()[0]) if typed.empty else note,
    )


def _found(laws: LawBook, query: str, facts: Facts) -> list[Hit]:
    named = laws_named(query, facts.tr) if facts.english else ()
    article = _FIGURES.search(query)
    tail = article_number(int(article[0])) if article and 0 < int(article[0]) <= LARGEST_NUMBER else ""
    hits = [hit for law in named for hit in laws.search(law + tail, 1) if hit.law == law]
    return hits or laws.search(query, _HITS)


def laws_named(query: str, tr: Strings) -> tuple[str, ...]:
    """Return the short titles of the laws whose English name holds every word of a query, the closest first."""
    wanted = stems(query) - _NO_NAME
    if not wanted:
        return ()
    keys = (key for key in tr.keys() if key.startswith("law."))  # noqa: SIM118 - no dict
    names = {key.removeprefix("law."): stems(tr(key)) - _NO_NAME for key in keys}
    fits = [law for law, words in names.items() if wanted <= words]
    return tuple(sorted(fits, key=lambda law: (len(names[law]), law))[:_HITS])


def _law(hit: Hit, facts: Facts) -> str:
    return law_title(hit.law, hit.law, facts.tr) if facts.english else hit.title


def _excerpt(hit: Hit, facts: Facts) -> str:
    """Return what stands below a hit: of a whole law its issuer, which says nothing to who reads no Chinese."""
    return hit.excerpt if hit.article or not facts.english else ""


def _article(hit: Hit, facts: Facts) -> str:
    return article_words(hit.article, facts.tr) if hit.article else facts.tr("laws.whole")


def chinese_only(facts: Facts) -> str:
    """Return what to tell somebody who cannot read the law; empty for who reads Chinese."""
    return facts.tr("laws.chinese_only", hotline=facts.hotline) if facts.english else ""


def _common(laws: LawBook, names: tuple[str, ...]) -> list[Hit]:
    found = (next(iter(laws.search(name, 1)), None) for name in names)
    return [hit for hit in found if hit is not None and hit.article is None]


def status_warning(status: LawStatus | str, facts: Facts) -> str:
    """Return a warning in words for a law that does not simply apply today; empty for one in force."""
    status = LawStatus(status)
    return "" if status is LawStatus.IN_FORCE else facts.tr(f"status.{status.value}")
