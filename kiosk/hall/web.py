"""The web server in a thread of its own."""

import http.client
import logging
import socket
import threading

import uvicorn
from fastapi import FastAPI

from kiosk.config import HallConfig
from kiosk.domain.errors import KioskError

_log = logging.getLogger(__name__)
_BACKLOG = 256
_STOP_WAIT_S = 2
_KEEP_ALIVE_S = 30
_ANSWER_S = 3.0


class WebServer:
    """Serves an application.

    Args:
        app: What to serve.
        config: Host and port.
    """

    def __init__(self, app: FastAPI, config: HallConfig) -> None:
        self._config = config
        self._server = uvicorn.Server(
            uvicorn.Config(
                app,
                log_config=None,
                access_log=False,
                lifespan="off",
                server_header=False,
                timeout_graceful_shutdown=1,
                timeout_keep_alive=_KEEP_ALIVE_S,
            )
        )
        self._thread = threading.Thread(target=self._run, name="web", daemon=True)

    def start(self) -> None:
        """Open the port and begin to serve.

        Raises:
            KioskError: The port is taken.
        """
        self._socket = self._listen()
        self._place: tuple[str, int] = self._socket.getsockname()[:2]
        self._thread.start()

    def stop(self) -> None:
        """Let open requests end and close the port."""
        self._server.should_exit = True
        if self._thread.is_alive():
            self._thread.join(_STOP_WAIT_S)

    def is_alive(self) -> bool:
        """Tell whether it still serves."""
        return self._thread.is_alive()

    def answers(self) -> bool:
        """Tell whether a page comes, as a browser on this machine would get it; waits 3 s at most for each word."""
        line = http.client.HTTPConnection(self._place[0], self._place[1], timeout=_ANSWER_S)
        try:
            line.request("GET", "/")
            return line.getresponse().status == http.client.OK
        except (OSError, http.client.HTTPException) as err:
            _log.warning("the hall's own page does not come: %s", err)
            return False
        finally:
            line.close()

    def _listen(self) -> socket.socket:
        host, port = self._config.host, self._config.http_port
        try:
            listener = socket.create_server((host, port), backlog=_BACKLOG)
        except OSError as err:
            raise KioskError(
                f"the hall cannot listen on port {port} of {host}: {err.strerror}",
                "stop the program that has it, or set another [hall] http_port",
            ) from err
        # accepted connections inherit it; asyncio would set it only if the socket named its protocol, and without it
        # every answer waits 40 ms for the client's delayed acknowledgement
        listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return listener

    def _run(self) -> None:
        try:
            self._server.run(sockets=[self._socket])
        except Exception:  # noqa: BLE001 - outermost loop of the worker
            _log.exception("the web server has ended")
        finally:
            self._socket.close()
