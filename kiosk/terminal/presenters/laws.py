"""The law lookup: what was typed, what it may mean, what was found."""

from dataclasses import dataclass

from kiosk.citations import article_words, law_title
from kiosk.content.lawbook import Hit, LawBook
from kiosk.domain.laws import LawStatus
from kiosk.terminal.facts import Facts
from kiosk.terminal.input.typed import Typed

_HITS = 30


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
    hits = _common(laws, common) if typed.empty else laws.search(typed.query, _HITS)
    tr = facts.tr
    note = chinese_only(facts) if hits else tr("laws.none", hotline=facts.hotline)
    return LawsView(
        title=tr("laws.title"),
        hint=tr("laws.hint"),
        typed=typed,
        items=tuple(
            HitItem(
                h.ref, law_title(h.law, h.title, tr), _article(h, facts), h.excerpt, status_warning(h.status, facts)
            )
            for h in hits
        ),
        note=tr("laws.start", count=laws.count()[0]) if typed.empty else note,
    )


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
