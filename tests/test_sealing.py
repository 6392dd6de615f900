"""A server with a key seals what both signed, once, and gives everybody the same file."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.routes.test_signing import english_talk, set_field, sign
from tests.seal.conftest import PASSWORD, key
from webapp import command, create_app
from webapp.domain.verdict import Judgement
from webapp.store import Store
from webapp.verification import judge

__all__ = ["key"]


@pytest.fixture
def app(store: Store, clock, untranslated, key: Path, monkeypatch) -> Flask:
    monkeypatch.setenv("ONTHAAL_SEAL_KEY", str(key))
    monkeypatch.setenv("ONTHAAL_SEAL_PASSWORD", PASSWORD)
    app = create_app(store=store, open_on_loopback=True)
    app.config.update(TESTING=True, CLOCK=clock)
    return app


@pytest.fixture
def interview(client: FlaskClient) -> str:
    made = english_talk(client)
    sign(client, made, "mentor")
    return made


def pdf(client: FlaskClient, interview: str) -> bytes:
    return client.get(f"/interviews/{interview}/record.pdf").data


def judged(app: Flask, content: bytes) -> Judgement:
    from webapp.sealing import certificates

    with app.test_request_context():
        return judge(content, None, certificates())


def test_what_both_signed_is_sealed_once(app, client, interview, store: Store) -> None:
    assert judged(app, pdf(client, interview)).of("seal").state == "absent"
    sign(client, interview, "trainee")
    sealed = pdf(client, interview)
    judgement = judged(app, sealed)
    assert judgement.state == "intact" and judgement.of("seal").state == "intact"
    assert "own certificate" in str(judgement.of("seal").says[-1])
    assert pdf(client, interview) == sealed
    kept = create_app(store=store, open_on_loopback=True).test_client()
    assert pdf(kept, interview) == sealed


def test_another_certificate_is_told_from_our_own(app, client, interview, store: Store) -> None:
    sign(client, interview, "trainee")
    sealed = pdf(client, interview)
    store.settings.set({"seal-certificates": ["0" * 64]})
    assert judged(app, sealed).of("seal").state == "unknown"


def test_who_signs_anew_gets_a_new_seal_and_the_old_one_goes(client, interview, store) -> None:
    sign(client, interview, "trainee")
    sealed = pdf(client, interview)
    set_field(client, interview, "expectation:hands-on", "wanted", "1")
    sign(client, interview, "mentor")
    sign(client, interview, "trainee")
    assert pdf(client, interview) != sealed
    blobs = [store.blobs.get(sha) for sha in store.blobs.hashes()]
    assert sum(each.startswith(b"%PDF") for each in blobs) == 1


def test_a_sealed_pdf_goes_with_its_interview(client, interview, store: Store) -> None:
    sign(client, interview, "trainee")
    pdf(client, interview)
    client.post(f"/interviews/{interview}/erasure")
    assert store.blobs.hashes() == []


def test_an_authority_that_does_not_answer_holds_nothing_up(
    store, clock, untranslated, key, monkeypatch, client, interview, app
) -> None:
    monkeypatch.setenv("ONTHAAL_TIMESTAMP_URL", "http://127.0.0.1:1/")
    deaf = create_app(store=store, open_on_loopback=True)
    sign(client, interview, "trainee")
    found = judged(app, pdf(deaf.test_client(), interview))
    assert found.state == "intact" and found.of("seal").state == "absent"
    assert judged(app, pdf(client, interview)).of("seal").state == "intact"


def test_a_tablet_has_no_key(store, untranslated, key, monkeypatch) -> None:
    monkeypatch.setenv("ONTHAAL_SEAL_KEY", str(key))
    assert create_app(store=store, home="tablet").extensions["sealer"] is None


def test_a_key_is_made_by_the_command(tmp_path, capsys, monkeypatch) -> None:
    path = tmp_path / "key.p12"
    with pytest.raises(SystemExit) as end:
        command.main(["seal", "--make", str(path), "--name", "Example School"])
    said = capsys.readouterr().out
    assert end.value.code == 0
    assert path.stat().st_mode & 0o077 == 0
    for line in said.splitlines():
        name, sign_, value = line.partition("=")
        if sign_:
            monkeypatch.setenv(name, value)
    assert create_app(tmp_path / "data").extensions["sealer"].fingerprint in said
    with pytest.raises(SystemExit, match="cannot write"):
        command.main(["seal", "--make", str(path), "--name", "Example School"])


def test_a_server_with_a_bad_key_says_so_and_does_not_start(tmp_path, monkeypatch) -> None:
    monkeypatch.setenv("ONTHAAL_SEAL_KEY", str(tmp_path / "nothing"))
    with pytest.raises(SystemExit, match="cannot read"):
        command.main(["--data", str(tmp_path / "data"), "--port", "0"])
