"""The PDF on a tablet without a server: loaded when it is asked for, the bytes of a server."""

from __future__ import annotations

import json
from pathlib import Path

from playwright.sync_api import Page

from tests.browser.installed import Installed, PageClient, open_offline
from tests.record_pdf.talks import hold, sign
from webapp.messages import _
from webapp.record_pdf import is_draft, record_pdf


def saved(page: Page, link: str) -> bytes:
    """What the browser saves when a link is tapped."""
    with page.expect_download() as download:
        page.locator(f"a[href$='{link}']").first.tap()
    return Path(download.value.path()).read_bytes()


def test_a_tablet_makes_the_same_bytes_as_a_server(installed: Installed) -> None:
    installed.stop_server()
    with installed.tablet() as tablet:
        open_offline(tablet, "/")
        client = PageClient(tablet.page)
        path = hold(client, "nl", "pl")
        open_offline(tablet, f"{path}/record")
        draft = saved(tablet.page, "record.pdf")
        sign(client, path, typed=True)
        file = client.get(f"{path}/record.json").text.encode()
        signed = saved(tablet.page, "record.pdf")
        assert saved(tablet.page, "record.json") == file
        open_offline(tablet, f"{path}/invitation")
        assert saved(tablet.page, "invitation.pdf").startswith(b"%PDF-")
    record = json.loads(file)
    assert not is_draft(record) and draft != signed
    verify = f"{installed.home.address}/verify"
    assert signed == record_pdf(record, draft=False, verify_url=verify, attached=file)


def test_a_letter_that_cannot_be_printed_is_named_there_too(installed: Installed) -> None:
    installed.stop_server()
    with installed.tablet() as tablet:
        open_offline(tablet, "/")
        client = PageClient(tablet.page)
        path = hold(client, "nl", "pl")
        client.post(f"{path}/agreements", {"text": "Elke vrijdag 🙂"})
        open_offline(tablet, f"{path}/record")
        tablet.tap(tablet.link(_("Record as PDF")))
        assert "SLIGHTLY SMILING FACE" in tablet.words()
        tablet.expect_complaint("422")
