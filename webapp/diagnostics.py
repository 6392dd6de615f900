"""What somebody who helps from afar needs to know of an installation, without any personal data.

Versions, counts, sizes, names of our own code: nothing that anybody wrote, no names or ids of
talks, no addresses. `tests/test_diagnostics.py` looks for a word from every field in it.
"""

from __future__ import annotations

import platform
from collections.abc import Mapping
from typing import Any

from flask import current_app

from webapp import sync
from webapp.interviews import store
from webapp.session import now
from webapp.watch import Timing, Watch

FORMAT = "onthaal-diagnostics/1"
NUMBERS = ("usage", "quota", "loaded")
FLAGS = ("persisted", "standalone")
ENGINES = ("none", "starting", "ready", "unsupported")
LONGEST = 300
"""How much of a browser's own name is kept."""


def diagnostics(browser: Mapping[str, str]) -> dict[str, Any]:
    """All of it as JSON; `browser`: what the page told of itself, see `_of_browser`."""
    watch: Watch = current_app.extensions["watch"]
    config = current_app.config
    return {
        "format": FORMAT,
        "at": now().isoformat(timespec="seconds"),
        "app": config["VERSION"],
        "engine": config["BUNDLE"],
        "home": config["HOME"],
        "python": f"{platform.python_version()} {platform.system()}",
        "store": _of_store(),
        "sync": _of_sync(),
        "browser": _of_browser(browser),
        "answers": {name: _of_timing(each) for name, each in sorted(watch.timings.items())},
        "errors": [*watch.errors],
    }


def _of_store() -> dict[str, Any]:
    logs, blobs = store().logs, store().blobs
    sizes = [logs.size(log_id) for log_id in logs.ids()]
    hashes = blobs.hashes()
    return {
        "interviews": sum(1 for summary in logs.summaries().values() if summary),
        "logs": len(sizes),
        "changes": sum(sum(vector.values()) for vector in logs.vectors().values()),
        "bytes": sum(sizes),
        "largest": max(sizes, default=0),
        "blobs": len(hashes),
        "blob_bytes": sum(map(blobs.size, hashes)),
        "erased": len(logs.tombstones()),
        "released": len(logs.released()),
        "damaged_bytes": [cut for _name, cut in store().damage],
    }


def _of_sync() -> dict[str, Any]:
    """On a tablet how far it is; on the server what it knows of and never got."""
    client = current_app.extensions.get("sync")
    if client is None:
        missing = sync.missing(store())
        return {"missing_changes": sum(missing.values()), "missing_in": len(missing)}
    status = client.status
    at = status.synced_at
    return {
        "pending": status.pending,
        "synced_at": at.isoformat(timespec="seconds") if at else None,
        "sign_in": status.sign_in,
        "failed": status.failed,
        "others": len(client.replica.others),
        "wanted": len(client.replica.wanted),
        "leaving": len(client.replica.leaving),
    }


def _of_browser(told: Mapping[str, str]) -> dict[str, Any]:
    """What is known of these alone; anything else that an address may hold is left out.

    `usage`, `quota` (bytes) and `loaded` (ms): numbers; `persisted`, `standalone`: 0 or 1;
    `engine`: one of ENGINES; `agent`: the browser's own name.
    """
    engine = told.get("engine")
    return {
        **{name: _number(told[name]) for name in NUMBERS if name in told},
        **{name: told[name] == "1" for name in FLAGS if name in told},
        "state": engine if engine in ENGINES else None,
        "agent": told.get("agent", "")[:LONGEST],
    }


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 16 else None


def _of_timing(timing: Timing) -> dict[str, float]:
    """In milliseconds."""
    mean = timing.total / timing.count
    return {"count": timing.count, "mean": round(mean, 1), "longest": round(timing.longest, 1)}
