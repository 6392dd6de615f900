"""A browser killed again and again while two people talk: what it acknowledged has to be there."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from html import unescape
from random import Random

from playwright.sync_api import ConsoleMessage, Error, Page

from tests.browser.installed import BEGIN, HOME_IS_TABLET, Installed, go, kill
from tests.cast import JORIS_AND_OLA
from webapp.content.expectations import EXPECTATIONS

LONGEST_LIFE = 1_000  # ms from the first change to the kill
SAY = """([path, keys, first]) => {
  const ask = (method, address, form, id) => {
    const headers = { "HX-Request": "true", "X-Request-ID": id }
    return fetch(path + address, { method, headers, body: new URLSearchParams(form) })
  }
  const ink = (n) => JSON.stringify([[...Array(30).keys()].flatMap((x) => [x * 20, n])])
  const answer = (n) => ["yes", "partly", "no"][(n / 4) % 3] // another one each time
  const wishes = [
    (n) => ["POST", `/fields/expectation:${keys[n % keys.length]}/answer`, { value: answer(n) }],
    (n) => ["POST", `/fields/expectation:${keys[n % keys.length]}/note`, { value: `note ${n}` }],
    (n) => ["PUT", "/ink/trainee", { strokes: ink(n) }],
    (n) => ["POST", "/trainee-questions", { text: `question ${n}` }],
  ]
  const talk = async () => {
    for (let n = first; ; n++) {
      const answer = await ask(...wishes[n % wishes.length](n), `request-${n}`)
      console.log(answer.ok ? `kept ${n}` : `refused ${n} ${answer.status}`)
    }
  }
  talk()
}"""
ASK = "async (path) => (await fetch(path)).text()"


@dataclass
class Tally:
    """What happened: `kept` was acknowledged, `lost` of that was not there afterwards."""

    kills: int = 0
    kept: set[int] = field(default_factory=set)
    lost: set[int] = field(default_factory=set)
    refused: list[str] = field(default_factory=list)
    doubled: int = 0

    def hear(self, message: ConsoleMessage) -> None:
        """Note what the page says about one change."""
        if message.text.startswith("kept "):
            self.kept.add(int(message.text.removeprefix("kept ")))
        elif message.text.startswith("refused "):
            self.refused.append(message.text)


def kills(installed: Installed, seed: int) -> Iterator[Tally]:
    """Kill the browser once more each time, at a random moment; the same tally grows.

    The server has to be gone. Numbers go on where the last acknowledged one was, so that what
    was in flight is sent once more under the same request id.
    """
    chance, tally = Random(seed), Tally()
    with installed.browser() as context:
        path = str(_opened(context.pages[0], installed).evaluate(BEGIN, JORIS_AND_OLA))
    while True:
        with installed.browser() as context:
            page = _opened(context.pages[0], installed)
            _look(page, path, tally)
            page.on("console", tally.hear)
            page.evaluate(SAY, [path, list(EXPECTATIONS), max(tally.kept, default=0) + 1])
            with suppress(Error):
                page.wait_for_timeout(chance.uniform(0, LONGEST_LIFE))
            kill(installed.profile)
            tally.kills += 1
        yield tally


def _opened(page: Page, installed: Installed) -> Page:
    go(page, installed.home.address)
    page.wait_for_function(HOME_IS_TABLET, timeout=30_000)
    return page


def _look(page: Page, path: str, tally: Tally) -> None:
    """Compare what is there with what was acknowledged."""
    [log] = json.loads(page.evaluate(ASK, f"{path}/export.json"))["logs"].values()
    changes = Counter((each["request"], each["entity"], each["field"]) for each in log)
    tally.doubled += sum(count - 1 for count in changes.values())
    there = {request for request, _entity, _field in changes}
    drawn = _drawn(page.evaluate(ASK, f"{path}/signing"))
    for number in tally.kept:
        is_ink = number % 4 == 2
        if drawn < number if is_ink else f"request-{number}" not in there:
            tally.lost.add(number)


def _drawn(page: str) -> int:
    """The number that the trainee's unfinished ink was drawn with; 0 without any."""
    pads = re.findall(r'name="strokes" value="([^"]*)"', page)
    heights = [stroke[1] for pad in pads for stroke in json.loads(unescape(pad) or "[]")]
    return max(heights, default=0)
