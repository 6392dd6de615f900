"""The server as a process of its own, for tests that start, stop or kill it."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, suppress
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import urlopen

CHECKOUT = Path(__file__).resolve().parent.parent
COMMAND = (sys.executable, "-m", "webapp")


class Running:
    """A started server; `said` is what it printed until it was ready."""

    def __init__(self, process: subprocess.Popen[str], said: str) -> None:
        self.process = process
        self.said = said
        self.address = re.findall(r"http://\S+", said)[0]

    def get(self, path: str) -> str:
        """The body of a page; raises URLError."""
        with urlopen(self.address + path.lstrip("/"), timeout=10) as answer:
            body: bytes = answer.read()
        return body.decode()

    def status(self, path: str) -> int:
        """The status that a page is answered with, redirects not followed."""
        connection = HTTPConnection(urlsplit(self.address).netloc, timeout=10)
        with closing(connection):
            connection.request("GET", path)
            return connection.getresponse().status

    def stop(self, how: int) -> int:
        """Send a signal to the server and wait for its exit status."""
        self.process.send_signal(how)
        return self.process.wait(timeout=20)


def _heed_hangups() -> None:
    """As in a terminal, also where the tests themselves were told to outlive theirs."""
    signal.signal(signal.SIGHUP, signal.SIG_DFL)


@contextmanager
def running(
    *arguments: object,
    command: Sequence[object] = COMMAND,
    cwd: Path = CHECKOUT,
    **settings: str,
) -> Iterator[Running]:
    """`onthaal --port 0` with more arguments and settings, ready to answer; killed at the end."""
    process = subprocess.Popen(
        [*map(str, command), "--port", "0", *map(str, arguments)],
        stdout=subprocess.PIPE, text=True, cwd=cwd, env={**environment(), **settings},
        process_group=0, preexec_fn=_heed_hangups,
    )  # fmt: skip
    assert process.stdout
    try:
        # One line is the address, the next where the data is; both come once it answers.
        said = process.stdout.readline() + process.stdout.readline()
        assert "http://" in said, said
        yield Running(process, said)
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, 9)
        process.wait()
        process.stdout.close()


def refused(*arguments: object) -> str:
    """What a server that cannot start says; it must end with exit status 1."""
    done = subprocess.run(
        [*COMMAND, *map(str, arguments)],
        capture_output=True, text=True, cwd=CHECKOUT, env=environment(), timeout=30,
    )  # fmt: skip
    assert (done.returncode, done.stdout) == (1, "")
    return done.stderr


def environment() -> Mapping[str, str]:
    """This process's environment without our own settings."""
    ours = ("ONTHAAL_", "DATABASE_URL")
    return {name: value for name, value in os.environ.items() if not name.startswith(ours)}


def worker_of(data: Path) -> int:
    """The id of the process that owns a data folder."""
    return int(json.loads((data / "lock").read_text(encoding="utf-8"))["pid"])
