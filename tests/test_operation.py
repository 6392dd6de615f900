"""What a server tells whoever runs it, and that it tells nothing about anybody."""

from __future__ import annotations

import io
import json
import logging
import re
import signal
import socket
from contextlib import closing
from http.client import HTTPConnection
from pathlib import Path
from threading import Thread
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import urlopen

import pytest
from flask import Flask

from tests.anything import Anything
from tests.running import running
from webapp import create_app
from webapp.doctor.visit import name_of

CANARY = "Zilverkanarie"
PEOPLE = {
    "mentor_name": f"{CANARY} De Smet", "mentor_language": "nl",
    "trainee_name": f"Ola {CANARY}", "trainee_language": "pl",
}  # fmt: skip


@pytest.fixture
def lines(store, clock, monkeypatch) -> io.StringIO:
    """What the app of `talking` said, as JSON."""
    said = io.StringIO()
    monkeypatch.setattr("sys.stderr", said)
    monkeypatch.setenv("ONTHAAL_LOG", "json")
    return said


@pytest.fixture
def talking(lines, store, clock) -> Flask:
    app = create_app(store=store, open_on_loopback=True)
    app.config.update(CLOCK=clock, PROPAGATE_EXCEPTIONS=False)
    yield app
    app.logger.handlers.clear()
    app.logger.setLevel(logging.NOTSET)


def told(lines: io.StringIO) -> list[dict]:
    return [json.loads(line) for line in lines.getvalue().splitlines()]


def test_each_request_is_one_line_of_json(talking, lines) -> None:
    talking.test_client().get("/health", headers={"X-Request-ID": "0123abcd-4567"})
    [line] = told(lines)
    assert {**line, "at": "", "ms": 0} == {
        "at": "", "level": "info", "request": "0123abcd-4567", "method": "GET",
        "route": "/health", "status": 200, "ms": 0,
    }  # fmt: skip
    assert line["ms"] >= 0 and line["at"].endswith("+00:00")


def test_no_line_holds_anything_that_somebody_typed(talking, lines, monkeypatch) -> None:
    client, wild = talking.test_client(), Anything(talking, seed=7)
    talk = client.post("/interviews", data=PEOPLE).location.rpartition("/")[0]
    form = {"value": CANARY, "text": CANARY}
    client.post(f"{talk}/expectations", data=form, headers={"X-Request-ID": f"a-{CANARY}"})
    client.get(f"/?name={CANARY}")
    client.get(f"/{CANARY}")
    client.open(f"/{CANARY}", method=CANARY.upper())
    monkeypatch.setattr("webapp.routes.home._opened", lambda talk: int(talk.trainee))
    assert client.get("/?all=1", headers={"User-Agent": CANARY}).status_code == 500
    for _turn in range(100):
        wild.any().send(client)
    assert len(told(lines)) > 100
    assert CANARY.lower() not in lines.getvalue().lower()
    assert not re.search(r"[0-9a-f]{32}", lines.getvalue().replace('"request"', "")), "no ids"


def test_what_failed_is_told_with_its_place_and_without_its_words(
    talking, lines, monkeypatch
) -> None:
    monkeypatch.setattr("webapp.routes.home._damaged", lambda: int(CANARY))
    talking.test_client().get("/")
    failed, request = told(lines)
    assert (failed["exception"], failed["route"], failed["level"]) == ("ValueError", "/", "error")
    assert any(each.startswith("home.py:") for each in failed["where"])
    assert request["status"] == 500


def test_a_server_that_was_not_asked_to_tells_only_what_went_wrong(
    store, monkeypatch, capsys
) -> None:
    app = create_app(store=store, open_on_loopback=True)
    app.config["PROPAGATE_EXCEPTIONS"] = False
    app.test_client().get("/health")
    assert capsys.readouterr().err == ""
    monkeypatch.setattr("webapp.routes.home._damaged", lambda: int(CANARY))
    app.test_client().get("/")
    said = capsys.readouterr().err
    assert "exception=ValueError" in said and "home.py:" in said and CANARY not in said
    app.logger.handlers.clear()


# -- the server itself ---------------------------------------------------------------------------


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as found:
        return int(found.getsockname()[1])


def test_metrics_stand_on_a_port_of_their_own(tmp_path: Path) -> None:
    port = free_port()
    with running("--data", tmp_path, ONTHAAL_METRICS_PORT=str(port)) as server:
        for _page in range(3):
            server.get("/health")
        text = urlopen(f"http://127.0.0.1:{port}/metrics", timeout=10).read().decode()
        assert 'onthaal_requests_total{route="/health",method="GET",status="200"} 3' in text
        assert 'onthaal_request_seconds_bucket{le="+Inf"} 3' in text
        assert re.search(r"^onthaal_talks 0$", text, re.M)
        assert server.status("/metrics") == 404
        with pytest.raises(HTTPError, match="404"):
            urlopen(f"http://127.0.0.1:{port}/", timeout=10)


def test_a_proxy_cannot_lend_the_port_of_the_metrics(store, monkeypatch) -> None:
    monkeypatch.setenv("ONTHAAL_METRICS_PORT", "9100")
    monkeypatch.setenv("ONTHAAL_PROXIES", "1")
    client = create_app(store=store).test_client()
    sent = {"X-Forwarded-Host": "talks.example:9100", "X-Forwarded-Port": "9100"}
    assert client.get("/metrics", headers=sent).status_code == 404


def test_a_stop_lets_a_request_under_way_finish(tmp_path: Path) -> None:
    content = b"x" * 200_000
    with running("--data", tmp_path) as server:
        with closing(HTTPConnection(urlsplit(server.address).netloc, timeout=20)) as connection:
            connection.putrequest("PUT", f"/blobs/{name_of(content)}")
            connection.putheader("Content-Length", str(len(content)))
            connection.putheader("X-Sync", "1")
            connection.endheaders(content[:1000])
            server.get("/health")  # by now the other request is under way
            stopped = Thread(target=server.stop, args=[signal.SIGTERM])
            stopped.start()
            connection.send(content[1000:])
            assert connection.getresponse().status == 201
        stopped.join()
        assert server.process.returncode == 0
    assert (tmp_path / "blobs" / name_of(content)).read_bytes() == content


def test_a_slow_line_holds_up_nobody_else(tmp_path: Path) -> None:
    with running("--data", tmp_path) as server:
        netloc = urlsplit(server.address).netloc
        with closing(HTTPConnection(netloc, timeout=20)) as connection:
            connection.putrequest("POST", "/interviews")
            connection.putheader("Content-Type", "application/x-www-form-urlencoded")
            connection.putheader("Content-Length", "5000")
            connection.endheaders(b"trainee_name=")
            for _page in range(3):
                assert json.loads(server.get("/health"))["status"] == "ok"
