"""Every screen at every size: for eyes, fingers and screen readers, in long and short words."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import ViewportSize

from tests.browser import steps
from tests.browser.screens import LANDSCAPE, SIZES
from tests.browser.serving import Home
from tests.browser.tablet import Tablet
from tests.browser.talks import Talk
from tests.cast import JORIS_AND_OLA
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
    "prepare", "welcome", "documents", "expectations", "expectations?only=discuss", "questions",
    "trainee-questions", "agreements", "signing", "record", "first-day", "history", "notes",
)  # fmt: skip
TASKS = ("expectations", "trainee-questions", "signing")


@cache
def script(path: Path) -> str:
    return path.read_text(encoding="utf-8")


@pytest.fixture(scope="module", params=PAIRS)
def talks(request: pytest.FixtureRequest, home: Home) -> dict[str, Talk]:
    """A talk of each state in one pair of languages: just made, talked, signed, changed since."""
    made = {state: Talk(home, PAIRS[request.param]) for state in ("new", "talked", "signed", "changed")}
    for state in ("talked", "signed", "changed"):
        made[state].talk()
    for state in ("signed", "changed"):
        made[state].sign("mentor", "trainee")
    made["changed"].put("expectation:daily-life", "answer", "no")
    return made


@pytest.mark.parametrize("part", PARTS)
def test_each_part_is_fit_for_everybody_at_every_size(
    tablet: Tablet, talks: dict[str, Talk], part: str
) -> None:
    tablet.open(f"{talks['talked'].path}/{part}")
    assert_fit(tablet)


@pytest.mark.parametrize("state, part", [
    ("new", "expectations"), ("new", "documents"), ("new", "agreements"), ("new", "signing"),
    ("signed", "signing"), ("signed", "record"), ("changed", "signing"),
])  # fmt: skip
def test_each_state_of_a_talk_is_fit_for_everybody(
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
    steps.offer_answered(tablet, pin="123456")
    steps.begin(tablet)
    assert steps.holder(tablet) == "trainee"
    assert_fit(tablet)


@pytest.mark.parametrize("path", ["/", "/lock"])
def test_pages_outside_a_talk_are_fit_for_everybody(
    tablet: Tablet, talks: dict[str, Talk], path: str
) -> None:
    tablet.open(path)
    assert_fit(tablet)


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
