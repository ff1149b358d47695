"""Gives back the memory of program code that only a start needs: Mesa's compiler of drawing programs, LLVM, 28 MB of it.

Its pages are clean copies of a file: the kernel may drop them at any time, and brings back what is touched again. Until there is a need
it does not drop them, and a small machine that runs for years has better uses. Linux only; elsewhere nothing happens.
"""

import ctypes
import logging
from pathlib import Path

_MAPS = Path("/proc/self/maps")
_LIBRARY = "/libLLVM"
# never written to: what holds addresses, and was changed when the library was loaded, is mapped otherwise
_CODE = "r-xp"
_MADV_DONTNEED = 4  # asm-generic/mman-common.h

_log = logging.getLogger(__name__)


def give_back_code() -> int:
    """Unmap the compiler's code until it is needed again; return how many bytes of it are mapped at most."""
    try:
        lines = _MAPS.read_text("ascii", "replace").splitlines()
    except OSError:
        return 0
    madvise = getattr(ctypes.CDLL(None, use_errno=True), "madvise", None)
    if madvise is None:
        return 0
    madvise.argtypes = [ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int]
    given = 0
    for start, end in _code_of(lines):
        if madvise(start, end - start, _MADV_DONTNEED) == 0:
            given += end - start
        else:
            _log.info("the compiler's code stays: %s", ctypes.get_errno())
    return given


def _code_of(lines: list[str]) -> list[tuple[int, int]]:
    """Return where the library's code lies, from lines of proc(5) `maps`: from-to, permissions, offset, device, inode, path."""
    found: list[tuple[int, int]] = []
    for line in lines:
        fields = line.split(maxsplit=5)
        if len(fields) == 6 and fields[1] == _CODE and _LIBRARY in fields[5]:
            start, _, end = fields[0].partition("-")
            found.append((int(start, 16), int(end, 16)))
    return found
