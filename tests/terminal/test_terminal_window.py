"""The terminal as a visitor meets it: a real window, real touches, a real hall, a printer on a real pty."""

import json
import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest
from driven import run_driver

from kiosk.content.bundles import activate, build_bundle, bundles_folder, laws_path
from kiosk.files import shipped

pytestmark = pytest.mark.e2e
DRIVER = Path(__file__).with_name("window_driver.py")
KIOSK = (sys.executable, "-m", "kiosk")
SIMULATOR = (sys.executable, "-m", "device.printer.simulator")
START_S = 30
ESCAPE, F1 = 27, 282


@pytest.fixture(scope="module")
def machine(tmp_path_factory, data, furnish):
    """A data folder of a terminal and a hall on one machine, always open."""
    folder = tmp_path_factory.mktemp("machine")
    source = folder / "source"
    shutil.copytree(shipped("assets", "sample"), source)
    for name in ("hall.toml", "services.toml"):
        text = (source / name).read_text("utf-8")
        (source / name).write_text(re.sub(r'(?m)^hours = ".*"$', 'hours = "24h"', text), "utf-8")
    build_bundle(source, bundles_folder(folder) / "one")
    activate(folder, bundles_folder(folder) / "one")
    shutil.copy(laws_path(data), laws_path(folder))
    furnish(folder)
    return folder


@pytest.fixture
def ports(free_port):
    return [free_port() for _ in range(3)]


def write_config(folder, ports, token="", idle=(60, 20)):
    http, events, snapshot = ports
    (folder / "kiosk.toml").write_text(
        f"""[hall]
host = "127.0.0.1"
http_port = {http}
events_port = {events}
snapshot_port = {snapshot}
[client]
hall = "http://127.0.0.1:{http}"
events = "tcp://127.0.0.1:{events}"
snapshot = "tcp://127.0.0.1:{snapshot}"
token = "{token}"
[terminal]
idle_s = {idle[0]}
countdown_s = {idle[1]}
[screen]
width_px = 540
height_px = 960
[printer]
port = "{folder / "tty"}"
""",
        "utf-8",
    )


def kiosk(folder, *words):
    done = subprocess.run(
        [*KIOSK, "--data", str(folder), *words], capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture
def hall(machine, ports):
    """A running hall; its process can be stopped by the test."""
    write_config(machine, ports)
    if not (machine / "keys" / "hall.key").exists():
        kiosk(machine, "keys", "hall")
        kiosk(machine, "keys", "client", "terminal-1")
    token = kiosk(machine, "token", "create", f"t{ports[0]}", "--role", "terminal").split()[-1]
    write_config(machine, ports, token)
    process = start(machine / "hall.out", *KIOSK, "--data", str(machine), "hall")
    wait_until(lambda: "hall ready" in (machine / "hall.out").read_text("utf-8"), process)
    yield process
    stop(process)


@pytest.fixture
def printer(machine):
    """A running printer simulator; call it with a control word such as `paper out`."""
    process = start(
        machine / "printer.out",
        *SIMULATOR,
        "--link",
        str(machine / "tty"),
        "--paper",
        str(machine / "paper"),
        "--control",
        str(machine / "control"),
    )
    wait_until((machine / "tty").exists, process)
    yield lambda *words: control(machine, " ".join(words))
    stop(process)
    shutil.rmtree(machine / "paper", ignore_errors=True)


def control(machine, words):
    import socket

    with socket.socket(socket.AF_UNIX) as line:
        line.settimeout(5)
        line.connect(str(machine / "control"))
        line.sendall(words.encode() + b"\n")
        return line.recv(200)


def start(log, *command):
    env = {k: v for k, v in os.environ.items() if not k.startswith("KIOSK_")}
    with log.open("wb") as output:
        return subprocess.Popen(command, stdout=output, stderr=subprocess.STDOUT, env=env)


def stop(process):
    process.terminate()
    process.wait(15)


def wait_until(ready, process):
    deadline = time.monotonic() + START_S
    while not ready():
        assert process.poll() is None, "it ended at once"
        assert time.monotonic() < deadline, "it was not ready in time"
        time.sleep(0.05)


def drive(folder, *steps):
    return run_driver(DRIVER, folder, steps)["seen"]


def numbers(seen):
    return {found for items in seen for i in items["items"] for found in re.findall(r"\b[A-Z]\d{3}\b", i["text"])}


def papers(machine):
    return [json.loads(path.read_text("utf-8")) for path in sorted((machine / "paper").glob("*.json"))]


def test_three_touches_to_a_printed_ticket_and_no_double(machine, hall, printer):
    seen = drive(
        machine,
        ["text", "没有人排队|人在等"],
        ["double", "tile_services"],
        ["wait", "service_consult"],
        ["double", "service_consult"],
        ["wait", "take"],
        ["double", "take"],
        ["text", "打印好了"],
        ["tap", "do_done"],
        ["wait", "tile_services"],
    )
    (number,) = numbers(seen[-3:-1])
    assert not numbers(seen[-1:])
    queues = json.loads(kiosk(machine, "ticket", "issue", "--service", "consult", "--json"))
    assert queues["ahead"] == 1, "the visitor's ticket and no other"
    assert queues["paper"] == "printed"
    assert len(papers(machine)) == 2
    assert number in json.dumps(papers(machine)[0])


def test_out_of_paper_keeps_the_number_and_prints_it_later(machine, hall, printer):
    printer("paper out")
    seen = drive(
        machine,
        ["text", "没有打印纸"],
        ["tap", "tile_services"],
        ["tap", "service_consult"],
        ["text", "请记住或者拍下来"],
        ["tap", "take"],
        ["text", "没有打印出来"],
        ["run", [sys.executable, "-c", CONTROL, str(machine / "control"), "paper ok"]],
        ["wait", "do_print"],
        ["tap", "do_print"],
        ["text", "打印好了"],
    )
    (number,) = numbers(seen[5:])
    assert "补打" in json.dumps(papers(machine)[-1], ensure_ascii=False)
    assert number in json.dumps(papers(machine)[-1])


CONTROL = """
import socket, sys
with socket.socket(socket.AF_UNIX) as line:
    line.connect(sys.argv[1])
    line.sendall(sys.argv[2].encode() + b"\\n")
    line.recv(200)
"""


def test_hall_stopped_pauses_tickets_and_nothing_else(machine, hall, printer):
    seen = drive(
        machine,
        ["text", "没有人排队|人在等"],
        ["run", ["kill", "-STOP", str(hall.pid)]],
        ["text", "暂停取号"],
        ["tap", "tile_categories"],
        ["tap", "category_aid"],
        ["text", "法律援助"],
        ["tap", "home"],
        ["tap", "tile_services"],
        ["text", "取号暂时停了"],
        ["run", ["kill", "-CONT", str(hall.pid)]],
        ["text", "没有人排队|人在等"],
    )
    assert seen[-1]["screen"] == "services"


def test_without_hall_and_printer_everything_else_works(machine, ports):
    write_config(machine, ports)
    drive(
        machine,
        ["text", "暂停取号"],
        ["key", ESCAPE],
        ["key", F1],
        ["right", "tile_laws"],
        ["wait", "tile_laws"],
        ["tap", "tile_laws"],
        ["wait", "key_j"],
        ["tap", "key_j"],
        ["tap", "key_f"],
        ["tap", "key_2"],
        ["text", "甲法第二条"],
        ["tap", "candidate_0"],
        ["text", "^第二条"],
        ["tap", "back"],
        ["wait", "tile_institutions"],
        ["tap", "tile_institutions"],
        ["text", "步行约|就在这里"],
        ["tap", "language"],
        ["text", "nearest first"],
        ["tap", "print_size"],
        ["text", "Smaller"],
        ["tap", "home"],
        ["text", "Take a ticket"],
    )


def test_the_nearest_notary_and_its_way_in_four_touches(machine, ports):
    """Places, notaries, the first one: the fourth touch is the phone's."""
    write_config(machine, ports)
    seen = drive(
        machine,
        ["text", "暂停取号"],
        ["tap", "tile_institutions"],
        ["tap", "kind_notary"],
        ["gone", "云溪县法律援助中心"],
        ["tap", "云溪县公证处"],
        ["text", "扫一扫"],
        ["wait", "on_map"],  # a frame later everything has its place
        ["tap", "on_map"],
        ["wait", "zoom_in"],
        ["text", "约50米"],
        ["tap", "pin_open"],
        ["text", "扫一扫"],
    )
    page = seen[6]
    (code,) = [item for item in page["items"] if item["role"] == "figure"]
    assert page["screen"] == "institution"
    assert code["w"] == code["h"] > 100, "the whole code is in sight without scrolling"
    assert code["y"] + code["h"] < page["height"]


def test_the_legal_aid_form_is_three_touches_from_home(machine, ports):
    """Each of the three says in plain words where it leads, and stands where nobody has to scroll for it."""
    write_config(machine, ports)
    seen = drive(
        machine,
        ["wait", "tile_categories"],
        ["wait", "办事指南 要带什么"],
        ["tap", "tile_categories"],
        ["tap", "category_aid"],
        ["wait", "申请法律援助（打官司的事）"],
        ["tap", "申请法律援助（打官司的事）"],
        ["wait", "material_0"],
        ["wait", "take_for"],
    )
    assert sum(step["step"][0] == "tap" for step in seen) == 3
    form = seen[-1]
    material = next(item for item in form["items"] if item["name"] == "material_0")
    assert form["screen"] == "procedure"
    assert material["y"] + material["h"] < form["height"], "what to bring is in sight without scrolling"


def test_a_list_is_found_again_where_it_was_left_but_not_by_the_next_visitor(machine, ports):
    write_config(machine, ports)
    seen = drive(
        machine,
        ["wait", "tile_institutions"],
        ["tap", "tile_institutions"],
        ["tap", "open_people"],
        ["wait", "共26人"],
        ["tap", "page_down"],
        ["gone", "郑惠然"],
        ["tap", "白露"],
        ["gone", "共26人"],
        ["tap", "‹ 返回"],
        ["wait", "共26人"],
        ["tap", "home"],
        ["tap", "tile_institutions"],
        ["tap", "open_people"],
        ["wait", "共26人"],
    )
    rows = [[i["text"] for i in step["items"] if i["role"] == "row"] for step in seen]
    before, again, new = rows[5], rows[9], rows[-1]
    assert again == before
    assert new == rows[3] != before


def test_a_silent_visitor_is_asked_and_then_forgotten(machine, ports):
    write_config(machine, ports, idle=(2, 3))
    seen = drive(
        machine,
        ["wait", "tile_laws"],
        ["tap", "language"],
        ["text", "Take a ticket"],
        ["tap", "tile_laws"],
        ["tap", "key_j"],
        ["wait", "stay"],
        ["tap", "stay"],
        ["gone", "stay"],
        ["wait", "key_j"],
        ["wait", "stay"],
        ["tap", "To protect your privacy"],
        ["gone", "stay"],
        ["wait", "key_j"],
        ["wait", "stay"],
        ["text", "您好"],
        ["tap", "tile_laws"],
        ["text", "写一件事"],
    )
    assert seen[-3]["screen"] == "home"


def test_a_new_release_is_shown_on_the_open_page(machine, ports, tmp_path):
    write_config(machine, ports)
    source = tmp_path / "source"
    shutil.copytree(machine / "source", source)
    page = source / "procedures" / "aid-civil.md"
    page.write_text(re.sub(r'(?m)^summary = ".*"$', 'summary = "说法刚刚改过"', page.read_text("utf-8")), "utf-8")
    install = (
        "import sys, pathlib; from kiosk.content.bundles import *; data = pathlib.Path(sys.argv[1]);"
        "target = bundles_folder(data) / 'changed'; build_bundle(pathlib.Path(sys.argv[2]), target); activate(data, target)"
    )
    seen = drive(
        machine,
        ["wait", "tile_categories"],
        ["tap", "tile_categories"],
        ["tap", "category_aid"],
        ["text", "申请"],
        ["tap", "申请法律援助（打官司的事）"],
        ["wait", "take_for"],
        ["run", [sys.executable, "-c", install, str(machine), str(source)]],
        ["text", "说法刚刚改过"],
    )
    assert seen[-1]["screen"] == "procedure"
