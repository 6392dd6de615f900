"""What two people do in a talk, in the users' verbs; the same on every home of the app.

Controls are found as people find them, by role and name, or by the ids that DESIGN names.
"""

from __future__ import annotations

from math import sin

from playwright.sync_api import Locator

from tests.browser.tablet import Tablet
from webapp.messages import _

# -- starting, going on ----------------------------------------------------------------------


def start(tablet: Tablet, button: str = "start", **people: str) -> str:
    """Make an interview at Home (`cast.JORIS_AND_OLA`), and return its path."""
    tablet.open("/")
    form = tablet.page.locator("form[action='/interviews']")
    for role in ("trainee", "mentor"):
        tablet.write(form.locator(f"[name={role}_name]"), people[f"{role}_name"])
        tablet.pick(form.locator(f"[name={role}_language]"), people[f"{role}_language"])
    tablet.tap(tablet.button(_("Start") if button == "start" else _("Prepare first"), form))
    return "/".join(tablet.path.split("/")[:3])


def go_on(tablet: Tablet, page: str) -> None:
    """On to the next part, by the one button for it; `page` is where it must lead."""
    dock = tablet.page.get_by_role("contentinfo")
    begin = tablet.button(_("Let us begin"), dock).or_(tablet.link(_("Let us begin"), dock))
    tablet.tap(begin.or_(tablet.link(_("Next"), dock)).first)
    tablet.expect_to_be_at(page)


def go_to_first(tablet: Tablet, page: str) -> None:
    """From the welcome straight to a part of its plan."""
    tablet.tap(tablet.page.locator(f"main .plan a[href$='/{page}']"))
    tablet.expect_to_be_at(page)


def go_to(tablet: Tablet, page: str) -> None:
    """Straight to a part by the list of parts, which is open in landscape."""
    stepper = tablet.page.locator("details.stepper > summary")
    if stepper.is_visible():
        tablet.tap(stepper)
    tablet.tap(tablet.page.locator(f"nav a[href$='/{page}']").locator("visible=true").first)
    tablet.expect_to_be_at(page)


# -- preparing -------------------------------------------------------------------------------


def invite(tablet: Tablet, date: str, time: str, place: str, *bring: str) -> None:
    """Say when, where and what to bring; the page of the invitation follows."""
    tablet.write(tablet.page.locator("#appointment-date"), date)
    tablet.write(tablet.page.locator("#appointment-time"), time)
    tablet.write(tablet.page.locator("#appointment-place"), place)
    for thing in bring:
        tablet.tap(tablet.page.locator(f"label:has(#bring-{thing})"))
    tablet.tap(tablet.link(_("See the invitation")))


def begin_the_talk(tablet: Tablet) -> None:
    """From the invitation back to the preparation, and on to the welcome."""
    tablet.tap(tablet.link(_("Prepare"), tablet.page.get_by_role("banner")))
    tablet.tap(tablet.page.get_by_role("contentinfo").locator("a[href$='/welcome']"))
    assert tablet.path.endswith("/welcome"), tablet.path


# -- expectations ----------------------------------------------------------------------------


def row(tablet: Tablet, key: str) -> Locator:
    return tablet.page.locator(f"#expectation-{key}, #mark-{key}")


def mark(tablet: Tablet, key: str) -> None:
    """The trainee expects this."""
    tablet.tap(row(tablet, key).get_by_role("checkbox").first)


def answer(tablet: Tablet, key: str, answer: str) -> None:
    """The mentor answers: yes, partly or no."""
    tablet.tap(row(tablet, key).locator(f"label:has(input[type=radio][value={answer}])"))


def marked(tablet: Tablet, key: str) -> bool:
    return row(tablet, key).get_by_role("checkbox").first.is_checked()


def answered(tablet: Tablet, key: str) -> str | None:
    """The mentor's answer, as the page shows it."""
    chosen = row(tablet, key).locator("input[type=radio]:checked")
    return chosen.get_attribute("value") if chosen.count() else None


# -- questions -------------------------------------------------------------------------------


def talk_about(tablet: Tablet, key: str) -> None:
    """Tick that a question was talked about."""
    question = tablet.page.locator(f"#question-{key}")
    tablet.tap(tablet.named("checkbox", _("Talked about"), question))


def choose(tablet: Tablet, key: str, words: str) -> None:
    """Answer a closed question by one tap: yes, no, unsure or private."""
    question = tablet.page.locator(f"#question-{key}")
    tablet.tap(question.locator(f"button[name=value][value={words}]"))


def show_more_questions(tablet: Tablet) -> None:
    tablet.tap(tablet.page.locator("summary", has_text=tablet.say(_("More questions"))))


def ask(tablet: Tablet, words: str) -> None:
    """The trainee asks."""
    tablet.write(tablet.page.locator("#trainee-question-text"), words)
    tablet.tap(tablet.button(_("Add"), tablet.page.locator("#trainee-question-add")))


def ask_as_others_do(tablet: Tablet, key: str) -> None:
    """The trainee taps a question that many others ask."""
    tablet.tap(tablet.page.locator(f"#suggestions form[action*=':{key}/'] button"))


def reply(tablet: Tablet, question: str, words: str) -> None:
    """The mentor answers a question of the trainee's."""
    entry = tablet.page.locator("#trainee-questions > li", has_text=question)
    tablet.write(tablet.named("textbox", _("Answer"), entry), words)


# -- handing over ----------------------------------------------------------------------------


def hand_over(tablet: Tablet, task: str, pin: str | None = None) -> None:
    """Give the tablet to the trainee, who takes it: the curtain, then the trainee's own page."""
    tablet.tap(tablet.page.locator(f"button[name=task][value={task}]").first)
    if tablet.path.partition("?")[0].endswith("/pin"):
        offer_answered(tablet, pin)
    assert tablet.path.endswith("/handover"), tablet.path
    begin(tablet)


def offer_answered(tablet: Tablet, pin: str | None) -> None:
    """A PIN is offered once per device: take it, or do without."""
    if pin is None:
        return tablet.tap(tablet.button(_("Without a PIN")))
    tablet.write(tablet.page.locator("#pin"), pin)
    tablet.tap(tablet.button(_("Set the PIN and hand over")))


def begin(tablet: Tablet) -> None:
    """The trainee goes through the curtain."""
    tablet.tap(tablet.page.locator("main a.btn, main button.btn").first)


def give_back(tablet: Tablet) -> None:
    """The trainee gives the tablet back to the mentor."""
    tablet.tap(tablet.button(_("Done"), tablet.page.get_by_role("contentinfo")))


def holder(tablet: Tablet) -> str | None:
    """Who holds the tablet, as the page says it."""
    return tablet.page.locator("html").get_attribute("data-holder")


# -- signing ---------------------------------------------------------------------------------


def pad(tablet: Tablet, role: str) -> Locator:
    return tablet.page.locator(f"#pad-{role}")


def draw(tablet: Tablet, role: str, waves: int = 6) -> None:
    """A finger writes on a pad; `waves` is how long it writes."""
    box = ink_box(tablet, role)
    left, middle, reach = box["x"] + 20, box["y"] + box["height"] / 2, box["height"] * 0.3
    stroke(tablet, [(left + 6 * step, middle + reach * sin(step / 2)) for step in range(waves * 6)])


def touch(tablet: Tablet, role: str) -> None:
    """A finger only touches a pad: a dot."""
    box = ink_box(tablet, role)
    stroke(tablet, [(box["x"] + 50, box["y"] + 50)])


def ink_box(tablet: Tablet, role: str) -> dict[str, float]:
    canvas = pad(tablet, role).locator("canvas")
    canvas.evaluate("(canvas) => canvas.scrollIntoView({block: 'center'})")
    tablet.settle()
    return dict(canvas.bounding_box() or {})


def stroke(tablet: Tablet, points: list[tuple[float, float]]) -> None:
    """One stroke of a finger through these points of the screen."""
    finger = tablet.context.new_cdp_session(tablet.page)
    for step, (x, y) in enumerate(points):
        kind = "touchMove" if step else "touchStart"
        finger.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [{"x": x, "y": y}]})
    finger.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    finger.detach()
    tablet.page.wait_for_timeout(400)  # Chromium makes no click of a touch right after a stroke
    tablet.settle()


def ink(tablet: Tablet, role: str) -> str:
    """The vectors that a pad holds."""
    return pad(tablet, role).locator("input[name=strokes]").input_value()


def sign(tablet: Tablet, role: str) -> None:
    """Sign what was drawn."""
    tablet.tap(pad(tablet, role).locator("button[value=drawn]"))


def sign_typed(tablet: Tablet, role: str, name: str) -> None:
    """Sign with a typed name."""
    place = pad(tablet, role)
    tablet.tap(place.locator("details.type > summary"))
    tablet.write(place.locator("input[name=name]"), name)
    tablet.tap(place.locator("button[value=typed]"))


def signed(tablet: Tablet, role: str) -> bool:
    """Whether the page shows that `role` has signed."""
    return pad(tablet, role).locator(".done").count() == 1


def change_language(tablet: Tablet, language: str) -> None:
    """Show both languages, or only one."""
    menu = tablet.page.get_by_role("banner").locator("details.menu")
    tablet.tap(menu.locator("summary"))
    tablet.tap(menu.locator(f"button[value={language}]"))


def undo(tablet: Tablet) -> None:
    """Take the last change back."""
    tablet.tap(tablet.button(_("Take back the last change")))
