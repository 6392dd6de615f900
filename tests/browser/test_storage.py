"""What a tablet keeps, where it keeps it otherwise, and when there is no room left."""

from __future__ import annotations

from typing import Any

import pytest

from tests.browser import steps
from tests.browser.device import FLAGS
from tests.browser.installed import LEARNT, Installed, open_offline
from tests.browser.tablet import Tablet
from tests.cast import JORIS_AND_OLA
from webapp.messages import _

FULL = _("Not saved: the storage is full. Free some space, then try again.")


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


def test_a_tablet_stays_with_the_disk_that_it_began_with(
    handleless: Installed, monkeypatch: pytest.MonkeyPatch
) -> None:
    with handleless.tablet() as tablet:
        open_offline(tablet, "/")
        interview = steps.start(tablet, **JORIS_AND_OLA)
    monkeypatch.setattr("tests.browser.installed.FLAGS", [*FLAGS, f"--user-agent={LEARNT}"])
    with handleless.tablet() as tablet:
        open_offline(tablet, f"{interview}/expectations")
        steps.mark(tablet, "hands-on")
        assert tablet.page.evaluate(FILES) == []


def test_what_goes_to_two_places_is_in_both_when_one_of_them_was_not_open(
    pinned: Installed,
) -> None:
    with pinned.tablet() as tablet:
        open_offline(tablet, "/")
        first = steps.start(tablet, **JORIS_AND_OLA)
        company = f"{first}/fields/host/company"
        assert tablet.page.evaluate(POST, [company, {"value": "Van Acker"}])["status"] == 200
    with pinned.tablet() as tablet:
        open_offline(tablet, "/")
        assert tablet.page.evaluate(POST, [company, {"value": "Van Acker Metaal"}])["status"] == 200
        later = steps.start(tablet, **JORIS_AND_OLA)
        open_offline(tablet, f"{later}/prepare")
        assert tablet.page.locator("#host-company").input_value() == "Van Acker Metaal"


def test_an_erased_talk_leaves_nothing_on_the_disk(pinned: Installed) -> None:
    with pinned.tablet() as tablet:
        open_offline(tablet, "/")
        interview = steps.start(tablet, **JORIS_AND_OLA)
        asked = tablet.page.evaluate(POST, [f"{interview}/trainee-questions", {"text": SECRET}])
        assert asked["status"] == 200
        open_offline(tablet, f"{interview}/signing")
        for role in ("trainee", "mentor"):
            steps.sign_typed(tablet, role, JORIS_AND_OLA[f"{role}_name"])
        assert len(tablet.page.evaluate(HELD, SECRET)) > 1
    with pinned.tablet() as tablet:
        open_offline(tablet, "/")
        assert tablet.page.evaluate(POST, [f"{interview}/erasure", {}])["status"] == 200
        assert tablet.page.evaluate(HELD, SECRET) == []


SECRET = "Waarom is de maan geel?"
HELD = """async (words) => {
  const texts = []
  const read = async (handle) => { // once more where it is written at this moment
    for (;;) try { return await (await handle.getFile()).text() } catch {}
  }
  const root = await navigator.storage.getDirectory()
  const folder = await root.getDirectoryHandle("onthaal").catch(() => null)
  for await (const [name, file] of folder ?? []) texts.push([name, await read(file)])
  if ((await indexedDB.databases()).some(({ name }) => name === "onthaal-disk")) {
    const done = (asking) => new Promise((resolve) => {
      asking.onsuccess = () => resolve(asking.result)
    })
    const database = await done(indexedDB.open("onthaal-disk"))
    const pieces = database.transaction("pieces").objectStore("pieces")
    const [keys, all] = await Promise.all([done(pieces.getAllKeys()), done(pieces.getAll())])
    keys.forEach((key, at) => texts.push([key.join("-"), new TextDecoder().decode(all[at])]))
    database.close()
  }
  return texts.filter(([, text]) => text.includes(words)).map(([name]) => name)
}"""
"""The names of the files on the disk that hold those words."""


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
    answer: dict[str, Any] = tablet.page.evaluate(POST, ["/interviews", JORIS_AND_OLA])
    return answer


POST = """async ([path, form]) => {
  const answer = await fetch(path, { method: "POST", body: new URLSearchParams(form) })
  return { status: answer.status, text: await answer.text() }
}"""
