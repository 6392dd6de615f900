"""`onthaal backup FILE`: everything in one file, also while the server runs."""

from __future__ import annotations

import argparse
import os
from datetime import datetime
from pathlib import Path

from webapp import __version__
from webapp.backup import Backup, BadBackup, write
from webapp.commands import Refused, add_data_option, place, readable
from webapp.store import StorageFailed


def add_options(parser: argparse.ArgumentParser) -> None:
    """What it takes."""
    parser.add_argument("file", type=Path, metavar="FILE", help="the file to write")
    add_data_option(parser)


def run(options: argparse.Namespace) -> int:
    """Write the backup, read it back, and say what is in it; raises Refused."""
    source = place(os.environ, options.data)
    if isinstance(source, Path) and not (source / "settings.journal").exists():
        raise Refused(f"nothing is kept in {source}. Name the data folder with --data.")
    try:
        with readable(source) as kept:
            made = write(kept, options.file, datetime.now().astimezone(), __version__)
    except OSError as error:
        raise Refused(f"cannot write {options.file}: {error.strerror}") from error
    except (BadBackup, StorageFailed) as error:
        raise Refused(f"no backup was made: {error}") from error
    print(f"{options.file}: {contents(made)}. It was read back and is whole.")
    print("It holds personal data and the access code; keep it as safe as the server itself.")
    return 0


def contents(backup: Backup) -> str:
    """What is in a backup, for whoever made it or takes it back."""
    megabytes = backup.path.stat().st_size / 1e6
    return (
        f"{len(backup.logs)} logs with {backup.changes} changes, "
        f"{backup.blobs} files and photos, {megabytes:.1f} MB"
    )
