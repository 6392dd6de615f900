"""What was said without a network is everywhere once there is one again."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import expect

from tests.browser import steps
from tests.browser.installed import Installed, open_offline, start_a_talk
from tests.browser.network import listening
from tests.browser.tablet import Tablet
from tests.running import Running
from webapp.messages import Message, _
from webapp.store.folder_copy import FolderCopy

SYNCED = _("Synced with %(server)s %(time)s")
NOT_YET = _("Saved on this tablet. Not yet synced: %(num)s")
SIGN_IN = _("Saved on this tablet. Sign in to sync.")
ELSEWHERE = _("Something was changed on another device.")


def expect_status(tablet: Tablet, message: Message) -> None:
    """Wait until the tablet says so, whatever the time or number in it."""
    values = {"server": "127.0.0.1", "time": "", "num": ""}
    words = tablet.home.say(message.with_values(**values), tablet.language).strip()
    expect(tablet.page.locator("#kept")).to_contain_text(words, timeout=90_000)


def marked(server: Running, interview: str, key: str) -> bool:
    """Whether the trainee marked an expectation, as the server knows it."""
    fields = json.loads(server.get(f"{interview}/record.json"))["content"]["fields"]
    return bool(fields[f"expectation:{key}"]["wanted"])


@contextmanager
def second(installed: Installed) -> Iterator[Tablet]:
    """Another browser, which has been at the same server."""
    folder = installed.folder / "second"
    other = Installed(installed.playwright, installed.chromium, folder, installed.server)
    other.visit()
    with other.tablet() as tablet:
        open_offline(tablet, "/")
        yield tablet


def test_a_talk_held_without_a_server_reaches_it_by_itself(installed: Installed) -> None:
    installed.stop_server()
    with installed.tablet() as tablet:
        interview = start_a_talk(tablet)
        steps.go_to(tablet, "signing")
        steps.draw(tablet, "trainee")
        steps.sign(tablet, "trainee")
        expect_status(tablet, NOT_YET)
        with installed.server_again() as server:
            open_offline(tablet, f"{interview}/record")
            expect_status(tablet, SYNCED)
            ours = json.loads(tablet.read(f"{interview}/record.json"))
            assert json.loads(server.get(f"{interview}/record.json")) == ours
            assert ours["signatures"]


def test_a_tick_is_on_the_server_without_anybody_asking(installed: Installed) -> None:
    with installed.tablet() as tablet:
        interview = start_a_talk(tablet)
        expect_status(tablet, SYNCED)
        assert marked(installed.server, interview, "hands-on")


def test_two_tablets_show_each_others_answers(installed: Installed) -> None:
    with installed.tablet() as tablet:
        interview = start_a_talk(tablet)
        expect_status(tablet, SYNCED)
        with second(installed) as other:
            open_offline(other, f"{interview}/expectations")
            assert steps.marked(other, "hands-on")
            steps.answer(other, "hands-on", "partly")
            expect_status(other, SYNCED)
        come_back_later(tablet)
        notice = tablet.page.get_by_text(tablet.say(ELSEWHERE))
        expect(notice).to_be_visible(timeout=90_000)
        tablet.tap(tablet.link(_("Show it")))
        assert steps.answered(tablet, "hands-on") == "partly"


def test_how_far_it_is_is_asked_when_nothing_else_is(installed: Installed) -> None:
    installed.stop_server()
    with installed.tablet() as tablet:
        start_a_talk(tablet)
        for tap in ("#expectation-daily-life input[type=checkbox]", "footer.dock a.pri"):
            tablet.page.evaluate(SYNCED_WHILE_TAPPED, tap)
            tablet.page.wait_for_function("() => asked.length")
            tablet.settle()
            assert all(tablet.page.evaluate("() => asked")), tap
        assert tablet.path.endswith("/questions")


SYNCED_WHILE_TAPPED = """(tap) => {
  if (!globalThis.asked) document.addEventListener("htmx:before:request", ({ detail: { ctx } }) => {
    if (ctx.sourceElement.id === "kept") asked.push(ctx.sourceElement.isConnected)
  })
  globalThis.asked = [] // of each request for the status, whether the one shown asked
  document.querySelector(tap).click()
  const channel = new BroadcastChannel("onthaal-engine")
  channel.postMessage({ synced: [] })
  channel.postMessage({ synced: [] })
}"""


def test_a_sync_that_failed_in_itself_is_tried_again(installed: Installed) -> None:
    with installed.tablet() as tablet:
        start_a_talk(tablet)
        tablet.page.workers[0].evaluate(FAILS_ONCE)
        steps.mark(tablet, "daily-life")
        expect_status(tablet, SYNCED)
        assert tablet.page.workers[0].evaluate("() => failed")
        tablet.expect_complaint("in itself")


FAILS_ONCE = """() => {
  const { postMessage } = BroadcastChannel.prototype
  globalThis.failed = false
  BroadcastChannel.prototype.postMessage = function (message) {
    if (failed || !message.synced) return postMessage.call(this, message)
    failed = true
    throw new Error("in itself")
  }
}"""


def come_back_later(tablet: Tablet) -> None:
    """Look away long enough for the page to ask what is new, and look again."""
    tablet.page.wait_for_timeout(5_200)
    tablet.page.evaluate("() => document.dispatchEvent(new Event('visibilitychange'))")


def test_a_server_that_lost_everything_has_it_again_from_the_tablet(installed: Installed) -> None:
    with installed.tablet() as tablet:
        interview = start_a_talk(tablet)
        expect_status(tablet, SYNCED)
        installed.stop_server()
        with installed.server_again("--data", installed.folder / "empty") as server:
            open_offline(tablet, "/")
            wait_until_it_arrives(tablet, server, interview)
            assert marked(server, interview, "hands-on")


def wait_until_it_arrives(tablet: Tablet, server: Running, interview: str) -> None:
    """The status does not tell: until it asks, a tablet believes that the server has all."""
    for _try in range(100):
        if server.status(f"{interview}/record.json") == 200:
            return
        tablet.page.wait_for_timeout(200)


def test_whoever_is_asked_for_the_code_again_keeps_everything(installed: Installed) -> None:
    installed.stop_server()
    with installed.tablet() as tablet:
        interview = start_a_talk(tablet)
        open_to_the_network = ("--data", installed.folder / "data", "--host", "0.0.0.0")
        with installed.server_again(*open_to_the_network, ONTHAAL_ACCESS_CODE="k0de"):
            open_offline(tablet, f"{interview}/expectations")
            expect_status(tablet, SIGN_IN)
            steps.mark(tablet, "daily-life")
            tablet.link(_("Sign in")).click()
            tablet.page.get_by_role("textbox").fill("k0de")
            tablet.page.get_by_role("button").first.click()
            tablet.page.wait_for_url("**/")
            expect_status(tablet, SYNCED)


def test_somebody_else_who_answers_for_the_server_is_not_believed(installed: Installed) -> None:
    installed.stop_server()
    with installed.tablet() as tablet, portal(installed.home.address):
        interview = start_a_talk(tablet)
        steps.answer(tablet, "hands-on", "yes")
        expect_status(tablet, NOT_YET)
        open_offline(tablet, f"{interview}/expectations")
        assert steps.answered(tablet, "hands-on") == "yes"


@contextmanager
def portal(address: str) -> Iterator[None]:
    """What stands between a guest's device and the network: one page for every address."""

    class Portal(BaseHTTPRequestHandler):
        def answer(self) -> None:
            page = b"<!doctype html><title>Welcome</title><p>Accept our terms to go online."
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.send_header("Content-Length", str(len(page)))
            self.end_headers()
            self.wfile.write(page)

        do_GET = do_POST = do_PUT = answer

        def log_message(self, *_words: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", urlsplit(address).port or 0), Portal)
    with listening(server):
        yield


def test_the_office_is_the_servers_also_on_a_tablet_that_answers_for_itself(
    installed: Installed,
) -> None:
    with installed.tablet() as tablet:
        open_offline(tablet, "/")
        assert tablet.page.locator("html").get_attribute("data-home") == "tablet"
        tablet.page.goto(installed.home.address + "/office/devices")
        assert tablet.path == "/sign-in?next=/office/devices"
        tablet.page.locator("main input[name=code]").fill(code_in(installed.folder / "data"))
        tablet.page.locator("main form button").click()
        tablet.page.wait_for_url("**/office/devices")
        assert tablet.page.locator("html").get_attribute("data-home") == "server"
        assert tablet.page.locator(".rows > li").count() == 1


def code_in(folder: Path) -> str:
    """The access code of the server whose data is there."""
    return str(FolderCopy(folder).settings["access_code"])
