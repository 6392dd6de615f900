"""WebKitGTK's own small browser by its remote inspector: just what a short path needs.

It keeps nothing where WebDriver drives it, so what it keeps has to be seen this way. Messages:
https://github.com/WebKit/WebKit/tree/main/Source/JavaScriptCore/inspector/protocol
"""

from __future__ import annotations

import json
import os
import re
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from itertools import count
from pathlib import Path
from typing import Any
from urllib.request import urlopen

from websockets.sync.client import ClientConnection, connect

TARGET = re.compile(r"/socket/[\w/]+/WebPage")
PATIENCE = 60  # seconds
A_MOMENT = 3  # seconds, after which a page that was left is asked no more


class WebKit:
    """One page of a MiniBrowser that runs."""

    def __init__(self, connection: ClientConnection) -> None:
        self._connection = connection
        self._numbers = count(1)
        self._page = ""
        while not self._page:
            self._hear(PATIENCE)

    def open(self, address: str) -> None:
        """Type an address."""
        with suppress(TimeoutError):  # it may be gone before it has answered
            self.evaluate("(to) => { globalThis.left = true; location.assign(to) }", address)
        self.wait("() => !globalThis.left && document.readyState === 'complete'")

    def evaluate(self, function: str, *arguments: object, patience: float = PATIENCE) -> Any:
        """What a function of the page gives back: JSON, whatever it waits for."""
        call = f"(async () => JSON.stringify(await ({function})(...{json.dumps(arguments)})))()"
        promise = self._ask("Runtime.evaluate", patience, expression=call)
        answer = self._ask(
            "Runtime.awaitPromise",
            patience,
            promiseObjectId=promise["result"]["objectId"],
            returnByValue=True,
        )
        assert not answer["wasThrown"], answer["result"]
        said = answer["result"].get("value")
        return None if said is None else json.loads(said)

    def wait(self, condition: str) -> None:
        """Wait until a function of the page is true, loaded anew meanwhile or not."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            with suppress(TimeoutError):
                if self.evaluate(condition, patience=A_MOMENT):
                    return
            time.sleep(0.05)
        raise AssertionError(f"never {condition}")

    def _ask(self, method: str, patience: float, **parameters: object) -> Any:
        number, end = next(self._numbers), time.monotonic() + patience
        inner = json.dumps({"id": number, "method": method, "params": parameters})
        outer = {"targetId": self._page, "message": inner}
        message = {"id": number, "method": "Target.sendMessageToTarget", "params": outer}
        self._connection.send(json.dumps(message))
        while (left := end - time.monotonic()) > 0:
            said = self._hear(left)
            if said.get("id") == number:
                if "error" in said:  # the page has gone meanwhile
                    raise TimeoutError(said["error"])
                return said["result"]
        raise TimeoutError(method)

    def _hear(self, patience: float) -> dict[str, Any]:
        """What the page says next; something empty where only the page itself has changed."""
        said = json.loads(self._connection.recv(timeout=patience))
        told = said.get("params", {})
        match said.get("method"):
            case "Target.targetCreated" if not told["targetInfo"].get("isProvisional"):
                self._page = told["targetInfo"]["targetId"]
            case "Target.didCommitProvisionalTarget":
                self._page = told["newTargetId"]
            case "Target.dispatchMessageFromTarget":
                inner: dict[str, Any] = json.loads(told["message"])
                return inner
        return {"error": said["error"], "id": said["id"]} if "error" in said else {}


@contextmanager
def webkit(program: str, profile: Path) -> Iterator[WebKit]:
    """A MiniBrowser with a home of its own, closed at the end."""
    profile.mkdir(exist_ok=True)
    address = f"127.0.0.1:{_free_port()}"
    folders = {f"XDG_{each}_HOME": str(profile / each.lower()) for each in ("DATA", "CACHE")}
    inspected = {"HOME": str(profile), "WEBKIT_INSPECTOR_HTTP_SERVER": address}
    process = subprocess.Popen(
        [program, "about:blank"], env={**os.environ, **folders, **inspected},
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        with connect(f"ws://{address}{_target(address)}", max_size=None, proxy=None) as connection:
            yield WebKit(connection)
    finally:
        process.terminate()
        process.wait(timeout=20)


def _target(address: str) -> str:
    """Where the inspector of the only page is."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        with suppress(OSError), urlopen(f"http://{address}/", timeout=5) as listing:
            if found := TARGET.search(listing.read().decode()):
                return found[0]
        time.sleep(0.1)
    raise AssertionError("nothing to inspect")


def _free_port() -> int:
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        port: int = asked.getsockname()[1]
        return port
