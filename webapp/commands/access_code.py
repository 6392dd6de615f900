"""`onthaal access-code`: say the access code, or take another one while no server runs."""

from __future__ import annotations

import argparse
import os

from webapp.access import SETTING, change_code
from webapp.commands import Refused, add_data_option, data_folder
from webapp.domain.errors import InvalidValue
from webapp.domain.summary import EDITION, summarise
from webapp.store import FolderInUse, StorageFailed, open_store
from webapp.store.folder_copy import FolderCopy


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
    folder = (options.data or data_folder(os.environ)).absolute()
    fixed = os.environ.get("ONTHAAL_ACCESS_CODE")
    if fixed and options.new is not None:
        raise Refused("ONTHAAL_ACCESS_CODE says the code. Change it there.")
    code = fixed or FolderCopy(folder).settings.get(SETTING)
    if code is None:
        raise Refused(f"no server was ever started in {folder}. Name the data folder with --data.")
    if options.new is not None:
        code = _change(folder, options.new)
    print(code)
    return 0


def _change(folder: os.PathLike[str], wanted: str) -> str:
    try:
        store = open_store(folder, summarise, EDITION)
    except FolderInUse as error:
        raise Refused(f"{error} Or change the code in the office of the running server.") from error
    try:
        return change_code(store, wanted)
    except (InvalidValue, StorageFailed) as error:
        raise Refused(str(error)) from error
    finally:
        store.close()
