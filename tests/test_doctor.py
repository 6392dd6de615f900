"""`onthaal doctor` behind a proxy that somebody set up wrongly, in every way that happens."""

from __future__ import annotations

import argparse
import os
import shutil
import socket
import ssl
import subprocess
from collections import namedtuple
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from email.utils import format_datetime, parsedate_to_datetime
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from flask import Flask
from werkzeug.serving import make_server

from tests.small_bundle import made_bundle
from webapp import create_app
from webapp.commands import doctor
from webapp.domain.summary import EDITION, summarise
from webapp.resources import static_folder
from webapp.store import open_store
from webapp.tablet import bundle

NAME = "talks.example"
CODE = "blue-horse-9-lemon"


@dataclass
class Wrong:
    """What a proxy does wrongly. `replaced`: headers of answers, None drops one."""

    replaced: dict[str, str | None] = field(default_factory=dict)
    only: str = ""
    dropped: frozenset[str] = frozenset()
    largest: int = 10_000_000
    moved: str = ""
    hours: int = 0


@contextmanager
def served(server: ThreadingHTTPServer) -> Iterator[int]:
    thread = Thread(target=server.serve_forever)
    thread.start()
    try:
        yield server.server_port
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def proxy(port: int, wrong: Wrong, secured: Callable[[ThreadingHTTPServer], None]):
    """A reverse proxy on this machine, before the app at `port`."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, *_anything: object) -> None:
            pass

        def handle_any(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            if len(body) > wrong.largest:
                return self.reply(413, [], b"too large")
            if wrong.moved == self.path:
                return self.reply(302, [("Location", "/elsewhere" + self.path)], b"")
            self.reply(*self.asked(body))

        do_GET = do_POST = do_PUT = handle_any

        def asked(self, body: bytes) -> tuple[int, list[tuple[str, str]], bytes]:
            headers = dict(self.headers.items()) | {"X-Forwarded-For": "192.0.2.1"}
            headers |= {"X-Forwarded-Proto": "https"}
            for name in wrong.dropped:
                headers.pop(name, None)
            connection = HTTPConnection("127.0.0.1", port)
            connection.request(self.command, self.path, body, headers)
            answer = connection.getresponse()
            content = answer.read()
            pairs = [p for p in answer.getheaders() if p[0] not in ("Content-Length", "Connection")]
            connection.close()
            return answer.status, self.changed(pairs), content

        def changed(self, pairs: list[tuple[str, str]]) -> list[tuple[str, str]]:
            if wrong.hours:
                late = parsedate_to_datetime(dict(pairs)["Date"]) + timedelta(hours=wrong.hours)
                pairs = [*(p for p in pairs if p[0] != "Date"), ("Date", format_datetime(late))]
            if wrong.only in self.path:
                kept = [pair for pair in pairs if pair[0] not in wrong.replaced]
                pairs = kept + [(n, v) for n, v in wrong.replaced.items() if v is not None]
            return pairs

        def reply(self, status: int, pairs: list[tuple[str, str]], body: bytes) -> None:
            self.send_response_only(status)
            for pair in pairs:
                self.send_header(*pair)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    secured(server)
    return served(server)


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate for the name and its key, in one file."""
    if not shutil.which("openssl"):
        if os.environ.get("CI"):
            pytest.fail("no openssl here")
        pytest.skip("no openssl here, so no certificate for a test")
    return made_certificate(tmp_path_factory.mktemp("tls"), days=90)


def made_certificate(folder: Path, days: int) -> Path:
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", str(days),
         "-subj", f"/CN={NAME}", "-addext", f"subjectAltName=DNS:{NAME}",
         "-keyout", folder / "key.pem", "-out", folder / "cert.pem"],
        check=True, capture_output=True,
    )  # fmt: skip
    both = folder / "both.pem"
    both.write_text((folder / "key.pem").read_text() + (folder / "cert.pem").read_text())
    return both


def secured_by(certificate: Path) -> Callable[[ThreadingHTTPServer], None]:
    def secure(server: ThreadingHTTPServer) -> None:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        server.socket = context.wrap_socket(server.socket, server_side=True)

    return secure


def in_the_clear(server: ThreadingHTTPServer) -> None:
    pass


@pytest.fixture
def centre(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Flask]:
    """A server as a centre runs it, one proxy before it, with a small engine."""
    monkeypatch.setenv("ONTHAAL_PROXIES", "1")
    monkeypatch.setenv("ONTHAAL_ACCESS_CODE", CODE)
    resolve = socket.getaddrinfo
    monkeypatch.setattr(
        socket, "getaddrinfo", lambda h, *a, **k: resolve("127.0.0.1" if h == NAME else h, *a, **k)
    )
    store = open_store(tmp_path / "data", summarise, EDITION)
    digest = create_app(store=store).extensions["assets"].digest
    made_bundle(tmp_path / "static" / "bundle", digest)
    monkeypatch.setattr(bundle, "static_folder", lambda: tmp_path / "static")
    yield create_app(store=store)
    store.close()


@contextmanager
def behind(app: Flask, wrong: Wrong, secured: Callable[..., None]) -> Iterator[int]:
    server = make_server("127.0.0.1", 0, app, threaded=True)
    with served(server) as port, proxy(port, wrong, secured) as outside:  # type: ignore[arg-type]
        yield outside


def examined(capsys: pytest.CaptureFixture[str], *words: object) -> tuple[int, dict[str, str]]:
    """The exit status, and what is to be mended: about what → the sentence."""
    parser = argparse.ArgumentParser()
    doctor.add_options(parser)
    options = parser.parse_args([*map(str, words)])
    options.data = getattr(options, "data", None)
    status = doctor.run(options)
    lines = [line for line in capsys.readouterr().out.splitlines() if line.startswith("mend ")]
    found = (line.removeprefix("mend").strip().partition(": ") for line in lines)
    return status, {about: fault for about, _colon, fault in found}


@pytest.fixture
def examine(centre: Flask, certificate: Path, tmp_path: Path, monkeypatch, capsys):
    """Looks at the centre through a proxy that does something wrong."""
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))

    def look(wrong: Wrong | None = None) -> tuple[int, dict[str, str]]:
        with behind(centre, wrong or Wrong(), secured_by(certificate)) as port:
            return examined(capsys, f"https://{NAME}:{port}", "--data", tmp_path / "data")

    return look


def test_a_centre_that_is_well_is_told_so(examine) -> None:
    assert examine() == (0, {})


FAULTS = {
    "service worker redirected": ("service worker", Wrong(moved="/sw.js")),
    "service worker as text": (
        "service worker", Wrong({"Content-Type": "text/plain"}, only="/sw.js")),
    "service worker cached": (
        "service worker", Wrong({"Cache-Control": "max-age=86400"}, only="/sw.js")),
    "wasm as octets": (
        "engine", Wrong({"Content-Type": "application/octet-stream"}, only=".wasm")),
    "engine fetched again and again": (
        "engine", Wrong({"Cache-Control": None}, only="/bundle/")),
    "nothing compressed": ("compression", Wrong(dropped=frozenset({"Accept-Encoding"}))),
    "pages cached": ("caching of pages", Wrong({"Cache-Control": "public, max-age=600"})),
    "content policy lost": ("content policy", Wrong({"Content-Security-Policy": None})),
    "photos refused": ("files", Wrong(largest=1_000_000)),
    "clock": ("clock", Wrong(hours=2)),
    "no protocol passed on": ("proxies", Wrong(dropped=frozenset({"X-Forwarded-Proto"}))),
    "another host name": ("host name", Wrong(dropped=frozenset({"Host"}))),
}  # fmt: skip


@pytest.mark.parametrize("fault", FAULTS)
def test_what_a_proxy_does_wrongly_is_named(examine, fault: str) -> None:
    about, wrong = FAULTS[fault]
    status, found = examine(wrong)
    assert status == 1 and about in found, found
    assert found[about].endswith((".", ")."))


def test_an_address_without_https_is_named(centre: Flask, capsys, tmp_path: Path) -> None:
    with behind(centre, Wrong(dropped=frozenset({"X-Forwarded-Proto"})), in_the_clear) as port:
        status, found = examined(capsys, f"http://{NAME}:{port}")
    assert status == 1 and "without HTTPS" in found["HTTPS"]


def test_a_certificate_that_tablets_do_not_trust_is_named(
    centre: Flask, certificate: Path, capsys
) -> None:
    with behind(centre, Wrong(), secured_by(certificate)) as port:
        status, found = examined(capsys, f"https://{NAME}:{port}")
    assert status == 1 and [*found] == ["HTTPS"] and "trust" in found["HTTPS"]


def test_a_certificate_about_to_end_is_named(
    centre: Flask, certificate: Path, capsys, tmp_path: Path, monkeypatch
) -> None:
    ending = made_certificate(tmp_path, days=5)
    monkeypatch.setenv("SSL_CERT_FILE", str(ending))
    with behind(centre, Wrong(), secured_by(ending)) as port:
        _status, found = examined(capsys, f"https://{NAME}:{port}")
    assert "ends in" in found["HTTPS"]


def test_a_server_of_another_version_is_named(examine, centre: Flask) -> None:
    centre.config["VERSION"] = "0.0.9"
    assert "started anew" in examine()[1]["version"]


def test_a_server_without_an_engine_is_named(
    tmp_path: Path, centre: Flask, capsys, monkeypatch
) -> None:
    monkeypatch.setenv("ONTHAAL_ENGINE", "off")
    app = create_app(store=centre.extensions["store"])
    with behind(app, Wrong(), in_the_clear) as port:
        _status, found = examined(capsys, f"http://127.0.0.1:{port}")
    assert "ONTHAAL_ENGINE" in found["service worker"]


def test_a_server_meant_for_its_own_machine_is_named(centre: Flask, capsys) -> None:
    app = create_app(store=centre.extensions["store"], open_on_loopback=True)
    server = make_server("127.0.0.1", 0, app, threaded=True)
    with served(server) as port:  # type: ignore[arg-type]
        status, found = examined(capsys, f"http://127.0.0.1:{port}")
    assert status == 1 and "nobody is asked" in found["access code"]


def test_a_store_that_takes_nothing_is_named(examine, centre: Flask, monkeypatch) -> None:
    monkeypatch.setattr("webapp.routes.health._store_takes_something", lambda: False)
    assert "cannot keep anything" in examine()[1]["store"]


def test_an_address_under_a_path_is_named(centre: Flask, capsys) -> None:
    with behind(centre, Wrong(), in_the_clear) as port:
        _status, found = examined(capsys, f"http://127.0.0.1:{port}/talks")
    assert "host name of their own" in found["address"]


# -- the server's own machine ------------------------------------------------------------------


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.delenv("ONTHAAL_ACCESS_CODE", raising=False)
    monkeypatch.delenv("ONTHAAL_PROXIES", raising=False)
    store = open_store(tmp_path / "data", summarise, EDITION)
    create_app(store=store)
    store.close()
    return tmp_path / "data"


def test_a_folder_that_is_well_is_told_so(folder: Path, capsys) -> None:
    assert examined(capsys, "--data", folder) == (0, {})


@pytest.mark.parametrize("code", ["school", "1234567890", "aaaaaaaaaaaaaaaa", "welcome"])
def test_a_code_that_is_easily_guessed_is_named(folder, capsys, monkeypatch, code) -> None:
    monkeypatch.setenv("ONTHAAL_ACCESS_CODE", code)
    status, found = examined(capsys, "--data", folder)
    assert (status, [*found]) == (1, ["access code"])


def test_a_disk_with_little_room_is_named(folder: Path, capsys, monkeypatch) -> None:
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr(shutil, "disk_usage", lambda path: usage(10**10, 10**10, 5 * 10**7))
    assert "50 MB" in examined(capsys, "--data", folder)[1]["room"]


def test_a_folder_that_others_may_read_is_named(folder: Path, capsys) -> None:
    folder.chmod(0o755)
    assert "chmod 700" in examined(capsys, "--data", folder)[1]["privacy"]


@pytest.mark.skipif(not Path("/proc/self").is_dir(), reason="no folder here that nobody may write")
def test_a_folder_that_cannot_be_written_is_named(capsys) -> None:
    assert "cannot be written" in examined(capsys, "--data", "/proc/self")[1]["data folder"]


def test_a_number_of_proxies_that_is_none_is_named(folder: Path, capsys, monkeypatch) -> None:
    monkeypatch.setenv("ONTHAAL_PROXIES", "yes")
    assert "number of reverse proxies" in examined(capsys, "--data", folder)[1]["proxies"]


@pytest.mark.parametrize("words", [["ftp://x"], ["http://127.0.0.1:1"], ["--data", "/nowhere"],
                                   ["http://x:y"]])  # fmt: skip
def test_where_there_is_nothing_to_look_at_it_says_so(words: list[str], capsys) -> None:
    assert examined(capsys, *words)[0] == 2


def test_another_server_is_not_taken_for_ours(capsys) -> None:
    with served(ThreadingHTTPServer(("127.0.0.1", 0), BaseHTTPRequestHandler)) as port:
        assert examined(capsys, f"http://127.0.0.1:{port}")[0] == 2


def test_the_engine_of_this_checkout_is_found(monkeypatch, capsys, centre: Flask) -> None:
    if not (static_folder() / "bundle" / "bundle.json").exists():
        pytest.skip("no bundle was built here")
    monkeypatch.setattr(bundle, "static_folder", static_folder)
    app = create_app(store=centre.extensions["store"])
    if app.config["BUNDLE"] is None:
        pytest.skip("the bundle is older than the assets")
    with behind(app, Wrong(), in_the_clear) as port:
        assert examined(capsys, f"http://127.0.0.1:{port}") == (0, {})
