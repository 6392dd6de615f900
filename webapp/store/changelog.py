"""The change log of a whole installation: what every way of keeping it must offer."""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Any, Protocol, TypeAlias

from webapp.domain.change import PARTS, Change
from webapp.domain.log import Log
from webapp.store.lists import LAST

Summary: TypeAlias = Mapping[str, Any]
Summarise: TypeAlias = Callable[[Log], Summary]
"""Makes the JSON object that lists show of a log; it must cope with any log.

What it holds under `lists` is no part of what is kept of it: the places where the log is listed,
each as `list/place`.
"""

_LOG_ID = re.compile(r"([a-z0-9-]{1,16}\.)?[a-z0-9-]{1,64}")


class ChangeLog(Protocol):
    """Every log of an installation. Whoever uses it holds the store's lock."""

    @property
    def replica(self) -> str:
        """The id under which this process writes: new at each start and after damage."""

    @property
    def damage(self) -> list[tuple[str, int]]:
        """The logs that lost a torn tail at opening, and how many bytes of it."""

    def ids(self) -> list[str]:
        """Every log's id, sorted."""

    def exists(self, log_id: str) -> bool:
        """Whether there is a log of that id."""

    def open(self, log_id: str) -> Log:
        """The folded log; it takes part in what is appended later. Raises UnknownLog."""

    def append(self, log_id: str, changes: Iterable[Change]) -> list[Change]:
        """Keep what is new of `changes` and return it; durable when this returns.

        Creates the log. Taking a change twice changes nothing. All are kept or none.
        Raises InvalidChange (of another log, or no log id), ConflictingChange, Erased,
        StorageFull, StorageFailed.
        """

    def summaries(self, ids: Iterable[str] | None = None) -> Mapping[str, Summary]:
        """The summary of every log (or of those of `ids` that there are), none of them opened.

        Read only; where there are many, ask for few or for `listed`.
        """

    def vectors(self, ids: Iterable[str] | None = None) -> Mapping[str, Mapping[str, int]]:
        """As `summaries`, the vectors."""

    def listed(
        self,
        name: str,
        start: str = "",
        stop: str = LAST,
        *,
        holding: str = "",
        backwards: bool = False,
        most: int | None = None,
    ) -> Mapping[str, Summary]:
        """The summaries of the logs of one list, by id, in the order of their places.

        From the place `start` up to `stop`, and not at it; only places that hold `holding`.
        It costs the same however many others there are.
        """

    def count(self, name: str, most: int) -> int:
        """How many places there are in a list, counted up to `most`."""

    def renew(self) -> None:
        """Write under a new replica id from now on: somebody else writes under this one."""

    def reissue(self, log_id: str, replica: str, places: Mapping[int, tuple[str, int]]) -> None:
        """Give changes of a replica another `(replica, seq)`, by the seq that they had.

        For changes whose place another one with other content holds elsewhere.
        Durable when this returns, all or none. Raises UnknownLog, StorageFull, StorageFailed.
        """

    def erase(self, log_id: str, at: str) -> None:
        """Remove a log for good; `at` (ISO 8601) is kept with its id, known here or not.

        Raises UnknownLog for what is no log id, and StorageFailed.
        """

    def tombstones(self, ids: Iterable[str] | None = None) -> Mapping[str, str]:
        """The ids of the erased logs (or of those of `ids` that were) and when it was."""

    def release(self, log_ids: Iterable[str]) -> None:
        """Remove logs from here alone; what is kept elsewhere may come again with `append`.

        No tombstone is left, only that they were released. What is written afterwards goes
        under a new replica id. Those that are unknown here stay as they are. Needs no room.
        Raises StorageFailed.
        """

    def released(self) -> Collection[str]:
        """The ids of the logs that were released and did not come again."""

    def size(self, log_id: str) -> int:
        """How many bytes a log takes, its blobs left out; 0 where there is none."""


def is_log_id(text: str) -> bool:
    """Whether `text` can name a log: `[a-z0-9-]`, at most 64, after one `prefix.` or none."""
    return _LOG_ID.fullmatch(text) is not None


def new_replica() -> str:
    """A random id: 16 hexadecimal digits."""
    return secrets.token_hex(8)


def kept_change(parts: Mapping[str, Any]) -> Change:
    """The change that was kept as these parts, never refused.

    What was once accepted stays readable, also when later code accepts less.
    """
    known = {part: parts[part] for part in PARTS if part in parts}
    extra = {part: value for part, value in parts.items() if part not in PARTS}
    return Change(**known, extra=extra)
