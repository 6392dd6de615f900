"""What `onthaal` does beside serving: one module for each word that may follow it.

A module says what it takes (`add_options`) and does it (`run`, which gives the exit status).
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping
from pathlib import Path


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


def add_data_option(parser: argparse.ArgumentParser) -> None:
    """`--data`, for a command that may also have been given it before its own word."""
    parser.add_argument(
        "--data",
        type=Path,
        metavar="DIR",
        default=argparse.SUPPRESS,
        help="the folder that everything is kept in (ONTHAAL_DATA)",
    )
