"""The demo's sample matters: the same at each start, made anew where the hall has lost them."""

import pytest

from kiosk.demo.matters import MATTERS_FILE, prepare_matters
from kiosk.domain.errors import NotFoundError, RefusedError
from kiosk.domain.matters import MatterKey, MatterState


class Hall:
    """A hall that remembers what it was told."""

    def __init__(self):
        self.codes, self.steps, self.fault = {}, [], None

    def take_in_matter(self, title, service):
        assert title
        assert service
        key = MatterKey(str(len(self.codes)), "123456")
        self.codes[key.number] = key.code
        return key

    def add_matter_step(self, number, state, words=""):
        self.steps.append((number, state, words))

    def look_up_matter(self, number, code):
        if self.fault:
            raise self.fault
        if self.codes.get(number) != code:
            raise NotFoundError("no matter")


def test_they_are_made_once_and_only_their_owner_may_read_the_codes(tmp_path):
    hall = Hall()
    keys = prepare_matters(tmp_path, hall)
    assert prepare_matters(tmp_path, hall) == keys
    assert len(hall.codes) == 2
    assert MatterState.MISSING in [state for _, state, _ in hall.steps]
    assert (tmp_path / MATTERS_FILE).stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(("fault", "made"), [(None, 2), (RefusedError("locked", code="locked"), 0)])
def test_they_are_made_anew_where_the_hall_has_lost_them(tmp_path, fault, made):
    prepare_matters(tmp_path, Hall())
    empty = Hall()
    empty.fault = fault
    prepare_matters(tmp_path, empty)
    assert len(empty.codes) == made
