"""The network between a browser and the server: real sockets, and every misfortune on the way."""

from __future__ import annotations

import json
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from http.client import HTTPConnection, HTTPResponse
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import urlsplit

PORTAL = b"<!doctype html><title>Welcome</title><p>Accept our terms to go online."
HOP_BY_HOP = {"connection", "content-length", "keep-alive", "transfer-encoding"}

FINE, HANG, HALF, MISSING, CAUGHT = "fine", "hang", "half", "missing", "caught"
"""What happens to a request: as it should; accepted and never answered; half of the answer; 404;
answered by a portal, with its own page."""

Weather = Callable[[str], str]


@contextmanager
def listening(server: ThreadingHTTPServer) -> Iterator[None]:
    """While this lasts `server` answers."""
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def listed(service_worker: bytes) -> dict[str, Any]:
    """What a service worker keeps, as the server wrote it into its first line."""
    head = service_worker.partition(b"\n")[0]
    known: dict[str, Any] = json.loads(head.removeprefix(b"const BUNDLE = "))
    return known


class Release:
    """What the server hands out, under the name of another version.

    `edited`: files of the bundle that are not as in ours, by name.
    """

    def __init__(self, version: str, edited: dict[str, bytes] | None = None) -> None:
        self.version = version
        self.edited = edited or {}

    def path(self, path: str, ours: str) -> str:
        return path.replace(self.version, ours)

    def body(self, path: str, body: bytes, ours: str) -> bytes:
        if path == "/sw.js":
            return self._listed(body, ours) + b"\n" + body.partition(b"\n")[2]
        if f"/{self.version}/" in path:
            return self.edited.get(path.rpartition("/")[2], body)
        return body.replace(ours.encode(), self.version.encode())

    def _listed(self, service_worker: bytes, ours: str) -> bytes:
        known = listed(service_worker)
        for file in known["files"]:
            if edited := self.edited.get(file["path"].rpartition("/")[2]):
                file["bytes"] = len(edited)
        words = json.dumps(known).replace(ours, self.version)
        return f"const BUNDLE = {words}".encode()


class Network:
    """One address that leads to a server, as long as `weather` lets it.

    `weather`: path → what happens. `asked`: every path that came by.
    """

    def __init__(self, server: str) -> None:
        self.server = server
        self.port = 0
        self.ours = str(listed(self._fetched("/sw.js")[1])["version"])
        self.reset()

    def reset(self) -> None:
        """Everything fine, and the release as the server has it."""
        self.weather: Weather = lambda _path: FINE
        self.release = Release(self.ours)
        self.asked: list[str] = []

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @contextmanager
    def up(self) -> Iterator[None]:
        """Listening; afterwards every connection is closed, and nobody listens any more."""
        server = _Server(("127.0.0.1", self.port), self._handler())
        self.port = server.server_port
        try:
            with listening(server):
                yield
        finally:
            server.hang_up()

    def _fetched(
        self, path: str, method: str = "GET", body: bytes = b"", headers: Any = None
    ) -> tuple[HTTPResponse, bytes]:
        connection = HTTPConnection(urlsplit(self.server).netloc, timeout=60)
        connection.request(method, path, body or None, headers or {})
        answer = connection.getresponse()
        content = answer.read()
        connection.close()
        return answer, content

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        class Handler(_Handler):
            network = self

        return Handler


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    network: Network
    server: _Server

    def answer(self) -> None:
        self.network.asked.append(self.path)
        match self.network.weather(self.path):
            case "hang":
                self.server.over.wait()
                self.close_connection = True
            case "missing":
                self._send(404, [], b"")
            case "caught":
                self._send(200, [("Content-Type", "text/html")], PORTAL)
            case happens:
                self._pass_on(half=happens == HALF)

    do_GET = do_HEAD = do_POST = do_PUT = answer

    def log_message(self, *_words: Any) -> None:
        """Nobody reads it."""

    def _pass_on(self, half: bool) -> None:
        release, ours = self.network.release, self.network.ours
        path = release.path(self.path, ours)
        headers = {k: v for k, v in self.headers.items() if k.lower() not in HOP_BY_HOP}
        if (
            not path.startswith(("/bundle/", "/static/"))
            or path.rpartition("/")[2] in release.edited
        ):
            headers["Accept-Encoding"] = "identity"
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        answer, content = self.network._fetched(path, self.command, body, headers)
        if not answer.getheader("Content-Encoding"):
            content = release.body(self.path, content, ours)
        kept = [(k, v) for k, v in answer.getheaders() if k.lower() not in HOP_BY_HOP]
        self._send(answer.status, kept, content, half)

    def _send(
        self, status: int, headers: list[tuple[str, str]], body: bytes, half: bool = False
    ) -> None:
        self.send_response_only(status)
        for name, value in headers:
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body[: len(body) // 2] if half else body)
        self.close_connection = self.close_connection or half


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    allow_reuse_address = True

    def __init__(self, *arguments: Any) -> None:
        self.over = threading.Event()
        self._open: set[socket.socket] = set()
        super().__init__(*arguments)

    def get_request(self) -> tuple[socket.socket, Any]:
        connection, address = super().get_request()
        self._open.add(connection)
        return connection, address

    def hang_up(self) -> None:
        self.over.set()
        for connection in self._open:
            with suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)
            connection.close()

    def handle_error(self, *_arguments: Any) -> None:
        """A browser that hangs up is nothing to tell."""


@contextmanager
def site(page: str, host: str) -> Iterator[str]:
    """Somebody else's page, at an address of this machine under that name."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(page.encode())

        def log_message(self, *_words: Any) -> None:
            """Nobody reads it."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield f"http://{host}:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
