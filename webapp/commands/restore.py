"""`onthaal restore FILE`: a backup back into a folder or database, while no server runs on it.

What the tablets sent since the backup comes again by itself: they see from the server's vectors
that it lacks it. The store takes a new replica id, as at every start.
"""

from __future__ import annotations

import argparse
import os
import shutil
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from webapp.backup import Backup, BadBackup, fill, read
from webapp.commands import Refused, add_data_option, described, opened, place
from webapp.commands.backup import contents
from webapp.moving import is_used
from webapp.store import FolderInUse, StoreError
from webapp.store.folder_copy import FolderCopy
from webapp.store.lock import FolderLock

LOCK = "lock"


def add_options(parser: argparse.ArgumentParser) -> None:
    """What it takes."""
    parser.add_argument("file", type=Path, metavar="FILE", help="the backup to take back")
    parser.add_argument(
        "--replace",
        action="store_true",
        help="set aside what the folder holds, and take the backup instead",
    )
    add_data_option(parser)


def run(options: argparse.Namespace) -> int:
    """Read the backup, take it back, and say what came; raises Refused."""
    target = place(os.environ, options.data)
    try:
        backup = read(options.file)
        if isinstance(target, Path):
            aside = _locked(target, backup, options.replace)
        else:
            aside = into_database(target, backup, replace=options.replace)
    except OSError as error:
        raise Refused(f"cannot write to {described(target)}: {error.strerror}") from error
    except (BadBackup, FolderInUse, StoreError) as error:
        raise Refused(str(error)) from error
    print(f"{described(target)} is as it was on {backup.at}: {contents(backup)}.")
    if aside:
        print(f"What it held before is in {aside}. Remove that once nobody misses anything.")
    return 0


def into_database(address: str, backup: Backup, *, replace: bool) -> None:
    """Make a database hold a backup, as a whole; raises Refused, BadBackup, StoreError."""
    with opened(address) as store, store.lock:
        if replace or is_used(store):
            raise Refused(
                f"{described(address)} holds something already, and nothing in a database is set "
                "aside. Take the backup back into an empty one."
            )
        fill(store, backup, {})


def _locked(folder: Path, backup: Backup, replace: bool) -> Path | None:
    lock = FolderLock(folder)
    try:
        return restore(folder, backup, replace=replace)
    finally:
        lock.release()


def restore(folder: Path, backup: Backup, *, replace: bool) -> Path | None:
    """Make a folder hold a backup; where its former content is now, if it had any.

    Whoever calls it holds the folder's lock. Raises Refused, BadBackup, StoreError, OSError.
    """
    before = [each for each in folder.iterdir() if each.name != LOCK]
    if before and not replace:
        raise Refused(
            f"{folder} is not empty. Choose another folder with --data, "
            "or set aside what it holds with --replace."
        )
    now = datetime.now().strftime("%Y%m%d-%H%M%S")
    fresh, aside = folder / f"restored-{now}", folder / f"before-{now}"
    try:
        _fill(fresh, backup, FolderCopy(folder).logs.tombstones())
    except BaseException:
        shutil.rmtree(fresh, ignore_errors=True)
        raise
    _move(before, aside)
    _move([each for each in fresh.iterdir() if each.name != LOCK], folder)
    shutil.rmtree(fresh)
    return aside if before else None


def _fill(fresh: Path, backup: Backup, erased: Mapping[str, str]) -> None:
    """What was erased since the backup stays erased."""
    with opened(fresh) as store:
        fill(store, backup, erased)


def _move(entries: list[Path], target: Path) -> None:
    if entries:
        target.mkdir(mode=0o700, exist_ok=True)
    for entry in entries:
        entry.rename(target / entry.name)
