"""What the server hands out of a bundle, and what it does without one."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from webapp import create_app
from webapp.domain.summary import EDITION, summarise
from webapp.resources import CHECKOUT, static_folder
from webapp.store import open_store
from webapp.tablet import bundle
from webapp.tablet.collecting import collect, collect_pdf


@pytest.fixture
def folder(tmp_path: Path, app: Flask, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A static folder with a small bundle for today's assets."""
    made = tmp_path / "bundle"
    made.mkdir()
    files = {"worker.js": b"work()", "sw.js": b"serve()", "pyodide.asm.wasm": b"\0asm"}
    for name, content in files.items():
        (made / f"{name}.gz").write_bytes(gzip.compress(content))
        (made / f"{name}.br").write_bytes(b"br:" + content)
    known = {
        "version": "v1",
        "static": app.extensions["assets"].digest,
        "files": {name: len(content) for name, content in files.items()},
    }
    (made / "bundle.json").write_text(json.dumps(known))
    monkeypatch.setattr(bundle, "static_folder", lambda: tmp_path)
    return made


def visitor() -> FlaskClient:
    """Somebody who has not signed in."""
    return create_app(store=open_store(None, summarise, EDITION)).test_client()


def test_a_file_comes_compressed_as_it_was_built_and_is_kept_for_ever(folder: Path) -> None:
    answer = visitor().get("/bundle/v1/pyodide.asm.wasm", headers={"Accept-Encoding": "gzip, br"})
    assert answer.data == b"br:\0asm"
    assert answer.headers["Content-Encoding"] == "br"
    assert answer.headers["Content-Type"] == "application/wasm"
    assert "immutable" in answer.headers["Cache-Control"]
    assert "Set-Cookie" not in answer.headers


def test_whoever_takes_nothing_compressed_gets_the_file_itself(folder: Path) -> None:
    answer = visitor().get("/bundle/v1/pyodide.asm.wasm")
    assert (answer.data, answer.headers.get("Content-Encoding")) == (b"\0asm", None)


def test_only_the_engine_may_compile_webassembly(folder: Path) -> None:
    device = visitor()
    assert (
        "wasm-unsafe-eval" in device.get("/bundle/v1/worker.js").headers["Content-Security-Policy"]
    )
    assert "wasm-unsafe-eval" not in device.get("/sign-in").headers["Content-Security-Policy"]


def test_another_version_or_name_is_not_there(folder: Path) -> None:
    device = visitor()
    assert device.get("/bundle/v2/worker.js").status_code == 404
    assert device.get("/bundle/v1/bundle.json").status_code == 404


def test_the_service_worker_is_never_kept_and_names_all_that_it_needs(folder: Path) -> None:
    answer = visitor().get("/sw.js")
    head, _newline, script = answer.text.partition("\n")
    known = json.loads(head.removeprefix("const BUNDLE = "))
    assert answer.headers["Cache-Control"] == "no-cache"
    assert script == "serve()"
    files = {each.pop("path"): each for each in known["files"]}
    assert files["/bundle/v1/worker.js"] == {"bytes": len(b"work()"), "sent": len(b"br:work()")}
    assert files["/shell"] == {"sent": 0, "holds": 'content="v1"'}
    assert any(name.endswith("/css/app.css") for name in files)
    assert not any(name.endswith("/sw.js") for name in files)


def test_the_page_that_starts_a_tablet_holds_what_its_service_worker_looks_for(
    folder: Path,
) -> None:
    assert 'content="v1"' in visitor().get("/shell").text
    assert '"start_url"' in visitor().get("/manifest.webmanifest").text


def test_a_bundle_for_other_assets_is_as_good_as_none(folder: Path) -> None:
    known = json.loads((folder / "bundle.json").read_text())
    (folder / "bundle.json").write_text(json.dumps({**known, "static": "older"}))
    device = visitor()
    assert device.get("/sw.js").status_code == 404
    assert 'name="bundle"' not in device.get("/shell").text


def test_without_a_bundle_the_server_answers_as_ever(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bundle, "static_folder", lambda: tmp_path)
    device = visitor()
    assert device.get("/sign-in").status_code == 200
    assert device.get("/sw.js").status_code == 404


def test_the_manifest_speaks_the_readers_language() -> None:
    answer = visitor().get("/manifest.webmanifest", headers={"Accept-Language": "fr"})
    assert answer.content_type.startswith("application/manifest+json")
    assert json.loads(answer.data)["lang"] == "fr"
    for icon in json.loads(answer.data)["icons"]:
        assert (static_folder() / "icons" / icon["src"].rpartition("/")[2]).exists()


def test_nobody_gets_an_engine_where_it_is_off(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ONTHAAL_ENGINE", "off")
    assert visitor().get("/sw.js").status_code == 404
    assert b"bundle" not in visitor().get("/sign-in").data


def test_what_only_pdfs_need_is_an_archive_of_its_own() -> None:
    always, extra = collect(CHECKOUT), collect_pdf(CHECKOUT)
    assert not always.keys() & extra.keys()
    tops = {name.partition("/")[0] for name in extra if ".dist-info" not in name}
    assert tops == {"fpdf", "fontTools", "defusedxml", "webapp"}
    assert not [name for name in always if name.startswith(("fpdf/", "fontTools/", "PIL/"))]
    assert {"webapp/record_pdf/__init__.py", "webapp/_static/fonts/bold.ttf"} <= extra.keys()
