"""The browser kiosk to compare with: Debian's Chromium, a page with eight tiles and a list of 5,000 rows."""

import os
import time
from pathlib import Path

from tests.bench.eye import Box, Eye, Program
from tests.running_hall import CHROMIUM

ROWS = 5000
_TILE: Box = (120, 260, 64, 64)
_LIST_TILE: Box = (630, 260, 64, 64)
_BACK: Box = (40, 40, 64, 64)
_LIST: Box = (100, 700, 64, 640)
_FIRST_PAINT: Box = (60, 200, 264, 264)
_PACE_S = 0.3

_STYLE = """
*{box-sizing:border-box}
body{margin:0;width:1080px;height:1920px;overflow:hidden;background:#204060;color:#fff;
 font-family:"Noto Sans CJK SC",sans-serif}
h1{margin:0;height:180px;line-height:180px;text-align:center;font-size:64px}
.tile{position:absolute;width:450px;height:360px;border-radius:24px;background:#4080c0;font-size:56px;
 display:flex;align-items:center;justify-content:center}
.tile.on{background:#c04040}
#list{display:none;position:absolute;inset:0;background:#f4f4f4;color:#222}
#bar{height:160px;line-height:160px;padding-left:260px;background:#204060;color:#fff;font-size:48px}
#back{position:absolute;left:20px;top:30px;width:200px;height:100px;line-height:100px;text-align:center;
 border-radius:16px;background:#4080c0}
#rows{position:absolute;inset:160px 0 0;overflow-y:scroll}
.row{height:96px;line-height:96px;padding:0 30px;font-size:36px;border-bottom:1px solid #ccc;
 white-space:nowrap;overflow:hidden}
"""
_SCRIPT = """
const list = document.getElementById('list');
document.querySelectorAll('.tile').forEach((tile, i) => {
  tile.style.left = (60 + 510 * (i % 2)) + 'px'; tile.style.top = (200 + 400 * (i >> 1)) + 'px';
  tile.onclick = () => { if (i == 1) list.style.display = 'block'; else tile.classList.toggle('on'); };
});
document.getElementById('back').onclick = () => { list.style.display = 'none'; };
"""
_TILES = ("办事指南", "法律查询", "附近机构", "取号排队", "办件进度", "公共电话", "大厅公告", "怎么使用")
_WORDS = (
    "借条写清楚",
    "公证怎么办",
    "工资被拖欠",
    "邻里有纠纷",
    "老人要赡养",
    "合同有争议",
    "请不起律师",
    "房子要过户",
)


def page(folder: Path) -> Path:
    """Return the page: KIOSK_BENCH_PAGE where that is set, else one made here."""
    given = os.environ.get("KIOSK_BENCH_PAGE")
    if given:
        return Path(given).absolute()
    tiles = "".join(f"<div class=tile>{name}</div>" for name in _TILES)
    rows = "".join(
        f"<div class=row>{n:04} {_WORDS[n % 8]}，{_WORDS[n // 8 % 8]}（第{n}件）</div>" for n in range(1, ROWS + 1)
    )
    path = folder / "page.html"
    path.write_text(
        f"<!doctype html><meta charset=utf-8><title>kiosk</title><style>{_STYLE}</style><h1>自助服务</h1>{tiles}"
        f"<div id=list><div id=bar><div id=back>返回</div>清单</div><div id=rows>{rows}</div></div>"
        f"<script>{_SCRIPT}</script>",
        "utf-8",
    )
    return path


def start(eye: Eye, path: Path, profile: Path) -> Program:
    words = [
        *(str(CHROMIUM), "--kiosk", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-translate"),
        *("--disable-infobars", "--disable-background-networking", "--disable-component-update", "--disable-sync"),
        *("--disable-features=Translate,MediaRouter,OptimizationHints", "--password-store=basic"),
        *("--window-position=0,0", "--window-size=1080,1920", "--host-resolver-rules=MAP * ~NOTFOUND"),
        *(f"--user-data-dir={profile}", f"file://{path}"),
    ]
    return eye.start(words, _FIRST_PAINT)


def press_tile(eye: Eye, count: int, warm_up: int) -> list[float]:
    """Tap a tile, which takes another colour each time; return the seconds to its first changed pixel."""
    times = []
    for _ in range(warm_up + count):
        eye.calm(_TILE)
        _at(eye, _TILE)
        times.append(eye.changed_s(_TILE, eye.tap))
        time.sleep(_PACE_S)
    return times[warm_up:]


def open_list(eye: Eye, count: int) -> list[float]:
    """Open the list; return the seconds until its rows are there."""
    _at(eye, _LIST_TILE)
    eye.tap()
    time.sleep(1)
    rows = eye.calm(_LIST)
    times = []
    for _ in range(count):
        _at(eye, _BACK)
        eye.changed_s(_LIST, eye.tap)
        eye.calm(_LIST)
        _at(eye, _LIST_TILE)
        times.append(eye.seen_s(_LIST, rows, eye.tap))
        time.sleep(_PACE_S)
    return times


def _at(eye: Eye, box: Box) -> None:
    eye.point(box[0] + box[2] // 2, box[1] + box[3] // 2)
    time.sleep(0.05)
