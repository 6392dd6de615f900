"""`onthaal access-code`: say the access code, or take another one while no server runs."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

from webapp.access import SETTING, change_code
from webapp.commands import Refused, add_data_option, opened, place, readable
from webapp.domain.errors import InvalidValue
from webapp.store import FolderInUse, StorageFailed


def add_options(parser: argparse.ArgumentParser) -> None:
    """What it takes."""
    parser.add_argument(
        "--new",
        nargs="?",
        const="",
        metavar="CODE",
        help="take this code, or a fresh one; every device is asked for it, and loses nothing",
    )
    add_data_option(parser)


def run(options: argparse.Namespace) -> int:
    """Print the code that holds now; raises Refused."""
    kept = place(os.environ, options.data)
    fixed = os.environ.get("ONTHAAL_ACCESS_CODE")
    if fixed and options.new is not None:
        raise Refused("ONTHAAL_ACCESS_CODE says the code. Change it there.")
    code = fixed or _code(kept)
    if code is None:
        raise Refused(f"no server was ever started in {kept}. Name the data folder with --data.")
    if options.new is not None:
        code = _change(kept, options.new)
    print(code)
    return 0


def _code(kept: Path | str) -> str | None:
    try:
        with readable(kept) as store:
            code: str | None = store.settings.get(SETTING)
            return code
    except StorageFailed as error:
        raise Refused(str(error)) from error


def _change(kept: Path | str, wanted: str) -> str:
    try:
        with opened(kept) as store:
            return change_code(store, wanted)
    except FolderInUse as error:
        raise Refused(f"{error} Or change the code in the office of the running server.") from error
    except (InvalidValue, StorageFailed) as error:
        raise Refused(str(error)) from error
