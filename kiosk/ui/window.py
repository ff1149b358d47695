"""Opens the one window of a program. `prepare` must run before anything imports Kivy."""

import ctypes
import logging
import os
import sys
from pathlib import Path

from kiosk.config import Setup
from kiosk.domain.errors import ConfigError, KioskError
from kiosk.files import shipped
from kiosk.ui.fonts import prepare_fonts, register_fonts
from kiosk.ui.lockdown import lock
from kiosk.ui.scale import Scale

_NO_DISPLAY_CURE = "set DISPLAY or WAYLAND_DISPLAY, start under xvfb-run, or set SDL_VIDEODRIVER=offscreen"
_HEADLESS = ("offscreen", "dummy")

_log = logging.getLogger(__name__)


def prepare(setup: Setup, program: str, *, max_fps: int = 60) -> Scale:
    """Set Kivy's environment and configuration, open the window, register the fonts; return the scale of the panel.

    Args:
        setup: Names the window's size (none: full screen) and the panel.
        program: `terminal` or `board`; the window's title.
        max_fps: Frames a second at most; more answer a touch sooner and cost more at rest.

    Raises:
        ConfigError: The window's size in the configuration is wrong.
        ContentError: The fonts cannot be prepared.
        KioskError: There is no display, or no OpenGL on it.
    """
    faces = prepare_fonts(setup.data / "fonts")
    _set_environment(setup.data / "run" / f"kivy-{program}")
    _configure(setup, max_fps)
    _read_own_style()
    width, height = _open(program)
    _take_over(setup.config.screen.redraw, max_fps)
    register_fonts(faces)
    _log.info("window of %s is open: %s x %s px", program, width, height)
    return Scale(width, height, setup.config.screen.diagonal_inch, setup.config.screen.large_print)


def _set_environment(home: Path) -> None:
    if "kivy" in sys.modules:
        _log.debug("Kivy is loaded already; its environment stays as it is")
    home.mkdir(parents=True, exist_ok=True)
    os.environ.update(
        {
            "KIVY_HOME": str(home),
            "KIVY_NO_ARGS": "1",
            "KIVY_NO_CONFIG": "1",
            "KIVY_NO_CONSOLELOG": "1",
            "KIVY_NO_FILELOG": "1",
            "KIVY_NO_ENV_CONFIG": "1",
            "KIVY_LOG_MODE": "PYTHON",
            "KIVY_WINDOW": "sdl2",  # the others end the process when they fail
            "KIVY_TEXT": "sdl2",
            "KIVY_IMAGE": "sdl2",
            "KIVY_CLIPBOARD": "dummy",  # nothing of one visitor for the next
            "SDL_MOUSE_FOCUS_CLICKTHROUGH": "1",  # the touch that finds the window without focus counts too
            "SDL_NO_SIGNAL_HANDLERS": "1",  # SIGTERM and SIGINT are the program's own business
            "SDL_VIDEO_ALLOW_SCREENSAVER": "0",
            "DBUS_SESSION_BUS_ADDRESS": "disabled:",  # SDL would look for a bus, and start one
        }
    )


def _configure(setup: Setup, max_fps: int) -> None:
    from kivy.config import Config  # noqa: PLC0415 - after the environment is set

    logging.getLogger("kivy").setLevel(logging.WARNING)
    screen = setup.config.screen
    if (screen.width_px > 0) != (screen.height_px > 0) or screen.width_px < 0 or screen.height_px < 0:
        raise ConfigError(
            f"the window cannot be {screen.width_px} x {screen.height_px} px",
            "set both screen.width_px and screen.height_px, or neither for full screen",
        )
    for section, key, value in (
        ("graphics", "multisamples", 0),  # under software OpenGL two samples double the time of a frame
        ("graphics", "maxfps", max_fps),
        ("graphics", "vsync", 0),
        ("graphics", "resizable", 0),
        ("graphics", "show_cursor", int("DISPLAY" in os.environ and screen.width_px > 0)),
        ("kivy", "exit_on_escape", 0),
        ("kivy", "window_icon", ""),
        ("kivy", "log_level", "warning"),
        ("kivy", "keyboard_mode", "dock"),
        ("input", "mouse", "mouse,disable_multitouch,disable_hover"),
    ):
        Config.set(section, key, value)
    Config.remove_option("input", "%(name)s")  # touches come through SDL; reading /dev/input too would double them
    if screen.width_px:
        Config.set("graphics", "width", screen.width_px)
        Config.set("graphics", "height", screen.height_px)
        Config.set("graphics", "fullscreen", 0)
        Config.set("graphics", "borderless", 1)
    else:
        Config.set("graphics", "fullscreen", "auto")
        for key, value in _whole_screen().items():
            Config.set("graphics", key, value)


def _whole_screen() -> dict[str, int]:
    """Return the size of an X screen: without a window manager nobody else would make the window as large."""
    if os.environ.get("WAYLAND_DISPLAY") or not os.environ.get("DISPLAY"):
        return {}
    try:
        x11 = ctypes.CDLL("libX11.so.6")
    except OSError as err:
        _log.info("the size of the screen is left to SDL: %s", err)
        return {}
    x11.XOpenDisplay.restype = ctypes.c_void_p
    for name in ("XDisplayWidth", "XDisplayHeight", "XCloseDisplay"):
        getattr(x11, name).argtypes = [ctypes.c_void_p, ctypes.c_int][: 1 if name == "XCloseDisplay" else 2]
    screen = x11.XOpenDisplay(None)
    if not screen:
        return {}  # a dead display is told of where the window is opened
    size = {"width": x11.XDisplayWidth(screen, 0), "height": x11.XDisplayHeight(screen, 0)}
    x11.XCloseDisplay(screen)
    return size


def _read_own_style() -> None:
    """Have Kivy read our few rules for its widgets instead of its own long file: 35 ms of each start."""
    import kivy  # noqa: PLC0415 - after the environment is set

    own, kivy.kivy_data_dir = kivy.kivy_data_dir, str(shipped("layouts", "kivy"))
    try:
        import kivy.lang  # noqa: PLC0415 - reads the rules
    finally:
        kivy.kivy_data_dir = own


def _take_over(redraw: str, max_fps: int) -> None:
    """Have the window wait for touches and draw what has changed."""
    from kiosk.ui.loop import Loop  # noqa: PLC0415 - both need the open window
    from kiosk.ui.redraw import redraw_changes  # noqa: PLC0415

    Loop(max_fps)
    redraw_changes(redraw)


def _open(program: str) -> tuple[int, int]:
    driver = os.environ.get("SDL_VIDEODRIVER", "")
    if driver not in _HEADLESS and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY") or driver):
        raise KioskError("no display to draw on", _NO_DISPLAY_CURE)
    if not driver:  # left to itself, SDL would draw where nobody sees it when the display is dead
        os.environ["SDL_VIDEODRIVER"] = "wayland,x11" if os.environ.get("WAYLAND_DISPLAY") else "x11"
    kivy_log = logging.getLogger("kivy")
    if not _log.isEnabledFor(logging.DEBUG):
        kivy_log.setLevel(logging.CRITICAL + 1)  # it would print its own traceback before our one line
    try:
        from kivy.core.window import Window  # noqa: PLC0415 - importing it opens the window
    except (Exception, SystemExit) as err:
        raise KioskError(f"the window cannot be opened: {err}", _NO_DISPLAY_CURE) from err
    kivy_log.setLevel(logging.WARNING)
    if Window is None:
        raise KioskError(
            "no window with OpenGL can be opened", f"install Mesa's OpenGL (libgl1-mesa-dri), {_NO_DISPLAY_CURE}"
        )
    Window.set_title(program)
    lock(Window)
    width, height = Window.system_size
    return int(width), int(height)
