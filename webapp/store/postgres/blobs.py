"""Files and photos by hash, in pieces of a size that every database takes."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable

from webapp.store.errors import UnknownBlob
from webapp.store.postgres.database import Database

PIECE = 512 * 1024
"""The bytes of one row at most."""

_SHA = re.compile(r"[0-9a-f]{64}")


class PostgresBlobs:
    """`Blobs` (see there) in tables."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def put(self, content: bytes) -> str:
        sha = hashlib.sha256(content).hexdigest()
        with self._database:
            try:
                self.get(sha)
            except UnknownBlob:
                self.remove(sha)  # what there may be of it
                self._write(sha, 0, content, whole=True)
        return sha

    def begun(self, sha: str) -> int:
        query = "SELECT size FROM onthaal_blobs WHERE sha = %s"
        return sum(size for (size,) in self._database.rows(query, _text(sha)))

    size = begun

    def put_piece(self, sha: str, at: int, piece: bytes, last: bool) -> int:
        with self._database:
            have = self.begun(sha)
            if not _text(sha) or self.exists(sha) or at > have:
                return have
            self._cut(sha, at)
            self._write(sha, at, piece, whole=False)
            if last:
                if hashlib.sha256(self._content(sha)).hexdigest() != sha:
                    self.remove(sha)
                    return 0
                self._database.rows("UPDATE onthaal_blobs SET whole = true WHERE sha = %s", sha)
            return at + len(piece)

    def _cut(self, sha: str, at: int) -> None:
        """Leave the bytes before `at`."""
        self._database.rows("DELETE FROM onthaal_pieces WHERE sha = %s AND start >= %s", sha, at)
        self._database.rows(
            "UPDATE onthaal_pieces"
            " SET content = substring(content FROM 1 FOR (%s - start)::integer)"
            " WHERE sha = %s AND start > %s",
            at, sha, at - PIECE,
        )  # fmt: skip

    def _write(self, sha: str, at: int, content: bytes, whole: bool) -> None:
        for start in range(0, len(content), PIECE):
            self._database.rows(
                "INSERT INTO onthaal_pieces (sha, start, content) VALUES (%s, %s, %b)",
                sha, at + start, content[start : start + PIECE],
            )  # fmt: skip
        self._database.rows(
            "INSERT INTO onthaal_blobs (sha, size, whole) VALUES (%s, %s, %s)"
            " ON CONFLICT (sha) DO UPDATE SET size = excluded.size, whole = excluded.whole",
            sha, at + len(content), whole,
        )  # fmt: skip

    def read(self, sha: str, at: int, count: int) -> bytes:
        with self._database:
            if not self.exists(sha):
                raise UnknownBlob(sha)
            rows = self._database.rows(
                "SELECT start, content FROM onthaal_pieces"
                " WHERE sha = %s AND start > %s AND start < %s ORDER BY start",
                sha, at - PIECE, at + count,
            )  # fmt: skip
        first = rows[0][0] if rows else at
        return b"".join(piece for _start, piece in rows)[at - first : at - first + count]

    def get(self, sha: str) -> bytes:
        with self._database:
            content = self._content(sha)
            if hashlib.sha256(content).hexdigest() != sha or not self.exists(sha):
                raise UnknownBlob(sha)
            return content

    def _content(self, sha: str) -> bytes:
        query = "SELECT content FROM onthaal_pieces WHERE sha = %s ORDER BY start"
        return b"".join(piece for (piece,) in self._database.rows(query, _text(sha)))

    def exists(self, sha: str) -> bool:
        return bool(self.among([sha]))

    def among(self, hashes: Iterable[str]) -> set[str]:
        query = "SELECT sha FROM onthaal_blobs WHERE whole AND sha = ANY(%s)"
        asked = [*map(_text, hashes)]
        return {sha for (sha,) in self._database.rows(query, asked)} if asked else set()

    def hashes(self) -> list[str]:
        rows = self._database.rows("SELECT sha FROM onthaal_blobs")
        return sorted(sha for (sha,) in rows)

    def remove(self, sha: str) -> None:
        with self._database:
            for table in ("onthaal_blobs", "onthaal_pieces"):
                self._database.rows(f"DELETE FROM {table} WHERE sha = %s", _text(sha))


def _text(sha: str) -> str:
    """A hash that a database can be asked for; what is none is nowhere."""
    return sha if _SHA.fullmatch(sha) else ""
