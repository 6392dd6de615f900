"""From two signatures to a checked record, on the server and on a tablet without one."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser import steps
from tests.browser.installed import Installed
from tests.browser.tablet import Tablet
from tests.browser.test_syncing import SYNCED, expect_status, start_a_talk
from tests.cast import JORIS_AND_OLA
from webapp.domain.verdict import About, State
from webapp.domain.verification import judge
from webapp.messages import _

EXTRACTABLE = """async () => {
  const opening = indexedDB.open("onthaal-device")
  const database = await new Promise((done) => { opening.onsuccess = () => done(opening.result) })
  const asking = database.transaction("keys").objectStore("keys").get("device")
  const key = await new Promise((done) => { asking.onsuccess = () => done(asking.result) })
  database.close()
  return key.privateKey.extractable
}"""
DROP = """(element, [name, text]) => {
  const data = new DataTransfer()
  data.items.add(new File([text], name, { type: "application/json" }))
  element.dispatchEvent(new DragEvent("drop", { dataTransfer: data, bubbles: true }))
}"""


def sign_both(tablet: Tablet) -> str:
    """Begin a talk and sign it with a finger and a keyboard; its path."""
    tablet.open("/")
    interview = steps.start(tablet, **JORIS_AND_OLA)
    tablet.open(f"{interview}/expectations")
    steps.mark(tablet, "hands-on")
    tablet.open(f"{interview}/signing")
    steps.draw(tablet, "mentor")
    steps.sign(tablet, "mentor")
    steps.sign_typed(tablet, "trainee", "Ola Kowalczyk")
    expect(tablet.page.locator("device-key")).to_have_count(0)
    tablet.open(f"{interview}/record")
    return interview


def saved(tablet: Tablet, link: str) -> bytes:
    """What the browser saves when a link is tapped."""
    with tablet.page.expect_download() as download:
        tablet.page.locator(f"a[href$='{link}']").first.tap()
    return Path(download.value.path()).read_bytes()


def bring(tablet: Tablet, name: str, content: bytes) -> dict[About, State]:
    """Choose a file to be checked; the verdicts on it."""
    file = {"name": name, "mimeType": "application/octet-stream", "buffer": content}
    tablet.page.locator("#file").set_input_files(files=[file])
    return verdicts(tablet, name)


def verdicts(tablet: Tablet, name: str) -> dict[About, State]:
    expect(tablet.page.locator("#verdicts h2")).to_have_text(name, timeout=30_000)
    found = tablet.page.locator(".verdict").evaluate_all(
        "(all) => all.map((each) => [each.getAttribute('aria-labelledby'), each.dataset.state])"
    )
    return {about.removeprefix("verdict-"): state for about, state in found}


@pytest.mark.both_homes
def test_what_both_signed_is_closed_by_the_device_and_checked(tablet: Tablet, where: str) -> None:
    sign_both(tablet)
    [shown] = tablet.page.locator("#device-key .hash").all_inner_texts()
    pdf, file = saved(tablet, "record.pdf"), saved(tablet, "record.json")
    assert json.loads(file)["device"]["thumbprint"] == shown
    assert judge(file).state == "intact"
    assert tablet.page.evaluate(EXTRACTABLE) is False
    tablet.open("/verify")
    seal = "absent" if where == "server" else "unknown"
    assert bring(tablet, "record.pdf", pdf) == {
        "content": "intact", "pages": "intact", "signatures": "intact", "device": "intact",
        "seal": seal, "time": "absent",
    }  # fmt: skip
    changed = pdf.replace(b"Onthaal</pdf:Producer>", b"onthaal</pdf:Producer>")
    assert bring(tablet, "changed.pdf", changed)["pages"] == "altered"


@pytest.mark.both_homes
def test_one_device_has_one_key(tablet: Tablet) -> None:
    keys = set()
    for _talk in range(2):
        sign_both(tablet)
        keys.add(tablet.page.locator("#device-key .hash").inner_text())
    assert len(keys) == 1


@pytest.mark.both_homes
def test_a_dropped_file_is_checked_and_its_change_is_named(tablet: Tablet) -> None:
    sign_both(tablet)
    file = json.loads(saved(tablet, "record.json"))
    file["signatures"][0]["strokes"][0][0] += 1
    text = json.dumps(file, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    tablet.open("/verify")
    tablet.page.locator("file-drop").evaluate(DROP, ["record.json", text])
    assert verdicts(tablet, "record.json")["signatures"] == "altered"
    assert "/signatures/0/strokes/0" in tablet.words(".verdict[data-state=altered]")


@pytest.mark.both_homes
def test_a_device_without_webcrypto_claims_nothing(tablet: Tablet) -> None:
    tablet.context.add_init_script("Object.defineProperty(crypto, 'subtle', { value: undefined })")
    tablet.open("/")
    interview = steps.start(tablet, **JORIS_AND_OLA)
    tablet.open(f"{interview}/signing")
    for role in ("mentor", "trainee"):
        steps.sign_typed(tablet, role, "Ola Kowalczyk")
    tablet.open(f"{interview}/record")
    file = saved(tablet, "record.json")
    assert "device" not in json.loads(file)
    assert judge(file).of("device").state == "absent"


def test_a_tablets_page_gets_a_link_from_the_server_and_ends_it(installed: Installed) -> None:
    with installed.tablet() as tablet:
        interview = start_a_talk(tablet)
        expect_status(tablet, SYNCED)
        tablet.open(f"{interview}/record")
        tablet.tap(tablet.button(_("Make a link")))
        link = tablet.page.locator("#share-address").inner_text()
        with installed.browser(installed.folder / "stranger") as stranger:
            page = stranger.new_page()
            page.goto(link)
            expect(page.locator("h2 bdi").last).to_have_text("Ola Kowalczyk")
            assert page.locator("html").get_attribute("data-engine") == "none"
            assert stranger.service_workers == []
            tablet.tap(tablet.button(_("End it")))
            expect(tablet.page.locator("#shares form")).to_have_count(0)
            assert page.goto(link).status == 404


def test_what_cannot_be_checked_is_told_in_the_place_of_the_verdicts(tablet: Tablet) -> None:
    sign_both(tablet)
    file = saved(tablet, "record.json")
    tablet.open("/verify")
    assert bring(tablet, "nothing.pdf", b"%PDF-1.7") == {}
    assert tablet.words("#verdicts [role=alert]")
    tablet.expect_complaint("422")
    assert bring(tablet, "record.json", file)["content"] == "intact"
    assert tablet.page.locator("#verdicts [role=alert]").count() == 0
    bring_too_large = {"name": "large", "mimeType": "", "buffer": b" " * (9 * 1024 * 1024)}
    tablet.page.locator("#file").set_input_files(files=[bring_too_large])
    expect(tablet.page.locator("#status [role=alert]")).to_have_count(1)
    tablet.expect_complaint("413")
    assert bring(tablet, "again.json", file)["content"] == "intact"
    assert tablet.page.locator("#status [role=alert]").count() == 0
