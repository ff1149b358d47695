"""The demo's sample matters: made in its hall, their numbers and codes kept so that each start can show them."""

import json
from pathlib import Path

from kiosk.domain.errors import NotFoundError, RefusedError
from kiosk.domain.matters import MatterKey, MatterState
from kiosk.durable import write_durably
from kiosk.wire.hall_client import HallClient

MATTERS_FILE = "demo-matters.json"
_SAMPLES: tuple[tuple[str, str, tuple[tuple[MatterState, str], ...]], ...] = (
    (
        "申请法律援助：讨要工钱",
        "aid",
        ((MatterState.REVIEWING, ""), (MatterState.MISSING, "请补交一份村委会出的经济困难证明")),
    ),
    (
        "申请人民调解：邻居漏水",
        "mediation",
        ((MatterState.REVIEWING, ""), (MatterState.ASSIGNED, "调解员会在三天内和您联系")),
    ),
)


def prepare_matters(data: Path, clerk: HallClient) -> tuple[MatterKey, ...]:
    """Return what opens the sample matters; they are made where the hall does not have them (any more).

    Raises:
        NotReachableError: The hall does not answer.
    """
    file = data / MATTERS_FILE
    if file.exists():
        keys = tuple(MatterKey(*pair) for pair in json.loads(file.read_text("utf-8")))
        if all(_opens(clerk, key) for key in keys):
            return keys
    keys = tuple(_make(clerk, *sample) for sample in _SAMPLES)
    write_durably(file, json.dumps([(key.number, key.code) for key in keys]).encode(), mode=0o600)
    return keys


def _make(clerk: HallClient, title: str, service: str, steps: tuple[tuple[MatterState, str], ...]) -> MatterKey:
    key = clerk.take_in_matter(title, service)
    for state, words in steps:
        clerk.add_matter_step(key.number, state, words)
    return key


def _opens(clerk: HallClient, key: MatterKey) -> bool:
    try:
        clerk.look_up_matter(key.number, key.code)
    except NotFoundError:
        return False
    except RefusedError:
        return True  # locked after somebody's wrong tries: still the one
    return True
