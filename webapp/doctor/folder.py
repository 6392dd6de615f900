"""What a server finds on its own machine."""

from __future__ import annotations

import os
import shutil
import stat
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from webapp.access import is_strong
from webapp.doctor.findings import Finding, fault, well
from webapp.store.folder_copy import FolderCopy

ROOM = 1_000_000_000
"""Bytes that should be free."""


def look(folder: Path, environ: Mapping[str, str]) -> list[Finding]:
    """Everything about the data folder and the settings that a server there would have."""
    checks = [_writable(folder), _private(folder), _room(folder)]
    checks += [code(environ, FolderCopy(folder).settings), proxies(environ)]
    return [finding for check in checks for finding in check]


def _writable(folder: Path) -> Iterator[Finding]:
    probe = folder / f".doctor.{os.getpid()}"
    try:
        probe.write_bytes(b"onthaal")
        probe.unlink()
    except OSError as error:
        yield fault("unwritable", folder=folder, why=error.strerror)
    else:
        yield well("data folder", str(folder))


def _private(folder: Path) -> Iterator[Finding]:
    if stat.S_IMODE(folder.stat().st_mode) & 0o077:
        yield fault("readable", folder=folder)


def _room(folder: Path) -> Iterator[Finding]:
    free = shutil.disk_usage(folder).free
    enough = well("room", f"{free / 1e9:.0f} GB free")
    yield enough if free >= ROOM else fault("room", free=free // 1_000_000)


def code(environ: Mapping[str, str], settings: Mapping[str, Any]) -> Iterator[Finding]:
    """Whether the access code is easily guessed."""
    code = environ.get("ONTHAAL_ACCESS_CODE") or settings.get("access_code")
    if code:
        strong = is_strong(str(code))
        yield well("access code", "not easily guessed") if strong else fault("code")


def proxies(environ: Mapping[str, str]) -> Iterator[Finding]:
    """Whether the number of proxies is one."""
    said = environ.get("ONTHAAL_PROXIES") or "0"
    if not (said.isascii() and said.isdigit() and int(said) < 10):
        yield fault("number", said=said)
