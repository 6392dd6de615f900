"""The recipes under docs/deploy, tried from their text as far as a test may."""

from __future__ import annotations

import json
import os
import re
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from time import sleep
from typing import Any
from urllib.parse import urlsplit
from urllib.request import urlopen

import pytest

from tests.running import CHECKOUT, environment, running
from tests.test_doctor import CODE, NAME, certificate, examined
from tests.test_operation import free_port
from webapp.command import parser

assert certificate  # a fixture

DEPLOY = Path(__file__).resolve().parent.parent / "docs" / "deploy"
SETTINGS = {"ONTHAAL_PROXIES": "1", "ONTHAAL_ACCESS_CODE": CODE}


def program(name: str) -> str:
    """Where a program is; without it there is nothing to try, but where CI runs it has to be."""
    found = shutil.which(name, path=f"{os.environ['PATH']}:/usr/sbin")
    if not found:
        (pytest.fail if os.environ.get("CI") else pytest.skip)(f"no {name} here")
    return str(found)


@contextmanager
def started(port: int, *command: object, **how: Any) -> Iterator[subprocess.Popen[bytes]]:
    """A program that listens on a port by now."""
    process = subprocess.Popen(
        [*map(str, command)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **how
    )
    try:
        for _try in range(100):
            with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
                break
            assert process.poll() is None, f"{command[0]} ended"
            sleep(0.1)
        yield process
    finally:
        process.terminate()
        process.wait(timeout=20)


@pytest.fixture
def resolved(monkeypatch: pytest.MonkeyPatch) -> None:
    """The example's name is this machine."""
    resolve = socket.getaddrinfo
    monkeypatch.setattr(
        socket, "getaddrinfo", lambda h, *a, **k: resolve("127.0.0.1" if h == NAME else h, *a, **k)
    )


def examine(capsys: pytest.CaptureFixture[str], port: int) -> dict[str, str]:
    """What the doctor finds; that the checkout has no engine of today is not the proxy's fault."""
    _status, found = examined(capsys, f"https://{NAME}:{port}")
    return {about: fault for about, fault in found.items() if "/sw.js is answered" not in fault}


def test_behind_nginx_as_written_all_is_well(
    tmp_path: Path, certificate: Path, resolved: None, capsys, monkeypatch
) -> None:
    nginx, port = program("nginx"), free_port()
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    with running("--data", tmp_path / "data", **SETTINGS) as server:
        text = (DEPLOY / "nginx.conf").read_text("utf-8")
        text = re.sub(r"^ +listen \[.*\n", "", text, flags=re.M)
        text = text.replace("listen 443", f"listen 127.0.0.1:{port}")
        text = text.replace("listen 80", f"listen 127.0.0.1:{free_port()}")
        text = re.sub(r"/etc/letsencrypt\S+\.pem", str(certificate), text)
        text = text.replace("127.0.0.1:8000", urlsplit(server.address).netloc)
        conf = tmp_path / "nginx.conf"
        user = "user root;" if os.geteuid() == 0 else ""  # or it may not write where tests do
        conf.write_text(
            f"{user} daemon off; pid {tmp_path}/pid; error_log {tmp_path}/log;\n"
            f"events {{}}\nhttp {{ client_body_temp_path {tmp_path}/body;\n"
            + "".join(f"{each}_temp_path {tmp_path}/{each};\n"
                      for each in ("proxy", "fastcgi", "uwsgi", "scgi"))
            + text + "}\n"
        )  # fmt: skip
        with started(port, nginx, "-c", conf, "-e", tmp_path / "log"):
            assert examine(capsys, port) == {}


def test_behind_caddy_as_written_all_is_well(
    tmp_path: Path, certificate: Path, resolved: None, capsys, monkeypatch
) -> None:
    caddy, port = program("caddy"), free_port()
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    monkeypatch.setenv("HOME", str(tmp_path))
    with running("--data", tmp_path / "data", **SETTINGS) as server:
        text = (DEPLOY / "Caddyfile").read_text("utf-8")
        text = text.replace(f"{NAME} {{", f"{NAME}:{port} {{\n\ttls {certificate} {certificate}")
        text = text.replace("127.0.0.1:8000", urlsplit(server.address).netloc)
        conf = tmp_path / "Caddyfile"
        conf.write_text("{\n\tadmin off\n\tauto_https disable_redirects\n}\n" + text)
        with started(port, caddy, "run", "--config", conf, "--adapter", "caddyfile"):
            assert examine(capsys, port) == {}


def test_systemd_understands_the_units(tmp_path: Path) -> None:
    systemd_analyze = shutil.which("systemd-analyze")
    if not systemd_analyze:
        pytest.skip("no systemd here")
    for unit in DEPLOY.glob("onthaal*.[st]*"):
        text = unit.read_text("utf-8").replace("/opt/onthaal/bin/onthaal", "/bin/true")
        (tmp_path / unit.name).write_text(text)
    units = sorted(tmp_path.glob("onthaal*"))
    assert len(units) == 3
    said = subprocess.run(
        [systemd_analyze, "verify", "--recursive-errors=no", "--man=no", *units],
        capture_output=True, text=True,
    )  # fmt: skip
    about_ours = [line for line in said.stderr.splitlines() if "onthaal" in line]
    assert about_ours == []


def test_the_procfile_serves_and_stops(tmp_path: Path) -> None:
    line = (DEPLOY.parent.parent / "Procfile").read_text("utf-8").removeprefix("web: ")
    port = free_port()
    settings = {**environment(), **SETTINGS, "PORT": str(port), "ONTHAAL_DATA": str(tmp_path)}
    command = f"exec {sys.executable} -m {line}"
    with started(port, "/bin/sh", "-c", command, env=settings, cwd=CHECKOUT) as process:
        with urlopen(f"http://127.0.0.1:{port}/health", timeout=20) as answer:
            assert json.load(answer)["status"] == "ok"
        process.terminate()
        assert process.wait(timeout=40) == 0


def test_the_container_builds_and_runs_what_there_is() -> None:
    """As far as it goes without an engine for containers: names, folders and options exist."""
    text = (DEPLOY / "Dockerfile").read_text("utf-8")
    [command] = re.findall(r"^CMD (\[.*\])", text, re.M)
    program_name, *words = json.loads(command)
    assert program_name == "onthaal" and parser({}).parse_args(words).host == "0.0.0.0"
    settings = re.findall(r"(ONTHAAL_\w+)=", text)
    readme = (CHECKOUT / "README.md").read_text("utf-8")
    assert settings and all(f"`{each}`" in readme for each in settings)
