"""Compiling the message catalogues: `messages.po`, which people edit, to `messages.mo`.

The build runs this file by itself, so it imports nothing of the app.
"""

from __future__ import annotations

import os
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po


def compile_stale(folder: Path) -> list[Path]:
    """Compile each catalogue under `folder` that is newer than its compiled form.

    Returns the compiled files, `<language>/LC_MESSAGES/messages.mo`, fresh or not, in order.
    """
    sources = sorted(folder.glob("*/LC_MESSAGES/*.po"))
    return [_compiled(source) for source in sources]


def _compiled(source: Path) -> Path:
    target = source.with_suffix(".mo")
    changed = source.stat().st_mtime_ns
    if not target.exists() or target.stat().st_mtime_ns != changed:
        draft = target.with_suffix(f".{os.getpid()}")
        with source.open("rb") as po, draft.open("wb") as mo:
            write_mo(mo, read_po(po, locale=source.parts[-3], domain=source.stem))
        os.utime(draft, ns=(changed, changed))
        draft.replace(target)
    return target
