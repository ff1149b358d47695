"""The screen fonts: simplified Chinese faces taken out of Debian's Noto Sans CJK collections, cached in DATA/fonts.

Kivy takes no face index, and face 0 of the collection is the Japanese one, whose 骨, 直 and 令 look wrong to a Chinese
reader. No font file ships with the product.
"""

import logging
import os
from dataclasses import dataclass
from pathlib import Path

from kiosk.domain.errors import ContentError
from kiosk.ui.icons import ICON_FONT, icon_file

FONT = "Sans"  # the name under which Kivy knows the pair
LINE_HEIGHT_EM = 1.448  # ascent plus descent of Noto Sans CJK (hhea 1160 + 288 of 1000)

_FAMILY = "Noto Sans CJK SC"
_SYSTEM_FOLDER = Path("/usr/share/fonts/opentype/noto")
_WEIGHTS = ("Regular", "Bold")
_CURE = "install the package fonts-noto-cjk, then run: kiosk fonts"

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Faces:
    """Paths of the extracted faces."""

    regular: Path
    bold: Path


def prepare_fonts(folder: Path, system: Path = _SYSTEM_FOLDER) -> Faces:
    """Return the faces in a folder, taking them out of the system's collections first where they are not there yet.

    Raises:
        ContentError: The collections are missing or hold no simplified Chinese face, or the folder cannot be written.
    """
    regular, bold = (_prepared(folder, system / f"NotoSansCJK-{weight}.ttc", weight) for weight in _WEIGHTS)
    return Faces(regular, bold)


def register_fonts(faces: Faces) -> None:
    """Make the faces known to Kivy as `FONT`, and the icons as `ICON_FONT` where their package is there."""
    from kivy.core.text import LabelBase  # noqa: PLC0415 - Kivy comes after the environment is set

    LabelBase.register(FONT, str(faces.regular), fn_bold=str(faces.bold))
    if icons := icon_file():
        LabelBase.register(ICON_FONT, str(icons))


def _prepared(folder: Path, collection: Path, weight: str) -> Path:
    target = folder / f"ScreenSans-{weight}.otf"
    if target.exists():
        return target
    if not collection.exists():
        raise ContentError(f"the screen font {collection} is missing", _CURE)
    try:
        _extract(collection, target)
    except OSError as err:
        raise ContentError(f"cannot prepare the screen font {target}: {err}", "check the disk and the folder") from err
    (folder / f"NotoSansSC-{weight}.otf").unlink(missing_ok=True)  # how it was kept before, with more in it
    _log.info("font %s taken out of %s", target.name, collection.name)
    return target


def _extract(collection: Path, target: Path) -> None:
    """Write the simplified Chinese face in the form that costs least to open.

    Forms of other languages are left out, and outlines stand on their own: FreeType reads all shared pieces of outlines into
    memory, once for every size that is open (2.5 MB each with them, 0.3 without).
    """
    import uharfbuzz as hb  # noqa: PLC0415 - needed once in a machine's life

    blob = hb.Blob(collection.read_bytes())
    faces = [hb.Face(blob, index) for index in range(hb.Face(blob).count)]
    face = next((f for f in faces if f.get_name(hb.OTNameIdPredefined.FONT_FAMILY) == _FAMILY), None)
    if face is None:
        raise ContentError(f"{collection} holds no face named {_FAMILY}", _CURE)
    wanted = hb.SubsetInput()
    wanted.unicode_set.set(face.unicodes)
    wanted.layout_feature_tag_set.clear()  # they lead to forms that Kivy never asks for
    wanted.flags = hb.SubsetFlags.DESUBROUTINIZE | hb.SubsetFlags.NO_LAYOUT_CLOSURE | hb.SubsetFlags.NOTDEF_OUTLINE
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_suffix(f".{os.getpid()}.part")
    with part.open("wb") as file:
        file.write(hb.subset(face, wanted).blob.data)
        file.flush()
        os.fsync(file.fileno())
    part.replace(target)
