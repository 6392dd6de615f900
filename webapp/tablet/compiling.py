"""Byte-compiling for the tablet's Python; the build runs this inside that very Python."""

from __future__ import annotations

import io
import zipfile
from importlib._bootstrap_external import _code_to_hash_pyc  # type: ignore[import-not-found]

_EPOCH = (1980, 1, 1, 0, 0, 0)
_UNCHECKED = bytes(8)


def compiled(source: str) -> bytes:
    """The zip `source` with each `.py` compiled, stored without compression.

    Without docstrings and assertions, which nobody reads there and a snapshot would hold.
    """
    content = io.BytesIO()
    with zipfile.ZipFile(source) as read, zipfile.ZipFile(content, "w") as written:
        for name in sorted(read.namelist()):
            if not name.endswith("/"):
                written.writestr(*_entry(name, read.read(name)))
    return content.getvalue()


def _entry(name: str, content: bytes) -> tuple[zipfile.ZipInfo, bytes]:
    if name.endswith(".py"):
        code = compile(content, f"/lib/app/{name}", "exec", dont_inherit=True, optimize=2)
        name, content = name + "c", bytes(_code_to_hash_pyc(code, _UNCHECKED, checked=False))
    return zipfile.ZipInfo(name, _EPOCH), content
