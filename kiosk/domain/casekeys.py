"""Which parts of a case tell what was held. Pure: courts and committees write the same few headings."""

import re
from collections.abc import Sequence

_HELD, _RESULT, _WHY = re.compile("要旨|要点"), re.compile("结果|法院裁判"), re.compile("意义|解读")


def key_parts(headings: Sequence[str]) -> tuple[int, ...]:
    """Return the places of the parts with what was held and what came of it; why it matters, where no part says what was held."""
    held, result, why = ([i for i, h in enumerate(headings) if kind.search(h)] for kind in (_HELD, _RESULT, _WHY))
    return tuple(sorted((*held, *result, *([] if held else why))))
