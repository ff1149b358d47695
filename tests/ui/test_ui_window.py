import json
import math
import os
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

SCRIPT = Path(__file__).with_name("ui_window.py")


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    return tmp_path_factory.mktemp("window")


@pytest.fixture(scope="module")
def facts(place):
    """One window, driven once; each test reads its part."""
    env = os.environ | {"SDL_VIDEODRIVER": "offscreen"}
    command = [sys.executable, str(SCRIPT), str(place), str(place / "facts.json")]
    done = subprocess.run(command, env=env, capture_output=True, timeout=90, check=False)
    assert done.returncode == 0, done.stderr.decode()[-3000:]
    return json.loads((place / "facts.json").read_text("utf-8"))


def texts(items):
    return [item["text"] for item in items]


def test_screen_says_what_is_on_it_and_where(facts):
    items = facts["items"]
    assert "试验" in texts(items)
    assert "确认取号" in texts(items)
    go, closed = (next(i for i in items if i["text"] == text) for text in ("确认取号", "公证"))
    assert go["role"] == "button"
    assert (go["enabled"], closed["enabled"]) == (True, False)
    assert go["y"] < closed["y"]
    assert all(i["x"] >= 0 and i["x"] + i["w"] <= 540 and i["y"] >= 0 and i["y"] + i["h"] <= 960 for i in items)


def test_a_round_box_stands_on_whole_pixels_with_smooth_corners(facts):
    box = facts["round"]
    assert box["edges"] == [[11, 20, 112, 71], [13, 22, 110, 69]]  # two pixels of edge on each side
    assert box["radius"] == 8
    assert box["one_picture"]
    assert (box["corner"], box["middle"]) == (0, 255)
    assert box["covered"] == pytest.approx(math.pi * 8**2, rel=0.01)


def test_a_line_that_was_drawn_is_not_drawn_again_with_what_changes_elsewhere(facts):
    assert facts["far_line"] == [True, False]


def test_targets_have_their_physical_size(facts):
    px_per_mm = (540**2 + 960**2) ** 0.5 / (21.5 * 25.4)
    for item in facts["items"]:
        if item["role"] == "button":
            assert min(item["w"], item["h"]) >= 15 * px_per_mm - 1, item
    go = next(i for i in facts["items"] if i["text"] == "确认取号")
    assert go["h"] >= 24 * px_per_mm - 1


def test_touch_shows_at_once_and_counts_on_release_only_once(facts):
    assert facts["pressed"] is True
    assert facts["released"] is False
    assert facts["taps_after_echo"] == ["go"]
    assert facts["taps_after_drag_out"] == ["go"]
    assert facts["taps"] == ["go", "back"]


def test_a_refused_button_says_why(facts):
    assert facts["told"] == "banner"
    assert "closed" not in facts["taps"]


def test_keys_count_every_touch(facts):
    assert facts["keys"] == ["S", "S"]


def test_rows_draw_their_notes_and_have_room_for_none_else(facts):
    assert {tuple(notes) for notes in facts["notes"]} == {("有效", True), ("", False)}


def test_long_list_makes_only_the_rows_in_sight(facts):
    assert 3 <= facts["rows_made"] <= 40
    before, after = facts["paged"]
    assert before[0].startswith("第1条")
    assert after
    assert before[0] not in after
    assert facts["row_at_top"] == "第3001条"
    assert facts["chosen"] == [3002]
    assert facts["row_at_top_of_less"] == 3000, "a list that gets lower keeps the row at its top"


def test_a_title_that_does_not_fit_beside_the_way_back_has_a_line_of_its_own(facts):
    (short,), (long,), (longest,), (again,) = facts["titles"]
    assert short == again
    assert [title[2] for title in (short, long, longest)] == [False, False, True], "below the way back"
    assert facts["body_px"][0] < longest[1] == long[1] < short[1], "never smaller than a heading"


def test_rows_that_are_kept_are_measured_once(facts):
    assert facts["measures"] == [[3000, 3001, 1], [5000, 5001, 1]]
    assert facts["edges_again"] is True


def test_a_row_answers_at_once_and_a_drag_scrolls_instead(facts):
    assert len(facts["row_pressed"]) == 1
    assert facts["row_pressed_after_drag"] == []
    assert facts["chosen_by_drag"] == []
    assert 60 <= abs(facts["dragged"]) <= 200  # pixels: the finger moved 110
    before, down, up = facts["wheel"]
    assert down < before == pytest.approx(up), "a mouse wheel scrolls too"
    assert facts["chosen_at_once"] == [3002]


def test_large_print_and_theme_change_at_run_time(facts):
    assert facts["body_px"][1] > facts["body_px"][0]
    assert facts["ground"] == [0x12, 0x18, 0x1F]
    assert facts["title_colour"] == [0xED, 0xF1, 0xF5]


def test_overlay_hides_the_rest_and_takes_the_touches(facts):
    assert facts["overlay"]["overlay"] == "still-there"
    assert texts(facts["overlay"]["items"]) == ["我还在"]
    assert facts["taps_through_overlay"] == 0


def test_keyboard_opens_no_way_out(facts):
    assert facts["windows_children"] == 1
    assert facts["closed_by_keyboard"] is False


def test_inspection_socket_looks_and_only_looks(facts, place):
    described, unknown, picture = facts["answers"]
    assert described["screen"] == "probe"
    assert "确认取号" in texts(described["items"])
    assert unknown["words"] == ["describe", "picture"]
    with Image.open(picture["picture"]) as image:
        assert image.size == (540, 960)
        assert image.getpixel((1, 1)) == (0xF6, 0xF7, 0xF9)
        assert len(set(image.get_flattened_data() if hasattr(image, "get_flattened_data") else image.getdata())) > 20
    assert facts["socket_left"] is False


def test_worker_works_elsewhere_and_reports_here_and_not_after_stop(facts):
    (job_thread, done_thread), *errors = facts["worker"]
    assert job_thread != done_thread == facts["main"]
    assert errors == ["the hall does not answer.", "ZeroDivisionError"]


def test_an_answer_that_comes_while_a_frame_is_drawn_waits_for_no_other(facts):
    assert facts["waits_before_an_answer"] == 0


def test_a_touch_is_marked_at_the_latest_when_the_button_is_drawn_as_pressed(facts):
    before, after = facts["mark"]
    _, marked = facts["mark_frame"]
    assert marked != before
    assert after == before
    assert facts["mark_of_a_drag"] == [0, 0]


def test_the_first_frame_after_a_change_shows_the_new_letters(facts):
    before, first, last = facts["letters"]
    assert first == last != before


def test_a_picture_taken_right_after_a_change_of_theme_has_its_letters(facts):
    ground, brightest = facts["night"]
    assert max(ground) < 64
    assert brightest > 192


def test_what_waits_for_a_frame_comes_with_it_or_without_a_change_too(facts):
    assert len(facts["drawn"]) == 2


def test_a_start_begins_with_what_home_looked_like_without_what_changes(facts):
    before, shown = facts["launch"]
    assert facts["launch_empty"] != before[0]  # else the test would prove nothing
    assert facts["launch_of_another"] == facts["launch_empty"]
    assert shown == before
    assert facts["launch_blank"] == 1


def test_no_display_is_one_clear_line(tmp_path):
    env = {k: v for k, v in os.environ.items() if k not in ("DISPLAY", "WAYLAND_DISPLAY", "SDL_VIDEODRIVER")}
    done = subprocess.run(
        [sys.executable, "-m", "kiosk", "--data", str(tmp_path), "board"],
        env=env,
        capture_output=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 1
    line = done.stderr.decode().strip().splitlines()[-1]
    assert "no display" in line
    assert "DISPLAY" in line


def test_dead_display_is_one_clear_line(tmp_path):
    env = {k: v for k, v in os.environ.items() if k not in ("WAYLAND_DISPLAY", "SDL_VIDEODRIVER")}
    done = subprocess.run(
        [sys.executable, "-m", "kiosk", "--data", str(tmp_path), "board"],
        env=env | {"DISPLAY": ":987"},
        capture_output=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 1
    lines = done.stderr.decode().strip().splitlines()
    assert "DISPLAY" in lines[-1]
    assert "Traceback" not in done.stderr.decode()


def test_a_worker_answers_unless_one_job_takes_too_long(facts):
    free, later, at_several_jobs, stuck, free_again = facts["answers_worker"]
    assert free and later and at_several_jobs  # noqa: PT018
    assert not stuck
    assert free_again
