"""Full pinyin by libime, in a process of its own: a small C++ program that is compiled on this machine once.

All methods belong to the input worker. The process knows the names of laws and procedures as words, learns nothing from
visitors, and ends with them.
"""

import contextlib
import hashlib
import logging
import os
import selectors
import subprocess
import time
from pathlib import Path

from kiosk.domain.errors import NotFoundError, NotReachableError
from kiosk.terminal.input.pinyin import PinyinDictionary
from kiosk.terminal.input.typed import Candidate
from kiosk.terminal.input.words import words_of

SOURCE = Path(__file__).with_name("pinyin_helper.cpp")
WORDS = Path("/usr/share/libime/sc.dict")
_COMPILE = ("g++", "-O2", "-std=c++20", "-I/usr/include/LibIME", "-I/usr/include/Fcitx5/Utils")
_LINK = ("-lIMEPinyin", "-lIMECore", "-lFcitx5Utils")
_COMPILE_S = 120.0
_ANSWER_S = 1.0  # an answer takes a few ms
_FIRST_ANSWER_S = 10.0  # a cold disk has the language model read first
_LETTERS_MAX = 60

_log = logging.getLogger(__name__)


def helper_path(folder: Path) -> Path:
    """Return where the helper stands once it is compiled; its name changes with its source."""
    return folder / f"pinyin-helper-{hashlib.sha256(SOURCE.read_bytes()).hexdigest()[:12]}"


def build_helper(folder: Path) -> Path:
    """Compile the helper if it is not there yet; return its path.

    Raises:
        NotFoundError: Compiler or library is missing.
    """
    path = helper_path(folder)
    if path.exists():
        return path
    if not WORDS.exists():
        raise NotFoundError("libime's dictionary is not installed", "run apt-get install libime-data")
    folder.mkdir(parents=True, exist_ok=True)
    fresh = path.with_suffix(f".{os.getpid()}")
    order = [*_COMPILE, str(SOURCE), "-o", str(fresh), *_LINK]
    try:
        done = subprocess.run(order, capture_output=True, text=True, timeout=_COMPILE_S, check=False)
    except (OSError, subprocess.TimeoutExpired) as err:
        raise NotFoundError(f"the pinyin helper cannot be compiled: {err}", "run apt-get install g++") from err
    if done.returncode:
        reason = next((line for line in done.stderr.splitlines() if "error" in line), "g++ gave no reason")
        raise NotFoundError(
            f"the pinyin helper cannot be compiled: {reason.strip()}",
            "run apt-get install libimepinyin-dev libimecore-dev libfcitx5utils-dev libboost-dev",
        )
    fresh.replace(path)
    for other in folder.glob("pinyin-helper-*"):
        if other != path:
            other.unlink(missing_ok=True)  # of an earlier version of the product
    _log.info("the pinyin helper is compiled: %s", path.name)
    return path


class Libime:
    """The engine.

    Args:
        folder: Where the compiled helper is kept.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._process: subprocess.Popen[bytes] | None = None
        self._words: tuple[tuple[str, str], ...] = ()
        self._answered = False

    def prepare(self) -> None:
        """Compile the helper where that has not been done.

        Raises:
            NotFoundError: It cannot be compiled.
        """
        build_helper(self._folder)

    def start(self, names: PinyinDictionary) -> None:
        """Start the helper, compiling it first where that has not been done.

        Raises:
            NotFoundError: It cannot be compiled.
            NotReachableError: It does not run.
        """
        self._words = tuple(words_of(names))
        self._run()

    def convert(self, letters: str, limit: int) -> tuple[Candidate, ...]:
        """Return what letters may mean. A helper that has died is started again once.

        Raises:
            NotFoundError: It cannot be compiled.
            NotReachableError: It does not answer.
        """
        if not letters or len(letters) > _LETTERS_MAX or not (letters.isascii() and letters.isalpha()):
            return ()
        question = f"q\t{letters}\t{limit}\n"
        try:
            return _candidates(self._ask(question), len(letters))
        except NotReachableError as err:
            _log.warning("%s; starting it again", err)
            return _candidates(self._ask(question), len(letters))

    def stop(self) -> None:
        """End the helper and with it all it was asked."""
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout):
            if pipe:
                with contextlib.suppress(OSError):  # what was not flushed goes nowhere any more
                    pipe.close()

    def _run(self) -> subprocess.Popen[bytes]:
        if self._process is not None:
            return self._process
        order = [str(build_helper(self._folder)), str(WORDS)]
        try:
            process = subprocess.Popen(
                order, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, bufsize=0
            )
        except OSError as err:
            raise NotReachableError(
                f"the pinyin helper does not start: {err}", f"delete {order[0]}: it is compiled anew"
            ) from err
        self._process, self._answered = process, False
        self._write("".join(f"w\t{pinyin}\t{word}\n" for pinyin, word in self._words))
        return process

    def _ask(self, question: str) -> str:
        self._run()
        self._write(question)
        return self._read()

    def _write(self, text: str) -> None:
        pipe = self._process.stdin if self._process else None
        try:
            if pipe:
                left = memoryview(text.encode())
                while left:
                    left = left[pipe.write(left) or 0 :]
        except OSError as err:
            self.stop()
            raise NotReachableError(f"the pinyin helper has ended: {err}") from err

    def _read(self) -> str:
        process = self._process
        if process is None or process.stdout is None:
            raise NotReachableError("the pinyin helper has ended")
        until = time.monotonic() + (_ANSWER_S if self._answered else _FIRST_ANSWER_S)
        answer = b""
        with selectors.DefaultSelector() as ready:
            ready.register(process.stdout, selectors.EVENT_READ)
            while not answer.endswith(b"\n"):
                left = until - time.monotonic()
                part = os.read(process.stdout.fileno(), 65536) if left > 0 and ready.select(left) else b""
                if not part:
                    self.stop()
                    raise NotReachableError("the pinyin helper does not answer")
                answer += part
        self._answered = True
        return answer.decode()


def _candidates(answer: str, letters: int) -> tuple[Candidate, ...]:
    verb, *fields = answer.rstrip("\n").split("\t")
    if verb != "ok" or len(fields) % 2:
        raise NotReachableError("the pinyin helper answers nonsense")
    pairs = zip(fields[::2], fields[1::2], strict=True)
    return tuple(Candidate(text, min(int(takes), letters)) for text, takes in pairs)
