"""`onthaal move`: everything from a data folder into a database, or back.

No server may run on either. Cut short, it goes on where it stopped when it is given once more.
The one that is moved from stays as it is.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from webapp.commands import Refused, described, opened
from webapp.moving import Differs, NotEmpty, move
from webapp.store import StoreError, is_database


def add_options(parser: argparse.ArgumentParser) -> None:
    """What it takes."""
    what = "a data folder, or the address of a database: postgresql://…"
    for option, goal in (("--from", "source"), ("--to", "target")):
        parser.add_argument(
            option, dest=goal, type=_place, required=True, metavar="DIR|URL", help=what
        )


def run(options: argparse.Namespace) -> int:
    """Copy, compare, and say what there is now; raises Refused."""
    source, target = options.source, options.target
    if isinstance(source, Path) and not (source / "settings.journal").exists():
        raise Refused(f"nothing is kept in {source}.")
    try:
        with opened(source) as here, opened(target) as there:
            moved = move(here, there, say=lambda text: print(text, flush=True))
    except NotEmpty:
        raise Refused(f"{described(target)} holds something already. Nothing was moved.") from None
    except (Differs, StoreError, OSError) as error:
        raise Refused(f"not all was moved: {error}. Try again: it goes on from there.") from error
    print(
        f"{described(target)} holds all of it: {moved.logs} logs with {moved.changes} changes, "
        f"{moved.blobs} files and photos. Each was compared."
    )
    print(f"{described(source)} is as it was. It holds personal data: remove it in time.")
    return 0


def _place(text: str) -> Path | str:
    return text if is_database(text) else Path(text).absolute()
