"""The screen stays on during a talk, and only then."""

from __future__ import annotations

from tests.browser import steps
from tests.browser.tablet import Tablet
from tests.cast import JORIS_AND_OLA

LOCKS = """
globalThis.locks = []
const slow = () => new Promise((resolve) => setTimeout(resolve, 50))
class Lock extends EventTarget {
  released = false
  async release() { await slow(); this.released = true }
}
Object.defineProperty(navigator, "wakeLock", { value: {
  async request() {
    const lock = new Lock()
    await slow()
    locks.push(lock)
    return lock
  }
}})
globalThis.look = (away) => {
  Object.defineProperty(document, "hidden", { value: away, configurable: true })
  if (away) for (const lock of locks) lock.released = true // as browsers do by themselves
  document.dispatchEvent(new Event("visibilitychange"))
}
"""
HELD = "(count) => locks.filter((lock) => !lock.released).length === count"


def expect_held(tablet: Tablet, count: int) -> None:
    """Wait until so many locks are held, and see that it stays so."""
    tablet.page.wait_for_function(HELD, arg=count)
    tablet.page.wait_for_timeout(300)
    assert tablet.page.evaluate(HELD, count)


def test_the_screen_stays_on_while_a_talk_is_looked_at(tablet: Tablet) -> None:
    tablet.context.add_init_script(LOCKS)
    tablet.open("/")
    expect_held(tablet, 0)
    steps.start(tablet, **JORIS_AND_OLA)
    steps.go_on(tablet, "expectations")
    expect_held(tablet, 1)
    tablet.page.evaluate("() => { look(true); look(false); look(true) }")
    expect_held(tablet, 0)
    tablet.page.evaluate("() => { look(false); look(false) }")
    expect_held(tablet, 1)
    tablet.page.locator(".bar a[href='/']").tap()
    tablet.settle()
    expect_held(tablet, 0)
