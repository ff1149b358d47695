"""What a look-up of laws is narrowed to. Pure."""

from dataclasses import dataclass

from kiosk.domain.laws import Law, LawKind, LawStatus

LEVELS = ("宪法", "法律", "行政法规", "司法解释", "部门规章", "地方性法规", "案例")  # from the highest down
NATIONAL = "全国"  # the region of what applies in the whole country


@dataclass(frozen=True, slots=True)
class LawFilter:
    """Conditions that combine; an empty one asks for nothing.

    Args:
        level: Such as 行政法规, as the law's source names it.
        region: A province in short or a city, such as 山东 or 青岛市; `NATIONAL` for laws of the whole country.
        issuer: The body that passed it, whole.
        status: What the law's status is today.
        years: First and last year in which it was issued; where that is not known, in which it came into force.
        kind: Laws, cases or guides alone.
    """

    level: str = ""
    region: str = ""
    issuer: str = ""
    status: LawStatus | None = None
    years: tuple[int, int] | None = None
    kind: LawKind | None = None

    def passes(self, law: Law) -> bool:
        """Tell whether a law, with the status it has today, keeps to every restriction."""
        return (
            (not self.level or self.level == law.level)
            and (not self.region or self._reaches(law))
            and (not self.issuer or self.issuer == law.issuer)
            and (self.status is None or self.status is law.status)
            and (self.years is None or self._spans(law))
            and (self.kind is None or self.kind is law.kind)
        )

    def _spans(self, law: Law) -> bool:
        year = year_of(law)
        return bool(self.years and year is not None and self.years[0] <= year <= self.years[1])

    def _reaches(self, law: Law) -> bool:
        if self.region == NATIONAL:
            return not law.province and law.kind is LawKind.LAW
        return self.region in (law.province, law.city)


EVERYTHING = LawFilter()


def year_of(law: Law) -> int | None:
    """Return the year in which a law was issued or, where that is not known, came into force."""
    written = (law.issued_on or law.effective_on)[:4]
    return int(written) if written.isdigit() else None
