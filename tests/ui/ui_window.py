"""Opens a real window, touches it through the mouse provider and prints what happened as JSON. Run by test_ui_window."""

import json
import socket
import sys
import threading
import time
import zlib
from pathlib import Path

from kiosk.config import Config, ScreenConfig, Setup
from kiosk.ui.window import prepare

WIDTH, HEIGHT = 540, 960

setup = Setup(Config(screen=ScreenConfig(width_px=WIDTH, height_px=HEIGHT)), Path(sys.argv[1]))
scale = prepare(setup, "probe", max_fps=120)

from kivy.clock import Clock  # noqa: E402
from kivy.core.window import Window  # noqa: E402
from kivy.graphics import InstructionGroup, Line, Rectangle  # noqa: E402
from kivy.graphics.opengl import GL_RGB, GL_UNSIGNED_BYTE, glReadPixels  # noqa: E402
from kivy.uix.boxlayout import BoxLayout  # noqa: E402

from kiosk.domain.errors import NotReachableError  # noqa: E402
from kiosk.strings import Strings  # noqa: E402
from kiosk.ui import widgets as w  # noqa: E402
from kiosk.ui.app import KioskApp, when_drawn  # noqa: E402
from kiosk.ui.damage import Damage  # noqa: E402
from kiosk.ui.describe import describe  # noqa: E402
from kiosk.ui.inspection import open_inspector  # noqa: E402
from kiosk.ui.launch import LaunchPicture  # noqa: E402
from kiosk.ui.list_row import ListRow  # noqa: E402
from kiosk.ui.lists import RowList  # noqa: E402
from kiosk.ui.picture import window_picture  # noqa: E402
from kiosk.ui.round_box import RoundBox  # noqa: E402
from kiosk.ui.row import KeptRows, Row  # noqa: E402
from kiosk.ui.scale import Scale  # noqa: E402
from kiosk.ui.theme import load_theme  # noqa: E402
from kiosk.ui.touch_mark import TouchMark  # noqa: E402
from kiosk.ui.worker import Worker  # noqa: E402

facts = {"scale": [scale.width, scale.height], "taps": [], "keys": [], "chosen": [], "main": threading.get_ident()}


def mouse(event, x, y, button="left"):
    Window.dispatch(f"on_mouse_{event}", x, y, button, [])


def round_boxes():
    """Return where an edge and what it goes round stand, and how see-through their corners are."""
    outer, inner = RoundBox(), RoundBox()
    outer.pos, outer.size, outer.radius = (10.6, 20.3), (101.5, 50.4), 8.4
    inner.pos, inner.size, inner.radius = (12.6, 22.3), (97.5, 46.4), 8.4
    cover = outer.texture.pixels[3::4]
    side = outer.texture.size[0]
    return {
        "edges": [(*box.pos, box.pos[0] + box.size[0], box.pos[1] + box.size[1]) for box in (outer, inner)],
        "radius": outer.radius,
        "one_picture": outer.texture is inner.texture,
        "corner": cover[0],
        "middle": cover[side * side // 2 + side // 2],
        "covered": sum(cover) / 255,
    }


def far_line():
    """Return whether a line is drawn again with what changes elsewhere: before it was drawn it could be anywhere, and after."""
    over, line = Window.canvas.after, InstructionGroup()
    line.add(Line(rectangle=(10, 10, 50, 50)))
    elsewhere = Rectangle(pos=(300, 300), size=(20, 20))
    over.add(line)
    over.add(elsewhere)
    damage, drawn = Damage(Window.canvas, WIDTH, HEIGHT), []
    for _ in range(2):
        damage.find()
        with damage.only(300, 300, 20, 20):
            drawn.append(line in over.children)
        Window.dispatch("on_draw")
    over.remove(line)
    over.remove(elsewhere)
    return drawn


def items():
    return describe(app.stage, WIDTH, HEIGHT)["items"]


def find(text):
    return next(i for i in items() if text in i["text"])


def middle(text):
    item = find(text)
    return item["x"] + item["w"] / 2, item["y"] + item["h"] / 2


def tap(text):
    place = middle(text)
    mouse("down", *place)
    yield 0.03
    mouse("up", *place)
    yield 0.03


class Probe(KioskApp):
    def on_start(self):
        self.screen = w.KioskScreen(name="probe", title="试验")
        self.screen.bind(on_back=lambda *_: facts["taps"].append("back"))
        self.go = w.PrimaryButton(text="确认取号", on_tap=lambda *_: facts["taps"].append("go"))
        self.closed = w.PlainButton(
            text="公证", reason="今天的号已取完", on_tap=lambda *_: facts["taps"].append("closed")
        )
        self.rows = KeptRows(
            Row(f"第{n}条", "条文" * 60, value=n, note="有效" if n % 2 else "") for n in range(1, 5001)
        )
        self.list = RowList(rows=self.rows)
        self.list.bind(on_choose=lambda _, value: facts["chosen"].append(value))
        keys = BoxLayout(size_hint_y=None, height=self.look.target)
        keys.add_widget(w.Key(text="S", on_tap=lambda *_: facts["keys"].append("S")))
        for part in (self.go, self.closed, w.Words(words="他说：“没有——真的没有”。" * 4), self.list, keys):
            self.screen.add_widget(part)
        self.stage.show(self.screen)
        self._steps = steps()
        self._next()

    def _next(self, *_):
        try:
            Clock.schedule_once(self._next, next(self._steps))
        except StopIteration:
            self.stop()


def steps():
    while not any(i["role"] == "row" for i in items()):
        yield 0.05
    yield 0.1
    facts["round"] = round_boxes()
    facts["far_line"] = far_line()
    facts["items"] = items()
    facts["rows_made"] = sum(isinstance(x, ListRow) for x in app.stage.walk())
    facts["notes"] = [notes(x) for x in app.stage.walk() if isinstance(x, ListRow)]
    yield from touches()
    yield from lists()
    yield from looks()
    yield from overlays()
    yield from keyboard()
    yield from sockets()
    yield from workers()
    yield from marks()
    yield from letters()
    yield from launches()


def notes(row):
    return [row.note, row._note.size[0] > 1]


def touches():
    place = middle("确认取号")
    mouse("down", *place)
    yield 0.03
    facts["pressed"] = app.go.pressed
    mouse("up", *place)
    yield 0.03
    facts["released"] = app.go.pressed
    yield from tap("确认取号")  # the echo
    facts["taps_after_echo"] = list(facts["taps"])
    yield 0.4
    mouse("down", *place)
    yield 0.02
    Window.dispatch("on_mouse_move", 5, 900, [])
    yield 0.02
    mouse("up", 5, 900)
    yield 0.02
    facts["taps_after_drag_out"] = list(facts["taps"])
    yield from tap("公证")
    facts["told"] = find("今天的号已取完")["role"]
    app.stage.tell("好")
    yield 0.02
    app.stage._hush()
    yield from tap("S")
    yield from tap("S")
    yield from tap("返回")


def lists():
    before = [i["text"][:6] for i in items() if i["role"] == "row"]
    yield from tap("∨")
    yield 0.1
    facts["paged"] = [before, [i["text"][:6] for i in items() if i["role"] == "row"]]
    yield from fingers_on_rows()
    app.list.show_row(3000)
    yield 0.1
    facts["row_at_top"] = next(i["text"].split()[0] for i in items() if i["role"] == "row" and i["h"] > 30)
    app.go.height += 100
    yield 0.1
    facts["row_at_top_of_less"] = app.list.top_row
    app.go.height -= 100
    yield 0.1
    yield from tap("第3002条")
    facts["chosen_at_once"] = list(facts["chosen"])
    for rows in (KeptRows(app.rows[:3000]), app.rows):  # others, and those of before again
        app.list.rows = rows
        yield 0.1
        facts.setdefault("measures", []).append([len(rows), len(app.list._edges), len(app.rows.edges)])
    facts["edges_again"] = app.list._edges is next(iter(app.rows.edges.values()))


def fingers_on_rows():
    row = next(i for i in items() if i["role"] == "row" and i["h"] > 30)
    place = row["x"] + 100, row["y"] + row["h"] / 2
    mouse("down", *place)
    yield 0.03
    facts["row_pressed"] = [x.says[:6] for x in app.stage.walk() if isinstance(x, ListRow) and x.pressed]
    before = app.list.view.scroll_y
    for step in range(1, 12):
        Window.dispatch("on_mouse_move", place[0], place[1] - 10 * step, [])
        yield 0.02
    facts["row_pressed_after_drag"] = [x.says[:6] for x in app.stage.walk() if isinstance(x, ListRow) and x.pressed]
    mouse("up", place[0], place[1] - 110)
    yield 0.02
    facts["dragged"] = (before - app.list.view.scroll_y) * (app.list.view.children[0].height - app.list.view.height)
    facts["chosen_by_drag"] = list(facts["chosen"])
    while app.list.view.halt():  # the list would run on
        yield 0.02
    facts["wheel"] = [app.list.view.scroll_y]
    for notch in ("scrollup", "scrolldown"):
        mouse("down", *place, notch)
        mouse("up", *place, notch)
        yield 0.02
        facts["wheel"].append(app.list.view.scroll_y)


def titles():
    bar, facts["titles"] = app.screen.ids.bar, []
    for title in ("试验", "这个页面的名字" * 3, "这个页面的名字" * 4, "试验"):
        app.screen.title = title
        yield 0.1
        shown = [x for x in (bar.ids.title, bar.ids.below) if x.words]
        facts["titles"].append([[x.words, x.font_size, x is bar.ids.below] for x in shown])


def looks():
    yield from titles()
    facts["body_px"] = [app.look.body]
    app.look.apply(Scale(WIDTH, HEIGHT, 21.5, large=True), load_theme("night"))
    yield 0.1
    facts["body_px"].append(app.look.body)
    facts["ground"] = [round(c * 255) for c in Window.clearcolor[:3]]
    title = next(x for x in app.stage.walk() if isinstance(x, w.ScreenTitle))
    facts["title_colour"] = [round(c * 255) for c in title.color[:3]]
    app.look.apply(scale, load_theme("day"))
    yield 0.1


def overlays():
    cover = w.Overlay(name="still-there")
    cover.add_widget(w.PrimaryButton(text="我还在", pos_hint={"center_x": 0.5, "center_y": 0.5}))
    app.stage.cover(cover)
    yield 0.1
    facts["overlay"] = describe(app.stage, WIDTH, HEIGHT)
    before = len(facts["taps"])
    mouse("down", 270, 130)
    yield 0.03
    mouse("up", 270, 130)
    yield 0.03
    facts["taps_through_overlay"] = len(facts["taps"]) - before
    app.stage.uncover()
    yield 0.05


def keyboard():
    for key in (27, 282):  # Escape, F1
        Window.dispatch("on_keyboard", key, 0, "", [])
        yield 0.05
    facts["windows_children"] = len(Window.children)
    facts["closed_by_keyboard"] = not Window.initialized


def sockets():
    path = setup.data / "run" / "probe.sock"
    inspector = open_inspector(app, path)
    answers = []

    def ask():
        with socket.socket(socket.AF_UNIX) as line:
            line.connect(str(path))
            stream = line.makefile("rw", encoding="utf-8")
            for word in ("describe", "reboot", "picture"):
                stream.write(word + "\n")
                stream.flush()
                answers.append(json.loads(stream.readline()))

    asker = threading.Thread(target=ask)
    asker.start()
    while asker.is_alive():
        yield 0.05
    inspector.stop()
    facts["answers"] = answers
    facts["socket_left"] = path.exists()


def answers():
    """Ask workers again and again, as the watchdog does, while they are free, at long work, at several jobs, stuck."""
    worker, free = Worker("asked", longest_s=0.5), threading.Event()
    yield worker.answers()
    time.sleep(0.7)
    yield worker.answers()
    for _ in range(4):
        worker.submit(lambda: time.sleep(0.25), print)
    worker.answers()
    time.sleep(0.7)
    yield worker.answers()  # long in coming, but it gets on
    time.sleep(0.6)
    worker.submit(free.wait, lambda _: None)
    worker.answers()
    time.sleep(0.7)
    yield worker.answers()
    free.set()
    time.sleep(0.1)
    yield worker.answers()
    worker.stop()


def workers():
    worker = Worker("probe")
    got = []

    def away():
        raise NotReachableError("the hall does not answer")

    worker.submit(threading.get_ident, lambda value: got.append([value, threading.get_ident()]))
    worker.submit(away, got.append, lambda err: got.append(str(err)))
    worker.submit(lambda: 1 // 0, got.append, lambda err: got.append(type(err).__name__))
    while len(got) < 3:
        yield 0.02
    facts["answers_worker"] = list(answers())
    facts["waits_before_an_answer"] = yield from waits(worker)
    worker.submit(lambda: "late", got.append)
    worker.stop()
    yield 0.1
    facts["worker"] = got


def waits(worker):
    """Return how often the loop waited before it ran what came from a worker while it was busy."""
    loop, counts, came = Window.mainloop.__self__, [], threading.Event()
    wait = loop._wait_event
    loop._wait_event = lambda *words: counts.append(words) or wait(*words)
    seen = []
    worker.submit(came.set, lambda _: seen.append(len(counts)))
    assert came.wait(5)
    while not loop._called:  # the answer is on its way
        time.sleep(0.001)
    while not seen:
        yield 0
    loop._wait_event = wait
    return seen[0]


def colour(x, y):
    return list(glReadPixels(x, HEIGHT - y, 1, 1, GL_RGB, GL_UNSIGNED_BYTE))


def marks():
    place = tuple(map(int, middle("确认取号")))
    place = place[0], place[1] - 25  # beside the words
    mark, frames = TouchMark(app.look), []
    yield 0.1  # all is drawn
    facts["mark"] = [colour(*place)]
    Window.bind(on_flip=lambda *_: frames.append([app.go.pressed, colour(*place)]))
    mouse("down", *place)
    yield 0.05
    facts["mark_frame"] = frames[0]
    Window.dispatch("on_mouse_move", place[0], place[1] + 60, [])
    yield 0.05
    facts["mark_of_a_drag"] = list(mark._disc.size)
    mouse("up", place[0], place[1] + 60)
    yield 0.05
    facts["mark"].append(frames[-1][1])


def letters():
    words = next(x for x in app.stage.walk() if isinstance(x, w.Words) and x.words.startswith("他说"))
    words.words = "短"
    yield 0.1
    before, frames, drawn = picture(words), [], []
    Window.bind(on_flip=lambda *_: frames.append(picture(words)))
    words.words = "比刚才长得多的一句话"
    when_drawn(lambda: drawn.append(len(frames)))
    yield 0.1
    facts["letters"] = [before, frames[0], picture(words)]
    frames.clear()
    when_drawn(lambda: drawn.append(len(frames)))  # with nothing to draw
    yield 0.1
    facts["drawn"] = drawn
    shown = app.look.theme
    app.look.apply(app.look.scale, load_theme("night"))
    night = window_picture()  # at once: not even a frame has passed
    x, y = words.to_window(*words.pos)
    box = (int(x), int(HEIGHT - y - words.height), int(x + words.width), int(HEIGHT - y))
    facts["night"] = [night.getpixel((1, 1)), night.crop(box).convert("L").getextrema()[1]]
    app.look.apply(app.look.scale, shown)


def picture(widget):
    """Return the pixels of a widget as a number."""
    place = (*map(int, widget.to_window(*widget.pos)), *map(int, widget.size))
    return zlib.crc32(bytes(glReadPixels(*place, GL_RGB, GL_UNSIGNED_BYTE)))


def launches():
    folder = setup.data / "run"
    Window.dispatch("on_draw")
    title = next(x for x in app.stage.walk() if isinstance(x, w.ScreenTitle))
    for name in ("yesterday's look", "this look"):
        LaunchPicture(folder, name).keep(blank=[title])
        while not LaunchPicture(folder, name)._path.exists():
            yield 0.02
    while len(kept := list(folder.glob("launch-*"))) != 1:
        yield 0.02
    go = middle("确认取号")
    before = [colour(int(go[0]), int(go[1] - 20)), colour(2, 2)]
    facts["launch_blank"] = len({tuple(kept[0].read_bytes()[i : i + 3]) for i in title_row(title)})
    Window.canvas.clear()
    Window.dispatch("on_draw")
    facts["launch_empty"] = colour(int(go[0]), int(go[1] - 20))
    LaunchPicture(folder, "another look").show()
    facts["launch_of_another"] = colour(int(go[0]), int(go[1] - 20))
    LaunchPicture(folder, "this look").show()
    facts["launch"] = [before, [colour(int(go[0]), int(go[1] - 20)), colour(2, 2)]]


def title_row(title):
    left, bottom = map(int, title.to_window(*title.pos))
    row = bottom + int(title.height / 2)
    return range((row * WIDTH + left) * 3, (row * WIDTH + left + int(title.width)) * 3, 3)


app = Probe(scale, load_theme("day"), Strings("zh", strict=True))
app.run()
Path(sys.argv[2]).write_text(json.dumps(facts, ensure_ascii=False), "utf-8")
