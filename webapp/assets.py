"""The styles, scripts, icons and fonts that browsers fetch, under addresses that never change.

An address is `/static/<digest>/<name>`. The digest covers all of the files, so a relative
address inside one of them leads to the same version of another, and any of them may be
kept for ever.
"""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path

from flask import Flask, Response, abort, request, url_for

from webapp.resources import static_folder

TYPES = {
    ".css": "text/css; charset=utf-8",
    ".icc": "application/vnd.iccprofile",
    ".js": "text/javascript; charset=utf-8",
    ".mjs": "text/javascript; charset=utf-8",
    ".pfb": "application/x-font-type1",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".ttf": "font/ttf",
    ".wasm": "application/wasm",
    ".woff2": "font/woff2",
}
"""Suffix → media type; a file of any other kind is not served."""

POLICIES = {
    "vendor/pdfjs/pdf.worker.min.mjs": "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; "
    "connect-src 'self'",
}
"""What a worker may do, by its script: the one that reads strangers' PDFs may only decode them."""

STYLESHEET = "css/app.css"
_IMPORT = re.compile(r'@import url\("(?P<file>[^"]+)"\)(?: layer\((?P<layer>[\w.-]+)\))?;')


class Assets:
    """Every file that may be fetched, by name, and the digest of them all.

    Raises FileNotFoundError when a file is missing, such as an npm package not fetched.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.read()

    def read(self) -> None:
        """Take the files as they are now."""
        self.seen = fingerprint(self.folder)
        self.files = manifest(self.folder)
        self.stylesheet = joined(self.folder / STYLESHEET).encode()
        self.digest = self._digest()

    def refresh(self) -> None:
        """Read again when a file of ours was added, edited or removed."""
        if fingerprint(self.folder) != self.seen:
            self.read()

    def body(self, name: str) -> bytes:
        """The content of an asset; raises KeyError for any name not in the manifest."""
        path = self.files[name]
        return self.stylesheet if name == STYLESHEET else path.read_bytes()

    def _digest(self) -> str:
        digest = hashlib.sha256()
        for name in sorted(self.files):
            body = self.body(name)
            digest.update(f"{name}\0{len(body)}\0".encode())
            digest.update(body)
        return digest.hexdigest()[:16]


class Listing:
    """The names of the assets without the files: on a tablet they are in the browser's cache."""

    def __init__(self, listing: Path) -> None:
        known = json.loads(listing.read_text(encoding="utf-8"))
        self.digest: str = known["digest"]
        self.files = {name: listing.parent / name for name in known["names"]}

    def refresh(self) -> None:
        """Nothing to read again."""

    def body(self, name: str) -> bytes:
        """Never here; aborts with 404."""
        abort(404)


def manifest(folder: Path) -> dict[str, Path]:
    """Name → file: the stylesheet, our scripts and icons, and what npm brought."""
    ours = [folder / STYLESHEET, *folder.glob("js/**/*"), *folder.glob("icons/**/*")]
    package = json.loads((folder / "package.json").read_text(encoding="utf-8"))
    return {
        **{path.relative_to(folder).as_posix(): path for path in ours if path.suffix in TYPES},
        **{name: folder / "node_modules" / path for name, path in package["served"].items()},
    }


def joined(stylesheet: Path) -> str:
    """A stylesheet with the text of each `@import url("…") layer(…);` in its place.

    Imported files are pasted, so addresses inside them are relative to the stylesheet.
    """

    def text(imported: re.Match[str]) -> str:
        body = joined(stylesheet.parent / imported["file"])
        return f"@layer {imported['layer']} {{\n{body}}}" if imported["layer"] else body

    return _IMPORT.sub(text, stylesheet.read_text(encoding="utf-8"))


def fingerprint(folder: Path) -> dict[str, int]:
    """Our own files and when each was last written (ns)."""
    ours = [path for kind in ("css", "icons", "js") for path in folder.joinpath(kind).rglob("*.*")]
    return {str(path): path.stat().st_mtime_ns for path in [folder / "package.json", *ours]}


def init_app(app: Flask, folder: Path | None = None) -> None:
    """Serve the assets, and give templates `asset('css/app.css')`: the address of one.

    The `Assets` are `app.extensions["assets"]`. While `app.debug` is on, a page asked for
    after an edit names the new version.

    To be the first part of the app: an asset is answered before anything looks into the
    session, so that it sets no cookie and is not fetched again when one changes.
    """
    assets = app.extensions["assets"] = _found(folder or static_folder())

    @app.get("/static/<digest>/<path:name>", endpoint="asset")
    def serve(digest: str, name: str) -> Response:
        if digest != assets.digest or name not in assets.files:
            abort(404)
        response = Response(assets.body(name), content_type=TYPES[Path(name).suffix])
        response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
        response.headers["X-Content-Type-Options"] = "nosniff"
        if name in POLICIES:
            response.headers["Content-Security-Policy"] = POLICIES[name]
        return response

    @app.before_request
    def answer_first() -> Response | None:
        if app.debug:
            assets.refresh()
        return serve(**(request.view_args or {})) if request.endpoint == "asset" else None

    @app.template_global()
    def asset(name: str) -> str:
        if name not in assets.files:
            raise LookupError(f"no asset is called {name}")
        return url_for("asset", digest=assets.digest, name=name)


def _found(folder: Path) -> Assets | Listing:
    listing = folder / "listing.json"
    return Listing(listing) if listing.exists() else Assets(folder)
