"""What goes wrong is said in words, and nothing acknowledged is lost by it."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from tests.cast import JORIS_AND_OLA
from tests.conftest import make_interview
from tests.html import page, words
from tests.routes.test_handover import hand_over
from tests.store.faults import FaultyFiles
from webapp import create_app
from webapp.domain.summary import EDITION, summarise
from webapp.store import Store

HTMX = {"HX-Request": "true"}


@pytest.fixture
def disk() -> FaultyFiles:
    return FaultyFiles()


@pytest.fixture
def on_disk(disk: FaultyFiles, clock, untranslated) -> FlaskClient:
    """A browser before an app whose disk does as it is told."""
    app = create_app(store=Store(disk, summarise, EDITION), open_on_loopback=True)
    app.config.update(TESTING=True, CLOCK=clock, PROPAGATE_EXCEPTIONS=False)
    return app.test_client()


def mark(client: FlaskClient, interview: str, key: str):
    address = f"/interviews/{interview}/fields/expectation:{key}/wanted"
    return client.post(address, data={"value": "1"}, headers=HTMX)


def marked(client: FlaskClient, interview: str) -> set[str]:
    shown = page(client.get(f"/interviews/{interview}/expectations"))
    return {box.find_parent("li")["id"] for box in shown.select(".say input[checked]")}


def test_a_full_disk_is_said_in_words_and_loses_nothing(on_disk, disk) -> None:
    interview = make_interview(on_disk, **JORIS_AND_OLA)
    assert mark(on_disk, interview, "hands-on").status_code == 200
    disk.room = 0
    refused = mark(on_disk, interview, "daily-life")
    assert "storage is full" in words(page(refused, 507))
    assert marked(on_disk, interview) == {"expectation-hands-on"}
    disk.room = None
    assert mark(on_disk, interview, "daily-life").status_code == 200
    assert marked(on_disk, interview) == {"expectation-hands-on", "expectation-daily-life"}


def test_a_failing_disk_is_said_in_words_and_loses_nothing(on_disk, disk) -> None:
    interview = make_interview(on_disk, **JORIS_AND_OLA)
    mark(on_disk, interview, "hands-on")
    disk.failing = {"write"}
    refused = mark(on_disk, interview, "daily-life")
    assert refused.status_code >= 500 and words(page(refused, refused.status_code))
    disk.failing = set()
    assert marked(on_disk, interview) == {"expectation-hands-on"}


def test_an_error_replaces_the_status_and_never_the_field(client, interview) -> None:
    refused = client.post(
        f"/interviews/{interview}/fields/trainee/email", data={"value": "nobody"}, headers=HTMX
    )
    (region,) = page(refused, 422).find_all(recursive=False)
    assert (region.name, region["hx-target"]) == ("hx-partial", "#status")
    assert [span["lang"] for span in region.select("[role=alert] span[lang]")] == ["nl", "pl"]


def test_an_error_of_a_plain_form_is_a_page_with_a_way_on(client, interview) -> None:
    refused = client.post(
        f"/interviews/{interview}/fields/trainee/email", data={"value": "nobody"}
    )
    shown = page(refused, 422)
    assert "not an e-mail address" in words(shown.select_one("[role=alert]"))
    assert shown.main.select("a[href]")


def test_a_trainee_who_is_refused_reads_it_in_their_language_and_finds_back(
    client, interview
) -> None:
    hand_over(client, interview)
    shown = page(client.get("/export.json"), 403)
    assert [span["lang"] for span in shown.select("[role=alert] span[lang]")] == ["pl", "nl"]
    assert shown.main.a["href"] == f"/interviews/{interview}/handover"
