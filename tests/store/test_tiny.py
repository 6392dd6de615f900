from __future__ import annotations

import json

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from tinydb import TinyDB, where
from tinydb.storages import MemoryStorage

from webapp.store import durable_map
from webapp.store.files import MemoryFiles
from webapp.store.tiny import JournalDB, JournalStorage

TABLES = st.sampled_from(["_default", "changes", "a/b", "a", "a%2Fb", "é \ud800", ""])
FIELDS = st.sampled_from(["x", "y", "/"])
JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 5) | st.text(max_size=4),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(FIELDS, inner, max_size=2),
    max_leaves=4,
)
DOCUMENTS = st.dictionaries(FIELDS, JSON, max_size=3)


class SameAsMemory(RuleBasedStateMachine):
    """Whatever is done to TinyDB, ours holds what TinyDB's own memory holds."""

    @initialize()
    def start(self):
        self.files = MemoryFiles()
        self.memory = MemoryStorage()
        self.reopen()

    @rule()
    def reopen(self):
        self.ours = JournalDB(self.files, "db")
        self.theirs = TinyDB(storage=lambda: self.memory)

    @rule(table=TABLES, documents=st.lists(DOCUMENTS, max_size=3))
    def insert(self, table, documents):
        for database in (self.ours, self.theirs):
            database.table(table).insert_multiple(json.loads(json.dumps(documents)))

    @rule(table=TABLES, fields=DOCUMENTS, field=FIELDS)
    def update(self, table, fields, field):
        for database in (self.ours, self.theirs):
            changed = json.loads(json.dumps(fields))
            database.table(table).update(changed, where(field).exists())

    @rule(table=TABLES, value=JSON)
    def change_in_place(self, table, value):
        def nest(document):
            document.setdefault("deep", {}).setdefault("deeper", []).append(value)

        for database in (self.ours, self.theirs):
            database.table(table).update(nest, where("deep").exists() | where("x").exists())

    @rule(table=TABLES, fields=DOCUMENTS, field=FIELDS)
    def upsert(self, table, fields, field):
        for database in (self.ours, self.theirs):
            database.table(table).upsert(json.loads(json.dumps(fields)), where(field) == 1)

    @rule(table=TABLES, field=FIELDS)
    def remove(self, table, field):
        for database in (self.ours, self.theirs):
            database.table(table).remove(where(field).exists())

    @rule(table=TABLES)
    def truncate(self, table):
        for database in (self.ours, self.theirs):
            database.table(table).truncate()

    @rule(table=TABLES)
    def drop_table(self, table):
        for database in (self.ours, self.theirs):
            database.drop_table(table)

    @rule()
    def drop_tables(self):
        for database in (self.ours, self.theirs):
            database.drop_tables()

    @invariant()
    def same(self):
        kept = [self.ours.storage.read(), JournalStorage(self.files, "db").read()]
        for tables in kept:
            assert json.dumps(tables or {}) == json.dumps(self.memory.read() or {})


TestSameAsMemory = SameAsMemory.TestCase
TestSameAsMemory.settings = settings(max_examples=60, stateful_step_count=25, deadline=None)


@pytest.fixture(autouse=True, scope="module")
def churning():
    """Checkpoints come early."""
    small, durable_map.SMALL = durable_map.SMALL, 200
    yield
    durable_map.SMALL = small


def test_documents_are_there_after_opening_again(reopen):
    TinyDB(reopen(), "db", storage=JournalStorage).insert({"name": "Ola"})
    assert TinyDB(reopen(), "db", storage=JournalStorage).all() == [{"name": "Ola"}]


def test_update_that_fails_halfway_changes_nothing(files):
    database = TinyDB(files, "db", storage=JournalStorage)
    database.insert_multiple({"n": n} for n in range(4))

    def fail_at_two(document):
        document["n"] = 10 / (2 - document["n"])

    with pytest.raises(ZeroDivisionError):
        database.update(fail_at_two)
    assert [document["n"] for document in database] == [0, 1, 2, 3]


def test_document_that_was_read_can_be_changed_without_changing_what_is_kept(files):
    database = TinyDB(files, "db", storage=JournalStorage)
    database.insert({"tags": ["a"]})
    database.all()[0]["tags"].append("b")
    database.insert({"tags": []})
    assert database.all() == [{"tags": ["a"]}, {"tags": []}]


def test_write_appends_only_what_changed(files):
    database = TinyDB(files, "db", storage=JournalStorage)
    database.insert_multiple({"text": "x" * 100} for _ in range(50))
    before = files.size("db.journal")
    database.update({"text": "y"}, doc_ids=[7])
    assert files.size("db.journal") - before < 60
