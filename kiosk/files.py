"""Where the files that ship with the product are: layouts and assets, in the checkout or inside the wheel."""

from pathlib import Path

_PACKAGE = Path(__file__).parent
_SHIPPED = _PACKAGE / "_files"


def shipped(*parts: str) -> Path:
    """Return the path of a shipped file or folder, such as `shipped("assets", "strings")`."""
    root = _SHIPPED if _SHIPPED.is_dir() else _PACKAGE.parent
    return root.joinpath(*parts)
