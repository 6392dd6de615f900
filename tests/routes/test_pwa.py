"""What makes a browser an installed app."""

from __future__ import annotations

import struct

import pytest

from tests.html import page
from webapp.resources import static_folder


def test_the_manifest_speaks_the_readers_language(client, monkeypatch) -> None:
    manifest = client.get("/manifest.webmanifest", headers={"Accept-Language": "pl"}).json
    assert manifest["lang"] == "pl"
    assert manifest["name"] and manifest["description"]
    assert (manifest["display"], manifest["orientation"]) == ("standalone", "any")


def test_every_icon_is_there_in_the_size_that_is_said(client) -> None:
    icons = client.get("/manifest.webmanifest").json["icons"]
    assert {(icon["sizes"], icon["purpose"]) for icon in icons} >= {
        (size, purpose) for size in ("192x192", "512x512") for purpose in ("any", "maskable")
    }
    for icon in icons:
        answer = client.get(icon["src"])
        assert answer.mimetype == icon["type"]
        if icon["type"] == "image/png":
            assert size_of(answer.data) == icon["sizes"]


def test_every_shortcut_leads_to_a_page(client) -> None:
    [shortcut] = client.get("/manifest.webmanifest").json["shortcuts"]
    path, _hash, place = shortcut["url"].partition("#")
    assert page(client.get(path)).find(id=place)


@pytest.mark.parametrize("bundle", ["x", None])
def test_an_ipad_is_told_how_to_hold_it_where_there_is_an_engine(app, client, bundle) -> None:
    app.config["BUNDLE"] = bundle
    head = page(client.get("/")).head
    capable = head.select("meta[name=apple-mobile-web-app-capable][content=yes]")
    assert len(capable) == len(head.select("[rel=manifest]")) == (1 if bundle else 0)
    icon = client.get(head.select_one("[rel=apple-touch-icon]")["href"])
    assert size_of(icon.data) == "180x180"


def test_no_picture_is_large() -> None:
    assert max(path.stat().st_size for path in (static_folder() / "icons").iterdir()) < 16_000


def size_of(png: bytes) -> str:
    """Width and height as a PNG says them in its first chunk."""
    width, height = struct.unpack(">II", png[16:24])
    return f"{width}x{height}"
