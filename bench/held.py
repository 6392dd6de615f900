"""A browser's processes: how much memory they hold, and how to hold them to half a core."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

PERIOD = 100_000  # µs
GROUPS = (Path("/sys/fs/cgroup/cpu"), Path("/sys/fs/cgroup"))


def processes(profile: Path) -> list[Path]:
    """The browser with this profile and all that it started, as folders of /proc."""
    folders = [path for path in Path("/proc").iterdir() if path.name.isdecimal()]
    parents = {path: _parent(path) for path in folders}
    found = {path for path in folders if f"--user-data-dir={profile}" in _words(path)}
    while more := {path for path in folders if parents[path] in found} - found:
        found |= more
    return sorted(found)


def memory(profile: Path) -> float:
    """What the largest page of the browser holds (MB), its share of what several hold."""
    return max(_share(path) for path in processes(profile) if "--type=renderer" in _words(path))


def can_hold() -> bool:
    """Whether this machine lets us hold anything to half a core: Linux, as root."""
    return os.access(_root() / "cgroup.procs", os.W_OK)


@contextmanager
def half_a_core(profile: Path) -> Iterator[None]:
    """The browser may use half of one core, all its processes together."""
    group = _root() / f"onthaal-bench-{os.getpid()}"
    group.mkdir()
    try:
        if (group / "cpu.max").exists():
            (group / "cpu.max").write_text(f"{PERIOD // 2} {PERIOD}")
        else:
            (group / "cpu.cfs_quota_us").write_text(str(PERIOD // 2))
        _move([int(path.name) for path in processes(profile)], group)
        yield
    finally:
        _move([int(each) for each in (group / "cgroup.procs").read_text().split()], _root())
        group.rmdir()


def _root() -> Path:
    return next((each for each in GROUPS if (each / "cgroup.procs").exists()), GROUPS[0])


def _move(numbers: list[int], group: Path) -> None:
    for number in numbers:
        with suppress(OSError):  # it may just have ended
            (group / "cgroup.procs").write_text(str(number))


def _words(process: Path) -> str:
    try:
        return (process / "cmdline").read_bytes().decode(errors="replace")
    except OSError:
        return ""


def _parent(process: Path) -> Path:
    try:
        return Path("/proc") / (process / "stat").read_text().rpartition(")")[2].split()[1]
    except OSError:
        return Path("/proc/0")


def _share(process: Path) -> float:
    try:
        lines = (process / "smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next(int(line.split()[1]) / 1e3 for line in lines if line.startswith("Pss:"))
