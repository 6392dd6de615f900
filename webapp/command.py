"""`onthaal`, the command: alone it starts the server; a word after it does something else."""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from socket import socket
from types import ModuleType
from typing import NoReturn

from flask import Flask

from webapp import create_app
from webapp.access import code_of
from webapp.commands import (
    Refused,
    access_code,
    backup,
    data_folder,
    described,
    doctor,
    move,
    place,
    restore,
    seal,
    verify,
)
from webapp.sealing import sealer_of
from webapp.server import CannotStart, Server, claim, listen

COMMANDS: Mapping[str, tuple[ModuleType, str]] = {
    "access-code": (access_code, "say the access code, or take another one"),
    "backup": (backup, "write everything into one file, also while the server runs"),
    "doctor": (doctor, "look at a server as tablets see it, and say what is to be mended"),
    "move": (move, "move everything from a data folder into a database, or back"),
    "restore": (restore, "take a backup back into a data folder"),
    "seal": (seal, "make a key to seal PDFs with"),
    "verify": (verify, "judge a record that somebody brings, as JSON or as PDF"),
}
"""The word after `onthaal` → the module that does it, and what that is."""

LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run the command; a server ends with exit status 0 when stopped, 1 when it cannot start."""
    options = parser(os.environ).parse_args(arguments)
    try:
        sys.exit(options.run(options))
    except (CannotStart, Refused) as error:
        sys.exit(f"onthaal: {error}")


def parser(environ: Mapping[str, str]) -> argparse.ArgumentParser:
    """The command line; an environment variable stands in for an option that is not given."""
    made = argparse.ArgumentParser(prog="onthaal", description="Start Onthaal on this machine.")
    made.add_argument(
        "--host",
        default=environ.get("ONTHAAL_HOST") or "127.0.0.1",
        help="the address to listen on (ONTHAAL_HOST; %(default)s). "
        "Any address but this machine's own asks visitors for the access code.",
    )
    made.add_argument(
        "--port",
        type=_port,
        default=environ.get("ONTHAAL_PORT") or "8000",
        help="the port to listen on, 0 for any that is free (ONTHAAL_PORT; %(default)s)",
    )
    made.add_argument(
        "--data",
        type=Path,
        metavar="DIR",
        help="the folder to keep everything in "
        f"(ONTHAAL_DATA; {data_folder(environ)}), instead of a database (DATABASE_URL)",
    )
    made.add_argument(
        "--demo",
        action="store_true",
        help="start with sample people and interviews, in a folder of their own that goes "
        "when the server stops, unless --data names one",
    )
    made.set_defaults(run=serve)
    _add_commands(made)
    return made


def _add_commands(made: argparse.ArgumentParser) -> None:
    words = made.add_subparsers(title="instead of starting it", metavar="COMMAND")
    for word, (module, what) in COMMANDS.items():
        command = words.add_parser(word, help=what, description=module.__doc__)
        module.add_options(command)
        command.set_defaults(run=module.run)


def _port(text: str) -> int:
    if not (text.isascii() and text.isdigit() and int(text) <= 65535):
        raise argparse.ArgumentTypeError(f"a port is a number from 0 to 65535, not {text}")
    return int(text)


def serve(options: argparse.Namespace) -> NoReturn:
    """Serve until stopped; raises CannotStart."""
    _check_seal()
    listener = listen(options.host, options.port)
    address = _address(options.host, listener.getsockname()[1])
    alone = options.host in LOOPBACK and not int(os.environ.get("ONTHAAL_PROXIES") or 0)
    scratch = None
    if options.demo and not options.data:
        scratch = Path(tempfile.mkdtemp(prefix="onthaal-demo-"))
    data = place(os.environ, scratch or options.data)
    claim(data)

    def make_app() -> Flask:
        return create_app(data, open_on_loopback=alone, demo=options.demo)

    def announce(app: Flask) -> None:
        print(f"Onthaal is at {address} (Ctrl+C stops it)")
        print(f"Kept in {described(data)}" + (", until it stops" if scratch else ""))
        if not alone:
            print(f"Access code: {code_of(app.extensions['store'])}")
        sys.stdout.flush()

    Server(make_app, [listener, *_for_metrics(os.environ)], announce, scratch).run()
    raise AssertionError("gunicorn ends the process itself")


def _check_seal() -> None:
    """Look at the key that is to seal before anything starts; raises CannotStart."""
    if not os.environ.get("ONTHAAL_SEAL_KEY"):
        return
    from webapp.seal.making import BadKey

    try:
        sealer_of(os.environ)
    except BadKey as error:
        raise CannotStart(str(error)) from error


def _for_metrics(environ: Mapping[str, str]) -> list[socket]:
    """What listens on the port of the metrics, if there is one: `9100` or `10.0.0.1:9100`.

    Raises CannotStart.
    """
    host, _colon, port = (environ.get("ONTHAAL_METRICS_PORT") or "").rpartition(":")
    try:
        return [listen(host or "127.0.0.1", _port(port))] if port else []
    except argparse.ArgumentTypeError as error:
        raise CannotStart(f"ONTHAAL_METRICS_PORT: {error}") from error


def _address(host: str, port: int) -> str:
    return f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"
