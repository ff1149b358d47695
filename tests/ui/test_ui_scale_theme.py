import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.errors import ContentError
from kiosk.ui.guard import TapGuard
from kiosk.ui.scale import LARGE, NORMAL, Scale
from kiosk.ui.theme import THEMES, contrast, load_theme

ON_GROUNDS = [
    (ink, ground)
    for ink in ("ink", "ink_soft", "primary", "good")
    for ground in ("ground", "surface")
] + [
    ("ink", "primary_soft"),
    ("ink_soft", "primary_soft"),
    ("primary", "primary_soft"),
    ("over_primary", "primary"),
    ("over_primary", "primary_down"),
    ("over_accent", "accent"),
    ("accent", "ground"),
    ("wait", "ground"),
    ("wait", "wait_soft"),
    ("ink", "wait_soft"),
]  # fmt: skip


@pytest.mark.parametrize("name", THEMES)
@pytest.mark.parametrize(("text", "ground"), ON_GROUNDS)
def test_text_stands_out_from_its_ground(name, text, ground):
    theme = load_theme(name)
    assert contrast(getattr(theme, text), getattr(theme, ground)) >= (7.0 if name == "contrast" else 4.5)


@pytest.mark.parametrize("name", THEMES)
@pytest.mark.parametrize("ground", ["ground", "surface"])
def test_frames_of_what_can_be_touched_are_seen(name, ground):
    theme = load_theme(name)
    assert contrast(theme.edge, getattr(theme, ground)) >= 3, "WCAG 2.2, 1.4.11"


def test_contrast_of_known_pairs():
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)  # WCAG's own example of nearly enough


def test_a_wrong_theme_names_its_file(tmp_path):
    (tmp_path / "day.toml").write_text('ground = "grey"\n')
    with pytest.raises(ContentError, match=r"day\.toml"):
        load_theme("day", tmp_path)


def test_a_millimetre_on_known_panels():
    # 21.5 inch, 1080 x 1920: 2202.9 px on 546.1 mm
    assert Scale(1080, 1920, 21.5).px_per_mm == pytest.approx(4.034, abs=0.001)
    assert Scale(1080, 1920, 21.5).px(NORMAL.primary_target) == 97
    assert Scale(1080, 1920, 43).px(NORMAL.primary_target) == 48


@given(st.integers(320, 8000), st.integers(320, 8000), st.floats(7, 100))
def test_sizes_are_physical(width, height, inch):
    scale, large = Scale(width, height, inch), Scale(width, height, inch, large=True)
    assert abs(scale.px(scale.sizes.target) / scale.px_per_mm - 15) <= 0.5 / scale.px_per_mm + 1e-6
    assert large.sizes is LARGE
    assert large.px(large.sizes.body) >= scale.px(scale.sizes.body)


def test_a_panel_without_size_is_refused():
    with pytest.raises(ValueError, match="no size"):
        Scale(0, 1080, 21.5)


def test_an_echo_of_a_tap_does_not_count_but_another_place_or_time_does():
    guard = TapGuard(px_per_mm=4.0)
    assert guard.accepts((100, 100), 10.0)
    assert not guard.accepts((110, 100), 10.39)
    assert guard.accepts((300, 100), 10.39)
    assert guard.accepts((300, 100), 10.80)
