"""The command where `DATABASE_URL` names a database instead of a folder."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from tests.running import CHECKOUT, COMMAND, environment, running
from tests.test_backup import everything
from tests.test_moving import fill
from webapp.command import main
from webapp.domain.summary import EDITION, summarise
from webapp.store import open_store

Onthaal = Callable[..., tuple[object, str]]


@pytest.fixture
def place(cluster, monkeypatch: pytest.MonkeyPatch) -> str:
    """A database with a bit of everything in it."""
    place = cluster.fresh()
    monkeypatch.setenv("DATABASE_URL", place)
    with closing(open_store(place, summarise, EDITION)) as store:
        fill(store)
    return place


@pytest.fixture
def onthaal(capsys: pytest.CaptureFixture[str]) -> Onthaal:
    """Gives the command; its exit status, or why it refused, and what it said."""

    def run(*words: object) -> tuple[object, str]:
        with pytest.raises(SystemExit) as done:
            main([*map(str, words)])
        return done.value.code, capsys.readouterr().out

    return run


def held(place: str) -> list[object]:
    with closing(open_store(place, summarise, EDITION)) as store:
        return everything(store)


def test_a_backup_of_a_database_is_taken_back_into_an_empty_one(
    place: str, onthaal: Onthaal, cluster, monkeypatch, tmp_path: Path
) -> None:
    file, fresh = tmp_path / "backup.zip", cluster.fresh()
    assert onthaal("backup", file)[0] == 0
    status, _said = onthaal("restore", file)
    assert "holds something already" in str(status)
    monkeypatch.setenv("DATABASE_URL", fresh)
    assert "nothing in a database is set aside" in str(onthaal("restore", "--replace", file)[0])
    assert onthaal("restore", file)[0] == 0
    assert held(fresh) == held(place)
    assert onthaal("restore", file, "--data", tmp_path / "folder")[0] == 0
    assert held(tmp_path / "folder") == held(place)


def test_the_access_code_of_a_database_is_said_and_changed(place: str, onthaal: Onthaal) -> None:
    assert onthaal("access-code") == (0, "blue-horse\n")
    status, said = onthaal("access-code", "--new")
    assert status == 0 and said.strip() != "blue-horse"
    assert onthaal("access-code") == (0, said)


def test_the_doctor_looks_at_the_database(place: str, onthaal: Onthaal, monkeypatch) -> None:
    assert "well  database: the database" in onthaal("doctor")[1]
    before = held(place)
    assert onthaal("doctor")[0] in (0, 1) and held(place) == before
    monkeypatch.setenv("DATABASE_URL", "postgresql://me:canary@127.0.0.1:1/x")
    status, said = onthaal("doctor")
    assert status == 1 and "mend  database: The database cannot be used" in said
    assert "canary" not in said


def test_the_server_says_where_everything_is_kept(cluster) -> None:
    with running(DATABASE_URL=cluster.fresh()) as server:
        assert "Kept in the database postgres on this machine" in server.said
        assert server.status("/") == 200


@pytest.mark.parametrize(
    "address", ["postgresql://me:canary@127.0.0.1:1/x", "mysql://me:canary@127.0.0.1/x"]
)
def test_a_server_without_its_database_says_so_and_never_the_password(address: str) -> None:
    done = subprocess.run(
        [*COMMAND, "--port", "0"], capture_output=True, text=True, cwd=CHECKOUT, timeout=60,
        env={**environment(), "DATABASE_URL": address},
    )  # fmt: skip
    assert (done.returncode, done.stdout) == (1, "")
    assert "cannot keep data in the database" in done.stderr and "canary" not in done.stderr
