"""Byte-compiling for the tablet's Python; the build runs this inside that very Python."""

from __future__ import annotations

import io
import re
import zipfile
from importlib._bootstrap_external import _code_to_hash_pyc  # type: ignore[import-not-found]

_UNUSED = re.compile(
    r"(_pyrepl|idlelib|lib2to3|multiprocessing|sqlite3|tkinter|turtledemo|unittest|wsgiref|xmlrpc)/"
    r"|(_pyio|bdb|cProfile|doctest|ftplib|imaplib|mailbox|optparse|pdb|pickletools|plistlib|poplib"
    r"|profile|pstats|pydoc|smtplib|telnetlib|trace|turtle|wave|webbrowser)\.py$"
)
"""What of the standard library neither the app nor Pyodide asks for."""

_EPOCH = (1980, 1, 1, 0, 0, 0)
_UNCHECKED = bytes(8)


def compiled(source: str) -> bytes:
    """The zip `source` with each `.py` compiled, stored without compression.

    Without docstrings and assertions, which nobody reads there and a snapshot would hold.
    """
    content = io.BytesIO()
    with zipfile.ZipFile(source) as read, zipfile.ZipFile(content, "w") as written:
        for name in sorted(read.namelist()):
            if not name.endswith("/") and not _UNUSED.match(name):
                written.writestr(*_entry(name, read.read(name)))
    return content.getvalue()


def _entry(name: str, content: bytes) -> tuple[zipfile.ZipInfo, bytes]:
    if name.endswith(".py"):
        code = compile(content, f"/lib/app/{name}", "exec", dont_inherit=True, optimize=2)
        name, content = name + "c", bytes(_code_to_hash_pyc(code, _UNCHECKED, checked=False))
    return zipfile.ZipInfo(name, _EPOCH), content
