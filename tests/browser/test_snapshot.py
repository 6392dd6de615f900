"""The memory that an engine starts from is kept as a file, and nothing depends on that file."""

from __future__ import annotations

import pytest

from tests.browser.installed import Installed, open_offline
from tests.browser.tablet import Tablet
from tests.browser.waiting import wait_until

SIZES = """async () => {
  const files = {}
  for await (const [name, handle] of await navigator.storage.getDirectory()) {
    if (handle.kind === "file") files[name] = (await handle.getFile()).size
  }
  return files
}"""
BEGINNING = """async (name) => {
  const root = await navigator.storage.getDirectory()
  const file = await (await root.getFileHandle(name)).getFile()
  return [...new Uint32Array(await file.slice(0, 12).arrayBuffer())]
}"""
WRITE = """async ([name, at, size]) => {
  const root = await navigator.storage.getDirectory()
  const handle = await root.getFileHandle(name, { create: true })
  const file = await handle.createWritable({ keepExistingData: true })
  const data = new Uint8Array(64).fill(171)
  if (at !== null) await file.write({ type: "write", position: at, data })
  if (size !== null) await file.truncate(size)
  await file.close()
}"""
SPOIL_THE_CACHE = """async () => {
  const cache = await caches.open((await caches.keys()).find((name) => name !== "onthaal"))
  const file = (await cache.keys()).find(({ url }) => url.endsWith("/snapshot.bin"))
  await cache.put(file, new Response("x"))
}"""


@pytest.fixture
def offline(installed: Installed) -> Installed:
    """A tablet whose server is gone."""
    installed.stop_server()
    return installed


def kept(tablet: Tablet) -> str:
    """The name of the file, once the engine at rest has made it: its first words come last."""
    found: list[str] = []

    def is_there(files: dict[str, int]) -> bool:
        found[:] = files
        return len(found) == 1 and any(tablet.page.evaluate(BEGINNING, found[0]))

    wait_until(tablet.page, SIZES, is_there)
    return found[0]


def test_the_next_start_reads_a_file_instead_of_the_cache(offline: Installed) -> None:
    with offline.tablet() as tablet:
        open_offline(tablet, "/")
        assert kept(tablet).startswith("snapshot-")
        tablet.page.evaluate(SPOIL_THE_CACHE)
    with offline.tablet() as tablet:
        open_offline(tablet, "/")


@pytest.mark.parametrize(
    ("at", "size"), [(None, 1_000_000), (None, 0), (0, None), (40_000, None)],
    ids=["cut off", "empty", "begins with nonsense", "has a head of nonsense"],
)  # fmt: skip
def test_a_file_that_is_not_what_it_was_is_made_anew(
    offline: Installed, at: int | None, size: int | None
) -> None:
    with offline.tablet() as tablet:
        open_offline(tablet, "/")
        name = kept(tablet)
        size_and_words = tablet.page.evaluate(SIZES), tablet.page.evaluate(BEGINNING, name)
        tablet.page.evaluate(WRITE, [name, at, size])
    with offline.tablet() as tablet:
        open_offline(tablet, "/")
        wait_until(tablet.page, SIZES, lambda files: files == size_and_words[0])
        wait_until(
            tablet.page, f"() => ({BEGINNING})('{name}')", lambda it: it == size_and_words[1]
        )
        tablet.complaints.clear()
    with offline.tablet() as tablet:  # which complains of a start without a snapshot
        open_offline(tablet, "/")


def test_the_file_of_another_version_goes(offline: Installed) -> None:
    with offline.tablet() as tablet:
        open_offline(tablet, "/")
        ours = kept(tablet)
        tablet.page.evaluate(WRITE, ["snapshot-0123456789abcdef", 0, None])
    with offline.tablet() as tablet:
        open_offline(tablet, "/")
        wait_until(tablet.page, SIZES, lambda files: list(files) == [ours])
