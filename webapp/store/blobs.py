"""Files and photos, each under the SHA-256 of its bytes."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable

from webapp.store.errors import StorageFailed, UnknownBlob, refusals_named
from webapp.store.files import Files, write_all

_FOLDER = "blobs/"
_SHA = re.compile(r"[0-9a-f]{64}")


class Blobs:
    """Bytes by hash. One that a crash left torn counts as absent, and is written again.

    A hash is 64 lower-case hexadecimal digits; anything else is simply unknown.
    """

    def __init__(self, files: Files) -> None:
        self._files = files
        self._sound: set[str] = set()
        self._begun: set[str] = set()

    def put(self, content: bytes) -> str:
        """Keep `content`, durable when this returns, and return its hash.

        Raises StorageFull or StorageFailed; then nothing of it is kept.
        """
        sha = hashlib.sha256(content).hexdigest()
        if self.exists(sha):
            return sha
        name = _FOLDER + sha
        try:
            with refusals_named():
                file = self._files.open(name)
                file.truncate(0)
                write_all(file, 0, content)
                file.flush()
        except StorageFailed:
            with refusals_named():
                self._files.remove(name)
            raise
        self._sound.add(sha)
        self._begun.discard(sha)
        return sha

    def begun(self, sha: str) -> int:
        """How many bytes of a blob are here that came in pieces so far, or all of a whole one."""
        if not _SHA.fullmatch(sha) or not self._files.exists(_FOLDER + sha):
            return 0
        with refusals_named():
            return self._files.size(_FOLDER + sha)

    def put_piece(self, sha: str, at: int, piece: bytes, last: bool) -> int:
        """Keep a piece from byte `at` on, durable when this returns; how many bytes are here.

        A piece that would leave a gap is not kept. The blob exists once its `last` piece is
        here: where all of them are not what `sha` says, none is kept, and 0 returned.
        Raises StorageFull or StorageFailed; then the pieces before are still there.
        """
        if not self._is_to_come(sha) or at > self.begun(sha):
            return self.begun(sha)
        with refusals_named():
            file = self._files.open(_FOLDER + sha)
            file.truncate(at)
            write_all(file, at, piece)
            file.flush()
        if last:
            self._begun.discard(sha)
            if not self.exists(sha):
                self.remove(sha)
                return 0
        return at + len(piece)

    def _is_to_come(self, sha: str) -> bool:
        """Whether a blob is not here whole; only asked of the disk when its first piece comes."""
        if sha not in self._begun:
            if not _SHA.fullmatch(sha) or self.exists(sha):
                return False
            self._begun.add(sha)
        return True

    def read(self, sha: str, at: int, count: int) -> bytes:
        """Up to `count` bytes of a blob from byte `at` on; raises UnknownBlob."""
        if not self.exists(sha):
            raise UnknownBlob(sha)
        with refusals_named():
            return self._files.open(_FOLDER + sha).read(at, count)

    def get(self, sha: str) -> bytes:
        """The bytes of that hash; raises UnknownBlob when they are not here, whole."""
        if not _SHA.fullmatch(sha) or not self._files.exists(_FOLDER + sha):
            raise UnknownBlob(sha)
        with refusals_named():
            file = self._files.open(_FOLDER + sha)
            content = file.read(0, file.size())
        if hashlib.sha256(content).hexdigest() != sha:
            self._sound.discard(sha)
            raise UnknownBlob(sha)
        self._sound.add(sha)
        return content

    def exists(self, sha: str) -> bool:
        """Whether a whole blob of that hash is here (it is read once to be sure)."""
        if sha in self._sound:
            return True
        try:
            self.get(sha)
        except UnknownBlob:
            return False
        return True

    def among(self, hashes: Iterable[str]) -> set[str]:
        """Those of `hashes` of which a whole blob is here."""
        return {sha for sha in hashes if self.exists(sha)}

    def size(self, sha: str) -> int:
        """How many bytes a blob takes; 0 where there is none of that hash."""
        there = _SHA.fullmatch(sha) and self._files.exists(_FOLDER + sha)
        return self._files.size(_FOLDER + sha) if there else 0

    def hashes(self) -> list[str]:
        """The hashes of all blobs, sorted; a torn one may be among them, see `exists`."""
        names = (name.removeprefix(_FOLDER) for name in self._files.names(_FOLDER))
        return [name for name in names if _SHA.fullmatch(name)]

    def remove(self, sha: str) -> None:
        """Remove a blob for good, if it is here; raises StorageFailed."""
        self._sound.discard(sha)
        self._begun.discard(sha)
        if _SHA.fullmatch(sha):
            with refusals_named():
                self._files.remove(_FOLDER + sha)
