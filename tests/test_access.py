"""The access code, the loopback exception, and requests from other sites."""

from __future__ import annotations

import pytest

from tests.cast import JORIS_AND_OLA
from tests.html import page
from webapp import create_app
from webapp.access import code_of


@pytest.fixture
def served(store, monkeypatch):
    """A browser before an app that is served to others, with the code `blue-horse`."""
    monkeypatch.setenv("ONTHAAL_ACCESS_CODE", "blue-horse")
    app = create_app(store=store)
    app.config.update(TESTING=True)
    return app.test_client()


def test_every_page_but_a_few_asks_for_the_code(served) -> None:
    assert served.get("/").location == "/sign-in?next=/"
    assert served.get("/interviews/x/expectations").location.startswith("/sign-in")
    assert served.post("/interviews", data=JORIS_AND_OLA).status_code == 401
    for open_page in ("/health", "/sign-in"):
        assert served.get(open_page).status_code == 200


def test_the_right_code_opens_the_page_that_was_asked_for(served) -> None:
    answer = served.post("/sign-in", data={"code": " Blue-Horse ", "next": "/?all=1"})
    assert answer.location == "/?all=1"
    assert served.get("/").status_code == 200


def test_a_wrong_code_is_refused_in_words_and_leads_nowhere(served) -> None:
    answer = served.post("/sign-in", data={"code": "red-horse"})
    assert page(answer, 401).select_one("[role=alert]")
    assert served.get("/").status_code == 302


def test_signing_in_never_leads_to_another_site(served) -> None:
    answer = served.post("/sign-in", data={"code": "blue-horse", "next": "//evil.example"})
    assert answer.location == "/"


def test_the_code_is_made_once_and_kept(store, monkeypatch) -> None:
    monkeypatch.delenv("ONTHAAL_ACCESS_CODE", raising=False)
    codes = {code_of(create_app(store=store).extensions["store"]) for _start in range(2)}
    assert len(codes) == 1 and len(codes.pop()) >= 12


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "192.168.1.9:8000"])
def test_open_on_loopback_answers_no_other_host_name(client, host) -> None:
    assert client.get("/", headers={"Host": host}).status_code == 403


@pytest.mark.parametrize("host", ["localhost:8000", "127.0.0.1:8000", "[::1]:8000", "[::1]"])
def test_open_on_loopback_answers_this_machine(client, host) -> None:
    assert client.get("/", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize("name", ["X-Forwarded-For", "Forwarded", "X-Forwarded-Host"])
def test_open_on_loopback_refuses_every_sign_of_a_proxy(client, name) -> None:
    assert client.get("/", headers={name: "1.2.3.4"}).status_code == 403


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
    ],
)
def test_a_form_on_another_site_changes_nothing(client, store, headers) -> None:
    assert client.post("/interviews", data=JORIS_AND_OLA, headers=headers).status_code == 403
    assert not store.logs.ids()


def test_every_page_forbids_foreign_scripts_frames_and_caches(client, interview) -> None:
    for address in ("/", f"/interviews/{interview}/expectations", "/nothing-here"):
        headers = client.get(address).headers
        assert "default-src 'self'" in headers["Content-Security-Policy"]
        assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
        assert headers["Cache-Control"] == "no-store"
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert "HX-Request" in headers["Vary"]


FORWARDED = {"X-Forwarded-Proto": "https", "X-Forwarded-Host": "talks.example"}


def test_a_proxys_headers_count_only_where_a_proxy_is_set(store, monkeypatch) -> None:
    for proxies, secure in (("", False), ("1", True)):
        monkeypatch.setenv("ONTHAAL_PROXIES", proxies)
        client = create_app(store=store).test_client()
        answer = client.post(
            "/sign-in",
            data={"code": code_of(store)},
            headers={**FORWARDED, "Origin": "https://talks.example"} if secure else FORWARDED,
        )
        assert answer.status_code == 303
        assert ("Secure" in answer.headers["Set-Cookie"]) == secure
