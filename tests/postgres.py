"""A PostgreSQL server of the tests' own: an unprivileged process in a folder that goes with it."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from contextlib import suppress
from itertools import count
from pathlib import Path
from urllib.parse import quote

import psycopg
import pytest

LACKING = "PostgreSQL is not installed here (Debian: apt install postgresql)"
_numbers = count(1)


class Cluster:
    """A server that listens on a socket in its folder only; `stop`, `kill`, `start` at will."""

    def __init__(self, fsync: str = "off") -> None:
        found = binaries()
        if found is None:
            (pytest.fail if os.environ.get("CI") else pytest.skip)(LACKING)
        self._initdb, self._postgres = found / "initdb", found / "postgres"
        self.folder = Path(tempfile.mkdtemp(prefix="onthaal-postgres-"))
        self._user = unprivileged()
        if self._user:
            os.chown(self.folder, self._user.pw_uid, self._user.pw_gid)
        # Only a power cut, and no killed process, can harm a cluster that does not flush.
        settings = {"fsync": fsync, "listen_addresses": "", "max_connections": "60",
                    "unix_socket_directories": str(self.folder)}  # fmt: skip
        self._settings = [part for pair in settings.items() for part in ("-c", "=".join(pair))]
        made = [self._initdb, "-D", self.data, "-U", "tests", "-A", "trust", "-E", "UTF8", "-N",
                "--no-locale"]  # fmt: skip
        subprocess.run(made, check=True, stdout=subprocess.DEVNULL, **self._as_user())
        self.start()

    @property
    def data(self) -> Path:
        return self.folder / "data"

    def start(self) -> None:
        """Start the server and wait until it answers, as long as its recovery takes."""
        self._launch()
        for _attempt in range(600):
            with suppress(psycopg.OperationalError):
                psycopg.connect(self.address("postgres"), connect_timeout=2).close()
                return
            if self.process.poll() is not None:  # the last killed one is not quite gone
                self._launch()
            time.sleep(0.05)
        raise AssertionError((self.folder / "log").read_text())

    def _launch(self) -> None:
        with open(self.folder / "log", "ab") as log:
            self.process = subprocess.Popen(
                [self._postgres, "-D", self.data, *self._settings],
                stdout=log, stderr=log, process_group=0, **self._as_user(),
            )  # fmt: skip

    def kill(self) -> None:
        """End every process of the server at once, as a crash does."""
        backends = [int(path.parent.name) for path in Path("/proc").glob("[0-9]*/cmdline")
                    if self._is_ours(path)]  # fmt: skip
        os.kill(self.process.pid, signal.SIGKILL)
        for backend in backends:
            with suppress(ProcessLookupError):
                os.kill(backend, signal.SIGKILL)
        self.process.wait()

    def _is_ours(self, cmdline: Path) -> bool:
        with suppress(OSError, IndexError):
            status = (cmdline.parent / "stat").read_text().rpartition(")")[2].split()
            return int(status[1]) == self.process.pid
        return False

    def stop(self) -> None:
        """End the server at once, in good order."""
        self.process.send_signal(signal.SIGINT)
        self.process.wait(timeout=60)

    def remove(self) -> None:
        """End the server and drop everything."""
        if self.process.poll() is None:
            self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)

    def address(self, database: str, schema: str = "public") -> str:
        options = quote(f"-c search_path={schema}")
        return f"postgresql://tests@/{database}?host={quote(str(self.folder))}&options={options}"

    def fresh(self) -> str:
        """The address of a place in it where nothing is kept yet."""
        schema = f"place_{next(_numbers)}"
        with psycopg.connect(self.address("postgres"), autocommit=True) as connection:
            connection.execute(f"CREATE SCHEMA {schema}".encode())
        return self.address("postgres", schema)

    def _as_user(self) -> dict[str, object]:
        return {"user": self._user.pw_uid, "group": self._user.pw_gid, "extra_groups": [],
                "cwd": "/"} if self._user else {"cwd": "/"}  # fmt: skip


def binaries() -> Path | None:
    """The folder with `initdb` and `postgres`, the newest where there are several."""
    on_path = shutil.which("initdb")
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: path.parent.name)
    candidates = [*reversed(folders), *([Path(on_path).resolve().parent] if on_path else [])]
    return next((each for each in candidates if (each / "initdb").exists()), None)


def unprivileged() -> pwd.struct_passwd | None:
    """Whom to run it as where we are root, whom PostgreSQL refuses."""
    if os.geteuid():
        return None
    for name in ("postgres", "nobody"):
        with suppress(KeyError):
            return pwd.getpwnam(name)
    raise AssertionError("nobody to run PostgreSQL as")
