"""What stands on the screen while nobody is there: one page of legal education at a time."""

from dataclasses import dataclass

from kiosk.domain.live import slide_at, slides_on
from kiosk.terminal.facts import Facts
from kiosk.terminal.words import day_words

_SHIFTS = 8  # the page moves a little with each minute, so that no line burns into a panel that never rests


@dataclass(frozen=True, slots=True)
class SlidesView:
    """The page as drawn; `shift` from 0 to 7 says how far it has moved from its place."""

    hall: str
    time: str
    date: str
    slide: str
    title: str
    paragraphs: tuple[str, ...]
    source: str
    touch: str
    shift: int


def anything_to_show(facts: Facts) -> bool:
    """Tell whether there is a page for today."""
    return facts.content is not None and bool(slides_on(facts.content.slides, facts.now.date()))


def present(facts: Facts) -> SlidesView:
    """Return the page of this moment; an empty one where there is none."""
    tr, content = facts.tr, facts.content
    slide = slide_at(slides_on(content.slides, facts.now.date()), facts.now.timestamp()) if content else None
    return SlidesView(
        hall=content.hall.name if content else tr("home.hall"),
        time=f"{facts.now:%H:%M}",
        date=day_words(facts.now, tr),
        slide=slide.slug if slide else "",
        title=slide.title if slide else "",
        paragraphs=tuple(p.strip() for p in slide.body.split("\n\n") if p.strip()) if slide else (),
        source=tr("slides.source", source=slide.source) if slide and slide.source else "",
        touch=tr("slides.touch"),
        shift=facts.now.minute % _SHIFTS,
    )
