import numpy as np
import pytest

from kiosk.content.laws.search.learned import LEVELS, read_tables
from kiosk.content.laws.search.signs import query_codes
from kiosk.content.laws.search.worth import FAMILIAR, GATE, STRANGE, Fine, Plain, Worth
from kiosk.domain.errors import ContentError


def judges():
    one, two = np.ones(1), np.ones(2)
    plain = Plain(("text",), one * 0, one, one)
    return Worth(
        plain, Fine(("text", GATE), two * 0, two, np.array([-1.0, 0]), np.zeros((2, 3)), np.zeros(3), np.ones(3))
    )


@pytest.mark.parametrize(("known", "order"), [(STRANGE - 1, [2, 1]), (FAMILIAR, [-2, -1])])
def test_the_fine_judge_is_trusted_only_with_familiar_questions(known, order):
    figures = np.array([[2, known], [1, known]], np.float32)
    assert judges()(figures, ("text", GATE)).tolist() == order


def test_between_the_bounds_both_judges_count():
    figures = np.array([[2, (STRANGE + FAMILIAR) / 2]], np.float32)
    assert judges()(figures, ("text", GATE)).tolist() == pytest.approx([0])


def test_other_figures_are_refused_and_no_rows_are_no_fault():
    with pytest.raises(ContentError, match="another version"):
        judges()(np.zeros((1, 2), np.float32), ("title", GATE))
    assert judges()(np.zeros((0, 2), np.float32), ("text", GATE)).tolist() == []


def test_judges_are_read_as_they_were_written(tmp_path):
    judges().write(tmp_path / "weights.json")
    read = Worth.read(tmp_path / "weights.json")
    figures = np.array([[2, FAMILIAR]], np.float32)
    assert read(figures, ("text", GATE)) == judges()(figures, ("text", GATE))


@pytest.mark.parametrize("held", [b"", b"no archive"])
def test_broken_files_say_so(tmp_path, held):
    (tmp_path / "file").write_bytes(held)
    with pytest.raises(ContentError, match="Install the product again"):
        Worth.read(tmp_path / "file")
    with pytest.raises(ContentError):
        read_tables(tmp_path / "file")


def test_what_ships_is_sound_and_small():
    tables = read_tables()
    assert set(tables) == set(LEVELS)
    for table in tables.values():
        assert (table.codes[1:] > table.codes[:-1]).all()
        assert table.starts[-1] == len(table.targets) == len(table.weights)
        assert (table.targets < len(table.named)).all()
        assert (table.weights > 0).all()
    sums, known = tables["law"].score(query_codes("公司拖欠劳动者工资"))
    assert known
    assert str(tables["law"].named[sums.argmax()]).startswith("劳动合同法")
    assert tables["article"].score(query_codes("zzzz"))[1] == 0
