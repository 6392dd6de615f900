"""A small engine for tests of what is served around it."""

from __future__ import annotations

import gzip
import json
from pathlib import Path


def made_bundle(folder: Path, digest: str) -> None:
    """Put a bundle of a few bytes, made for the assets of that digest, into a folder."""
    folder.mkdir(parents=True)
    files = {"sw.js": b"serve()", "pyodide.asm.wasm": b"\0asm" * 9}
    for name, content in files.items():
        (folder / f"{name}.gz").write_bytes(gzip.compress(content))
        (folder / f"{name}.br").write_bytes(b"br:" + content)
    known = {"version": "v1", "static": digest, "files": dict.fromkeys(files, 1)}
    (folder / "bundle.json").write_text(json.dumps(known))
