"""The device page, room, and the offer to install, as somebody sees them on a tablet."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.browser import steps
from tests.browser.device import DEVICE
from tests.browser.installed import Installed, open_offline
from tests.browser.serving import Home, serving
from tests.browser.tablet import Tablet
from tests.browser.test_screens import assert_fit
from tests.browser.test_syncing import SYNCED, expect_status
from tests.cast import JORIS_AND_OLA
from tests.conftest import make_interview
from webapp.domain.exchange import Answer, Ask
from webapp.messages import Message, _

ROOM = """
Object.defineProperty(navigator, "storage", { value: {
  estimate: async () => ({ usage: %d, quota: 1e9 }),
  persisted: async () => globalThis.promised ?? false,
  persist: async () => globalThis.promised ?? false,
}})
"""
NO_WORKERS = "delete Navigator.prototype.serviceWorker"
OFFER = """() => {
  document.documentElement.dataset.engine = "ready"
  const offer = new Event("beforeinstallprompt", { cancelable: true })
  offer.prompt = async () => { globalThis.prompted = true }
  dispatchEvent(offer)
}"""
SHARED = """
navigator.canShare = () => true
navigator.share = async ({ files }) => { globalThis.shared = await files[0].text() }
"""
IPAD = "Mozilla/5.0 (iPad; CPU OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Safari/604.1"

Hold = Callable[..., Tablet]


@pytest.fixture(scope="module")
def without_engine() -> Iterator[Home]:
    """What a tablet's engine answers; the talk of Ola is on the server, Giulia's only there."""
    with serving(home="tablet") as home:
        home.app.config["BUNDLE"] = "0123456789abcdef"
        make_interview(home.client(), **JORIS_AND_OLA)
        client = home.app.extensions["sync"]
        asked = Ask.decode(client.begin("start").body)
        giulia = {"trainee": "Giulia Ferrari", "mentor": "Joris De Smet", "languages": ["nl", "fr"],
                  "date": "2026-10-01", "deleted": "", "updated": 1}  # fmt: skip
        vectors = dict(home.app.extensions["store"].logs.vectors())
        client.take(200, Answer(vectors=vectors, others={"giulia": giulia}).encode())
        assert asked.everything and not client.status.pending
        make_interview(home.client(), **{**JORIS_AND_OLA, "trainee_name": "Eileen O’Brien"})
        yield home


@pytest.fixture
def hold(browser: Browser, without_engine: Home) -> Iterator[Hold]:
    """Makes a tablet with so many bytes in use of a gigabyte, in Playwright's words."""
    with Tablet.all_closed() as made:

        def new(used: int = 1_000_000, **options: object) -> Tablet:
            made.append(Tablet(browser.new_context(**{**DEVICE, **options}), without_engine))
            made[-1].context.add_init_script(ROOM % used)
            made[-1].context.add_init_script(NO_WORKERS)
            return made[-1]

        yield new


def says(tablet: Tablet, message: Message) -> bool:
    """Whether words can be seen on the page."""
    return tablet.page.get_by_text(tablet.say(message)).first.is_visible()


# -- room ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["/?all=1", "welcome"])
def test_little_room_is_said_before_a_talk_begins_and_keeps_nobody_from_it(
    hold: Hold, path: str
) -> None:
    for used, little in ((988_000_000, True), (900_000_000, False)):
        tablet = hold(used)
        tablet.open("/?all=1")
        if path == "welcome":
            steps.start(tablet, **JORIS_AND_OLA)
        notice = tablet.page.locator("room-notice")
        expect(notice).to_be_visible(visible=little)
        if little:
            assert "12 MB" in notice.inner_text()
            tablet.tap(notice.get_by_role("link"))
            assert tablet.path == "/device"


def test_the_page_says_how_much_room_there_is_and_asks_the_browser_to_keep_it(hold: Hold) -> None:
    tablet = hold(250_000_000)
    tablet.open("/device")
    expect(tablet.page.locator("[data-free]")).to_have_text("750 MB")
    assert tablet.page.locator("meter").evaluate("meter => meter.value / meter.max") == 0.25
    tablet.tap(tablet.button(_("Ask the browser")))
    expect(tablet.page.locator("[data-kept=refused]")).to_be_visible()
    tablet.page.evaluate("() => { globalThis.promised = true }")
    tablet.page.locator("device-room").evaluate("room => room.look()")
    expect(tablet.page.locator("[data-kept=yes]")).to_be_visible()
    expect(tablet.page.locator("[data-kept=refused]")).to_be_hidden()


def test_the_diagnostic_file_is_saved_and_sent_with_what_the_browser_says(hold: Hold) -> None:
    tablet = hold(250_000_000)
    tablet.context.add_init_script(SHARED)
    tablet.open("/device")
    expect(tablet.page.locator("#diagnostics[href*=usage]")).to_be_visible()
    with tablet.page.expect_download() as download:
        tablet.page.locator("#diagnostics").tap()
    saved = json.loads(Path(download.value.path()).read_text("utf-8"))
    tablet.tap(tablet.button(_("Send the diagnostic file")))
    tablet.page.wait_for_function("() => globalThis.shared")
    sent = json.loads(tablet.page.evaluate("() => globalThis.shared"))
    for content in (saved, sent):
        assert content["browser"]["usage"] == 250_000_000
        assert content["browser"]["persisted"] is False
        assert "Chrome" in content["browser"]["agent"]
        assert content["store"]["interviews"] >= 2


# -- installing ---------------------------------------------------------------------------------


def test_installing_is_offered_once_the_engine_is_ready_until_somebody_says_no(hold: Hold) -> None:
    tablet = hold()
    card = tablet.page.locator("install-card")
    tablet.open("/?all=1")
    expect(card).to_be_hidden()
    tablet.page.evaluate(OFFER)
    expect(card).to_be_visible()
    tablet.page.evaluate("() => { document.documentElement.dataset.engine = 'starting' }")
    expect(card).to_be_hidden()
    tablet.page.evaluate(OFFER)
    tablet.tap(tablet.button(_("Put it on this tablet"), card))
    assert tablet.page.evaluate("() => globalThis.prompted")
    expect(card).to_be_hidden()
    tablet.page.evaluate(OFFER)
    tablet.tap(tablet.button(_("Not now"), card))
    expect(card).to_be_hidden()
    tablet.reload()
    tablet.page.evaluate(OFFER)
    expect(card).to_be_hidden()


def test_the_offer_survives_a_refresh_of_home(hold: Hold) -> None:
    tablet = hold()
    tablet.open("/?all=1")
    tablet.page.evaluate(OFFER)
    tablet.page.evaluate("() => htmx.trigger(document.body, 'news')")
    tablet.settle()
    expect(tablet.page.locator("install-card")).to_be_visible()


def test_a_refresh_of_home_leaves_the_page_where_it_was(hold: Hold) -> None:
    tablet = hold(viewport={"width": 1180, "height": 400})
    tablet.open("/?all=1")
    tablet.page.locator("#trainee_name").focus()
    before = tablet.page.evaluate("() => { scrollTo(0, 300); return scrollY }")
    assert before > 100
    tablet.page.evaluate("() => htmx.trigger(document.body, 'news')")
    tablet.settle()
    assert tablet.page.evaluate("() => scrollY") == before
    assert tablet.page.evaluate("() => document.activeElement.id") == "trainee_name"


def test_an_ipad_is_told_in_words(hold: Hold) -> None:
    tablet = hold(user_agent=IPAD)
    tablet.open("/?all=1")
    tablet.page.evaluate("() => { document.documentElement.dataset.engine = 'ready' }")
    assert says(tablet, _("Choose: Add to Home Screen."))
    assert not says(tablet, _("Then it has a place among your apps and opens without network."))
    assert_fit(tablet)


def test_what_is_installed_already_is_not_offered(hold: Hold) -> None:
    tablet = hold()
    tablet.context.add_init_script("navigator.standalone = true")
    tablet.open("/?all=1")
    tablet.page.evaluate(OFFER)
    expect(tablet.page.locator("install-card")).to_be_hidden()


# -- every look ---------------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["/device", "/?all=1"])
def test_a_tablets_own_pages_are_fit_for_everybody(hold: Hold, path: str) -> None:
    tablet = hold(988_000_000)
    tablet.open(path)
    tablet.page.evaluate(OFFER)
    assert_fit(tablet)


# -- with the engine ----------------------------------------------------------------------------


def test_a_talk_leaves_the_tablet_and_comes_again(installed: Installed) -> None:
    with installed.tablet() as tablet:
        open_offline(tablet, "/")
        interview = steps.start(tablet, **JORIS_AND_OLA)
        steps.go_on(tablet, "expectations")
        steps.mark(tablet, "hands-on")
        expect_status(tablet, SYNCED)
        open_offline(tablet, "/device")
        remove = tablet.button(_("Remove from this tablet"))
        tablet.tap(remove)
        expect(tablet.page.locator("#kept-here .held > li")).to_have_count(0, timeout=90_000)
        tablet.tap(tablet.link(_("Talks")))
        tablet.tap(tablet.button(_("Fetch")))
        here = tablet.page.locator(f"a[href^='{interview}/']").first
        expect(here).to_be_visible(timeout=90_000)
        expect(tablet.page.locator("#elsewhere")).to_have_count(0)
        open_offline(tablet, f"{interview}/expectations")
        assert steps.marked(tablet, "hands-on")


def test_files_are_one_tap_away_without_a_server(installed: Installed) -> None:
    installed.stop_server()
    with installed.tablet() as tablet:
        open_offline(tablet, "/")
        steps.start(tablet, **JORIS_AND_OLA)
        open_offline(tablet, "/device")
        for link in (tablet.link(_("Export everything")), tablet.page.locator("#diagnostics")):
            with tablet.page.expect_download() as download:
                link.tap()
            assert json.loads(Path(download.value.path()).read_text("utf-8"))["format"]
        found = json.loads(Path(download.value.path()).read_text("utf-8"))
        assert (found["home"], found["store"]["interviews"]) == ("tablet", 1)
        assert found["sync"]["failed"] in ("network", None) and found["sync"]["pending"] > 0
        assert found["browser"]["quota"] > 0 and found["browser"]["state"] == "ready"
        assert date.fromisoformat(found["at"][:10])
