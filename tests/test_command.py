"""`onthaal`: options, where the data goes, starting, stopping, and why it would not start."""

from __future__ import annotations

import json
import os
import signal
import socket
import time
from pathlib import Path
from urllib.error import URLError

import pytest
from running import refused, running, worker_of

from webapp.command import data_folder, parser


def test_alone_on_this_machine_unless_told_otherwise() -> None:
    options = parser({}).parse_args([])
    assert (options.host, options.port, options.data) == ("127.0.0.1", 8000, None)


def test_an_option_wins_over_its_environment_variable() -> None:
    environ = {"ONTHAAL_HOST": "::1", "ONTHAAL_PORT": "81"}
    options = parser(environ).parse_args(["--port", "82"])
    assert (options.host, options.port) == ("::1", 82)


@pytest.mark.parametrize("port", ["-1", "65536", "x", "8.0", "²"])
def test_what_is_no_port_is_named(port: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        parser({"ONTHAAL_PORT": port}).parse_args([])
    assert f"a port is a number from 0 to 65535, not {port}" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("environ", "platform", "folder"),
    [
        ({}, "linux", "home/.local/share/onthaal"),
        ({}, "darwin", "home/Library/Application Support/Onthaal"),
        ({"XDG_DATA_HOME": "/srv"}, "linux", "/srv/onthaal"),
        ({"XDG_DATA_HOME": "not/absolute"}, "linux", "home/.local/share/onthaal"),
        ({"ONTHAAL_DATA": "/var/onthaal", "XDG_DATA_HOME": "/srv"}, "linux", "/var/onthaal"),
    ],
)
def test_the_data_goes_where_the_platform_keeps_such(
    environ: dict[str, str],
    platform: str,
    folder: str,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    assert data_folder(environ, platform) == tmp_path / folder


@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGTERM])
def test_it_answers_at_the_address_it_prints_and_stops_when_told(
    stop: signal.Signals, tmp_path: Path
) -> None:
    for _again in range(2):
        with running("--data", tmp_path) as server:
            assert json.loads(server.get("/health"))["status"] == "ok"
            assert str(tmp_path) in server.said
            assert server.stop(stop) == 0


def test_a_second_server_on_the_same_folder_is_told_who_has_it(tmp_path: Path) -> None:
    with running("--data", tmp_path) as server:
        said = refused("--port", 0, "--data", tmp_path)
        assert said.startswith(f"onthaal: The data folder {tmp_path} is in use by process")
        assert said.count("\n") == 1
        assert server.get("/health")


def test_a_taken_port_is_named(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        said = refused("--port", port, "--data", tmp_path)
    assert said.startswith(f"onthaal: port {port} on 127.0.0.1 is taken by another program.")
    assert said.count("\n") == 1


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    said = refused("--port", 0, "--data", tmp_path / "file" / "data")
    assert said.startswith(f"onthaal: cannot keep data in {tmp_path / 'file' / 'data'}")
    assert said.count("\n") == 1


def test_it_is_back_after_its_worker_was_killed(tmp_path: Path) -> None:
    with running("--data", tmp_path) as server:
        os.kill(worker_of(tmp_path), signal.SIGKILL)
        for _attempt in range(50):
            try:
                assert server.get("/health")
                return
            except (URLError, ConnectionError):
                time.sleep(0.2)
    pytest.fail("it never answered again")


def test_a_closed_terminal_ends_it(tmp_path: Path) -> None:
    with running("--data", tmp_path) as server:
        assert server.stop(signal.SIGHUP) == -signal.SIGHUP


def test_on_this_machine_nobody_is_asked_for_a_code(tmp_path: Path) -> None:
    with running("--data", tmp_path) as server:
        assert server.status("/") == 200


def test_on_a_network_the_access_code_is_printed_and_asked_for(tmp_path: Path) -> None:
    with running("--data", tmp_path, "--host", "0.0.0.0") as server:
        assert server.status("/") in (302, 303)
        assert server.stop(signal.SIGTERM) == 0
        assert server.process.stdout
        assert server.process.stdout.read().startswith("Access code: ")


def test_behind_a_proxy_on_this_machine_everybody_is_asked_for_the_code(tmp_path: Path) -> None:
    with running("--data", tmp_path, ONTHAAL_PROXIES="1") as server:
        assert server.status("/") in (302, 303)


def test_the_demo_leaves_nothing_behind() -> None:
    with running("--demo") as server:
        folder = Path(server.said.partition("Kept in ")[2].partition(",")[0])
        assert folder.is_dir()
        assert server.stop(signal.SIGTERM) == 0
        assert not folder.exists()
