"""Where the updater gets files from: HTTP(S), with a limit on silence and one on the whole, or a folder (a USB stick)."""

import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

import urllib3
from tuf.api.exceptions import DownloadError, DownloadHTTPError, SlowRetrievalError
from tuf.ngclient.fetcher import FetcherInterface

_CONNECT_S = 5.0
_SILENCE_S = 15.0  # a server that sends nothing for so long is away
_WHOLE_S = 600.0  # 8 MiB at 14 KiB/s; a server that drips bytes must not hold us forever
_CHUNK_BYTES = 65536


class HttpFetcher(FetcherInterface):
    """Fetches one address at a time; python-tuf caps the length.

    Args:
        whole_s: Longest time for one file, in seconds.
    """

    def __init__(self, whole_s: float = _WHOLE_S) -> None:
        self._whole_s = whole_s
        self._pool = urllib3.PoolManager(
            timeout=urllib3.Timeout(connect=_CONNECT_S, read=_SILENCE_S), retries=urllib3.Retry(1, redirect=3)
        )

    def close(self) -> None:
        """Close the connections."""
        self._pool.clear()

    def _fetch(self, url: str) -> Iterator[bytes]:
        try:
            response = self._pool.request("GET", url, preload_content=False)
        except urllib3.exceptions.HTTPError as err:
            raise DownloadError(f"{url} does not answer") from err
        if response.status != 200:
            response.close()
            raise DownloadHTTPError(f"{url} answers with status {response.status}", response.status)
        return self._chunks(response, url)

    def _chunks(self, response: urllib3.BaseHTTPResponse, url: str) -> Iterator[bytes]:
        deadline = time.monotonic() + self._whole_s
        try:
            for chunk in response.stream(_CHUNK_BYTES):
                yield chunk
                if time.monotonic() > deadline:
                    raise SlowRetrievalError(f"{url} takes longer than {self._whole_s:.0f} s")
        except urllib3.exceptions.HTTPError as err:
            raise DownloadError(f"{url} broke off") from err
        finally:
            response.close()


class FolderFetcher(FetcherInterface):
    """Reads `file:` addresses: a copy of the centre's repository that somebody carried here. It is trusted no more."""

    def close(self) -> None:
        """Nothing is held."""

    def _fetch(self, url: str) -> Iterator[bytes]:
        path = Path(unquote(urlsplit(url).path))
        if not path.is_file():
            raise DownloadHTTPError(f"there is no {path}", 404)
        return self._chunks(path)

    def _chunks(self, path: Path) -> Iterator[bytes]:
        try:
            with path.open("rb") as file:
                while chunk := file.read(_CHUNK_BYTES):
                    yield chunk
        except OSError as err:
            raise DownloadError(f"cannot read {path}: {err.strerror}") from err
