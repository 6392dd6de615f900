"""Every state in which a crash can leave files: a trace of what was done, and its pieces."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from webapp.store.files import MemoryFiles


@dataclass
class Step:
    """One call to one file; `acknowledge` marks what a caller was told is safe."""

    call: str
    name: str = ""
    at: int = 0
    data: Any = b""


@dataclass
class Trace:
    """The steps done so far; a `Files` of its own that writes them down."""

    steps: list[Step] = field(default_factory=list)
    files: MemoryFiles = field(default_factory=MemoryFiles)

    def acknowledge(self, state: object) -> None:
        self.steps.append(Step("acknowledge", data=state))

    def open(self, name: str) -> TracedFile:
        self.files.open(name)
        self.steps.append(Step("open", name))
        return TracedFile(self, name)

    def exists(self, name: str) -> bool:
        return self.files.exists(name)

    def size(self, name: str) -> int:
        return self.files.size(name)

    def names(self, prefix: str) -> list[str]:
        return self.files.names(prefix)

    def remove(self, name: str) -> None:
        self.files.remove(name)
        self.steps.append(Step("remove", name))

    def close(self) -> None:
        pass


@dataclass
class TracedFile:
    trace: Trace
    name: str

    def size(self) -> int:
        return self.trace.files.size(self.name)

    def read(self, at: int, count: int) -> bytes:
        return self.trace.files.open(self.name).read(at, count)

    def write(self, at: int, data: bytes) -> int:
        return self._do(Step("write", self.name, at, data)) or len(data)

    def truncate(self, size: int) -> None:
        self._do(Step("truncate", self.name, size))

    def flush(self) -> None:
        self._do(Step("flush", self.name))

    def _do(self, step: Step) -> None:
        redo(self.trace.files, step)
        self.trace.steps.append(step)


def crashes(trace: Trace, since: int = 0) -> Iterator[tuple[MemoryFiles, Any, Any]]:
    """The files after a crash at each step and byte from step `since` on.

    With them, the state acknowledged last and the one that was being written: what is found
    must be one of the two. A process that dies leaves what it wrote; a write may be torn or
    garbled; a power cut may take whatever was not flushed.
    """
    for stop in range(since, len(trace.steps)):
        before, step = trace.steps[:stop], trace.steps[stop]
        states = [s.data for s in before if s.call == "acknowledge"]
        later = [s.data for s in trace.steps[stop:] if s.call == "acknowledge"]
        safe = states[-1] if states else None
        coming = later[0] if later else safe
        yield _replayed(before), safe, coming
        yield _replayed(_flushed(before)), safe, coming
        if step.call == "write":
            for torn in _torn(step):
                yield _replayed([*before, torn]), safe, coming


def _torn(step: Step) -> Iterator[Step]:
    for count in range(1, len(step.data) + 1):
        kept, rest = step.data[:count], len(step.data) - count
        yield Step("write", step.name, step.at, kept)
        yield Step("write", step.name, step.at, kept + bytes(rest))
        garbled = kept[:-1] + bytes([kept[-1] ^ 0x55])
        yield Step("write", step.name, step.at, garbled + step.data[count:])


def _flushed(steps: list[Step]) -> list[Step]:
    """Without what was written to each file after its last flush."""
    last = {step.name: number for number, step in enumerate(steps) if step.call == "flush"}
    return [
        step
        for number, step in enumerate(steps)
        if step.call not in ("write", "truncate") or number < last.get(step.name, -1)
    ]


def _replayed(steps: list[Step]) -> MemoryFiles:
    files = MemoryFiles()
    for step in steps:
        redo(files, step)
    return files


def redo(files: MemoryFiles, step: Step) -> None:
    """Do to files what a step did."""
    match step.call:
        case "open":
            files.open(step.name)
        case "write":
            files.open(step.name).write(step.at, step.data)
        case "truncate":
            files.open(step.name).truncate(step.at)
        case "remove":
            files.remove(step.name)
