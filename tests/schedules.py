"""Devices and a server that sync under any misfortune; the same seed meets the same ones.

The real ends of the sync over stores in memory; only what carries the bytes between them is
ours, and loses, repeats, delays, cuts and replaces them.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from copy import deepcopy
from datetime import UTC, date, datetime, timedelta
from random import Random
from urllib.parse import parse_qs, urlsplit

from webapp import sync
from webapp.domain.change import Change, Edit
from webapp.domain.exchange import PIECE, Ask, Unreadable
from webapp.domain.log import Log
from webapp.erasure import bury
from webapp.store import Store
from webapp.store.files import MemoryFiles
from webapp.sync_client import Request, SyncClient

TODAY = date(2026, 11, 22)
LOGS = ("ola", "mehmet", "notes.ola", "workplace")
HTML = (200, b"<!doctype html><title>Welcome to the wireless network</title>")
OTHERS = [HTML, (401, b"{}"), (500, b""), (200, b"{}"), (409, b""), (302, b"")]
AT = "2026-11-22T11:38:05+01:00"


def summarise(log: Log) -> dict:
    """As much of a summary as the sync reads; quick, for thousands of stores."""
    if "." in log.id or log.id == "workplace":
        return {}
    blobs = sorted({log.value(each, "content") for each in log.entities("paper")})
    lists = [f"day/{TODAY}", *(f"blob/{sha}" for sha in blobs)]
    return {"date": str(TODAY), "deleted": "", "updated": 0, "blobs": blobs, "lists": lists}


def open_store(files: MemoryFiles) -> Store:
    return Store(files, summarise)


def serve(store: Store, request: Request, today: date = TODAY) -> tuple[int, bytes]:
    """What the routes do, without Flask."""
    return store.atomically(lambda: _serve(store, request, today))


def _serve(store: Store, request: Request, today: date) -> tuple[int, bytes]:
    if request.method == "PUT":
        return keep_blob(store, request)
    if request.method == "GET":
        return give_blob(store, request)
    try:
        return 200, sync.answer(store, Ask.decode(request.body), today).encode()
    except sync.Contradiction as found:
        return 409, json.dumps({"replicas": found.replicas}).encode()
    except Unreadable:
        return 400, b"{}"


def keep_blob(store: Store, request: Request) -> tuple[int, bytes]:
    sha, at, last = piece_of(request)
    if at is None:
        return (201, b"") if store.blobs.put(request.body) == sha else (422, b"{}")
    have = store.blobs.put_piece(sha, at, request.body, last)
    return (422, b"{}") if have < at + len(request.body) else (201 if last else 202, b"")


def give_blob(store: Store, request: Request) -> tuple[int, bytes]:
    sha, at, _last = piece_of(request)
    if not store.blobs.exists(sha):
        return 404, b"{}"
    content = store.blobs.read(sha, at or 0, PIECE)
    more = (at or 0) + len(content) < store.blobs.begun(sha)
    return 206 if more else 200, content


def piece_of(request: Request) -> tuple[str, int | None, bool]:
    """The hash that a request is about, from which byte on, and whether it is the last piece."""
    address = urlsplit(request.path)
    asked = parse_qs(address.query)
    at = int(asked["from"][0]) if "from" in asked else None
    return address.path.removeprefix("/blobs/"), at, "last" in asked


class Device:
    """One tablet, with a clock that may be ten years wrong."""

    def __init__(self, name: str, files: MemoryFiles, years: float = 0) -> None:
        self.name, self.files, self.years = name, files, years
        self.start()

    def start(self) -> None:
        self.store = open_store(self.files)
        self.client = SyncClient(self.store, self.name, self.clock)

    def clock(self) -> datetime:
        return datetime(2026, 11, 22, 10, 38, tzinfo=UTC) + timedelta(days=365 * self.years)

    def write(self, log_id: str, request: str, *edits: Edit) -> list[Change]:
        logs = self.store.logs
        if log_id in logs.tombstones():
            return []
        log = logs.open(log_id) if logs.exists(log_id) else Log(log_id)
        now_ms = int(self.clock().timestamp() * 1000)
        made = log.write(
            edits, replica=logs.replica, now_ms=now_ms, at=AT, request=request, actor="mentor"
        )
        return logs.append(log_id, made)

    def sync(self, server: Store, reason: str = "timer") -> None:
        """A whole sync where nothing goes wrong."""
        request = self.client.begin(reason)
        while request is not None:
            request = self.client.take(*serve(server, request))


def contents(store: Store) -> dict[str, list[str]]:
    """Every change by log, without the numbers it goes by, which may be given anew."""
    return {each: sorted(map(content, store.logs.open(each))) for each in store.logs.ids()}


def content(change: Change) -> str:
    parts = change.to_dict()
    return json.dumps([parts[each] for each in ("stamp", "request", "entity", "field", "value")])


def folds(store: Store) -> dict[str, dict[str, dict]]:
    """What every log says."""
    return {
        each: {
            name: dict(store.logs.open(each).all_fields(name))
            for name in ("e:1", "e:2", "paper:1", "paper:2")
        }
        for each in store.logs.ids()
    }


class InMemory:
    """How a schedule's server is kept: saved and set back as by a backup."""

    def __init__(self) -> None:
        self._files = MemoryFiles()
        self.save()

    def open(self) -> Store:
        """The server as it starts."""
        return open_store(self._files)

    def save(self) -> None:
        self._saved = deepcopy(self._files)

    def set_back(self) -> None:
        self._files = deepcopy(self._saved)


class Schedule:
    """Three devices and a server; `run` lets `steps` things happen to them."""

    def __init__(self, seed: int, kept: InMemory | None = None) -> None:
        self.random = Random(seed)
        self.kept = kept or InMemory()
        self.server = self.kept.open()
        self.devices = [
            Device(f"tablet-{number}", MemoryFiles(), self.random.choice((-10, -0.1, 0, 0.1, 10)))
            for number in range(3)
        ]
        self.late: list[Request] = []
        self.acknowledged: set[tuple[str, str]] = set()
        self.copied = False
        self.count = 0

    def run(self, steps: int) -> None:
        """Let things happen: with a copied tablet, or with a server that loses its latest days.

        Both at once, or copies of copies, is more than is promised (docs/decisions/0006-sync.md).
        """
        rare = [self.copy] if self.random.random() < 0.5 else [self.save, self.restore]
        happenings = [self.write, self.sync] * 8 + [self.restart, self.wipe, self.erase, *rare]
        happenings += self.more
        for _step in range(steps):
            self.random.choice(happenings)(self.random.choice(self.devices))

    def settle(self) -> None:
        """Let everybody sync undisturbed until nothing moves any more."""
        for _turn in range(2):
            for device in self.devices:
                for _try in range(4):
                    device.sync(self.server)
                    if not device.client.status.failed:
                        break
                assert device.client.status.failed is None, device.client.status
                assert device.client.status.pending == 0

    @property
    def more(self) -> list[Callable[[Device], None]]:
        """What else may happen."""
        return []

    # -- what happens ---------------------------------------------------------------------

    def write(self, device: Device) -> None:
        self.count += 1
        log_id = self.random.choice(LOGS)
        edits = [
            Edit(f"e:{self.random.choice('12')}", self.random.choice("fg"), f"{self.count}.{each}")
            for each in range(self.random.choice((1, 1, 2, 5)))
        ]
        if not self.random.randrange(6):
            sha = device.store.blobs.put(b"paper %d" % self.count)
            edits.append(Edit(f"paper:{self.random.choice('12')}", "content", sha))
        device.write(log_id, f"request-{self.count}", *edits)
        if log_id == "notes.ola":
            device.write("ola", f"request-{self.count}", *edits)

    def sync(self, device: Device) -> None:
        fair = self.random.random() < 0.4
        reason = self.random.choice(("changed", "timer", "start"))
        request = device.client.begin(reason)
        while request is not None:
            reply = serve(self.server, request) if fair else self.carry(request)
            if reply is None:
                device.client.lost()
                return
            if not fair and not self.random.randrange(6):
                self.write(device)  # people go on meanwhile
            request = device.client.take(*reply)
        status = device.client.status
        through = status.failed is None and not status.sign_in and not status.pending
        if through and reason != "changed":  # after a change only that change is spoken of
            self.acknowledged |= self.of(device.store)

    def carry(self, request: Request) -> tuple[int, bytes] | None:
        """What comes back over a bad line, None where nothing does."""
        match self.random.randrange(14):
            case 0:
                return None
            case 1:
                serve(self.server, request)
                return None
            case 2:
                self.late.append(request)
                return None
            case 3:
                serve(self.server, request)
            case 4 if self.late:
                serve(self.server, self.random.choice(self.late))
            case 5:
                status, body = serve(self.server, request)
                return status, body[: self.random.randrange(len(body) + 1) - 1]
            case 6:
                return self.random.choice(OTHERS)
        return serve(self.server, request)

    def restart(self, device: Device) -> None:
        device.start()

    def wipe(self, device: Device) -> None:
        device.files = MemoryFiles()
        device.start()

    def copy(self, device: Device) -> None:
        """A copied tablet: two that write under one id, until they are told."""
        if self.copied:
            return
        self.copied = True
        other = self.random.choice(self.devices)
        replica = device.store.logs.replica
        other.files = deepcopy(device.files)
        other.start()
        other.store.logs.replica = replica

    def erase(self, device: Device) -> None:
        if not self.random.randrange(3):
            bury(device.store, self.random.choice(("ola", "mehmet")), AT)

    def save(self, device: Device) -> None:
        self.kept.save()

    def restore(self, device: Device) -> None:
        self.kept.set_back()
        self.server = self.kept.open()
        self.acknowledged &= self.of(self.server)  # the rest is only on tablets again

    # -- what there is --------------------------------------------------------------------

    @property
    def stores(self) -> list[Store]:
        return [self.server, *(device.store for device in self.devices)]

    @staticmethod
    def of(store: Store) -> set[tuple[str, str]]:
        return {(log_id, each) for log_id, made in contents(store).items() for each in made}

    def everything(self) -> set[tuple[str, str]]:
        """Every change that exists anywhere."""
        return set().union(*map(self.of, self.stores))


class Releasing(Schedule):
    """Devices let talks go to have room, and fetch them again, whenever they like.

    `gone`: how many went.
    """

    gone = 0

    @property
    def more(self) -> list[Callable[[Device], None]]:
        return [self.release] * 3 + [self.fetch]

    def release(self, device: Device) -> None:
        device.client.replica.leave({"ola", "mehmet"})

    def fetch(self, device: Device) -> None:
        released = device.store.logs.released()
        device.client.replica.wanted.update(each for each in released if "." not in each)

    def sync(self, device: Device) -> None:
        before = set(device.store.logs.released())
        on_device = self.of(device.store)
        super().sync(device)
        gone = set(device.store.logs.released()) - before
        self.gone += len(gone)
        on_server = self.of(self.server)
        assert {each for each in on_device if each[0] in gone} <= on_server

    def restore(self, device: Device) -> None:
        """Not once something went, for it may be nowhere else."""
        if not any(each.store.logs.released() for each in self.devices):
            super().restore(device)

    def settle(self) -> None:
        for device in self.devices:
            device.client.replica.leave(())
            self.fetch(device)
        super().settle()
