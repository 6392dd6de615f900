"""A visitor at an address: plain requests, no redirect followed, nothing remembered."""

from __future__ import annotations

import hashlib
import ssl
from collections.abc import Mapping
from contextlib import closing, suppress
from dataclasses import dataclass
from email.message import Message
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection
from ipaddress import ip_address
from urllib.parse import urlsplit

from webapp.doctor.findings import Unreachable

TIMEOUT = 20.0
"""Seconds."""


@dataclass(frozen=True)
class Reply:
    """What came back; `headers` are read without regard to case."""

    status: int
    headers: Message
    body: bytes

    def header(self, name: str) -> str:
        """A header, empty where it is missing."""
        return self.headers.get(name, "")


class Visit:
    """Asks one server. `distrust`: why its certificate is not to be trusted, empty where it is.

    `ends`: the second (Unix time) at which the certificate ends, None where that is not known.
    Raises Unreachable for what is no address, and when nobody answers.
    """

    def __init__(self, address: str) -> None:
        parts = urlsplit(address if "//" in address else f"https://{address}")
        try:
            self.port = parts.port
        except ValueError:
            raise Unreachable(f"{address} is no address of the web.") from None
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise Unreachable(f"{address} is no address of the web.")
        self.host, self.path = parts.hostname, parts.path.rstrip("/")
        self.secure = parts.scheme == "https"
        self.origin = f"{parts.scheme}://{parts.netloc}"
        self.distrust = ""
        self.ends: float | None = None
        self._context = ssl.create_default_context()

    @property
    def on_this_machine(self) -> bool:
        """Whether browsers trust the address without HTTPS."""
        with suppress(ValueError):
            return ip_address(self.host).is_loopback
        return self.host == "localhost" or self.host.endswith(".localhost")

    def get(self, path: str, **headers: str) -> Reply:
        """Ask for a page; `Accept_Encoding` stands for `Accept-Encoding`."""
        return self.send("GET", path, b"", {k.replace("_", "-"): v for k, v in headers.items()})

    def send(self, method: str, path: str, body: bytes, headers: Mapping[str, str]) -> Reply:
        """Send a request and read the whole answer; raises Unreachable."""
        try:
            return self._send(method, path, body, headers)
        except ssl.SSLCertVerificationError as error:
            self.distrust = error.verify_message
            self._context = ssl._create_unverified_context()  # to look at the rest
            return self.send(method, path, body, headers)
        except (OSError, HTTPException) as error:
            said = getattr(error, "strerror", None) or str(error) or type(error).__name__
            raise Unreachable(f"Nobody answers at {self.origin}{path}: {said}.") from error

    def _send(self, method: str, path: str, body: bytes, headers: Mapping[str, str]) -> Reply:
        with closing(self._connection()) as connection:
            connection.connect()
            if isinstance(connection.sock, ssl.SSLSocket):
                certificate = connection.sock.getpeercert() or {}
                if "notAfter" in certificate:
                    self.ends = ssl.cert_time_to_seconds(str(certificate["notAfter"]))
            with suppress(BrokenPipeError, ConnectionResetError):  # it may answer before the end
                connection.request(method, path, body or None, dict(headers))
                return _read(connection.getresponse())
            response = HTTPResponse(connection.sock, method=method)
            response.begin()
            return _read(response)

    def _connection(self) -> HTTPConnection:
        if self.secure:
            return HTTPSConnection(self.host, self.port, timeout=TIMEOUT, context=self._context)
        return HTTPConnection(self.host, self.port, timeout=TIMEOUT)


def _read(response: HTTPResponse) -> Reply:
    return Reply(response.status, response.headers, response.read())


def name_of(content: bytes) -> str:
    """The SHA-256 that a file is kept under."""
    return hashlib.sha256(content).hexdigest()
