"""What travels is small, for whoever takes it so."""

from __future__ import annotations

import gzip

import pytest

from webapp import compression, create_app

GZIP = {"Accept-Encoding": "gzip, deflate, br"}


def test_pages_styles_and_scripts_come_compressed(app, client, interview) -> None:
    for address in (
        "/",
        f"/interviews/{interview}/expectations",
        f"/static/{app.extensions['assets'].digest}/css/app.css",
        "/export.json",
    ):
        packed = client.get(address, headers=GZIP)
        plain = client.get(address)
        assert packed.headers["Content-Encoding"] == "gzip"
        assert "Content-Encoding" not in plain.headers
        for answer in (packed, plain):
            assert "Accept-Encoding" in answer.headers["Vary"]
            assert int(answer.headers["Content-Length"]) == len(answer.data)
        assert len(packed.data) < len(plain.data) / 2
        assert gzip.decompress(packed.data)[:50] == plain.data[:50]


@pytest.mark.parametrize("accepted", ["", "identity", "br", "gzip;q=0"])
def test_whoever_does_not_take_gzip_gets_none(client, accepted) -> None:
    answer = client.get("/", headers={"Accept-Encoding": accepted})
    assert "Content-Encoding" not in answer.headers


def test_what_is_small_or_packed_already_stays_as_it_is(app, client) -> None:
    digest = app.extensions["assets"].digest
    for address in ("/health", f"/static/{digest}/icons/onthaal.svg"):
        assert client.get(address, headers=GZIP).status_code == 200
    font = next(name for name in app.extensions["assets"].files if name.endswith(".woff2"))
    assert "Content-Encoding" not in client.get(f"/static/{digest}/{font}", headers=GZIP).headers
    assert "Content-Encoding" not in client.get("/health", headers=GZIP).headers


def test_an_asset_is_packed_once(app, client, monkeypatch) -> None:
    address = f"/static/{app.extensions['assets'].digest}/css/app.css"
    first = client.get(address, headers=GZIP).data
    monkeypatch.setattr(compression.gzip, "compress", lambda *body, **how: 1 / 0)
    assert client.get(address, headers=GZIP).data == first


def test_nothing_is_packed_within_a_tablet(store) -> None:
    client = create_app(store=store, home="tablet").test_client()
    assert "Content-Encoding" not in client.get("/", headers=GZIP).headers
