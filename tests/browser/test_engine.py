"""The same talk where there is no server any more: the engine in the browser answers."""

from __future__ import annotations

import json
import random
import time
from pathlib import Path

import pytest

from tests.browser import steps
from tests.browser.installed import ENGINE_IS_READY, READY, Installed, kill, open_offline
from tests.browser.screens import LANDSCAPE, PORTRAIT
from tests.browser.tablet import Tablet
from tests.cast import JORIS_AND_OLA
from webapp.content.expectations import EXPECTATIONS


def test_a_whole_talk_needs_no_server_from_a_cold_start(installed: Installed) -> None:
    installed.stop_server()
    with installed.tablet() as tablet:
        open_offline(tablet, "/")
        interview = steps.start(tablet, "prepare", **JORIS_AND_OLA)
        steps.invite(tablet, "2026-11-24", "11:00", "Gebouw 3", "work-clothing")
        assert "BEGIN:VCALENDAR" in tablet.read(f"{interview}/invitation.ics")
        open_offline(tablet, f"{interview}/welcome")
        steps.go_to_first(tablet, "expectations")
        for key in list(EXPECTATIONS)[:3]:
            steps.mark(tablet, key)
            steps.answer(tablet, key, "yes")
        steps.change_language(tablet, "nl")
        steps.change_language(tablet, "both")
        steps.go_to(tablet, "signing")
        steps.draw(tablet, "trainee")
        steps.sign(tablet, "trainee")
        steps.sign_typed(tablet, "mentor", "Joris De Smet")
        assert steps.signed(tablet, "trainee") and steps.signed(tablet, "mentor")
        open_offline(tablet, f"{interview}/record")
        assert "Ola Kowalczyk" in tablet.words()
        record = json.loads(tablet.read(f"{interview}/record.json"))
        assert {each["method"] for each in record["signatures"]} == {"drawn", "typed"}
        assert interview.rpartition("/")[2] in json.loads(tablet.read("/export.json"))["logs"]
    with installed.tablet() as tablet:
        open_offline(tablet, f"{interview}/expectations")
        assert [steps.answered(tablet, key) for key in list(EXPECTATIONS)[:4]] == ["yes"] * 3 + [
            None
        ]


def test_the_tablet_is_handed_over_and_given_back_without_a_server(installed: Installed) -> None:
    installed.stop_server()
    with installed.tablet() as tablet:
        open_offline(tablet, "/")
        steps.start(tablet, **JORIS_AND_OLA)
        steps.go_on(tablet, "expectations")
        steps.hand_over(tablet, "expectations")
        assert steps.holder(tablet) == "trainee"
        steps.mark(tablet, "hands-on")
        assert "403" in str(
            tablet.page.evaluate("async () => (await fetch('/export.json')).status")
        )
        tablet.expect_complaint("403")
        steps.give_back(tablet)
        assert steps.marked(tablet, "hands-on")


LINES = """() => [...document.querySelectorAll(".bar .nm")].map((name) => {
  const words = document.createRange()
  words.selectNodeContents(name)
  return words.getClientRects().length
})"""


def test_names_stay_whole_beside_all_that_the_tablet_says(installed: Installed) -> None:
    installed.stop_server()
    with installed.tablet() as tablet:
        open_offline(tablet, "/")
        steps.start(tablet, **{**JORIS_AND_OLA, "mentor_language": "de", "trainee_language": "fr"})
        for width in (660, PORTRAIT["width"], LANDSCAPE["width"]):
            tablet.page.set_viewport_size({"width": width, "height": 820})
            assert tablet.page.evaluate(LINES) == [1, 1], width


def test_what_the_server_had_is_on_the_tablet(installed: Installed, tmp_path: Path) -> None:
    """A second browser comes to a server where a talk was begun by the first, unpinned one."""
    body = "mentor_name=Joris&trainee_name=Ola&mentor_language=nl&trainee_language=pl"
    with installed.browser() as context:
        answer = context.request.post(
            installed.home.address + "/interviews",
            data=body, headers={"Content-Type": "application/x-www-form-urlencoded"},
            max_redirects=0,
        )  # fmt: skip
        path = answer.headers["location"].removeprefix(installed.home.address)
    installed.profile = tmp_path / "second"
    with installed.tablet() as tablet:
        tablet.open("/")
        tablet.page.wait_for_function(ENGINE_IS_READY, timeout=READY)
        installed.stop_server()
        open_offline(tablet, path)
        assert "Ola" in tablet.words()


@pytest.mark.parametrize("seed", range(3))
def test_a_killed_browser_has_every_tick_that_was_acknowledged(
    installed: Installed, seed: int
) -> None:
    installed.stop_server()
    chance = random.Random(seed)
    with installed.browser() as context:
        tablet = Tablet(context, installed.home)
        open_offline(tablet, "/")
        interview = steps.start(tablet, **JORIS_AND_OLA)
        steps.go_on(tablet, "expectations")
        keys = list(EXPECTATIONS)[: chance.randrange(2, 8)]
        for key in keys:
            steps.mark(tablet, key)
        kill(installed.profile)
    with installed.tablet() as tablet:
        open_offline(tablet, f"{interview}/expectations")
        assert [key for key in keys if not steps.marked(tablet, key)] == []


def test_another_tab_takes_over_when_the_leading_one_is_closed(installed: Installed) -> None:
    installed.stop_server()
    with installed.tablet() as tablet:
        open_offline(tablet, "/")
        leader = tablet.page
        tablet.page = tablet.context.new_page()
        open_offline(tablet, "/")
        interview = steps.start(tablet, **JORIS_AND_OLA)
        steps.go_on(tablet, "expectations")
        leader.close()
        steps.mark(tablet, "hands-on")
        open_offline(tablet, f"{interview}/expectations")
        assert steps.marked(tablet, "hands-on")


def test_a_page_that_is_kept_for_going_back_lets_the_engine_go(installed: Installed) -> None:
    installed.stop_server()
    with installed.tablet() as tablet:
        open_offline(tablet, "/")
        assert tablet.page.evaluate(SOMEBODY_LEADS)
        tablet.page.evaluate(KEPT_FOR_GOING_BACK)
        end = time.monotonic() + 10
        while tablet.page.evaluate(SOMEBODY_LEADS):
            assert time.monotonic() < end


KEPT_FOR_GOING_BACK = """() => {
  dispatchEvent(new PageTransitionEvent("pagehide", { persisted: true }))
}"""
SOMEBODY_LEADS = """async () => {
  const { held } = await navigator.locks.query()
  return held.some(({ name }) => name === "onthaal-engine")
}"""


def test_a_stopped_service_worker_finds_the_engine_again(installed: Installed) -> None:
    installed.stop_server()
    with installed.tablet() as tablet:
        open_offline(tablet, "/")
        steps.start(tablet, **JORIS_AND_OLA)
        steps.go_on(tablet, "expectations")
        for key in list(EXPECTATIONS)[:3]:
            stop_service_workers(tablet)
            steps.mark(tablet, key)
            assert steps.marked(tablet, key)


def stop_service_workers(tablet: Tablet) -> None:
    session = tablet.context.new_cdp_session(tablet.page)
    session.send("ServiceWorker.enable")
    session.send("ServiceWorker.stopAllWorkers")
    session.detach()
