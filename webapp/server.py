"""gunicorn around the app, started from Python, with one worker: one process owns the data."""

from __future__ import annotations

import errno
import shutil
import signal
import socket
from collections.abc import Callable, Sequence
from pathlib import Path

from flask import Flask
from gunicorn.app.base import BaseApplication
from gunicorn.arbiter import Arbiter
from gunicorn.workers.base import Worker

from webapp.domain.summary import EDITION, summarise
from webapp.store import FolderInUse, StoreError, is_database, open_store
from webapp.store.lock import FolderLock


class CannotStart(Exception):
    """Why the server cannot run, in a sentence for whoever started it."""


class Server(BaseApplication):
    """Serves what `make_app` returns on listening sockets, until SIGINT or SIGTERM.

    The app is made in the worker process, which gunicorn starts anew should it ever die.
    `announce`: called with the app when it first answers.
    `scratch`: a folder that goes when the server stops.
    """

    def __init__(
        self,
        make_app: Callable[[], Flask],
        listeners: Sequence[socket.socket],
        announce: Callable[[Flask], None],
        scratch: Path | None = None,
    ) -> None:
        self.make_app = make_app
        self.bind = [f"fd://{listener.detach()}" for listener in listeners]
        self.announce = announce
        self.scratch = scratch
        self.on_hang_up = signal.getsignal(signal.SIGHUP)
        super().__init__(prog="onthaal")

    def load_config(self) -> None:
        """gunicorn asks for its settings."""
        settings = {
            "bind": self.bind,
            "workers": 1,
            "threads": 8,
            "keepalive": 30,
            "timeout": 300,  # a start with very many talks takes its time
            "graceful_timeout": 5,
            "loglevel": "warning",
            "control_socket_disable": True,
            "forwarded_allow_ips": "",
            "when_ready": self._when_ready,
            "post_worker_init": self._post_worker_init,
            "on_exit": self._on_exit,
        }
        for name, value in settings.items():
            self.cfg.set(name, value)

    def load(self) -> Flask:
        """gunicorn asks for the app, in the worker."""
        return self.make_app()

    def _when_ready(self, arbiter: Arbiter) -> None:
        # A closed terminal ends the server; gunicorn would take it as a wish to reload.
        signal.signal(signal.SIGHUP, self.on_hang_up)

    def _post_worker_init(self, worker: Worker) -> None:
        if worker.age == 1:
            self.announce(worker.wsgi)

    def _on_exit(self, arbiter: Arbiter) -> None:
        if self.scratch:
            shutil.rmtree(self.scratch, ignore_errors=True)


def listen(host: str, port: int) -> socket.socket:
    """A socket that listens on an address; port 0 takes any that is free.

    Raises CannotStart when the port is taken or the host is not this machine's.
    """
    try:
        family, *_, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        return socket.create_server(address[:2], family=family, backlog=128)
    except OSError as error:
        if error.errno != errno.EADDRINUSE:
            raise CannotStart(f"cannot listen on {host}, port {port}: {error.strerror}") from error
        raise CannotStart(
            f"port {port} on {host} is taken by another program. "
            "Choose another with --port, or --port 0 for any that is free."
        ) from error


def claim(place: Path | str) -> None:
    """Make the data folder and see that it is free, so as to refuse before gunicorn starts.

    Raises CannotStart when it cannot be written or another process owns it, and when `place` is
    a database that cannot be used.
    """
    if is_database(place):
        _try(str(place))
        return
    folder = Path(place)
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        FolderLock(folder).release()
    except FolderInUse as error:
        raise CannotStart(str(error)) from error
    except OSError as error:
        raise CannotStart(f"cannot keep data in {folder}: {error.strerror}") from error


def _try(address: str) -> None:
    try:
        open_store(address, summarise, EDITION).close()
    except StoreError as error:
        raise CannotStart(f"cannot keep data in the database: {error}") from error
