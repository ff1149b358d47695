"""A local socket that tells what is on the screen: DATA/run/PROGRAM.sock, only with `[screen] inspect = true`.

One line in, one JSON line out. `describe` gives `kiosk.ui.describe`'s answer; `picture` writes DATA/run/PROGRAM.png and
gives its path. It can only look: no touch comes in this way. Own threads; the work itself hops to the Kivy thread.
"""

import json
import logging
import queue
import socketserver
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

from kivy.clock import Clock

_ANSWER_S = 5.0
_LINE_BYTES = 1024
_LOOKS = 10  # a screen that never comes to rest is described as it is

_log = logging.getLogger(__name__)


class Inspector:
    """Serves the socket.

    Args:
        path: Where the socket is made; a left-over of an earlier run is replaced.
        answers: What each word calls, on the Kivy thread.
    """

    def __init__(self, path: Path, answers: dict[str, Callable[[], Any]]) -> None:
        self._path = path
        self._answers = answers
        self._server: socketserver.ThreadingUnixStreamServer | None = None

    def start(self) -> None:
        """Make the socket and listen.

        Raises:
            OSError: The socket cannot be made.
        """
        self._path.parent.mkdir(parents=True, exist_ok=True)
        self._path.unlink(missing_ok=True)
        inspector = self

        class Handler(socketserver.StreamRequestHandler):
            def handle(self) -> None:
                while line := self.rfile.readline(_LINE_BYTES):
                    answer = inspector.answer(line.decode("utf-8", "replace").strip())
                    self.wfile.write(json.dumps(answer, ensure_ascii=False).encode() + b"\n")

        self._server = socketserver.ThreadingUnixStreamServer(str(self._path), Handler)
        self._server.daemon_threads = True
        self._path.chmod(0o600)
        threading.Thread(target=self._server.serve_forever, name="inspect", daemon=True).start()
        _log.info("inspection socket is open at %s", self._path)

    def stop(self) -> None:
        """Close the socket and remove it."""
        if self._server:
            self._server.shutdown()
            self._server.server_close()
            self._server = None
            self._path.unlink(missing_ok=True)

    def answer(self, word: str) -> Any:
        """Return the answer to one line, once two in a row agree: a screen just shown has no layout yet."""
        if word not in self._answers:
            return {"error": f"unknown word {word!r}", "words": sorted(self._answers)}
        last = self._ask(word)
        for _ in range(_LOOKS):
            now = self._ask(word)
            if now == last:
                break
            last = now
        return last

    def _ask(self, word: str) -> Any:
        """Return what one call gives; waits for the Kivy thread, 5 s at most."""
        answer: queue.SimpleQueue[Any] = queue.SimpleQueue()
        Clock.schedule_once(lambda _: answer.put(self._try(word)), 0)
        try:
            return answer.get(timeout=_ANSWER_S)
        except queue.Empty:
            return {"error": "the screen does not answer"}

    def _try(self, word: str) -> Any:
        try:
            return self._answers[word]()
        except OSError as err:
            return {"error": str(err)}
