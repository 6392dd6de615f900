"""A server's pages are plain forms: a talk is held and signed with no script at all."""

from __future__ import annotations

import json
from collections.abc import Callable

from playwright.sync_api import Page

from tests.browser.tablet import Tablet
from tests.cast import JORIS_AND_OLA


def send(page: Page, form: str, button: str = "button") -> None:
    """Send a form by its button; the page that follows loads as a whole."""
    with page.expect_navigation():
        page.locator(f"{form} {button}").first.click()


def test_a_talk_is_held_and_signed_without_scripts(new_tablet: Callable[..., Tablet]) -> None:
    tablet = new_tablet(java_script_enabled=False)
    page, address = tablet.page, tablet.home.address
    page.goto(address)
    for name in ("mentor_name", "trainee_name"):
        page.locator(f"[name={name}]").fill(JORIS_AND_OLA[name])
    for name in ("mentor_language", "trainee_language"):
        page.locator(f"[name={name}]").select_option(JORIS_AND_OLA[name])
    send(page, "form[action='/interviews']", "[name=start]")
    interview = "/".join(page.url.split("/")[:5])

    page.goto(f"{interview}/expectations")
    mark = "form[action$='/fields/expectation:hands-on/wanted']"
    page.locator(f"{mark} input").check()
    send(page, mark)
    assert page.url == f"{interview}/expectations"
    assert page.locator(f"{mark} input").is_checked()
    answer = "form[action$='/fields/expectation:hands-on/answer']"
    page.locator(f"{answer} label", has=page.locator("[value=yes]")).click()
    send(page, answer)
    assert page.locator(f"{answer} [value=yes]").is_checked()

    for role, person in (("mentor", "Joris De Smet"), ("trainee", "Ola Kowalczyk")):
        page.goto(f"{interview}/signing")
        page.locator(f"#pad-{role} details.type > summary").click()
        page.locator(f"#typed-{role}").fill(person)
        send(page, f"#pad-{role} .type")
        assert page.locator(f"#pad-{role} .done").count() == 1
    record = json.loads(tablet.context.request.get(f"{interview}/record.json").body())
    assert {each["role"] for each in record["signatures"]} == {"mentor", "trainee"}


def test_the_tablet_changes_hands_without_scripts(new_tablet: Callable[..., Tablet]) -> None:
    tablet = new_tablet(java_script_enabled=False)
    page = tablet.page
    answer = tablet.context.request.post(f"{tablet.home.address}/interviews", form=JORIS_AND_OLA)
    interview = "/".join(answer.url.split("/")[:5])
    page.goto(f"{interview}/expectations")
    send(page, "form.hand-over")
    send(page, "form.pin", "[name=without]")
    assert page.locator("html").get_attribute("data-holder") == "trainee"
    page.locator("main a.btn").first.click()
    mark = "form[action$='/fields/expectation:hands-on/wanted']"
    page.locator(f"{mark} input").check()
    send(page, mark)
    assert page.locator(f"{mark} input").is_checked()
    send(page, "form.give-back")
    assert page.locator("html").get_attribute("data-holder") == "mentor"
