"""The inspection socket of a running application, with its two words."""

from pathlib import Path
from typing import Any

from kivy.core.window import Window

from kiosk.ui.app import KioskApp
from kiosk.ui.describe import describe
from kiosk.ui.inspect import Inspector
from kiosk.ui.picture import take_picture


def open_inspector(app: KioskApp, socket: Path) -> Inspector:
    """Open the socket for an application and return what stops it.

    Raises:
        OSError: The socket cannot be made.
    """
    picture = socket.with_suffix(".png")

    def describe_now() -> dict[str, Any]:
        width, height = map(int, Window.system_size)
        return describe(app.stage, width, height)

    def picture_now() -> dict[str, Any]:
        take_picture(picture)
        return {"picture": str(picture)}

    inspector = Inspector(socket, {"describe": describe_now, "picture": picture_now})
    inspector.start()
    return inspector
