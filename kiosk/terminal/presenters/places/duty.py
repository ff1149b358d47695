"""The advisers' roster: who is there now, until when and where; today, and the days after."""

from dataclasses import dataclass
from datetime import date, datetime

from kiosk.domain.duty import between, is_village_adviser, on_duty, still_to_come
from kiosk.domain.halls import Profile
from kiosk.domain.institutions import Duty
from kiosk.terminal.facts import Facts
from kiosk.terminal.words import day_words, near_day_words

_DAYS = 7


@dataclass(frozen=True, slots=True)
class DutyItem:
    """One adviser's hours."""

    name: str
    role: str
    hours: str
    place: str
    phone: str
    topic: str


@dataclass(frozen=True, slots=True)
class DutyDay:
    """One day of the roster."""

    title: str
    items: tuple[DutyItem, ...]


@dataclass(frozen=True, slots=True)
class DutyView:
    """The roster as drawn; `nobody` says so, and who comes next, while no one is on duty."""

    title: str
    lead: str
    now: tuple[DutyItem, ...]
    nobody: str
    days: tuple[DutyDay, ...]
    empty: str
    sample: str


def present(facts: Facts) -> DutyView:
    """Return the roster of the week that begins today."""
    tr, local = facts.tr, facts.now
    duties = _ordered(facts)
    days = between(duties, local.date(), _DAYS)
    now = on_duty(duties, local)
    sample = any(d.sample for day in days.values() for d in day)
    return DutyView(
        title=tr("duty.title"),
        lead=tr("duty.lead") if days else "",
        now=tuple(_item(d, tr("duty.until", time=d.end), facts) for d in now),
        nobody="" if now or not days else _nobody(duties, facts),
        days=tuple(_day(text, found, facts) for text, found in days.items()),
        empty="" if days else tr("duty.empty", hotline=facts.hotline),
        sample=tr("content.sample") if sample else "",
    )


def _ordered(facts: Facts) -> tuple[Duty, ...]:
    """Return the roster by time; in a village its own legal adviser stands first."""
    if facts.content is None:
        return ()
    village = facts.content.hall.profile is Profile.VILLAGE
    return tuple(sorted(facts.content.duty, key=lambda d: (village and not is_village_adviser(d), d.date, d.start)))


def _nobody(duties: tuple[Duty, ...], facts: Facts) -> str:
    tr, coming = facts.tr, still_to_come(duties, facts.now)
    if not coming:
        return tr("duty.nobody")
    first = coming[0]
    start = datetime.fromisoformat(f"{first.date} {first.start}").replace(tzinfo=facts.now.tzinfo)
    day = near_day_words(start, facts.now, tr) if (start.date() - facts.now.date()).days < _DAYS else first.date
    return tr("duty.nobody") + tr("duty.next", name=first.name, role=first.role, day=day, time=first.start)


def _day(text: str, found: tuple[Duty, ...], facts: Facts) -> DutyDay:
    tr, day = facts.tr, date.fromisoformat(text)
    words = day_words(datetime.combine(day, facts.now.time()), tr)
    title = tr("duty.today", date=words) if day == facts.now.date() else words
    return DutyDay(title, tuple(_item(d, tr("duty.span", start=d.start, end=d.end), facts) for d in found))


def _item(duty: Duty, hours: str, facts: Facts) -> DutyItem:
    tr = facts.tr
    return DutyItem(
        name=duty.name,
        role=duty.role,
        hours=hours,
        place=duty.place,
        phone=tr("duty.phone", phone=duty.phone) if duty.phone else "",
        topic=tr("duty.topic", topic=duty.topic) if duty.topic else "",
    )
