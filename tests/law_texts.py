"""Law texts made in a test, put into a law database the way an import does."""

from functools import partial

from kiosk.content.laws.importers.texts import Unit
from kiosk.content.laws.store import update_laws


def write_laws(path, texts):
    """Make a new law database of `LawText` and `Skipped` values; return the outcome."""
    units = [Unit(f"text {place}", "", partial(_given, text)) for place, text in enumerate(texts)]
    return update_laws(path, units, bool, lambda: None, anew=True)


def _given(text):
    return text
