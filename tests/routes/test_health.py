"""Whether the server is there, and can keep what it is told."""

from __future__ import annotations

from webapp.store import StorageFull


def test_a_server_that_keeps_what_it_is_told_is_well(client, app) -> None:
    version = app.config["VERSION"]
    answer = client.get("/health")
    assert answer.json == {"status": "ok", "home": "server", "version": version}
    assert answer.status_code == 200


def test_a_store_without_room_is_told_and_heals(client, store, clock, monkeypatch) -> None:
    def full(*_anything: object) -> None:
        raise StorageFull("no room")

    with monkeypatch.context() as broken:
        broken.setattr(store.settings, "set", full)
        answer = client.get("/health")
        assert (answer.status_code, answer.json["status"]) == (503, "failing")
    assert client.get("/health").status_code == 200


def test_asking_often_does_not_wear_the_disk(client, store, clock, monkeypatch) -> None:
    client.get("/health")
    monkeypatch.setattr(store.settings._journal, "append", lambda *record, **how: 1 / 0)
    assert client.get("/health").status_code == 200
    clock.forward(minutes=1)
    assert client.get("/health").status_code == 500
