"""What a tablet keeps, where it keeps it otherwise, and when there is no room left."""

from __future__ import annotations

from collections.abc import Container, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Playwright

from tests.browser import steps
from tests.browser.installed import Installed, open_offline
from tests.browser.serving import serving
from tests.browser.tablet import Tablet
from tests.cast import JORIS_AND_OLA
from webapp.messages import _
from webapp.tablet.bundle import Bundle

WITHOUT_HANDLES = b"delete FileSystemFileHandle.prototype.createSyncAccessHandle\n"
FULL = _("Not saved: the storage is full. Free some space, then try again.")


@pytest.fixture
def handleless(
    playwright: Playwright, chromium: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Installed]:
    """A browser that has no sync handles, and no server any more."""

    def body(self: Bundle, name: str, accepted: Container[str]) -> tuple[bytes, str | None]:
        content, encoding = known(self, name, () if name == "disk.js" else accepted)
        return (WITHOUT_HANDLES + content if name == "disk.js" else content), encoding

    def begin(self: Bundle, folder: Path) -> None:
        made(self, folder)
        self.files["disk.js"] += len(WITHOUT_HANDLES)

    known, made = Bundle.body, Bundle.__init__
    monkeypatch.setattr(Bundle, "body", body)
    monkeypatch.setattr(Bundle, "__init__", begin)
    with ExitStack() as open_for_business:
        home = open_for_business.enter_context(serving(offline=True))
        browser = Installed(playwright, chromium, tmp_path, home)
        browser.visit()
        open_for_business.close()
        yield browser


def test_a_browser_without_file_handles_keeps_everything_too(handleless: Installed) -> None:
    with handleless.tablet() as tablet:
        open_offline(tablet, "/")
        interview = steps.start(tablet, **JORIS_AND_OLA)
        steps.go_on(tablet, "expectations")
        steps.mark(tablet, "hands-on")
        steps.answer(tablet, "hands-on", "partly")
        steps.go_to(tablet, "signing")
        steps.draw(tablet, "trainee")
        steps.sign(tablet, "trainee")
        assert tablet.page.evaluate(FILES) == []
    with handleless.tablet() as tablet:
        open_offline(tablet, f"{interview}/expectations")
        assert steps.marked(tablet, "hands-on")
        assert steps.answered(tablet, "hands-on") == "partly"
        steps.go_to(tablet, "signing")
        assert steps.signed(tablet, "trainee")


FILES = """async () => {
  const names = []
  for await (const name of (await navigator.storage.getDirectory()).keys()) names.push(name)
  return names
}"""


def test_a_full_tablet_says_so_and_goes_on_once_there_is_room(installed: Installed) -> None:
    installed.stop_server()
    with installed.tablet() as tablet:
        open_offline(tablet, "/")
        interview = steps.start(tablet, **JORIS_AND_OLA)
        steps.go_on(tablet, "expectations")
        steps.mark(tablet, "hands-on")
        allow(tablet, 1)
        for _more in range(40):
            answer = begin_another(tablet)
            if answer["status"] == 507:
                break
        assert tablet.say(FULL) in answer["text"]
        open_offline(tablet, f"{interview}/expectations")
        assert steps.marked(tablet, "hands-on")
        allow(tablet, None)
        assert begin_another(tablet)["status"] == 200
        steps.mark(tablet, "daily-life")
        tablet.expect_complaint("507")
    with installed.tablet() as tablet:
        open_offline(tablet, f"{interview}/expectations")
        assert steps.marked(tablet, "hands-on") and steps.marked(tablet, "daily-life")


def allow(tablet: Tablet, quota: int | None) -> None:
    """Let the origin keep at most that many bytes."""
    session = tablet.context.new_cdp_session(tablet.page)
    limit = {} if quota is None else {"quotaSize": quota}
    session.send("Storage.overrideQuotaForOrigin", {"origin": tablet.home.address, **limit})
    tablet.page.wait_for_timeout(200)


def begin_another(tablet: Tablet) -> dict[str, Any]:
    answer: dict[str, Any] = tablet.page.evaluate(BEGIN, JORIS_AND_OLA)
    return answer


BEGIN = """async (people) => {
  const body = new URLSearchParams(people)
  const answer = await fetch("/interviews", { method: "POST", body })
  return { status: answer.status, text: await answer.text() }
}"""
