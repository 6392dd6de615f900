"""The tables, made and brought up to date by whichever process starts first.

    onthaal_logs     one row per log, erased ones too. `version` counts its writes; who wrote from
                     an older one is told so. `rewritten`: the version that began it anew.
                     `erased`: when, as JSON; "-" for a log that was only released
    onthaal_changes  a change, as JSON, beside the version that it came with
    onthaal_lists    where logs are listed; bytes, so that every database sorts them alike
    onthaal_blobs    files and photos by SHA-256, their bytes in `onthaal_pieces`
    onthaal_maps     devices and settings

JSON is kept as ASCII text, so that every encoding of a database can hold every text.
"""

from __future__ import annotations

from webapp.store.errors import Overtaken
from webapp.store.postgres.database import Database

_VERSIONS = """
CREATE TABLE IF NOT EXISTS onthaal_schema (only_row integer PRIMARY KEY, version integer NOT NULL)
"""

MIGRATIONS: tuple[tuple[str, ...], ...] = (
    (
        """
        CREATE TABLE IF NOT EXISTS onthaal_logs (
            id text PRIMARY KEY, version bigint NOT NULL, rewritten bigint NOT NULL,
            erased text NOT NULL, edition text NOT NULL, summary text NOT NULL,
            vector text NOT NULL)
        """,
        """
        CREATE TABLE IF NOT EXISTS onthaal_changes (
            log text, version bigint, number integer, change text NOT NULL,
            PRIMARY KEY (log, version, number))
        """,
        """
        CREATE TABLE IF NOT EXISTS onthaal_lists (
            place bytea, log text, PRIMARY KEY (place, log))
        """,
        "CREATE INDEX IF NOT EXISTS onthaal_lists_of_a_log ON onthaal_lists (log)",
        """
        CREATE TABLE IF NOT EXISTS onthaal_blobs (
            sha text PRIMARY KEY, size bigint NOT NULL, whole boolean NOT NULL)
        """,
        """
        CREATE TABLE IF NOT EXISTS onthaal_pieces (
            sha text, start bigint, content bytea NOT NULL, PRIMARY KEY (sha, start))
        """,
        """
        CREATE TABLE IF NOT EXISTS onthaal_maps (
            name text, key bytea, value text NOT NULL, PRIMARY KEY (name, key))
        """,
    ),
    (
        """
        CREATE INDEX IF NOT EXISTS onthaal_erased ON onthaal_logs (id)
        WHERE erased NOT IN ('', '-')
        """,
    ),
)
"""What leads from each version to the next. They only add, so that an older server, still
running beside a newer one, goes on; each can be done twice, where a database keeps half."""


def prepare(database: Database) -> None:
    """Bring the tables up to date, once, however many processes do it at the same time.

    Raises Overtaken when another was quicker: try again. Raises StorageFailed.
    """
    database.rows(_VERSIONS)
    database.rows("INSERT INTO onthaal_schema VALUES (1, 0) ON CONFLICT DO NOTHING")
    with database:
        row = database.rows("SELECT version FROM onthaal_schema WHERE only_row = 1 FOR UPDATE")
        if not row:
            raise database.fail(Overtaken("the tables are being made"))
        [(version,)] = row
        for statements in MIGRATIONS[version:]:
            for statement in statements:
                database.rows(statement)
        if version < len(MIGRATIONS):
            database.rows("UPDATE onthaal_schema SET version = %s", len(MIGRATIONS))
