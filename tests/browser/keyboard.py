"""The same tablet for somebody who uses its keyboard alone."""

from __future__ import annotations

from playwright.sync_api import Locator

from tests.browser.tablet import Tablet

STANDS = """(control) => {
  const here = document.activeElement
  const same = here === control || control.type === "radio" && here.type === "radio" &&
    here.form === control.form && here.name === control.name
  if (same) return "here"
  const isBefore = here.compareDocumentPosition(control) & Node.DOCUMENT_POSITION_PRECEDING
  return isBefore ? "before" : "after"
}"""
"""Where a control stands, seen from the focus; a group of radios is one stop."""
FARTHEST = 400


class Keyboard(Tablet):
    """Reaches every control by Tab, and never touches anything."""

    def tap(self, control: Locator) -> None:
        field = control.locator("input")
        control = field if field.count() == 1 else control
        self.reach(control)
        kind = control.get_attribute("type") or ""
        if kind == "radio":
            self._turn_to(control)
        elif kind == "checkbox":
            self.page.keyboard.press("Space")
        elif control.evaluate("(control) => control.matches('a, button, summary')"):
            self.page.keyboard.press("Enter")
        self.settle()

    def write(self, field: Locator, words: str) -> None:
        self.reach(field)
        if field.get_attribute("type") in ("date", "time"):
            field.fill(words)  # how its parts are typed depends on the device's own language
        else:
            self.page.keyboard.press("Control+a")
            self.page.keyboard.type(words)

    def pick(self, choices: Locator, value: str) -> None:
        self.reach(choices)
        self.page.keyboard.press("Home")
        for _step in range(choices.locator("option").count()):
            if choices.input_value() == value:
                return
            self.page.keyboard.press("ArrowDown")
        assert choices.input_value() == value

    def reach(self, control: Locator) -> None:
        """Press Tab, or Shift and Tab, until a control has the focus."""
        for _step in range(FARTHEST):
            where = control.evaluate(STANDS)
            if where == "here":
                return
            self.page.keyboard.press("Shift+Tab" if where == "before" else "Tab")
        raise AssertionError(f"no way by keyboard to {control}")

    def _turn_to(self, radio: Locator) -> None:
        """Choose a radio of the group that has the focus."""
        if radio.evaluate("(radio) => radio === document.activeElement"):
            return self.page.keyboard.press("Space")
        for _step in range(9):
            self.page.keyboard.press("ArrowDown")
            if radio.is_checked():
                return
        raise AssertionError(f"no way by keyboard to {radio}")
