"""Virtual screens for a machine without a display: Xvfb, a picture of it, and a finger on it."""

import io
import os
import select
import shutil
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from kiosk.demo.parts import bound_to_us
from kiosk.domain.errors import KioskError

_START_S = 20.0
_STOP_S = 5.0
_JPEG_QUALITY = 80


class VirtualScreen:
    """One Xvfb of a given size. `picture` and `tap` may be called from any thread.

    Args:
        width: Pixels.
        height: Pixels.
    """

    def __init__(self, width: int, height: int) -> None:
        self.width, self.height = width, height
        self.display = ""
        self._process: subprocess.Popen[bytes] | None = None
        self._lock = threading.Lock()  # python-xlib connections are not thread-safe
        self._x: object = None

    def start(self) -> None:
        """Start Xvfb on a free display number.

        Raises:
            KioskError: Xvfb is not installed or does not start.
        """
        if not shutil.which("Xvfb"):
            raise KioskError("there is no display and no Xvfb", "run apt-get install xvfb, or set DISPLAY")
        reader, writer = os.pipe()
        self._process = subprocess.Popen(
            bound_to_us(
                [
                    *("Xvfb", "-displayfd", str(writer), "-screen", "0", f"{self.width}x{self.height}x24"),
                    *("-nolisten", "tcp", "-noreset", "-nocursor"),
                ]
            ),
            pass_fds=(writer,),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        os.close(writer)
        with os.fdopen(reader) as answer:
            number = answer.readline().strip() if select.select([answer], [], [], _START_S)[0] else ""
        if not number:
            raise KioskError("Xvfb did not start", "run it by hand to see why: Xvfb :99")
        self.display = f":{number}"

    def stop(self) -> None:
        """End Xvfb and every window on it."""
        if self._process:
            self._process.terminate()
            try:
                self._process.wait(_STOP_S)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
            self._process = None

    def running(self) -> bool:
        """Tell whether the screen is there."""
        return self._process is not None and self._process.poll() is None

    def picture(self) -> bytes:
        """Return what is on the screen now, as JPEG.

        Raises:
            KioskError: The screen is gone.
        """
        from PIL import Image  # noqa: PLC0415 - Pillow and Xlib only where a screen is virtual
        from Xlib import X  # noqa: PLC0415

        with self._lock, self._closed_on_faults():
            root = self._connect().screen().root
            raw = root.get_image(0, 0, self.width, self.height, X.ZPixmap, 0xFFFFFFFF)
        image = Image.frombytes("RGB", (self.width, self.height), raw.data, "raw", "BGRX")
        out = io.BytesIO()
        image.save(out, "JPEG", quality=_JPEG_QUALITY)
        return out.getvalue()

    def tap(self, x: int, y: int) -> None:
        """Touch the screen at a pixel, as a finger would: press and release.

        Raises:
            KioskError: The screen is gone.
        """
        from Xlib import X  # noqa: PLC0415
        from Xlib.ext import xtest  # noqa: PLC0415

        with self._lock, self._closed_on_faults():
            connection = self._connect()
            xtest.fake_input(connection, X.MotionNotify, x=x, y=y)
            xtest.fake_input(connection, X.ButtonPress, 1)
            connection.sync()
            threading.Event().wait(0.06)  # a short press; SDL folds instant ones into one frame
            xtest.fake_input(connection, X.ButtonRelease, 1)
            connection.sync()

    @contextmanager
    def _closed_on_faults(self) -> Iterator[None]:
        from Xlib.error import DisplayError, XError  # noqa: PLC0415

        try:
            yield
        except (OSError, DisplayError, XError) as err:
            self._x = None  # the next picture connects anew
            raise KioskError(f"the virtual screen {self.display} is gone", "start the demo again") from err

    def _connect(self) -> "Display":  # type: ignore[name-defined] # noqa: F821
        from Xlib.display import Display  # noqa: PLC0415

        if self._x is None:
            self._x = Display(self.display)
        return self._x
