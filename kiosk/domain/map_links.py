"""Links that open a place in a map app; each app has its own coordinates and its own order of the axes."""

from enum import StrEnum
from urllib.parse import quote

from kiosk.domain.coordinates import to_bd09, to_gcj02
from kiosk.domain.places import Position

_SOURCE = "public-legal-service"  # what the services ask callers to name themselves
_BAIDU_SOURCE = f"webapp.{_SOURCE}.kiosk"  # theirs has the form webapp.COMPANY.APP
_DIGITS = 6  # a tenth of a metre


class MapApp(StrEnum):
    """The apps that a visitor's phone may have."""

    AMAP = "amap"
    BAIDU = "baidu"
    TENCENT = "tencent"
    GEO = "geo"  # any app that knows the geo: scheme


def map_link(app: MapApp, position: Position, name: str) -> str:
    """Return the link that shows a named place in an app.

    Forms: lbs.amap.com URI API (marker, longitude first), Baidu URI API (marker, latitude first), lbs.qq.com URI API
    (marker, latitude first), RFC 5870 (WGS-84, latitude first).
    """
    gcj, called = to_gcj02(position), quote(name, safe="")
    match app:
        case MapApp.AMAP:
            place = f"{_deg(gcj.lon)},{_deg(gcj.lat)}"
            return f"https://uri.amap.com/marker?position={place}&name={called}&src={_SOURCE}&coordinate=gaode&callnative=0"
        case MapApp.BAIDU:
            bd = to_bd09(position)
            query = (
                f"location={_deg(bd.lat)},{_deg(bd.lon)}&title={called}&content={called}&output=html&coord_type=bd09ll"
            )
            return f"https://api.map.baidu.com/marker?{query}&src={_BAIDU_SOURCE}"
        case MapApp.TENCENT:
            marker = f"coord:{_deg(gcj.lat)},{_deg(gcj.lon)};title:{called};addr:{called}"
            return f"https://apis.map.qq.com/uri/v1/marker?marker={marker}&coord_type=2&referer={_SOURCE}"
        case _:
            return f"geo:{_deg(position.lat)},{_deg(position.lon)}"


def _deg(value: float) -> str:
    return f"{value:.{_DIGITS}f}"
