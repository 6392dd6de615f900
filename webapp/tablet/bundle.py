"""The tablet's bundle as the server hands it out: the engine, compressed at build time.

    static/bundle/bundle.json   {"version": …, "static": …, "files": {name: bytes}}
    static/bundle/<name>.br     one for every name, and <name>.gz

`static` is the digest of the assets that the pages inside name. In a checkout where one was
edited since, the bundle is of no use until `python hatch_build.py` makes it anew.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Container
from pathlib import Path

from flask import Flask, Response, abort, request

from webapp.assets import TYPES as ASSET_TYPES
from webapp.compression import sent
from webapp.guard import POLICY
from webapp.resources import static_folder

TYPES = {
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".mjs": "text/javascript; charset=utf-8",
    ".wasm": "application/wasm",
}
WORKER_POLICY = POLICY.replace("img-src", "script-src 'self' 'wasm-unsafe-eval'; img-src", 1)
"""Python's WebAssembly may be compiled in the worker, and only there."""


class Bundle:
    """What `bundle.json` in a folder says; raises FileNotFoundError where nothing was built."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        known = json.loads((folder / "bundle.json").read_text(encoding="utf-8"))
        self.version: str = known["version"]
        self.static: str = known["static"]
        self.files: dict[str, int] = known["files"]

    def body(self, name: str, accepted: Container[str]) -> tuple[bytes, str | None]:
        """The content of a file and its encoding, the best of those accepted."""
        for encoding, suffix in (("br", "br"), ("gzip", "gz")):
            if encoding in accepted:
                return (self.folder / f"{name}.{suffix}").read_bytes(), encoding
        return gzip.decompress((self.folder / f"{name}.gz").read_bytes()), None

    def sent(self, name: str) -> int:
        """How many bytes of a file come over the network at best."""
        return (self.folder / f"{name}.br").stat().st_size


def init_app(app: Flask) -> None:
    """Serve the bundle and the service worker, where they are wanted and made of today's assets.

    `app.config["BUNDLE"]` is its version, or None: then pages do not try to start an engine.
    To stand before the guard, as the assets do: these answers know no session.
    """
    app.config["BUNDLE"] = None
    if app.config["HOME"] == "tablet":
        return
    bundle = _current(app)
    app.config["BUNDLE"] = bundle and bundle.version

    @app.get("/bundle/<version>/<name>", endpoint="bundle")
    def serve(version: str, name: str) -> Response:
        if bundle is None or version != bundle.version or name not in bundle.files:
            abort(404)
        return _file(bundle, name)

    @app.get("/sw.js", endpoint="service_worker")
    def service_worker() -> Response:
        if bundle is None:
            abort(404)
        return _service_worker(app, bundle)

    @app.before_request
    def answer_first() -> Response | None:
        if request.endpoint not in ("bundle", "service_worker"):
            return None
        return serve(**(request.view_args or {})) if request.view_args else service_worker()


def _file(bundle: Bundle, name: str) -> Response:
    body, encoding = bundle.body(name, request.accept_encodings)
    kind = TYPES.get(Path(name).suffix, "application/octet-stream")
    response = Response(body, content_type=kind)
    if encoding:
        response.headers["Content-Encoding"] = encoding
    response.headers["Vary"] = "Accept-Encoding"
    response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    response.headers["X-Content-Type-Options"] = "nosniff"
    if name == "worker.js":
        response.headers["Content-Security-Policy"] = WORKER_POLICY
    return response


def _service_worker(app: Flask, bundle: Bundle) -> Response:
    script, _encoding = bundle.body("sw.js", {})
    configured = f"const BUNDLE = {json.dumps(_installed(app, bundle))}\n".encode() + script
    response = Response(configured, content_type=TYPES[".js"])
    response.headers["Cache-Control"] = "no-cache"
    return response


def _current(app: Flask) -> Bundle | None:
    if not app.config["ENGINE"]:
        return None
    try:
        bundle = Bundle(static_folder() / "bundle")
    except FileNotFoundError:
        return None
    return bundle if bundle.static == app.extensions["assets"].digest else None


def _installed(app: Flask, bundle: Bundle) -> dict[str, object]:
    """What the service worker keeps, all of it or nothing.

    Of each file: its path; how many bytes it has and how many come over the network, or for a
    page, which is made when it is asked for, what it holds.
    """
    assets = app.extensions["assets"]
    bodies = {name: assets.body(name) for name in sorted(assets.files)}
    ours = [
        {"path": f"/static/{assets.digest}/{name}", "bytes": len(body), "sent": sent(body, kind)}
        for name, body in bodies.items()
        for kind in [ASSET_TYPES[Path(name).suffix].partition(";")[0]]
    ]
    engine = [
        {"path": f"/bundle/{bundle.version}/{name}", "bytes": size, "sent": bundle.sent(name)}
        for name, size in bundle.files.items()
        if name != "sw.js"
    ]
    pages = [
        {"path": "/shell", "sent": 0, "holds": f'content="{bundle.version}"'},
        {"path": "/manifest.webmanifest", "sent": 0, "holds": '"start_url"'},
    ]
    return {"version": bundle.version, "files": [*engine, *ours, *pages]}
