"""The engine's life on a tablet: it arrives, is replaced, hangs, dies, and is there again."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Error, Page, Playwright, Response, expect

from tests.browser import steps
from tests.browser.installed import (
    ENGINE_IS_READY,
    HOME_IS_TABLET,
    READY,
    Installed,
    demand_bundle,
    open_offline,
    start_a_talk,
)
from tests.browser.network import CAUGHT, FINE, HALF, HANG, MISSING, Network, Release, site
from tests.browser.tablet import Tablet
from tests.running import running
from webapp.messages import _

NOTHING = {"next": None, "trial": None, "bad": None}
PATIENCE = 60_000  # ms, on a machine with much else to do
NEXT = "fedcba9876543210"
AFTER_THAT = "0123456789fedcba"

VERSIONS = "async () => (await (await caches.match('/versions'))?.json()) ?? {}"
UPDATE = """async () => {
  const registration = await navigator.serviceWorker.getRegistration()
  await registration.update().catch(() => {})
}"""
INSTALLING = "async () => Boolean((await navigator.serviceWorker.getRegistration()).installing)"
CACHES = "async () => (await caches.keys()).filter((name) => name !== 'onthaal').sort()"
SHOWN = "() => document.querySelector('meta[name=bundle]')?.content"

HANGS = """() => {
  const { stringify } = JSON
  JSON.stringify = (...given) => { JSON.stringify = stringify; for (;;); }
}"""
DIES_WITH_AN_ANSWER = """() => {
  const { postMessage } = BroadcastChannel.prototype
  BroadcastChannel.prototype.postMessage = function (message) {
    if (message.answer) self.close()
    else postMessage.call(this, message)
  }
}"""

BEGIN = """async (people) => {
  const body = new URLSearchParams(people)
  return (await fetch("/interviews", { method: "POST", body })).text()
}"""
PEOPLE = {
    "mentor_name": "Joris De Smet", "trainee_name": "Ola Kowalczyk",
    "mentor_language": "nl", "trainee_language": "pl",
}  # fmt: skip
TICK_AND_LEAVE = {
    "Reload": "(box) => { box.click(); location.reload() }",
    "Back": "(box) => { box.click(); history.back() }",
}


class Tablets:
    """Browsers that were at a server once, through a network that can be disturbed."""

    def __init__(self, first: Installed, network: Network, folder: Path) -> None:
        self.first = first
        self.network = network
        self.folder = folder

    @contextmanager
    def tablet(self, profile: str = "profile") -> Iterator[Tablet]:
        """The tablet, started anew with what it kept."""
        made = Installed(self.first.playwright, self.first.chromium, self.folder, self.first.server)
        made.profile = self.folder / profile
        made.home.address = self.network.address
        with made.tablet() as tablet:
            yield tablet


@pytest.fixture(scope="module")
def origin(
    playwright: Playwright, chromium: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Installed, Network]]:
    """A browser with the engine, the server it came from, and the network between them."""
    folder = tmp_path_factory.mktemp("origin")
    with running("--data", folder / "data") as server:
        first = Installed(playwright, chromium, folder, server)
        demand_bundle(first.home.app)
        network = Network(server.address)
        with network.up():
            first.home.address = network.address
            first.visit()
        yield first, network


@pytest.fixture
def tablets(origin: tuple[Installed, Network], tmp_path: Path) -> Iterator[Tablets]:
    """A tablet that needs its server no more; the network is up."""
    first, network = origin
    shutil.copytree(first.profile, tmp_path / "profile")
    network.reset()
    with network.up():
        yield Tablets(first, network, tmp_path)


def versions(page: Page) -> dict[str, object]:
    known: dict[str, object] = page.evaluate(VERSIONS)
    return known


def start_anew(tablet: Tablet, path: str = "/") -> None:
    """Leave the app, as if the tablet had been switched off, and come back."""
    tablet.page.goto("about:blank")
    open_offline(tablet, path)


def wait_for(page: Page, **expected: object) -> None:
    """Wait until the browser knows this of its versions."""
    wait_until(page, VERSIONS, lambda known: {**NOTHING, **known}.items() >= expected.items())


def wait_until(page: Page, question: str, answer: Callable[[Any], bool]) -> None:
    """Ask a page until the answer is right; it may be loaded again meanwhile."""
    given = None
    for _each in range(300):
        with suppress(Error):
            given = page.evaluate(question)
            if answer(given):
                return
        page.wait_for_timeout(200)
    raise AssertionError(given)


def marks_kept(tablet: Tablet, interview: str, key: str) -> list[object]:
    """Every value that was ever written whether the trainee wants this."""
    logs = json.loads(tablet.read("/export.json"))["logs"]
    changes = logs[interview.rpartition("/")[2]]
    ours = (f"expectation:{key}", "wanted")
    return [each["value"] for each in changes if (each["entity"], each["field"]) == ours]


# -- a new version ----------------------------------------------------------------------------


def test_a_new_version_waits_for_the_talk_and_is_shown_at_home(tablets: Tablets) -> None:
    with tablets.tablet() as tablet:
        interview = start_a_talk(tablet)
        tablets.network.release = Release(NEXT)
        tablet.page.evaluate(UPDATE)
        wait_for(tablet.page, next=NEXT)
        start_anew(tablet, f"{interview}/expectations")
        assert tablet.page.evaluate(SHOWN) == tablets.network.ours
        start_anew(tablet)
        assert tablet.page.evaluate(SHOWN) == NEXT
        wait_for(tablet.page, current=NEXT, next=None, trial=None)
        wait_until(tablet.page, CACHES, lambda kept: kept == [f"onthaal-{NEXT}"])
        open_offline(tablet, f"{interview}/expectations")
        assert steps.marked(tablet, "hands-on")


def test_home_offers_a_new_version_and_a_finger_takes_it(tablets: Tablets) -> None:
    with tablets.tablet() as tablet:
        open_offline(tablet, "/")
        tablets.network.release = Release(NEXT)
        tablet.page.evaluate(UPDATE)
        expect(tablet.page.locator("#arriving")).to_contain_text(
            tablet.say(_("A new version is ready.")), timeout=PATIENCE
        )
        tablet.button(_("Use it now")).click()
        tablet.page.wait_for_function(f"(next) => ({SHOWN})() === next", arg=NEXT, timeout=PATIENCE)
        tablet.page.wait_for_function(ENGINE_IS_READY)
        wait_for(tablet.page, current=NEXT, next=None, trial=None)


def test_a_talk_in_another_tab_is_not_disturbed(tablets: Tablets) -> None:
    with tablets.tablet() as tablet:
        start_a_talk(tablet)
        home = tablet.context.new_page()
        home.goto(tablets.network.address)
        home.wait_for_function(ENGINE_IS_READY)
        tablets.network.release = Release(NEXT)
        home.evaluate(UPDATE)
        wait_for(home, next=NEXT)
        home.reload()
        home.wait_for_function(ENGINE_IS_READY)
        home.locator("#arriving-update").click()
        expect(home.locator("[data-arriving=busy]")).to_be_visible()
        assert versions(home)["current"] == tablets.network.ours
        steps.mark(tablet, "daily-life")
        assert steps.marked(tablet, "daily-life")


BROKEN = {
    "throws": {"worker.js": b"throw new Error('broken')"},
    "says nothing": {"worker.js": b"for (;;);"},
    "has no Python": {"snapshot.bin": b"x", "packages.zip": b"x"},
}


def give_up(tablet: Tablet, network: Network, how: str) -> None:
    """Take a broken version, and see ours again."""
    network.release = Release(NEXT, BROKEN[how])
    tablet.page.evaluate(UPDATE)
    wait_for(tablet.page, next=NEXT)
    tablet.page.goto("about:blank")
    tablet.page.goto(network.address)
    wait_for(tablet.page, bad=NEXT, trial=None)
    tablet.page.wait_for_function(HOME_IS_TABLET, timeout=PATIENCE)
    assert tablet.page.evaluate(SHOWN) == network.ours
    tablet.complaints.clear()


@pytest.mark.parametrize("how", ["says nothing", "has no Python"])
def test_a_version_that_does_not_start_is_given_up(tablets: Tablets, how: str) -> None:
    with tablets.tablet() as tablet:
        open_offline(tablet, "/")
        give_up(tablet, tablets.network, how)


def test_a_version_that_was_given_up_is_not_tried_again_but_the_next_is_taken(
    tablets: Tablets,
) -> None:
    with tablets.tablet() as tablet:
        interview = start_a_talk(tablet)
        give_up(tablet, tablets.network, "throws")
        open_offline(tablet, "/")
        assert tablet.page.evaluate(SHOWN) == tablets.network.ours
        tablets.network.release = Release(AFTER_THAT)
        tablet.page.evaluate(UPDATE)
        wait_for(tablet.page, next=AFTER_THAT)
        start_anew(tablet)
        wait_for(tablet.page, current=AFTER_THAT)
        open_offline(tablet, f"{interview}/expectations")
        assert steps.marked(tablet, "hands-on")
        tablet.complaints.clear()


def test_a_tablet_two_releases_behind_takes_the_newest(tablets: Tablets) -> None:
    with tablets.tablet() as tablet:
        start_a_talk(tablet)
        for version in (NEXT, AFTER_THAT):
            tablets.network.release = Release(version)
            tablet.page.evaluate(UPDATE)
            wait_for(tablet.page, next=version)
        start_anew(tablet)
        wait_for(tablet.page, current=AFTER_THAT, next=None)
        wait_until(tablet.page, CACHES, lambda kept: kept == [f"onthaal-{AFTER_THAT}"])


def test_a_version_of_which_a_part_does_not_come_changes_nothing(tablets: Tablets) -> None:
    network = tablets.network
    with tablets.tablet() as tablet:
        open_offline(tablet, "/")
        network.release = Release(NEXT)
        for weather in (MISSING, HALF, CAUGHT):
            network.asked.clear()
            network.weather = partial(weather_of, ".wasm", weather)
            tablet.page.evaluate(UPDATE)
            wait_until_asked(network, tablet.page, ".wasm")
            wait_until(tablet.page, INSTALLING, lambda is_under_way: not is_under_way)
            open_offline(tablet, "/")
            assert tablet.page.evaluate(SHOWN) == network.ours
        network.weather = lambda _path: FINE
        tablet.page.evaluate(UPDATE)
        wait_for(tablet.page, next=NEXT)
        tablet.complaints.clear()


def weather_of(ending: str, weather: str, path: str) -> str:
    return weather if path.endswith(ending) else FINE


def wait_until_asked(network: Network, page: Page, ending: str) -> None:
    for _each in range(600):
        if any(path.endswith(ending) for path in network.asked):
            return
        page.wait_for_timeout(100)
    raise AssertionError(f"nobody asked for {ending}")


def test_a_version_that_was_cut_in_the_middle_goes_on_where_it_was(
    tablets: Tablets,
) -> None:
    network = tablets.network
    with tablets.tablet() as tablet:
        open_offline(tablet, "/")
        network.release = Release(NEXT)
        network.weather = partial(weather_of, "snapshot.bin", HANG)
        tablet.page.evaluate("() => { (" + UPDATE + ")() }")
        wait_until_asked(network, tablet.page, "snapshot.bin")
        tablet.page.wait_for_timeout(2_000)
    network.reset()
    network.release = Release(NEXT)
    with tablets.tablet() as tablet:
        open_offline(tablet, "/")
        tablet.page.evaluate(UPDATE)
        wait_for(tablet.page, next=NEXT)
        assert not [path for path in network.asked if path.endswith("stdlib.zip")]
        tablet.complaints.clear()


# -- the first visit --------------------------------------------------------------------------


@pytest.mark.parametrize("weather", [HANG, HALF, CAUGHT])
def test_a_first_visit_over_a_bad_network_is_a_visit_to_the_server(
    tablets: Tablets, weather: str
) -> None:
    network = tablets.network
    network.weather = lambda path: weather if path.startswith("/bundle/") else FINE
    with tablets.tablet("new") as tablet:
        tablet.page.goto(network.address)
        failed = tablet.page.locator("[data-arriving=failed]")
        expect(failed).to_be_visible(timeout=PATIENCE)
        assert "Ola Kowalczyk" in tablet.page.evaluate(BEGIN, PEOPLE)
        network.weather = lambda _path: FINE
        failed.get_by_role("button").click()
        tablet.page.wait_for_function(ENGINE_IS_READY, timeout=READY)
        tablet.complaints.clear()


def test_the_first_visit_says_how_far_it_is(tablets: Tablets) -> None:
    network = tablets.network
    network.weather = partial(weather_of, "snapshot.bin", HANG)
    with tablets.tablet("new") as tablet:
        tablet.page.goto(network.address)
        loading = tablet.page.locator("[data-arriving=loading]")
        expect(loading).to_be_visible(timeout=PATIENCE)
        value = "() => document.querySelector('[data-arriving=loading] progress').value"
        tablet.page.wait_for_function(f"() => ({value})() > .2", timeout=PATIENCE)
        assert 0.2 < tablet.page.evaluate(value) < 0.9
        expect(loading).not_to_contain_text("{")
        tablet.complaints.clear()


# -- a network that is none ---------------------------------------------------------------------


def test_a_tablet_does_not_notice_what_the_network_does(tablets: Tablets) -> None:
    tablets.network.weather = lambda _path: HANG
    with tablets.tablet() as tablet:
        interview = start_a_talk(tablet)
        for weather, answer in {CAUGHT: "yes", MISSING: "no", HALF: "partly", HANG: "yes"}.items():
            tablets.network.weather = partial(weather_of, "", weather)
            open_offline(tablet, f"{interview}/expectations")
            steps.answer(tablet, "hands-on", answer)
        open_offline(tablet, f"{interview}/expectations")
        assert steps.marked(tablet, "hands-on")
        tablet.complaints.clear()


# -- an engine that hangs or dies -----------------------------------------------------------------


def test_an_engine_that_hangs_is_started_anew_and_the_tick_is_kept_once(tablets: Tablets) -> None:
    with tablets.tablet() as tablet:
        interview = start_a_talk(tablet)
        tablet.page.workers[0].evaluate(HANGS)
        tablet.context.set_default_timeout(PATIENCE)
        steps.mark(tablet, "daily-life")
        assert steps.marked(tablet, "daily-life")
        assert marks_kept(tablet, interview, "daily-life") == [True]
        tablet.complaints.clear()


def test_an_engine_killed_between_keeping_and_answering_keeps_it_once(tablets: Tablets) -> None:
    with tablets.tablet() as tablet:
        interview = start_a_talk(tablet)
        tablet.page.workers[0].evaluate(DIES_WITH_AN_ANSWER)
        tablet.context.set_default_timeout(PATIENCE)
        steps.mark(tablet, "daily-life")
        assert steps.marked(tablet, "daily-life")
        assert marks_kept(tablet, interview, "daily-life") == [True]


def test_five_tabs_write_while_their_leader_is_closed_again_and_again(tablets: Tablets) -> None:
    keys = ["hands-on", "daily-life", "test-skills", "guided-tasks", "friends-and-team"]
    with tablets.tablet() as tablet, ExitStack() as tabs:
        interview = start_a_talk(tablet)
        tablet.context.set_default_timeout(PATIENCE)
        pages = [tablet.context.new_page() for _tab in range(4)]
        for page in pages:
            tabs.callback(page.close)
            page.goto(f"{tablets.network.address}{interview}/expectations")
            page.wait_for_function(ENGINE_IS_READY)
        tablet.page.close()
        for page, key in zip(pages, keys[1:], strict=True):
            tablet.page = page
            steps.mark(tablet, key)
            assert steps.marked(tablet, key)
            if page is not pages[-1]:
                page.close()
        open_offline(tablet, f"{interview}/expectations")
        assert [key for key in keys if not steps.marked(tablet, key)] == []


def test_reload_and_back_in_the_middle_of_a_save_lose_nothing(tablets: Tablets) -> None:
    with tablets.tablet() as tablet:
        interview = start_a_talk(tablet)
        path = f"{interview}/expectations"
        for key, leave in {"daily-life": "Reload", "test-skills": "Back"}.items():
            open_offline(tablet, path)
            steps.row(tablet, key).get_by_role("checkbox").first.evaluate(TICK_AND_LEAVE[leave])
            tablet.page.wait_for_function(HOME_IS_TABLET)
            open_offline(tablet, path)
            assert steps.marked(tablet, key)
        tablet.complaints.clear()


# -- pages of others ------------------------------------------------------------------------------

TARGETS = ("inside", "_self")
POLICIES = (
    "no-referrer", "no-referrer-when-downgrade", "origin", "origin-when-cross-origin",
    "same-origin", "strict-origin", "strict-origin-when-cross-origin", "unsafe-url",
)  # fmt: skip
FORM = """<form method=post action={address}/interviews target={target}>
<input name=trainee_name value=Eve><input name=mentor_name value=Eve>
<input name=mentor_language value=nl><input name=trainee_language value=nl>
<button id={target}>go</button></form>"""
ATTACK = """<!doctype html><meta name=referrer content={policy}><title>Another</title>
{forms}<iframe name=inside></iframe><iframe src="{address}/"></iframe><img src="{address}/">
<script>
const body = new URLSearchParams(new FormData(document.forms[0]))
fetch("{address}/interviews", {{ method: "POST", mode: "no-cors", credentials: "include", body }})
navigator.sendBeacon("{address}/interviews", body)
</script>"""


@contextmanager
def pages_of_others(address: str) -> Iterator[list[str]]:
    """Addresses of pages that attack, at another site and at another port of ours."""
    forms = "".join(FORM.format(address=address, target=each) for each in TARGETS)
    with ExitStack() as sites:
        yield [
            sites.enter_context(
                site(ATTACK.format(address=address, policy=each, forms=forms), host)
            )
            for host in ("localhost", "127.0.0.1")
            for each in POLICIES
        ]


def sent_as_a_page(answer: Response) -> bool:
    return answer.request.method == "POST" and answer.request.is_navigation_request()


def test_pages_of_others_change_nothing_on_a_tablet(tablets: Tablets) -> None:
    tablets.network.weather = lambda _path: MISSING
    with tablets.tablet() as tablet, pages_of_others(tablets.network.address) as pages:
        open_offline(tablet, "/")
        for page in pages:
            other = tablet.context.new_page()
            other.goto(page)
            for target in TARGETS:
                with other.expect_response(sent_as_a_page):
                    other.locator(f"#{target}").click()
            other.close()
        open_offline(tablet, "/")
        assert "Eve" not in tablet.words()
        tablet.complaints.clear()
