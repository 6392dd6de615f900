"""Every screen at every size: for eyes, fingers and screen readers, in long and short words."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, ViewportSize

from tests.browser import steps
from tests.browser.device import DEVICE
from tests.browser.screens import LANDSCAPE, SIZES
from tests.browser.serving import Home, serving
from tests.browser.tablet import Tablet
from tests.browser.talks import Talk
from tests.cast import JORIS_AND_OLA
from webapp.access import code_of
from webapp.domain.canonical import canonical
from webapp.messages import _
from webapp.resources import static_folder

PAIRS: Mapping[str, dict[str, str]] = {
    "de-fr": {
        "mentor_name": "Anneliese Hinterberger",
        "mentor_language": "de",
        "trainee_name": "Maximilienne Delacroix-Beaumont",
        "trainee_language": "fr",
    },
    "nl-pl": JORIS_AND_OLA,
}
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]
COLOURS = ["color-contrast", "link-in-text-block"]
STICKY = 576
"""Bars stick to the edge from this height on (36 rem), and would cover what axe looks at."""

PARTS = (
    "prepare", "invitation", "welcome", "documents", "expectations", "questions",
    "trainee-questions", "agreements", "agreement", "signing", "record", "first-day", "history",
    "erasure", "papers/agreement",
)  # fmt: skip
STATES = (
    ("new", "expectations"), ("new", "agreements"), ("new", "signing"), ("new", "record"),
    ("talked", "expectations?only=discuss"), ("signed", "signing"), ("signed", "record"),
    ("signed", "agreement"), ("changed", "signing"), ("later", "comparison"),
)  # fmt: skip
TASKS = ("expectations", "trainee-questions", "signing")
OTHERS = ("/", "/?all=1", "/device", "/verify", "/patterns", "/nowhere")
OFFICE = ("/office", "/office/devices", "/office/keeping", "/office/erasures", "/office/person")
FILES = {"asset", "bundle", "device.diagnose", "exports.everything", "exports.one", "health.show",
         "internship.download", "internship.pdf", "invitation.calendar", "invitation.pdf",
         "keeping.download", "papers.begun",
         "papers.file", "papers.thumbnail", "person.download", "person.read", "pwa.manifest",
         "record.download", "record.pdf", "service_worker", "sync.get", "sync.status",
         "shares.file", "sync.status_of", "sync.take_along"}  # fmt: skip
"""What is fetched and not looked at."""
ALONE = ("/", "/device", "/lock", "/patterns", "/shared/x", "/shell", "/sign-in", "/verify")
"""The pages that belong to no talk."""


@cache
def script(path: Path) -> str:
    return path.read_text(encoding="utf-8")


@pytest.fixture(scope="module", params=PAIRS)
def pair(request: pytest.FixtureRequest) -> str:
    """Which two languages are spoken, the mentor's first."""
    return str(request.param)


@pytest.fixture(scope="module")
def talks(pair: str, server_home: Home) -> dict[str, Talk]:
    """A talk in each state: just made, talked, signed, changed since, and one that follows it."""
    states = ("new", "talked", "signed", "changed")
    made = {state: Talk(server_home, PAIRS[pair]) for state in states}
    for state in ("talked", "signed", "changed"):
        made[state].talk()
    for state in ("signed", "changed"):
        made[state].sign("mentor", "trainee")
    made["changed"].put("expectation:daily-life", "answer", "no")
    made["signed"].put("internship", "template", "flanders")
    made["signed"].put("party:trainee", "signature", "now")
    made["signed"].put("party:host", "signature", "paper")
    made["later"] = made["signed"].again()
    return made


@pytest.fixture
def tablet(new_tablet: Callable[..., Tablet], pair: str) -> Tablet:
    """A tablet whose own language is the mentor's."""
    return new_tablet(locale=pair.partition("-")[0])


@pytest.mark.parametrize("part", PARTS)
def test_each_part_is_fit_for_everybody(tablet: Tablet, talks: dict[str, Talk], part: str) -> None:
    tablet.open(f"{talks['talked'].path}/{part}")
    assert_fit(tablet)


@pytest.mark.parametrize("state, part", STATES)
def test_each_state_is_fit_for_everybody(
    tablet: Tablet, talks: dict[str, Talk], state: str, part: str
) -> None:
    tablet.open(f"{talks[state].path}/{part}")
    assert_fit(tablet)


@pytest.mark.parametrize("task", TASKS)
def test_what_the_trainee_holds_is_fit_for_everybody(
    tablet: Tablet, talks: dict[str, Talk], task: str
) -> None:
    tablet.open(f"{talks['talked'].path}/handover?task={task}")
    assert_fit(tablet)
    steps.begin(tablet)
    steps.offer_answered(tablet, pin=None)
    steps.begin(tablet)
    assert steps.holder(tablet) == "trainee"
    assert_fit(tablet)


def test_what_a_pin_keeps_is_fit_for_everybody(tablet: Tablet, talks: dict[str, Talk]) -> None:
    tablet.open(f"{talks['new'].path}/pin?task=expectations")
    assert_fit(tablet)
    tablet.open(f"{talks['new'].path}/notes")
    assert_fit(tablet)
    tablet.write(tablet.page.locator("#pin"), "4711")
    tablet.tap(tablet.button(_("Set the PIN")))
    tablet.open(f"{talks['new'].path}/notes")
    assert_fit(tablet)
    tablet.open(f"{talks['new'].path}/handover")
    steps.begin(tablet)
    steps.begin(tablet)
    steps.give_back(tablet)
    tablet.open("/lock")
    assert_fit(tablet)


@pytest.mark.parametrize("path", OTHERS)
def test_what_belongs_to_no_talk_is_fit_for_everybody(
    tablet: Tablet, talks: dict[str, Talk], path: str
) -> None:
    tablet.open(path)
    assert_fit(tablet)
    tablet.complaints = [each for each in tablet.complaints if "/nowhere" not in each]


def test_a_checked_record_is_fit_for_everybody(tablet: Tablet, talks: dict[str, Talk]) -> None:
    file = json.loads(talks["signed"].client.get(f"{talks['signed'].path}/record.json").text)
    file["content"]["parts"][0]["items"][0]["answer"] = None
    file["signatures"][0]["name"] = "Somebody Else"
    content = canonical(file)
    tablet.open("/verify")
    brought = {"name": "record.json", "mimeType": "application/json", "buffer": content}
    tablet.page.locator("#file").set_input_files(files=[brought])
    tablet.page.locator(".verdict[data-state=altered]").first.wait_for()
    assert_fit(tablet)


def test_a_shared_record_is_fit_for_everybody(tablet: Tablet, talks: dict[str, Talk]) -> None:
    tablet.open(f"{talks['signed'].path}/record")
    tablet.tap(tablet.button(_("Make a link")))
    link = tablet.page.locator("#share-address").inner_text()
    assert_fit(tablet)
    tablet.page.goto(link)
    assert_fit(tablet)
    clock = tablet.home.app.config["CLOCK"]
    clock.forward(days=31)
    tablet.page.goto(link)
    clock.forward(days=-31)
    assert_fit(tablet)
    tablet.expect_complaint("410")


def test_an_installation_is_fit_for_everybody_from_its_first_page_on(
    browser: Browser, pair: str
) -> None:
    with serving(open_on_loopback=False) as empty, Tablet.all_closed() as made:
        made.append(tablet := Tablet(browser.new_context(**DEVICE), empty))
        tablet.open("/")
        assert tablet.path.startswith("/sign-in")
        assert_fit(tablet)
        code = code_of(empty.app.extensions["store"])
        tablet.write(tablet.page.locator("main input[name=code]"), code)
        tablet.tap(tablet.page.locator("main form button"))
        assert_fit(tablet)
        steps.start(tablet, **PAIRS[pair])
        tablet.open("/")
        assert_fit(tablet)


def test_the_office_is_fit_for_everybody(browser: Browser, pair: str) -> None:
    with serving() as centre, Tablet.all_closed() as made:
        clock = centre.app.config["CLOCK"]
        clock.forward(days=-900)
        old = Talk(centre, PAIRS[pair])
        clock.forward(days=900)
        gone = Talk(centre, PAIRS[pair])
        gone.client.post(f"{gone.path}/erasure")
        made.append(tablet := Tablet(browser.new_context(**DEVICE), centre))
        tablet.open("/sign-in?next=/office")
        code = code_of(centre.app.extensions["store"])
        tablet.write(tablet.page.locator("main input[name=code]"), code)
        tablet.tap(tablet.page.locator("main form button"))
        assert_fit(tablet)
        tablet.open("/office/keeping")
        tablet.pick(tablet.page.locator("#months"), "24")
        tablet.tap(tablet.page.locator("main form button").first)
        for path in OFFICE:
            tablet.open(f"{path}?name=e&talk={old.path.rpartition('/')[2]}")
            assert tablet.path.startswith(path)
            assert_fit(tablet)


def test_the_page_shown_while_the_engine_starts_is_fit_for_everybody(tablet: Tablet) -> None:
    tablet.open("/shell")
    assert_fit(tablet)


def test_no_page_is_left_out(home: Home) -> None:
    urls = home.app.url_map.bind("localhost")
    states = [part.partition("?")[0] for _state, part in STATES]
    of_a_talk = [*PARTS, *states, "handover", "notes", "pin"]
    paths = [f"/interviews/x/{part}" for part in of_a_talk]
    looked_at = {urls.match(path)[0] for path in (*paths, *ALONE, *OFFICE)}
    rules = home.app.url_map.iter_rules()
    pages = {rule.endpoint for rule in rules if "GET" in (rule.methods or ())}
    assert pages - FILES == looked_at


def assert_fit(tablet: Tablet) -> None:
    """Nothing is wrong with the page that is open; what is, is listed in full."""
    faults = faults_at_all_sizes(tablet)
    assert not faults, "\n".join(faults)


def faults_at_all_sizes(tablet: Tablet) -> list[str]:
    """What is wrong with the page that is open, each with the sizes it was found at."""
    page = tablet.page
    page.evaluate(script(static_folder() / "node_modules/axe-core/axe.min.js"))
    page.evaluate(script(Path(__file__).with_name("faults.js")))
    page.evaluate("() => faults.openEverything()")
    found: dict[str, list[str]] = {}
    for name, size in SIZES.items():
        page.set_viewport_size(size)
        measured = page.evaluate(
            "() => ['small', 'tiny', 'sideways', 'speechless', 'clipped', 'spaced']"
            ".flatMap((kind) => faults[kind]().map((fault) => `${kind}: ${fault}`))"
        )
        for fault in measured + axe(tablet, size, TAGS):
            found.setdefault(fault, []).append(name)
    page.set_viewport_size(LANDSCAPE)
    page.emulate_media(color_scheme="dark")
    for fault in axe(tablet, LANDSCAPE, COLOURS):
        found.setdefault(fault, []).append("dark")
    page.emulate_media(color_scheme="light")
    return [f"{fault} ({', '.join(dict.fromkeys(names))})" for fault, names in found.items()]


def axe(tablet: Tablet, size: ViewportSize, rules: list[str]) -> list[str]:
    """The violations of axe's rules, by tag or by name."""
    page = tablet.page
    if size["height"] >= STICKY:
        height: int = page.evaluate("() => document.documentElement.scrollHeight")
        page.set_viewport_size({"width": size["width"], "height": max(height, size["height"])})
    kind = "rule" if rules is COLOURS else "tag"
    options = {"runOnly": {"type": kind, "values": rules}, "resultTypes": ["violations"]}
    violations: list[dict[str, Any]] = page.evaluate(
        "(options) => axe.run(document, options).then((result) => result.violations)", options
    )
    page.set_viewport_size(size)
    return [
        f"{each['id']}: {node['html'][:140]} {node['failureSummary'][:300]}"
        for each in violations
        for node in each["nodes"][:4]
    ]
