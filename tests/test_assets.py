"""The addresses of styles, scripts, icons and fonts, and what they answer."""

from __future__ import annotations

import json
import os
import posixpath
import re
from pathlib import Path

import pytest
from flask import Flask, render_template_string
from flask.testing import FlaskClient

from webapp import assets, create_app
from webapp.resources import static_folder

FOR_EVER = "public, max-age=31536000, immutable"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A small static folder."""
    files = {
        "css/app.css": '@layer a, b;\n@import url("own.css") layer(b);\n'
        '@import url("parts/one.css");\n',
        "css/own.css": "p { color: red }\n",
        "css/parts/one.css": '@import url("two.css") layer(a);\n',
        "css/parts/two.css": "b { color: blue }\n",
        "js/app.js": 'import "./elements/pad.js";\n',
        "js/elements/pad.js": "export default 1;\n",
        "js/app.js~": "an editor's copy",
        "icons/app.svg": "<svg/>",
        "node_modules/lib/dist/lib.min.js": "lib",
        "node_modules/lib/secret.js": "not served",
        "package.json": json.dumps({"served": {"vendor/lib.js": "lib/dist/lib.min.js"}}),
    }
    for name, text in files.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path


@pytest.fixture
def app(folder: Path) -> Flask:
    made = Flask("app", static_folder=None)
    assets.init_app(made, folder)
    made.add_url_rule("/", "page", lambda: render_template_string("{{ asset('js/app.js') }}"))
    return made


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


def edit(path: Path, text: str) -> None:
    """Write a file so that its time of change differs however coarse the clock is."""
    before = path.stat().st_mtime if path.exists() else 0
    path.write_text(text, encoding="utf-8")
    os.utime(path, (before + 10, before + 10))


@pytest.mark.parametrize(
    ("name", "content_type"),
    [
        ("css/app.css", "text/css; charset=utf-8"),
        ("js/elements/pad.js", "text/javascript; charset=utf-8"),
        ("icons/app.svg", "image/svg+xml"),
        ("vendor/lib.js", "text/javascript; charset=utf-8"),
    ],
)
def test_an_asset_is_kept_for_ever_and_named_by_its_type(
    app: Flask, client: FlaskClient, name: str, content_type: str
) -> None:
    answer = client.get(f"/static/{app.extensions['assets'].digest}/{name}")
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == FOR_EVER
    assert answer.headers["Content-Type"] == content_type
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(
    "name",
    [
        "js/missing.js",
        "js/app.js~",
        "css/own.css",
        "package.json",
        "node_modules/lib/dist/lib.min.js",
        "node_modules/lib/secret.js",
        "../pyproject.toml",
        "js/../package.json",
    ],
)
def test_nothing_outside_the_manifest_is_served(
    app: Flask, client: FlaskClient, name: str
) -> None:
    answer = client.get(f"/static/{app.extensions['assets'].digest}/{name}")
    assert answer.status_code == 404
    assert "immutable" not in answer.headers.get("Cache-Control", "")


def test_an_address_of_another_version_is_not_found(client: FlaskClient) -> None:
    assert client.get("/static/0000000000000000/js/app.js").status_code == 404


def test_a_page_names_an_asset_by_the_address_that_serves_it(client: FlaskClient) -> None:
    address = client.get("/").text
    assert client.get(address).text == 'import "./elements/pad.js";\n'


def test_a_page_that_names_no_asset_of_ours_fails_at_once(app: Flask) -> None:
    with app.test_request_context(), pytest.raises(LookupError, match="js/ap.js"):
        render_template_string("{{ asset('js/ap.js') }}")


def test_the_stylesheet_holds_its_imports_each_in_its_layer(folder: Path) -> None:
    text = assets.joined(folder / "css/app.css")
    assert re.sub(r"\s+", " ", text).strip() == (
        "@layer a, b; @layer b { p { color: red } } @layer a { b { color: blue } }"
    )


@pytest.mark.parametrize(
    "name", ["css/parts/two.css", "js/elements/pad.js", "node_modules/lib/dist/lib.min.js"]
)
def test_the_digest_covers_every_file_that_is_served(folder: Path, name: str) -> None:
    before = assets.Assets(folder).digest
    edit(folder / name, (folder / name).read_text(encoding="utf-8").swapcase())
    assert assets.Assets(folder).digest != before


def test_the_digest_depends_on_nothing_but_what_is_served(folder: Path) -> None:
    before = assets.Assets(folder).digest
    edit(folder / "node_modules/lib/secret.js", "other")
    os.utime(folder / "js/app.js", (0, 0))
    assert assets.Assets(folder).digest == before


def test_an_edit_shows_on_the_next_page_while_developing(folder: Path, app: Flask) -> None:
    app.debug = True
    client = app.test_client()
    before = client.get("/").text
    edit(folder / "css/parts/two.css", "b { color: green }\n")
    after = client.get("/").text
    assert after != before
    assert "green" in client.get(after.replace("js/app.js", "css/app.css")).text


def test_a_running_server_keeps_to_the_files_it_started_with(folder: Path, app: Flask) -> None:
    client = app.test_client()
    before = client.get("/").text
    edit(folder / "js/new.js", "new")
    assert client.get("/").text == before


def test_an_asset_belongs_to_nobody_so_no_cookie_comes_with_it(tmp_path: Path) -> None:
    app = create_app(tmp_path)
    answer = app.test_client().get(f"/static/{app.extensions['assets'].digest}/css/app.css")
    assert answer.status_code == 200
    assert "Set-Cookie" not in answer.headers
    assert "Cookie" not in answer.vary
    app.extensions["store"].close()


def test_every_address_in_our_styles_and_scripts_is_served() -> None:
    ours = assets.Assets(static_folder())
    addresses = re.compile(r'(?:url\(|\bfrom\s+|\bimport\s*\(?\s*)"([^"]+)"')
    asked = {
        (name, posixpath.normpath(posixpath.join(posixpath.dirname(name), address)))
        for name in ours.files
        if name.startswith(("css/", "js/"))
        for address in addresses.findall(ours.body(name).decode())
        if not address.startswith("data:")
    }
    assert asked, "the pattern finds nothing any more"
    assert [pair for pair in sorted(asked) if pair[1] not in ours.files] == []
