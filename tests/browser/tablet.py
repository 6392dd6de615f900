"""A browser the way people use it: it taps, writes and waits, and remembers every complaint."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import BrowserContext, ConsoleMessage, Locator, Page, TimeoutError

from tests.browser.serving import Home
from webapp.messages import Message

WATCH = """
globalThis.underway = 0
globalThis.frames = 0
document.addEventListener("htmx:before:request", () => { underway++ })
document.addEventListener("htmx:finally:request", () => { underway--; frames = 0 })
addEventListener("submit", (event) => { if (!event.defaultPrevented) underway++ }) // leaves
document.addEventListener("click", () => { globalThis.clicked = true; frames = 0 }, true)
"""
IS_QUIET = """() => {
  const starting = document.documentElement.dataset.engine === "starting"
  frames = underway || starting || document.readyState !== "complete" ? 0 : frames + 1
  return frames > 2
}"""
UNREST = """() => ({ underway, frames, at: location.pathname, page: document.readyState,
  engine: document.documentElement.dataset.engine, seen: document.visibilityState })"""


class Tablet:
    """One device with one page open.

    `taps`: how often a finger touched it, typing and ink not counted.
    `complaints`: what the console said (errors, CSP violations); there must be none at the end.
    """

    def __init__(self, context: BrowserContext, home: Home) -> None:
        self.context = context
        self.home = home
        self.taps = 0
        self.complaints: list[str] = []
        context.set_default_timeout(30_000)
        context.add_init_script(WATCH)
        context.on("weberror", lambda error: self.complaints.append(str(error.error)))
        context.on("console", self._listen)
        self.page: Page = context.pages[0] if context.pages else context.new_page()

    @classmethod
    @contextmanager
    def all_closed(cls) -> Iterator[list[Tablet]]:
        """A list of tablets: at the end each is closed and must have had no complaints."""
        made: list[Tablet] = []
        try:
            yield made
        finally:
            for tablet in made:
                tablet.context.close()
        complaints = [each for tablet in made for each in tablet.complaints]
        assert not complaints, complaints

    # -- going somewhere ---------------------------------------------------------------------

    def open(self, path: str) -> None:
        """Type an address. (A page behind another is drawn, and asked, once a second.)"""
        self.page.bring_to_front()
        self.page.goto(self.home.address + path)
        self.settle()

    def reload(self) -> None:
        self.page.reload()
        self.settle()

    @property
    def path(self) -> str:
        """Where the page is; Playwright's own `url` learns of a pushed address a moment later."""
        return str(self.page.evaluate("() => location.pathname + location.search"))

    def expect_to_be_at(self, page: str) -> None:
        """The path ends so; else what the console said tells why."""
        assert self.path.endswith(page), (self.path, self.complaints)

    def read(self, path: str) -> str:
        """What the page itself gets from an address."""
        text = self.page.evaluate("async (path) => (await fetch(path)).text()", path)
        return str(text)

    def settle(self) -> None:
        """Wait until nothing is under way any more, for a few frames in a row."""
        try:
            self.page.wait_for_function(IS_QUIET)
        except TimeoutError:
            pytest.fail(f"never at rest: {self.page.evaluate(UNREST)}")

    # -- finding ------------------------------------------------------------------------------

    @property
    def language(self) -> str:
        """The page's first language."""
        return self.page.locator("html").get_attribute("lang") or ""

    def say(self, message: Message) -> str:
        """What a message says in the page's first language."""
        return self.home.say(message, self.language)

    def named(self, role: str, name: Message, where: Locator | None = None) -> Locator:
        """The first control of a role that is called so (other words may follow), in `where`."""
        place = where or self.page.locator("body")
        return place.get_by_role(role, name=self.say(name)).first  # type: ignore[arg-type]

    def button(self, name: Message, where: Locator | None = None) -> Locator:
        return self.named("button", name, where)

    def link(self, name: Message, where: Locator | None = None) -> Locator:
        return self.named("link", name, where)

    # -- doing ----------------------------------------------------------------------------------

    def tap(self, control: Locator) -> None:
        """Touch a control once, and wait for what it does."""
        self.taps += 1
        self.page.evaluate("() => { globalThis.clicked = false }")
        control.tap()
        # A browser makes a click of a touch in its own time, or leaves the page with it.
        self.page.wait_for_function("() => globalThis.clicked !== false")
        self.settle()

    def write(self, field: Locator, words: str) -> None:
        """Touch a field and type; leaving it is what saves."""
        self.tap(field)
        field.fill(words)

    def pick(self, choices: Locator, value: str) -> None:
        """Choose from a list that opens: one touch opens it, another chooses."""
        self.taps += 2
        choices.select_option(value)
        self.settle()

    def leave(self) -> None:
        """Take the focus away from the field that was written in."""
        self.page.evaluate("() => document.activeElement.blur()")
        self.settle()

    # -- what it says -----------------------------------------------------------------------------

    def words(self, selector: str = "body") -> str:
        """Everything that can be read in a part of the page."""
        return " ".join(self.page.locator(selector).first.inner_text().split())

    def expect_complaint(self, *parts: str) -> None:
        """Forgive complaints about something that the test caused; there has to be one of each."""
        self.settle()
        for part in parts:
            assert any(part in each for each in self.complaints), f"none about {part}"
        others = (each for each in self.complaints if not any(part in each for part in parts))
        self.complaints = list(others)

    def _listen(self, message: ConsoleMessage) -> None:
        other = message.page is not None and message.page != self.page
        if message.type == "error" and not other:
            self.complaints.append(f"{message.text} ({message.page.url if message.page else ''})")
