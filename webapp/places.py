"""The page at which this device left a paper; no part of any log.

{"<paper>": page} under the device and the interview, so that it goes when the interview does.
"""

from __future__ import annotations

from typing import Any

from webapp.domain.interview import Interview
from webapp.interviews import store
from webapp.session import device_id


def place(interview: Interview, paper: str) -> int:
    """The page at which this device left a paper, 1 at first."""
    page = _all(interview).get(paper)
    return page if isinstance(page, int) and page > 0 else 1


def keep_place(interview: Interview, paper: str, page: int) -> None:
    """Remember the page at which the paper was left, on this device only."""
    places = {**_all(interview), paper: page}
    store().devices.set({_key(interview): places}, flush=False)


def _all(interview: Interview) -> dict[str, Any]:
    kept: Any = store().devices.get(_key(interview))
    return kept if isinstance(kept, dict) else {}


def _key(interview: Interview) -> str:
    return f"place:{device_id()}:{interview.id}"
