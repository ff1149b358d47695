"""The law book of the made-up shelf."""

import pytest

from kiosk.content.bundles import laws_path
from kiosk.content.laws.book import LawBook


@pytest.fixture
def shelf_of_laws(law_data):
    with LawBook(laws_path(law_data)) as book:
        yield book
