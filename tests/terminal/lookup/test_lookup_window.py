"""The law lookup in a real window: by touch, and with five keys and ears alone."""

# ruff: noqa: F811 - fixtures are imported by their names
import shutil
from pathlib import Path

import pytest
from driven import run_driver
from test_terminal_keypad import START, listen
from test_terminal_window import machine, ports, write_config  # noqa: F401

from kiosk.content.bundles import laws_path

pytestmark = pytest.mark.e2e
TOUCH = Path(__file__).parents[1] / "window_driver.py"


@pytest.fixture(scope="module")
def hall_of_laws(machine, law_data):
    """The machine of the other window tests, with the laws of this folder."""
    shutil.copy(laws_path(law_data), laws_path(machine))
    return machine


def test_from_a_topic_through_a_filter_to_an_article_with_five_keys(hall_of_laws, ports):
    write_config(hall_of_laws, ports)
    listen(
        hall_of_laws,
        START,
        ("press", "^法律查询"),
        ("hear", "."),
        ("press", "^欠工资"),
        ("hear", "一共"),
        ("press", "^老板不给工资怎么办"),
        ("hear", "一共.*老板拖欠工资，申请劳动仲裁"),
        ("seek", "^看怎么办"),
        ("press", "^层级"),
        ("hear", "看哪一级"),
        ("press", "^地方性法规"),
        ("hear", "只看：地方性法规"),
        ("press", "^山东省工资条例|^第一条"),
        ("hear", "."),
    )


def test_a_story_is_typed_narrowed_and_taken_to_a_counter_by_touch(hall_of_laws, ports):
    write_config(hall_of_laws, ports)
    seen = run_driver(
        TOUCH,
        hall_of_laws,
        [
            ["wait", "tile_laws"],
            ["tap", "tile_laws"],
            ["wait", "topic_wages"],
            ["wait", "key_g"],
            ["tap", "key_g"],
            ["tap", "key_z"],
            ["wait", "candidate_0"],
            ["tap", "工资"],
            ["text", "拖欠工资的"],
            ["tap", "key_confirm"],
            ["wait", "asked"],
            ["wait", "facet_region"],
            ["tap", "facet_region"],
            ["wait", "choice_山东"],
            ["tap", "choice_山东"],
            ["wait", "restriction_region"],
            ["gone", "^工资支付办法"],
            ["tap", "restriction_region"],
            ["gone", "restriction_region"],
            ["text", "^工资支付办法"],
            ["tap", "asked"],
            ["wait", "key_clear"],
            ["tap", "key_clear"],
            ["wait", "topic_wages"],
        ],
    )["seen"]
    assert {step["screen"] for step in seen} == {"home", "laws"}
