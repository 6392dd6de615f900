"""What `onthaal` does beside serving: one module for each word that may follow it.

A module says what it takes (`add_options`) and does it (`run`, which gives the exit status).
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from webapp.backup import Readable
from webapp.domain.summary import EDITION, summarise
from webapp.store import Store, open_store
from webapp.store.folder_copy import FolderCopy


class Refused(Exception):
    """Why a command was not carried out, in a sentence for whoever gave it."""


def data_folder(environ: Mapping[str, str], platform: str = sys.platform) -> Path:
    """Where to keep the data when no `--data` is given.

    Source: the XDG base directory specification, which has relative paths ignored.
    """
    if named := environ.get("ONTHAAL_DATA"):
        return Path(named)
    if platform == "darwin":
        return Path.home() / "Library" / "Application Support" / "Onthaal"
    shared = Path(environ.get("XDG_DATA_HOME", ""))
    return (shared if shared.is_absolute() else Path.home() / ".local" / "share") / "onthaal"


def place(environ: Mapping[str, str], data: Path | None) -> Path | str:
    """Where everything is kept: the folder of `--data`, a database's address, a data folder."""
    if data:
        return data.absolute()
    return environ.get("DATABASE_URL") or data_folder(environ).absolute()


@contextmanager
def opened(place: Path | str) -> Iterator[Store]:
    """The store of a place, until it is let go of again; raises StoreError."""
    with closing(open_store(place, summarise, EDITION)) as store:
        yield store


@contextmanager
def readable(place: Path | str) -> Iterator[Readable]:
    """All that a place holds at this moment, also beside a running server; raises StoreError."""
    if isinstance(place, Path):
        yield FolderCopy(place)
        return
    with opened(place) as store, store.lock:
        yield store


def described(place: Path | str) -> str:
    """That place in words, without a database's password."""
    if isinstance(place, Path):
        return str(place)
    parts = urlsplit(place)
    return f"the database {parts.path.lstrip('/')} on {parts.hostname or 'this machine'}"


def add_data_option(parser: argparse.ArgumentParser) -> None:
    """`--data`, for a command that may also have been given it before its own word."""
    parser.add_argument(
        "--data",
        type=Path,
        metavar="DIR",
        default=argparse.SUPPRESS,
        help="the folder that everything is kept in (ONTHAAL_DATA), "
        "where it is in no database (DATABASE_URL)",
    )
