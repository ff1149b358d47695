"""Only code of the compiler's library is given back, never what was written to."""

import subprocess
import sys
from pathlib import Path

import pytest

from kiosk.ui.code_pages import _code_of

MAPS = """\
7f3375200000-7f3375c00000 r--p 00000000 08:01 123 /usr/lib/x86_64-linux-gnu/libLLVM-15.so.1
7f3375c00000-7f337c37d000 r-xp 00a00000 08:01 123 /usr/lib/x86_64-linux-gnu/libLLVM-15.so.1
7f337c37d000-7f337cb96000 r--p 07100000 08:01 123 /usr/lib/x86_64-linux-gnu/libLLVM-15.so.1
7f337cb96000-7f337cb9c000 rw-p 07900000 08:01 123 /usr/lib/x86_64-linux-gnu/libLLVM-15.so.1
7f337ce90000-7f337ded9000 r-xp 000d6000 08:01 124 /usr/lib/x86_64-linux-gnu/dri/swrast_dri.so
55bbf3a42000-55bbf7000000 rw-p 00000000 00:00 0 [heap]
7f336ea0a000-7f336f403000 rw-p 00000000 00:00 0
"""
# a program that uses the library, gives its code back, and uses it again
TWICE = """
import ctypes, sys
from kiosk.ui.code_pages import give_back_code
llvm = ctypes.CDLL(sys.argv[1])
llvm.LLVMContextCreate.restype = ctypes.c_void_p
llvm.LLVMContextDispose.argtypes = [ctypes.c_void_p]
def rss():
    found, size = False, 0
    for line in open("/proc/self/smaps"):
        if "-" in line.split()[0]:
            found = "libLLVM" in line and "r-xp" in line
        elif found and line.startswith("Rss:"):
            size += int(line.split()[1])
    return size
llvm.LLVMContextDispose(llvm.LLVMContextCreate())
before = rss()
given = give_back_code()
after = rss()
llvm.LLVMContextDispose(llvm.LLVMContextCreate())
print(given, before, after, rss())
"""


def test_only_code_of_the_library_is_found():
    assert _code_of(MAPS.splitlines()) == [(0x7F3375C00000, 0x7F337C37D000)]
    assert _code_of([]) == []


def test_a_library_goes_on_working_after_its_code_was_given_back():
    libraries = sorted(Path("/usr/lib").glob("*/libLLVM*.so*"))
    if not libraries:
        pytest.skip("no libLLVM on this machine")
    words = [sys.executable, "-c", TWICE, str(libraries[-1])]
    done = subprocess.run(words, capture_output=True, text=True, check=True, timeout=60)
    given, before, after, again = map(int, done.stdout.split())
    assert given > 0
    assert after == 0 < again <= before
